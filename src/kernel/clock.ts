/** The only source of the present moment below the surfaces. */
export type Clock = { now(): Date }

const zone = 'Asia/Shanghai'

/** The calendar date of an instant in Shanghai, as `YYYY-MM-DD`. */
export const shanghaiDate = (instant: Date): string =>
  instant.toTemporalInstant().toZonedDateTimeISO(zone).toPlainDate().toString()

/** The instant at which a calendar date begins in Shanghai. */
export const startOfShanghaiDay = (date: string): Date =>
  new Date(Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds)

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
