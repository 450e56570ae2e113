import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { join } from 'node:path'
import process from 'node:process'
import type { Readable } from 'node:stream'
import { pathToFileURL } from 'node:url'
import type { Actor } from '#kernel/actor.ts'
import { systemIds } from '#kernel/ids.ts'
import type { JsonObject } from '#kernel/refusal.ts'
import { given } from '#modules/identity/identity.given.ts'
import { loadPersonImages } from '#modules/identity/index.ts'
import { powerImage } from '#modules/identity/power-image.queries.ts'
import { loadOrganImages } from '#modules/organisation/index.ts'
import { recordEvent } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import { deriveKeys } from '#platform/crypto/keys.ts'
import { findBundledConnection } from '#platform/db/bundled.ts'
import { openDatabase, type Trx } from '#platform/db/database.ts'
import { freePort, readPidFile } from '#platform/db/postgres-server.ts'
import { bornOf } from '#platform/db/process-identity.ts'
import { readEnv } from '#platform/env.ts'
import { localFiles } from '#platform/files/files.ts'
import { silentLog } from '#platform/log.ts'
import { runSql } from '#tests/support/statements.ts'

const root = join(import.meta.dirname, '../..')
const readyWithinMs = 60_000
export const secret = 'only-for-this-test-0123456789-abcdefgh'

const firstStart = {
  MINSHENG_MODE: 'production',
  MINSHENG_SECRET: secret,
  MINSHENG_COUNTY: '320412',
  MINSHENG_CONGRESS: '常州市武进区人民代表大会',
  MINSHENG_TERM: '18',
  MINSHENG_SEATS: '320',
  MINSHENG_FIRST_SESSION: '2026-01-07',
  HOST: '127.0.0.1',
}

export type Program = {
  origin: string
  dataDir: string
  /** As `npm start` does after the build; ends when it answers. */
  start(): Promise<void>
  /** Ends it in order and gives its exit code. */
  stop(): Promise<number | null>
  killNode(): Promise<void>
  /** SIGKILL, or SIGINT as its operator would stop it. */
  endPostgres(signal: 'SIGKILL' | 'SIGINT'): void
  isReady(): Promise<boolean>
  untilReady(): Promise<void>
  /** What it has said on both outputs. */
  said(): string
}

/** A production installation of its own in `dataDir`, with the bundled PostgreSQL where the settings name no other. */
export async function installProgram(dataDir: string, settings: Record<string, string> = {}): Promise<Program> {
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const cluster = join(dataDir, 'postgres')
  let child: ChildProcessByStdio<null, Readable, Readable> | undefined
  let ended: Promise<number | null> = Promise.resolve(null)
  let told = ''
  const isReady = async () => {
    try {
      const reply = await fetch(`${origin}/readyz`)
      await reply.text()
      return reply.status === 200
    } catch {
      return false
    }
  }
  const untilReady = async () => {
    const end = performance.now() + readyWithinMs
    while (!(await isReady())) {
      if (performance.now() > end || child?.exitCode !== null) throw new Error(`The program is not ready.\n${told}`)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
  return {
    origin,
    dataDir,
    isReady,
    untilReady,
    said: () => told,
    start() {
      const args = ['--import', pathToFileURL(join(root, 'src/platform/jsx-hook.ts')).href, join(root, 'src/server.ts')]
      const own = { PORT: String(port), MINSHENG_DATA: dataDir, ...settings }
      const env = { PATH: process.env.PATH ?? '', ...firstStart, ...own }
      const started = spawn(process.execPath, args, { cwd: dataDir, env, stdio: ['ignore', 'pipe', 'pipe'] })
      child = started
      ended = new Promise((resolve) => started.once('exit', (code) => resolve(code)))
      for (const output of [started.stdout, started.stderr])
        output.on('data', (text: Buffer) => (told += text.toString()))
      return untilReady()
    },
    stop() {
      child?.kill('SIGTERM')
      return ended
    },
    async killNode() {
      child?.kill('SIGKILL')
      await ended
    },
    endPostgres(signal) {
      const found = readPidFile(cluster)
      if (found && bornOf(found.pid) !== undefined) process.kill(found.pid, signal)
    },
  }
}

/** Looks into the database of an installation from outside, as its own program would. */
export function lookInto(dataDir: string): App {
  const connectionString = findBundledConnection(dataDir) ?? ''
  const db = openDatabase({ connectionString, schema: 'minsheng', max: 3 })
  const clock = { now: () => new Date() }
  return {
    db,
    portalDb: db,
    clock,
    wall: clock,
    ids: systemIds(() => clock.now().getTime()),
    env: readEnv({ MINSHENG_DATA: dataDir }),
    keys: deriveKeys(Buffer.from(secret)),
    jobs: { enqueue: () => Promise.resolve() },
    files: localFiles(join(dataDir, 'files')),
    log: silentLog,
  }
}

/** The program finds rows of who is who that no act tells of: the test's own are told of. */
const tellOf = (app: App, { accountId, personId, acting }: Actor, kind: 'mandate' | 'post', id: string) =>
  app.db.transaction().execute(async (trx) => {
    const powers = [
      [kind, id],
      ['account', accountId],
      ['account_proof', accountId],
    ] as const
    for (const [subjectKind, subjectId] of powers)
      await tellOfRow(app, trx, subjectKind, subjectId, await powerImage(trx, subjectKind, subjectId))
    await tellOfRow(app, trx, 'person', personId, (await loadPersonImages(trx, [personId])).get(personId))
    if (acting?.kind !== 'post') return
    const { organId } = acting
    await tellOfRow(app, trx, 'organ', organId, (await loadOrganImages(trx, [organId])).get(organId))
  })

const tellOfRow = (app: App, trx: Trx, subjectKind: string, subjectId: string, after: JsonObject | null = null) =>
  recordEvent(app, trx, { type: 'record.row_taken_in', subjectKind, subjectId, actor: 'system', after })

/** A deputy and a clerk of the deputies' office with open sessions: the cookies that a client of theirs sends along. */
export async function admit(dataDir: string): Promise<{ deputy: string; office: string }> {
  const app = lookInto(dataDir)
  const cookieOf = async (actor: Actor) => `minsheng_session=${await given.token(app, actor)}`
  try {
    const congress = await given.congress(app)
    const [deputy, office] = [
      await given.deputy(app, { congress }),
      await given.post(app, 'deputy_office', { congress }),
    ]
    // in production the office signs in with a second factor
    await runSql(app.db, 'update account set totp_confirmed_at = $1 where id = $2', [app.wall.now(), office.accountId])
    await tellOf(app, deputy, 'mandate', deputy.mandateId)
    await tellOf(app, office, 'post', office.postId)
    return { deputy: await cookieOf(deputy), office: await cookieOf(office) }
  } finally {
    await app.db.destroy()
  }
}
