import type { Actor, Locale } from '#kernel/actor.ts'
import { Refusal } from '#kernel/refusal.ts'
import { emptyCalendar, type WorkCalendar } from '#kernel/work-calendar.ts'
import type { App } from '#platform/app.ts'
import type { Db } from '#platform/db/database.ts'
import { calendarsOf } from './calendar.service.ts'
import type { ClockView } from './clock.contract.ts'
import { isSeen } from './clock.policy.ts'
import { findClock, selectClocksOfCase } from './clock.queries.ts'
import { type ClockFacts, dueOf, isLate, lastDayOf, remainingDays, stateOf } from './clock.ts'
import { explainDue, warningOf } from './clock.words.ts'

type Viewing = Pick<App, 'clock'>

/** The facts of all clocks of a case, oldest first. Who may see the case is the caller's to decide. */
export const clocksOfCase = (db: Db, caseId: string): Promise<ClockFacts[]> => selectClocksOfCase(db, caseId)

/**
 * One clock, for who may see its case.
 * @throws {Refusal} `clock.not_found`
 */
export async function getClock(app: Viewing, db: Db, actor: Actor, id: string, locale: Locale): Promise<ClockView> {
  const clock = await findClock(db, id, isSeen(actor))
  const [view] = clock ? await presentClocks(app, db, [clock], locale) : []
  if (!view) throw new Refusal('not_found', 'clock.not_found')
  return view
}

/** Clocks as a page shows them, in the reader's language. */
export async function presentClocks(
  app: Viewing,
  db: Db,
  clocks: readonly ClockFacts[],
  locale: Locale,
): Promise<ClockView[]> {
  const now = app.clock.now()
  const calendars = await calendarsOf(
    db,
    clocks.map(({ calendarVersion }) => calendarVersion),
  )
  return clocks.map((clock) => viewOf(clock, calendars.get(clock.calendarVersion) ?? emptyCalendar, now, locale))
}

function viewOf(clock: ClockFacts, calendar: WorkCalendar, now: Date, locale: Locale): ClockView {
  const due = dueOf(clock, calendar)
  return {
    id: clock.id,
    caseId: clock.caseId,
    subjectKind: clock.subjectKind,
    subjectId: clock.subjectId,
    ruleId: clock.ruleId,
    startedAt: clock.startedAt.toISOString(),
    dueBefore: clock.dueBefore.toISOString(),
    dueOn: lastDayOf(clock.dueBefore),
    setOn: lastDayOf(clock.setBefore),
    state: stateOf(clock, now),
    isLate: isLate(clock, now),
    stoppedAt: clock.stoppedAt?.toISOString() ?? null,
    remainingDays: remainingDays(clock.dueBefore, now),
    explanation: explainDue(locale, clock, due),
    calendarVersion: clock.calendarVersion,
    warning: warningOf(locale, due),
  }
}
