/** Nothing that is entered here is older: a day before it is a slip of the hand. */
export const earliestDay = '1900-01-01'

/** Sessions, first sessions and appointments are entered this many years ahead at most. */
const yearsAhead = 2
/** The end of a post can be known for a whole term (组织法 art. 38). */
export const yearsAheadOfEnd = 5

export type DayFault = 'day_too_old' | 'day_too_far'

/** Whether a day that somebody entered can be meant. All days are `YYYY-MM-DD` in Shanghai. */
export function dayFault(day: string, today: string, years = yearsAhead): DayFault | undefined {
  if (day < earliestDay) return 'day_too_old'
  return day > Temporal.PlainDate.from(today).add({ years }).toString() ? 'day_too_far' : undefined
}
