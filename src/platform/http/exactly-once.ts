import { createHash } from 'node:crypto'
import type { Context, MiddlewareHandler, Next } from 'hono'
import { recordedAs } from '#kernel/actor.ts'
import { Refusal } from '#kernel/refusal.ts'
import type { App } from '../app.ts'
import { within } from '../db/within.ts'
import { type Ask, readingAt } from './ask-again.ts'
import type { MemberEnv } from './env.ts'
import type { ReadingRoutes } from './reading-routes.ts'
import {
  type CommandKey,
  deleteCommandsBefore,
  findCommand,
  forgetCommand,
  holdOn,
  isKnown,
  type ReceivedCommand,
  saveAnswered,
  takeKey,
  takeOver,
} from './received-command.queries.ts'
import { fittingRoutes } from './versioned-routes.ts'

const keptMs = 48 * 3_600_000
// a program that is at work says so every three seconds; ten seconds of silence say that it has ended
const heldMs = 10_000
const holdOnMs = 3_000

// an item of RFC 9651, quoted, or the bare word that many programs send
const keyForm = /^(?:"([!#-[\]-~]{1,200})"|([!#-[\]-~]{1,200}))$/

/** Thrown to undo what was begun; the answer is there already. */
const undone = new Error('not done')

export type Rereading = {
  routes: () => ReadingRoutes
  /** The routes that do one thing after the other, each in a transaction of its own. */
  inSteps: () => ReadonlySet<string>
  ask: Ask
}

/**
 * `Idempotency-Key` of a POST: the same request of the same identity under the same key is done once. A repetition is
 * answered with the same status and the thing as this caller may read it now, never with a kept answer: rights end, and
 * what is shown once is shown once. The key commits together with what was done, so who repeats while the first is
 * under way waits for it; what was refused leaves no key. What is done in steps has its key before the first of them, and
 * who repeats it meanwhile is told so; when its program has ended on the way, who repeats it goes on. Refuses
 * `http.bad_idempotency_key`, `.idempotency_key_reused`, `.under_way`, `.done_already` where nothing can be read again.
 */
export const exactlyOnce =
  (rereading: Rereading): MiddlewareHandler<MemberEnv> =>
  async (c, next) => {
    const key = keyOf(c)
    if (!key) return next()
    const { app } = c.var
    const command = {
      ...key,
      id: app.ids.uuid(),
      digest: await digestOf(c),
      received_at: app.wall.now(),
      held_until: null,
    }
    const inSteps = rereading.inSteps()
    const isInSteps = fittingRoutes(c).some((route) => inSteps.has(route))
    const earlier = await (isInSteps ? doInSteps : doInOne)(c, next, command, rereading)
    if (!earlier) return
    if (!earlier.digest.equals(command.digest)) throw new Refusal('invalid', 'http.idempotency_key_reused')
    c.res = await answerAgain(c, rereading, earlier)
  }

/** Undefined of a request that is sent without one. Refuses `http.bad_idempotency_key`. */
function keyOf(c: Context<MemberEnv>): CommandKey | undefined {
  const header = c.req.header('idempotency-key')
  if (header === undefined || c.req.method !== 'POST') return undefined
  const form = keyForm.exec(header)
  if (!form) throw new Refusal('invalid', 'http.bad_idempotency_key')
  const { actor } = c.var
  return {
    account_id: actor.accountId,
    acting_id: actor.acting ? recordedAs(actor.acting).id : '',
    key: form[1] ?? form[2] ?? '',
  }
}

/** Whether it comes under a key that was received before: what is there by now is no answer to it. */
export async function isRepeated(c: Context<MemberEnv>): Promise<boolean> {
  const key = keyOf(c)
  return key !== undefined && (await isKnown(c.var.app.db, key))
}

/** @returns what was received under this key before; undefined when it was done, or refused, now */
type Do = (
  c: Context<MemberEnv>,
  next: Next,
  command: ReceivedCommand,
  rereading: Rereading,
) => Promise<Awaited<ReturnType<typeof findCommand>> | undefined>

const doInOne: Do = async (c, next, command, { routes }) => {
  const { app } = c.var
  try {
    return await app.db.transaction().execute(async (trx) => {
      if (!(await takeKey(trx, command))) return findCommand(trx, command)
      c.set('app', { ...app, db: within(trx) })
      await next()
      if (!c.res.ok) throw undone
      await saveAnswered(trx, command.id, { status: c.res.status, reading: await readingOf(c, routes()) })
      return undefined
    })
  } catch (error) {
    if (error !== undone) throw error
    return undefined
  } finally {
    c.set('app', app)
  }
}

const doInSteps: Do = async (c, next, taken, { routes }) => {
  const { db, wall } = c.var.app
  const heldUntil = () => new Date(wall.now().getTime() + heldMs)
  const command = { ...taken, held_until: heldUntil() }
  // its holder may hold on while this one asks, by a clock that is a little ahead
  const longest = new Date(command.held_until.getTime() + heldMs)
  if (!(await takeKey(db, command)) && !(await takeOver(db, command, longest))) return findCommand(db, command)
  // without its database the program cannot say that it lives; what it then does is not held by the key either
  const holding = setInterval(() => void holdOn(db, command.id, heldUntil()).catch(() => undefined), holdOnMs)
  try {
    await next()
  } finally {
    clearInterval(holding)
  }
  if (c.res.ok) await saveAnswered(db, command.id, { status: c.res.status, reading: await readingOf(c, routes()) })
  else await forgetCommand(db, command.id)
  return undefined
}

async function digestOf(c: Context<MemberEnv>): Promise<Buffer> {
  const { pathname, search } = new URL(c.req.url)
  const body = Buffer.from(await c.req.raw.clone().arrayBuffer())
  return createHash('sha256').update(`${c.req.method} ${pathname}${search}\n`).update(body).digest()
}

async function readingOf(c: Context<MemberEnv>, routes: ReadingRoutes): Promise<string | null> {
  const reading = fittingRoutes(c)
    .map((route) => routes.get(route))
    .find((path) => path !== undefined)
  if (reading === undefined || !reading.includes('{id}')) return reading ?? null
  const { id } = (await c.res.clone().json()) as { id?: unknown }
  return typeof id === 'string' ? reading.replace('{id}', encodeURIComponent(id)) : null
}

const repeated = { 'idempotency-replayed': 'true', 'cache-control': 'no-store' }

async function answerAgain(
  c: Context<MemberEnv>,
  { ask }: Rereading,
  { status, reading }: { status: number | null; reading: string | null },
): Promise<Response> {
  if (status === null) throw new Refusal('conflict', 'http.under_way')
  if (status === 204) return new Response(null, { status, headers: repeated })
  if (reading === null) throw new Refusal('conflict', 'http.done_already')
  const read = await ask(readingAt(c, reading), c.env)
  // it was done, though its sender may not read it, or no longer: a program without the scope, a name withdrawn
  if (read.status === 403 || read.status === 404) throw new Refusal('conflict', 'http.done_already')
  if (!read.ok) return read
  const type = read.headers.get('content-type') ?? ''
  return new Response(read.body, { status, headers: { ...repeated, 'content-type': type } })
}

/** Forgets the keys of two days ago; part of every heartbeat. */
export const forgetCommands = (app: App) => deleteCommandsBefore(app.db, new Date(app.wall.now().getTime() - keptMs))
