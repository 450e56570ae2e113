import { type Selectable, sql } from 'kysely'
import type { JsonValue } from '#kernel/refusal.ts'
import type { CalendarDay } from '#kernel/work-calendar.ts'
import { rowImage } from '#modules/record/index.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import type { DB } from '#platform/db/db.types.ts'
import type { CalendarList, ListedDay } from './calendar-list.ts'

export type CalendarSource = 'chinese-days' | 'posted'
export type PublishedCalendar = CalendarList & {
  id: string
  version: number
  publishedAt: Date
  source: CalendarSource
  note: string
}

/**
 * Many clocks may be changed at once, but not while a calendar is being published: a clock that starts then would
 * keep the old calendar and be missed by the recomputation. Taken before any clock is locked, so that none waits in a
 * circle; and each time, for who goes back to a savepoint gives it up.
 */
export const holdCalendar = (trx: Trx) => sql`lock table work_calendar in row share mode`.execute(trx)

/** Waits for every transaction that changes clocks, and keeps new ones waiting; reading goes on. */
export const lockCalendar = (trx: Trx) => sql`lock table work_calendar in exclusive mode`.execute(trx)

type Row = Selectable<DB['work_calendar']>

const withDays = async (db: Db, row: Row | undefined): Promise<PublishedCalendar | undefined> => {
  if (!row) return undefined
  const days = await db
    .selectFrom('work_calendar_day')
    .select(['day', 'kind', 'name'])
    .where('version', '=', row.version)
    .orderBy('day')
    .execute()
  return {
    id: row.id,
    version: row.version,
    publishedAt: row.published_at,
    source: row.source as CalendarSource,
    note: row.note,
    years: row.years,
    days: days.map(({ day, kind, name }): ListedDay => ({ day, kind: kind as CalendarDay['kind'], name })),
  }
}

export const findLatestCalendar = async (db: Db): Promise<PublishedCalendar | undefined> =>
  withDays(db, await db.selectFrom('work_calendar').selectAll().orderBy('version', 'desc').limit(1).executeTakeFirst())

export const findCalendar = async (db: Db, version: number): Promise<PublishedCalendar | undefined> =>
  withDays(db, await db.selectFrom('work_calendar').selectAll().where('version', '=', version).executeTakeFirst())

export const findLatestVersion = async (db: Db): Promise<{ id: string; version: number } | undefined> =>
  db
    .selectFrom('work_calendar')
    .select(['id', 'version'])
    .orderBy('version', 'desc')
    .limit(sql.lit(1))
    .executeTakeFirst()

export const findIdsOfVersions = (db: Db, versions: readonly number[]) =>
  db.selectFrom('work_calendar').select(['id', 'version']).where('version', 'in', versions).execute()

export async function insertCalendar(trx: Trx, calendar: PublishedCalendar): Promise<void> {
  const { id, version, publishedAt, source, note, years, days } = calendar
  await trx
    .insertInto('work_calendar')
    .values({ id, version, published_at: publishedAt, source, note, years: [...years] })
    .execute()
  if (days.length === 0) return
  await trx
    .insertInto('work_calendar_day')
    .values(days.map(({ day, kind, name }) => ({ version, day, kind, name })))
    .execute()
}

/** Published calendars with all their days, for verify-record. */
export async function loadCalendarImages(trx: Trx, ids: readonly string[]): Promise<ReadonlyMap<string, JsonValue>> {
  const rows = await trx.selectFrom('work_calendar').selectAll().where('id', 'in', ids).execute()
  const versions = rows.map(({ version }) => version)
  const days = await trx
    .selectFrom('work_calendar_day')
    .selectAll()
    .where('version', 'in', versions.length > 0 ? versions : [0])
    .orderBy('day')
    .execute()
  const ofVersion = Map.groupBy(days, (day) => day.version)
  return new Map(
    rows.map((row) => [row.id, { calendar: rowImage(row), days: (ofVersion.get(row.version) ?? []).map(rowImage) }]),
  )
}
