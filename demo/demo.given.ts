import { tmpdir } from 'node:os'
import { sql } from 'kysely'
import { makeSettableClock } from '#kernel/clock.ts'
import { makeIds } from '#kernel/ids.ts'
import { ensureCalendar } from '#modules/clock/index.ts'
import type { App } from '#platform/app.ts'
import { deriveKeys } from '#platform/crypto/keys.ts'
import type { Db } from '#platform/db/database.ts'
import { readEnv } from '#platform/env.ts'
import { localFiles } from '#platform/files/files.ts'
import { silentLog } from '#platform/log.ts'
import { cloneDatabase } from '#tests/support/database.ts'
import { seededRandom } from './generator/random.ts'

/** A program on an empty database of its own, with its clock on that day; nothing of it but what loading needs. */
export async function emptyProgram(today: string): Promise<App> {
  const { db, portalDb } = await cloneDatabase({ fresh: true })
  const clock = makeSettableClock({ now: () => new Date(0) }, new Date(`${today}T10:00:00+08:00`))
  const random = seededRandom('program')
  const app: App = {
    db,
    portalDb,
    clock,
    wall: clock,
    ids: makeIds(
      (length) => random.bytes(length),
      () => clock.now().getTime(),
    ),
    env: readEnv({ MINSHENG_DATA: tmpdir(), MINSHENG_TEST_CLOCK: '1' }),
    keys: deriveKeys(Buffer.alloc(32, 'demo')),
    jobs: { enqueue: () => Promise.resolve() },
    files: localFiles(tmpdir()),
    log: silentLog,
  }
  await ensureCalendar(app)
  return app
}

// The calendar is the program's, not the district's.
const notOfTheDistrict = ['work_calendar', 'work_calendar_day']

/** One hash over every row of every table: two loads are the same district when it is the same. */
export async function contentHash(db: Db): Promise<string> {
  const { rows: tables } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = current_schema() and table_type = 'BASE TABLE' order by table_name`.execute(db)
  const hashes: string[] = []
  for (const { name } of tables.filter((table) => !notOfTheDistrict.includes(table.name))) {
    const row = sql`to_jsonb(it)::text`
    const { rows } = await sql<{ hash: string | null }>`
      select md5(string_agg(${row}, '|' order by ${row})) as hash from ${sql.table(name)} as it`.execute(db)
    hashes.push(`${name} ${rows[0]?.hash ?? ''}`)
  }
  return hashes.join('\n')
}
