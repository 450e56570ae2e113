import { Refusal } from '#kernel/refusal.ts'
import { emptyCalendar, type WorkCalendar } from '#kernel/work-calendar.ts'
import type { Db } from '#platform/db/database.ts'
import {
  findCalendar,
  findIdsOfVersions,
  findLatestCalendar,
  findLatestVersion,
  type PublishedCalendar,
} from './calendar.queries.ts'
import { asWorkCalendar } from './calendar-list.ts'

// A published version is never changed, so it is read once. Keyed by id: a version number is another one elsewhere.
const remembered = new Map<string, WorkCalendar>()
const rememberedMax = 50

// By version, of each database.
const published = new WeakMap<Db, Map<number, WorkCalendar>>()

async function remember(db: Db, { id, version }: { id: string; version: number }): Promise<WorkCalendar> {
  const known = remembered.get(id)
  if (known) return known
  const found = await findCalendar(db, version)
  const calendar = found ? asWorkCalendar(found) : emptyCalendar
  const oldest = remembered.keys().next()
  if (remembered.size >= rememberedMax && !oldest.done) remembered.delete(oldest.value)
  remembered.set(id, calendar)
  return calendar
}

/** The calendar in force; before the first publication one that knows weekends and statutory festivals only. */
export async function latestCalendar(db: Db): Promise<WorkCalendar> {
  const latest = await findLatestVersion(db)
  return latest ? remember(db, latest) : emptyCalendar
}

/** The calendars by which clocks were computed, by version. */
export async function calendarsOf(db: Db, versions: readonly number[]): Promise<ReadonlyMap<number, WorkCalendar>> {
  const wanted = [...new Set(versions)].filter((version) => version > 0)
  const known = published.get(db) ?? new Map<number, WorkCalendar>()
  const asked = wanted.filter((version) => !known.has(version))
  if (asked.length > 0) {
    const found = await findIdsOfVersions(db, asked)
    for (const calendar of await Promise.all(found.map((one) => remember(db, one))))
      known.set(calendar.version, calendar)
    published.set(db, known)
  }
  return known
}

/** @throws {Refusal} `clock.no_calendar` */
export async function getCalendar(db: Db, version?: number): Promise<PublishedCalendar> {
  const calendar = version === undefined ? await findLatestCalendar(db) : await findCalendar(db, version)
  if (!calendar) throw new Refusal('not_found', 'clock.no_calendar')
  return calendar
}
