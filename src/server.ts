import { readFileSync } from 'node:fs'
import { createServer as createTlsServer } from 'node:https'
import { join } from 'node:path'
import process from 'node:process'
import { serve } from '@hono/node-server'
import { type Clock, makeSettableClock } from '#kernel/clock.ts'
import { systemIds } from '#kernel/ids.ts'
import { ensureCalendar } from '#modules/clock/index.ts'
import { rosterJobs } from '#modules/roster/index.ts'
import type { App } from '#platform/app.ts'
import { deriveKeys } from '#platform/crypto/keys.ts'
import { type Bundled, startBundled } from '#platform/db/bundled.ts'
import { assertServer, openDatabase } from '#platform/db/database.ts'
import { migrate } from '#platform/db/migrate.ts'
import { type Env, loadEnv, secretOf } from '#platform/env.ts'
import { localFiles } from '#platform/files/files.ts'
import { openAccessLog } from '#platform/http/access-log.ts'
import { openJobs } from '#platform/jobs/jobs.ts'
import { type Log, makeLog } from '#platform/log.ts'
import { startHeartbeat } from '#surfaces/api/heartbeat.ts'
import { buildSite } from '#surfaces/site.ts'
import { prepareFirstStart } from './first-start.ts'

// The only wiring: everything through which time, chance and the network enter is made here.

const heartbeatMs = 500
const portalRole = 'minsheng_portal'

async function main(): Promise<void> {
  const env = loadEnv()
  const wall: Clock = { now: () => new Date() }
  const log = makeLog((line) => process.stderr.write(`${line}\n`), wall.now)
  const bundled = env.DATABASE_URL === undefined ? await startBundled({ dataDir: env.MINSHENG_DATA, log }) : undefined
  const { app, close } = await openApp(env, wall, log, bundled)
  const access = openAccessLog(join(env.MINSHENG_DATA, 'logs'), log)
  const site = buildSite(app, access)
  const server = serve({
    fetch: site.fetch,
    port: env.PORT,
    hostname: env.HOST,
    ...(env.TLS_CERT !== undefined && env.TLS_KEY !== undefined
      ? {
          createServer: createTlsServer,
          serverOptions: { cert: readFileSync(env.TLS_CERT), key: readFileSync(env.TLS_KEY) },
        }
      : {}),
  })
  server.on('error', (error) => {
    process.stderr.write(`${portInUse(error, env)}\n`)
    process.exit(1)
  })
  await prepareFirstStart(app, (words) => process.stdout.write(`${words}\n`))
  const heartbeat = startHeartbeat(app, heartbeatMs)
  let stopping = false
  const stop = async () => {
    if (stopping) return
    stopping = true
    server.close()
    await heartbeat.stop()
    await access.close()
    await close()
    await bundled?.stop()
    process.exit(0)
  }
  process.on('SIGINT', () => void stop())
  process.on('SIGTERM', () => void stop())
}

async function openApp(env: Env, wall: Clock, log: Log, bundled: Bundled | undefined) {
  const connectionString = env.DATABASE_URL ?? bundled?.connectionString() ?? ''
  const schema = env.MINSHENG_TENANT
  const db = openDatabase({ connectionString, schema })
  await assertServer(db, schema)
  await migrate(db, (sentence) => log.info(sentence))
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
    keys: deriveKeys(secretOf(env)),
    jobs,
    files: localFiles(`${env.MINSHENG_DATA}/files`),
    log,
  }
  await ensureCalendar(app)
  await jobs.start(app, rosterJobs)
  return {
    app,
    async close() {
      await jobs.stop()
      await portalDb.destroy()
      await db.destroy()
    },
  }
}

const portInUse = (error: Error, env: Env): string =>
  'code' in error && error.code === 'EADDRINUSE'
    ? `端口 ${env.PORT} 已被占用，请设置 PORT 后再启动。\nPort ${env.PORT} is in use: set PORT to another one and start again.`
    : error.message

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
})
