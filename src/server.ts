import { join } from 'node:path'
import process from 'node:process'
import { type Clock, makeSettableClock } from '#kernel/clock.ts'
import { systemIds } from '#kernel/ids.ts'
import { Refusal } from '#kernel/refusal.ts'
import { ensureCalendar } from '#modules/clock/index.ts'
import { notificationJobs } from '#modules/notification/index.ts'
import { rosterJobs } from '#modules/roster/index.ts'
import type { App } from '#platform/app.ts'
import { openDataFolder } from '#platform/data-folder.ts'
import { type Bundled, startBundled } from '#platform/db/bundled.ts'
import { assertServer, openDatabase } from '#platform/db/database.ts'
import { databaseFault } from '#platform/db/database-fault.ts'
import { migrate } from '#platform/db/migrate.ts'
import { type Env, keysOf, loadEnv } from '#platform/env.ts'
import { localFiles } from '#platform/files/files.ts'
import { openAccessLog } from '#platform/http/access-log.ts'
import { assertPortFree, openServer } from '#platform/http/open-server.ts'
import { sentenceOf } from '#platform/http/problem.ts'
import { openJobs } from '#platform/jobs/jobs.ts'
import { type Log, makeLog } from '#platform/log.ts'
import { openMail } from '#platform/mail/mail.ts'
import { openSms } from '#platform/sms/sms.ts'
import { startHeartbeat } from '#surfaces/api/heartbeat.ts'
import { buildSite } from '#surfaces/site.ts'
import { prepareFirstStart } from './first-start.ts'

// The only wiring: everything through which time, chance and the network enter is made here.

const heartbeatMs = 500
// an end in order takes ten seconds at the most; of these the requests that are being answered get half
const stopMs = 10_000
const answerMs = 5_000
const portalRole = 'minsheng_portal'

type Closing = () => Promise<unknown>

async function main(): Promise<void> {
  const closing: Closing[] = []
  let isStopping = false
  const stop = once(async (code: number) => {
    isStopping = true
    setTimeout(() => process.exit(1), stopMs).unref()
    for (const close of closing.toReversed()) await close()
    process.exit(code)
  })
  process.on('SIGINT', () => void stop(0))
  process.on('SIGTERM', () => void stop(0))
  try {
    await start(closing)
  } catch (error) {
    // what was under way when it was told to stop has lost its database: that is no fault
    if (!isStopping) process.stderr.write(`${wordsOf(error)}\n`)
    await stop(1)
  }
}

function wordsOf(error: unknown): string {
  if (!(error instanceof Refusal))
    return databaseFault(error) ?? (error instanceof Error ? error.message : String(error))
  return (['zh-CN', 'en'] as const).map((locale) => sentenceOf(locale, error.code, error.data)).join('\n')
}

/** Starts one thing after the other; what has to be closed again is noted as soon as it is open. */
async function start(closing: Closing[]): Promise<void> {
  const env = loadEnv()
  const wall: Clock = { now: () => new Date() }
  const log = makeLog((line) => process.stderr.write(`${line}\n`), wall.now, env.LOG_LEVEL)
  const print = (words: string) => void process.stdout.write(`${words}\n`)
  await assertPortFree(env)
  openDataFolder(env.MINSHENG_DATA)
  const bundled = env.DATABASE_URL === undefined ? await startBundled({ dataDir: env.MINSHENG_DATA, log }) : undefined
  if (bundled) closing.push(() => bundled.stop())
  const { app, close } = await openApp(env, wall, log, bundled)
  closing.push(close)
  const access = openAccessLog(join(env.MINSHENG_DATA, 'logs'), log)
  closing.push(() => access.close())
  const lifecycle = { isStopping: false }
  const site = buildSite(app, access, lifecycle)
  const welcome = await prepareFirstStart(app, print)
  const heartbeat = startHeartbeat(app, heartbeatMs)
  closing.push(() => heartbeat.stop())
  const server = await openServer(env, site.fetch)
  closing.push(() => {
    lifecycle.isStopping = true
    return server.close(answerMs)
  })
  print(welcome)
}

function once(close: (code: number) => Promise<void>): (code: number) => Promise<void> {
  let closed: Promise<void> | undefined
  return (code) => {
    closed ??= close(code)
    return closed
  }
}

async function openApp(env: Env, wall: Clock, log: Log, bundled: Bundled | undefined) {
  const connectionString = env.DATABASE_URL ?? bundled?.connectionString() ?? ''
  const schema = env.MINSHENG_TENANT
  const db = openDatabase({ connectionString, schema })
  await assertServer(db, schema)
  await migrate(db, { log: (sentence) => log.info(sentence) })
  const portalDb = openDatabase({ connectionString, schema, role: portalRole, max: 6 })
  const clock = env.MINSHENG_TEST_CLOCK ? makeSettableClock(wall, wall.now()) : wall
  const jobs = openJobs(connectionString, `${schema}_jobs`, (error) => log.error('job queue', error))
  const app: App = {
    db,
    portalDb,
    clock,
    wall,
    ids: systemIds(() => clock.now().getTime()),
    env,
    keys: keysOf(env),
    jobs,
    files: localFiles(`${env.MINSHENG_DATA}/files`),
    mail: openMail(env),
    sms: openSms(env),
    log,
  }
  await ensureCalendar(app)
  await jobs.start(app, [...rosterJobs, ...notificationJobs])
  return {
    app,
    async close() {
      await jobs.stop()
      app.mail?.close()
      await portalDb.destroy()
      await db.destroy()
    },
  }
}

await main()
