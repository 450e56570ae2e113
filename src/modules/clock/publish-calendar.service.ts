import { Refusal } from '#kernel/refusal.ts'
import type { WorkCalendar } from '#kernel/work-calendar.ts'
import { findTopCongress } from '#modules/organisation/index.ts'
import { type Recording, type RecordingActor, recordEvent, registerAfterImage } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import type { Trx } from '#platform/db/database.ts'
import {
  type CalendarSource,
  findLatestCalendar,
  insertCalendar,
  loadCalendarImages,
  lockCalendar,
  type PublishedCalendar,
} from './calendar.queries.ts'
import { officialList } from './calendar.source.ts'
import { asWorkCalendar, type CalendarList, festivalCode, isSameList, mergeLists, problemsOf } from './calendar-list.ts'
import { mayPublishCalendar } from './clock.policy.ts'
import { type ClockMove, lockOpenClocks, moveClocks } from './clock.queries.ts'
import { type ClockFacts, dueOf, sweepAtAfterMove } from './clock.ts'

registerAfterImage('work_calendar', loadCalendarImages, {
  table: 'work_calendar',
  bareEvent: 'clock.calendar_published',
})

export type Publishing = Recording & Pick<App, 'db'>

/** An import: the official lists of `chinese-days` for some years, or a list that someone posts. */
export type CalendarImport =
  | { source: 'chinese-days'; from: number; to: number; note?: string }
  | ({ source: 'posted'; note?: string } & CalendarList)

export type CalendarPublished = {
  calendar: PublishedCalendar
  /** False: the list says what was published already; nothing was changed. */
  isNew: boolean
  /** Open clocks whose deadline moved. */
  recomputed: number
  /** Open clocks that the new calendar would have made overdue at once; they keep their deadline. */
  kept: number
}

/**
 * Publishes the next version of the work calendar: the years of the import replaced, the others carried over. Clocks
 * that run and are not due yet are computed again, each change recorded; a clock whose new deadline would have passed
 * already keeps the old one, and overdue clocks are left as they are.
 * @param version the version the list was made from; another one meanwhile is refused
 * @throws {Refusal} `clock.bad_calendar` with the faults day by day, `clock.stale_version`, `clock.may_not_publish`,
 *   `clock.top_congress_publishes`
 */
export async function importCalendar(
  app: Publishing,
  actor: RecordingActor,
  what: CalendarImport,
  version?: number,
): Promise<CalendarPublished> {
  // Before the lock, which makes everyone wait who starts or stops a clock.
  mayPublishCalendar(actor, (await findTopCongress(app.db))?.id)
  const list = checkedList(what)
  return app.db.transaction().execute(async (trx) => {
    await lockCalendar(trx)
    const before = await findLatestCalendar(trx)
    if (version !== undefined && version !== (before?.version ?? 0)) {
      throw new Refusal('conflict', 'clock.stale_version', { version: before?.version ?? 0 })
    }
    const merged = mergeLists(before ?? { years: [], days: [] }, list)
    if (before && isSameList(before, merged)) return { calendar: before, isNew: false, recomputed: 0, kept: 0 }
    const calendar = nextVersion(app, before, what.source, what.note ?? '', merged)
    await insertCalendar(trx, calendar)
    await recordEvent(app, trx, {
      type: 'clock.calendar_published',
      subjectKind: 'work_calendar',
      subjectId: calendar.id,
      actor,
      after: (await loadCalendarImages(trx, [calendar.id])).get(calendar.id) ?? null,
      data: { version: calendar.version, source: calendar.source, years: list.years },
      ...(calendar.note === '' ? {} : { note: calendar.note }),
    })
    return { calendar, isNew: true, ...(await recomputeClocks(app, trx, calendar)) }
  })
}

/** The years whose notices are known when the program is built. */
export const officialYears = { from: 2024, to: 2026 } as const

/** At every start: the first version, when there is none yet. */
export async function ensureCalendar(app: Publishing): Promise<void> {
  if (await findLatestCalendar(app.db)) return
  await importCalendar(app, 'system', { source: 'chinese-days', ...officialYears })
}

function checkedList(what: CalendarImport): CalendarList {
  const list =
    what.source === 'posted'
      ? { years: what.years, days: what.days.map((day) => ({ ...day, name: festivalCode(day.name) })) }
      : officialList(what.from, what.to)
  if (list.years.length === 0) throw new Refusal('invalid', 'clock.no_official_list')
  const problems = problemsOf(list)
  if (problems.length > 0) throw new Refusal('invalid', 'clock.bad_calendar', { count: problems.length, problems })
  return list
}

const nextVersion = (
  app: Publishing,
  before: PublishedCalendar | undefined,
  source: CalendarSource,
  note: string,
  list: CalendarList,
): PublishedCalendar => ({
  id: app.ids.uuid(),
  version: (before?.version ?? 0) + 1,
  publishedAt: app.clock.now(),
  source,
  note,
  ...list,
})

const batchMax = 500

async function recomputeClocks(app: Publishing, trx: Trx, published: PublishedCalendar) {
  const now = app.clock.now()
  const calendar = asWorkCalendar(published)
  const counts = { recomputed: 0, kept: 0 }
  let afterId: string | null = null
  for (;;) {
    const clocks: ClockFacts[] = await lockOpenClocks(trx, now, afterId, batchMax)
    const moves: ClockMove[] = []
    for (const clock of clocks) {
      const move = moveOf(clock, calendar, now)
      if (move) moves.push(move)
      if (move?.dueBefore.getTime() === clock.dueBefore.getTime()) continue
      counts[move ? 'recomputed' : 'kept'] += 1
      await recordRecomputation(app, trx, clock, move, calendar)
    }
    await moveClocks(trx, moves)
    afterId = clocks.at(-1)?.id ?? null
    if (clocks.length < batchMax) return counts
  }
}

/** Where the clock stands by the new calendar; undefined when it would be overdue at once and so stays as it is. */
function moveOf(clock: ClockFacts, calendar: WorkCalendar, now: Date): ClockMove | undefined {
  const dueBefore = dueOf(clock, calendar).before
  if (dueBefore <= now) return undefined
  const isSame = dueBefore.getTime() === clock.dueBefore.getTime()
  const sweepAt = isSame ? clock.sweepAt : sweepAtAfterMove(clock, dueBefore, now)
  const movedFrom = isSame ? clock.movedFrom : clock.dueBefore
  return { id: clock.id, dueBefore, movedFrom, sweepAt, calendarVersion: calendar.version }
}

const recordRecomputation = (
  app: Publishing,
  trx: Trx,
  clock: ClockFacts,
  move: ClockMove | undefined,
  calendar: WorkCalendar,
) =>
  recordEvent(app, trx, {
    type: 'clock.recomputed',
    subjectKind: 'clock',
    subjectId: clock.id,
    caseId: clock.caseId,
    actor: 'system',
    ruleVersion: clock.ruleVersion,
    data: {
      ruleId: clock.ruleId,
      subjectKind: clock.subjectKind,
      subjectId: clock.subjectId,
      dueBeforeOld: clock.dueBefore.toISOString(),
      dueBefore: (move ?? clock).dueBefore.toISOString(),
      computed: dueOf(clock, calendar).before.toISOString(),
      kept: move === undefined,
      calendarVersion: calendar.version,
    },
  })
