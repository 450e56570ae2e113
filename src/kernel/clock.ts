/** The only source of the present moment below the surfaces. */
export type Clock = { now(): Date }

const zone = 'Asia/Shanghai'

// Eight hours ahead and no summer time since 1992. What was before, and a year of five figures, Temporal knows: it takes
// ten times as long, and each case asks for some hundred dates.
const [steadyFrom, steadyUntil] = [Date.UTC(1992, 0, 1), Date.UTC(9999, 0, 1)]
const aheadMs = 8 * 3_600_000
const isSteady = (ms: number): boolean => ms >= steadyFrom && ms < steadyUntil

/** The calendar date of an instant in Shanghai, as `YYYY-MM-DD`. */
export const shanghaiDate = (instant: Date): string =>
  isSteady(instant.getTime())
    ? new Date(instant.getTime() + aheadMs).toISOString().slice(0, 10)
    : instant.toTemporalInstant().toZonedDateTimeISO(zone).toPlainDate().toString()

const plainDay = /^\d{4}-\d\d-\d\d$/

/**
 * The instant at which a calendar date begins in Shanghai.
 * @throws {RangeError} for a date that no calendar has
 */
export function startOfShanghaiDay(date: string): Date {
  const midnight = plainDay.test(date) ? Date.parse(date) : Number.NaN
  // a 30 February would be taken for a day of March
  const isDay = isSteady(midnight) && new Date(midnight).toISOString().startsWith(date)
  return new Date(isDay ? midnight - aheadMs : Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds)
}

export type SettableClock = Clock & { set(instant: Date): void; advance(milliseconds: number): void }

/** A clock for tests: goes on at the pace of `pace` from the instant that was set. */
export function makeSettableClock(pace: Clock, start: Date): SettableClock {
  let offset = start.getTime() - pace.now().getTime()
  return {
    now: () => new Date(pace.now().getTime() + offset),
    set: (instant) => {
      offset = instant.getTime() - pace.now().getTime()
    },
    advance: (milliseconds) => {
      offset += milliseconds
    },
  }
}

export const settableClock = (clock: Clock): SettableClock | undefined =>
  'set' in clock && 'advance' in clock ? (clock as SettableClock) : undefined
