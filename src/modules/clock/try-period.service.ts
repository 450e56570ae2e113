import type { Period } from '#kernel/work-calendar.ts'
import type { App } from '#platform/app.ts'
import { latestCalendar } from './calendar.service.ts'
import { findClocksByIds } from './clock.queries.ts'
import { type ClockFacts, dueOf, isLate } from './clock.ts'

const clocksAtOnce = 1000

/**
 * Of these clocks, how many would have been late had their period been one or the other; what really happened, and when,
 * is taken from the facts. Those that were extended in a unit which a period does not have are left out of both.
 */
export async function countLateUnder(
  app: Pick<App, 'db' | 'clock'>,
  ids: readonly string[],
  periods: { now: Period; tried: Period },
): Promise<{ counted: number; lateNow: number; lateThen: number }> {
  const calendar = await latestCalendar(app.db)
  const at = app.clock.now()
  const isLateUnder = (clock: ClockFacts, period: Period) =>
    isLate({ ...clock, dueBefore: dueOf({ ...clock, period }, calendar).before }, at)
  const units = [periods.now.unit, periods.tried.unit]
  const counts = { counted: 0, lateNow: 0, lateThen: 0 }
  for (let from = 0; from < ids.length; from += clocksAtOnce) {
    for (const clock of await findClocksByIds(app.db, ids.slice(from, from + clocksAtOnce))) {
      if (clock.extensions.length > 0 && units.some((unit) => unit !== clock.period.unit)) continue
      counts.counted += 1
      counts.lateNow += Number(isLateUnder(clock, periods.now))
      counts.lateThen += Number(isLateUnder(clock, periods.tried))
    }
  }
  return counts
}
