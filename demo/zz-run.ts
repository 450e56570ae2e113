import { readdirSync, readFileSync } from 'node:fs'
import { makeSettableClock } from '#kernel/clock.ts'
import { systemIds } from '#kernel/ids.ts'
import { ensureCalendar } from '#modules/clock/index.ts'
import { deriveKeys } from '#platform/crypto/keys.ts'
import { startBundled } from '#platform/db/bundled.ts'
import { openDatabase } from '#platform/db/database.ts'
import { migrate } from '#platform/db/migrate.ts'
import { readEnv } from '#platform/env.ts'
import { localFiles } from '#platform/files/files.ts'
import { silentLog } from '#platform/log.ts'
import { loadDemo } from './load.ts'

const log = { ...silentLog }
const b = await startBundled({ dataDir: process.argv[2]!, log } as any)
const cs = b.connectionString('minsheng')
const db = openDatabase({ connectionString: cs, schema: 'minsheng' })
await migrate(db)
const clock = makeSettableClock({ now: () => new Date(0) }, new Date('2026-11-22T10:00:00+08:00'))
const app: any = {
  db,
  portalDb: db,
  clock,
  wall: clock,
  ids: systemIds(() => clock.now().getTime()),
  env: readEnv({ MINSHENG_DATA: '/tmp', MINSHENG_TEST_CLOCK: '1' }),
  keys: deriveKeys(Buffer.alloc(32, 'demo')),
  jobs: { enqueue: () => Promise.resolve() },
  files: localFiles('/tmp'),
  log: silentLog,
}
await ensureCalendar(app)

import { sql } from 'kysely'

const pgCpu = () => {
  let t = 0
  const pids = (globalThis as any).pids as string[]
  for (const p of pids) {
    try {
      const s = readFileSync(`/proc/${p}/stat`, 'utf8')
      const f = s.slice(s.lastIndexOf(')') + 2).split(' ')
      t += Number(f[11]) + Number(f[12])
    } catch {}
  }
  return t / 100
}
const { rows } = await sql`select pid from pg_stat_activity`.execute(db)
;(globalThis as any).pids = rows.map((r: any) => String(r.pid))
console.log('pids', rows.length, pgCpu())
;(globalThis as any).zz = Number(process.env.ZZ ?? 0)
const t = performance.now()
const c = process.cpuUsage()
;(globalThis as any).zzz = (d: string) => {
  const u = process.cpuUsage(c)
  console.log(
    d,
    'wall',
    Math.round(performance.now() - t),
    'node',
    Math.round(u.user / 1000 + u.system / 1000),
    'pg',
    pgCpu(),
    "",
  )
}
try {
  await loadDemo(app)
} catch (e) {
  console.log(e, (e as Error).cause)
}
const u = process.cpuUsage(c)
console.log('wall', Math.round(performance.now() - t), 'node cpu', u.user / 1000, u.system / 1000, 'pg cpu', pgCpu())

const { rows: r2 } = await sql`select s.status, count(*) as n from suggestion s group by 1 order by 1`
  .execute(db)
  .catch(() => ({ rows: [] }))
console.log(r2)
await db.destroy()
await b.stop()
