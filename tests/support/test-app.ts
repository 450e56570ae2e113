import { mkdtempSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { inject } from 'vitest'
import type { Actor } from '#kernel/actor.ts'
import { makeSettableClock, type SettableClock } from '#kernel/clock.ts'
import { systemIds } from '#kernel/ids.ts'
import { ensureCalendar } from '#modules/clock/index.ts'
import { given } from '#modules/identity/identity.given.ts'
import type { App, Job } from '#platform/app.ts'
import { deriveKeys } from '#platform/crypto/keys.ts'
import { readEnv } from '#platform/env.ts'
import { localFiles } from '#platform/files/files.ts'
import { silentLog } from '#platform/log.ts'
import type { Mail } from '#platform/mail/mail.ts'
import type { Sms } from '#platform/sms/sms.ts'
import { beat } from '#surfaces/api/heartbeat.ts'
import { buildSite } from '#surfaces/site.ts'
import { conformanceOf } from './conformance.ts'
import { cloneDatabase } from './database.ts'

/** A morning of a plain working week: Wednesday, 2026-03-04 09:00 in Shanghai. */
export const testMorning = new Date('2026-03-04T09:00:00+08:00')

/** Whoever runs a command on the database of a test gives it the secret that its events were written with. */
export const testSecret = 'only-for-this-test-0123456789-abcdefgh'

const still = { now: () => new Date(0) }

export type Client = Record<'get' | 'delete', (path: string) => Promise<Response>> &
  Record<'post' | 'put' | 'patch', (path: string, body?: unknown) => Promise<Response>> & {
    /** A request as the browser makes it, with its own headers and body. */
    fetch(path: string, init?: RequestInit): Promise<Response>
  }

/** What a test sets besides the usual; the channels are the real adapters, pointed at servers of the test. */
export type TestSettings = {
  fresh?: boolean
  mail?: Mail | undefined
  sms?: Sms | undefined
  settings?: Readonly<Record<string, string>>
}

/**
 * The whole program without its server: database, clock, API, portal. Jobs that were enqueued run at `drain`.
 * `as(actor)` is a client signed in as the given actor, `anonymous` one that is not.
 */
export async function testApp({ fresh = false, mail, sms, settings = {} }: TestSettings = {}) {
  const { db, portalDb } = await cloneDatabase({ fresh })
  // goes with the server of the run
  const folder = mkdtempSync(join(dirname(inject('testServer').folder), 'files-'))
  const clock: SettableClock = makeSettableClock(still, testMorning)
  const waiting: (() => Promise<void>)[] = []
  const app: App = {
    db,
    portalDb,
    clock,
    wall: makeSettableClock(still, testMorning),
    ids: systemIds(() => clock.now().getTime()),
    env: readEnv({ ...settings, MINSHENG_DATA: folder, MINSHENG_TEST_CLOCK: '1' }),
    keys: deriveKeys(Buffer.from(testSecret)),
    jobs: {
      enqueue<Data extends object>(_trx: unknown, work: Job<Data>, data: Data) {
        waiting.push(() => work.run(app, work.shape.parse(data)))
        return Promise.resolve()
      },
    },
    files: localFiles(folder),
    mail,
    sms,
    log: silentLog,
  }
  await ensureCalendar(app)
  const site = buildSite(app, { write() {}, close: () => Promise.resolve() })
  const drain = async () => {
    for (let one = waiting.shift(); one; one = waiting.shift()) await one()
  }
  const conforms = conformanceOf(site)
  const ask = async (path: string, init: RequestInit) => {
    const response = await site.request(path, init)
    await conforms(init.method ?? 'GET', path.split('?')[0] ?? path, response)
    return response
  }
  const client = (cookie?: string, authorization?: string): Client => {
    const identity = { ...(cookie && { cookie }), ...(authorization && { authorization }) }
    const send = (method: string, path: string, body?: unknown) =>
      ask(path, {
        method,
        headers: {
          'accept-language': 'zh-CN',
          ...identity,
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      })
    return {
      get: (path) => send('GET', path),
      delete: (path) => send('DELETE', path),
      post: (path, body) => send('POST', path, body),
      put: (path, body) => send('PUT', path, body),
      patch: (path, body) => send('PATCH', path, body),
      fetch: (path, init) => ask(path, { ...init, headers: { ...init?.headers, ...identity } }),
    }
  }
  // one session for each identity, opened at its first request: an account has five at the most
  const clients = new Map<string, Client>()
  const as = (actor: Pick<Actor, 'accountId' | 'acting'>, { anew = false } = {}): Client => {
    const key = `${actor.accountId} ${actor.acting?.id}`
    const known = clients.get(key)
    if (known && !anew) return known
    const made = open(actor)
    clients.set(key, made)
    return made
  }
  const open = (actor: Pick<Actor, 'accountId' | 'acting'>): Client => {
    let opened: Promise<Client> | undefined
    const signedIn = () => {
      opened ??= given.token(app, actor).then((token) => client(`minsheng_session=${token}`))
      return opened
    }
    return {
      get: async (path) => (await signedIn()).get(path),
      delete: async (path) => (await signedIn()).delete(path),
      post: async (path, body) => (await signedIn()).post(path, body),
      put: async (path, body) => (await signedIn()).put(path, body),
      patch: async (path, body) => (await signedIn()).patch(path, body),
      fetch: async (path, init) => (await signedIn()).fetch(path, init),
    }
  }
  /** A program with a token. */
  const bearing = (secret: string): Client => client(undefined, `Bearer ${secret}`)
  return { app, db, clock, as, bearing, anonymous: client(), drain, site, beat: () => beat(app) }
}

export type TestSite = Awaited<ReturnType<typeof testApp>>
