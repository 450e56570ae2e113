import { sql } from 'kysely'
import type { Clock } from '#kernel/clock.ts'
import { type Db, poolOf, schemaOf } from '#platform/db/database.ts'
import { portalRole } from '#platform/db/portal-role.queries.ts'

/** How many events wait for their seal, and since when the oldest of them does. */
export const findUnsealed = async (db: Db): Promise<{ count: number; oldestAt: Date | null }> =>
  db
    .selectFrom('event')
    .select((eb) => [eb.fn.countAll<number>().as('count'), eb.fn.min('at').as('oldestAt')])
    .where('leaf_index', 'is', null)
    // with another number it was put in by hand and is never sealed; the verification names it
    .where((eb) => eb.between('seq', 1, Number.MAX_SAFE_INTEGER))
    .executeTakeFirstOrThrow()

/** What has not left yet, or never will, by channel. */
export const countDeliveries = (db: Db) =>
  db
    .selectFrom('delivery')
    .select((eb) => ['channel', 'state', eb.fn.countAll<number>().as('count')])
    .where('state', 'in', ['waiting', 'sending'])
    .groupBy(['channel', 'state'])
    .execute()

/** Jobs that wait, run or have failed for good, by queue; none before the queue was ever started. */
export async function countJobs(db: Db, schema: string): Promise<{ queue: string; state: string; count: number }[]> {
  const there = await sql<{ is: boolean }>`select to_regclass(${`${schema}_jobs.job`}) is not null as is`.execute(db)
  if (!there.rows[0]?.is) return []
  const { rows } = await sql<{ queue: string; state: string; count: number }>`
    select name as queue, state::text as state, count(*) as count from ${sql.table(`${schema}_jobs.job`)}
    where state in ('created', 'retry', 'active', 'failed') and name not like '\\_\\_%' group by 1, 2`.execute(db)
  return rows
}

/** None on a schema that no program ever started on. */
export async function findAppliedMigrations(db: Db): Promise<string[]> {
  const there = await sql<{ is: boolean }>`select to_regclass('migration') is not null as is`.execute(db)
  if (!there.rows[0]?.is) return []
  return (await sql<{ name: string }>`select name from migration`.execute(db)).rows.map(({ name }) => name)
}

/** Connections of a pool, and who waits for one. */
export function poolFigures(db: Db): { open: number; idle: number; waiting: number } {
  const { totalCount, idleCount, waitingCount } = poolOf(db)
  return { open: totalCount, idle: idleCount, waiting: waitingCount }
}

/** Seconds by which the database's clock goes before (+) or behind ours. */
export async function clockDifference(db: Db, clock: Clock): Promise<number> {
  const asked = clock.now().getTime()
  // what the server itself noted as the beginning of this very query
  const { rows } = await sql<{ at: Date }>`
    select query_start as at from pg_stat_activity where pid = pg_backend_pid()`.execute(db)
  const answered = clock.now().getTime()
  return ((rows[0]?.at.getTime() ?? 0) - (asked + answered) / 2) / 1000
}

export const findCalendarYears = async (db: Db): Promise<readonly number[]> =>
  (await db.selectFrom('work_calendar').select('years').orderBy('version', 'desc').limit(1).executeTakeFirst())
    ?.years ?? []

export const findNewestBackup = async (db: Db): Promise<Date | undefined> =>
  (
    await db
      .selectFrom('event')
      .select('at')
      .where('type', '=', 'backup.made')
      .orderBy('seq', 'desc')
      .limit(1)
      .executeTakeFirst()
  )?.at

/** The newest files that have to be there, each with the keys of its bytes. */
export async function findNewestFiles(db: Db, limit: number): Promise<{ id: string; keys: string[] }[]> {
  const rows = await db
    .selectFrom('attachment')
    .select(['id', 'file_key', 'preview_key'])
    .where('status', '<>', 'quarantined')
    .orderBy('added_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(({ id, file_key, preview_key }) => ({
    id,
    keys: preview_key === null ? [file_key] : [file_key, preview_key],
  }))
}

/** The order of texts in the database. */
export const findLocale = async (db: Db): Promise<string> =>
  (
    await sql<{
      locale: string
    }>`select datcollate as locale from pg_database where datname = current_database()`.execute(db)
  ).rows[0]?.locale ?? ''

/** Whether the user of the database may make what a first start makes, or finds it made. */
export async function mayStart(db: Db): Promise<boolean> {
  const schema = await schemaOf(db)
  const { rows } = await sql<{ may: boolean }>`select
    (has_database_privilege(current_database(), 'create')
      or to_regnamespace(${schema}) is not null and to_regnamespace(${`${schema}_jobs`}) is not null)
    and (rolcreaterole or rolsuper or exists (select from pg_roles where rolname = ${portalRole})) as may
    from pg_roles where rolname = current_user`.execute(db)
  return rows[0]?.may ?? false
}

/**
 * Makes the server write, and leaves nothing behind: a file beside its tables that is gone at once, and a line in its
 * journal that is durable when this is done.
 */
export const tryWriting = (db: Db): Promise<'done' | 'recovery' | 'read_only'> =>
  db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ recovery: boolean; readOnly: boolean }>`select pg_is_in_recovery() as recovery,
      current_setting('transaction_read_only')::boolean as "readOnly"`.execute(trx)
    if (rows[0]?.recovery) return 'recovery'
    if (rows[0]?.readOnly) return 'read_only'
    // more rows than so little memory holds go to the disk
    await sql`set local work_mem = '64kB'`.execute(trx)
    await sql`select count(*) from generate_series(1, 10000)`.execute(trx)
    await sql`select pg_logical_emit_message(true, 'minsheng', '')`.execute(trx)
    return 'done'
  })

/** Whether the server's log takes in errors of statements, which quote what callers have sent, or statements themselves. */
export const logsValues = async (db: Db): Promise<boolean> => {
  // pg_settings has the plain number where current_setting has a unit, as in 250ms
  const { rows } = await sql<{ logs: boolean }>`
    select current_setting('log_min_messages') not in ('log', 'fatal', 'panic')
      or current_setting('log_min_error_statement') <> 'panic'
      or current_setting('log_statement') <> 'none'
      or exists (select from pg_settings where name = 'log_min_duration_statement' and setting::int >= 0)
      as logs`.execute(db)
  return rows[0]?.logs ?? true
}
