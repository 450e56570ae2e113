import { readFileSync } from 'node:fs'
import { createServer as createTlsServer } from 'node:https'
import { join } from 'node:path'
import process from 'node:process'
import { type ServerType, serve } from '@hono/node-server'
import { type Clock, makeSettableClock } from '#kernel/clock.ts'
import { systemIds } from '#kernel/ids.ts'
import { ensureCalendar } from '#modules/clock/index.ts'
import { notificationJobs } from '#modules/notification/index.ts'
import { rosterJobs } from '#modules/roster/index.ts'
import type { App } from '#platform/app.ts'
import { type Bundled, startBundled } from '#platform/db/bundled.ts'
import { assertServer, openDatabase } from '#platform/db/database.ts'
import { migrate } from '#platform/db/migrate.ts'
import { type Env, keysOf, loadEnv } from '#platform/env.ts'
import { localFiles } from '#platform/files/files.ts'
import { openAccessLog } from '#platform/http/access-log.ts'
import { openJobs } from '#platform/jobs/jobs.ts'
import { type Log, makeLog } from '#platform/log.ts'
import { openMail } from '#platform/mail/mail.ts'
import { openSms } from '#platform/sms/sms.ts'
import { startHeartbeat } from '#surfaces/api/heartbeat.ts'
import { buildSite } from '#surfaces/site.ts'
import { prepareFirstStart } from './first-start.ts'

// The only wiring: everything through which time, chance and the network enter is made here.

const heartbeatMs = 500
const portalRole = 'minsheng_portal'

type Closing = () => Promise<unknown>

async function main(): Promise<void> {
  const closing: Closing[] = []
  const stop = once(async (code: number) => {
    for (const close of closing.toReversed()) await close()
    process.exit(code)
  })
  process.on('SIGINT', () => void stop(0))
  process.on('SIGTERM', () => void stop(0))
  try {
    await start(closing)
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    await stop(1)
  }
}

/** Starts one thing after the other; what has to be closed again is noted as soon as it is open. */
async function start(closing: Closing[]): Promise<void> {
  const env = loadEnv()
  const wall: Clock = { now: () => new Date() }
  const log = makeLog((line) => process.stderr.write(`${line}\n`), wall.now)
  const print = (words: string) => void process.stdout.write(`${words}\n`)
  const bundled = env.DATABASE_URL === undefined ? await startBundled({ dataDir: env.MINSHENG_DATA, log }) : undefined
  if (bundled) closing.push(() => bundled.stop())
  const { app, close } = await openApp(env, wall, log, bundled)
  closing.push(close)
  const access = openAccessLog(join(env.MINSHENG_DATA, 'logs'), log)
  closing.push(() => access.close())
  const site = buildSite(app, access)
  const welcome = await prepareFirstStart(app, print)
  const heartbeat = startHeartbeat(app, heartbeatMs)
  closing.push(() => heartbeat.stop())
  const server = await listen(env, site.fetch)
  closing.push(async () => server.close())
  print(welcome)
}

function once(close: (code: number) => Promise<void>): (code: number) => Promise<void> {
  let closed: Promise<void> | undefined
  return (code) => {
    closed ??= close(code)
    return closed
  }
}

/** @throws in a sentence when the port is taken */
function listen(env: Env, fetch: Parameters<typeof serve>[0]['fetch']): Promise<ServerType> {
  const { TLS_CERT, TLS_KEY } = env
  const tls =
    TLS_CERT !== undefined && TLS_KEY !== undefined
      ? { createServer: createTlsServer, serverOptions: { cert: readFileSync(TLS_CERT), key: readFileSync(TLS_KEY) } }
      : {}
  return new Promise((resolve, reject) => {
    const server = serve({ fetch, port: env.PORT, hostname: env.HOST, ...tls }, () => resolve(server))
    server.on('error', (error) => reject(new Error(portInUse(error, env))))
  })
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

const portInUse = (error: Error, env: Env): string =>
  'code' in error && error.code === 'EADDRINUSE'
    ? `端口 ${env.PORT} 已被占用，请设置 PORT 后再启动。\nPort ${env.PORT} is in use: set PORT to another one and start again.`
    : error.message

await main()
