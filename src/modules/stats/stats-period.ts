import { Refusal } from '#kernel/refusal.ts'

/** Calendar days in Shanghai, both included. */
export type Days = { from: string; to: string }

export type Period = Days & {
  /** The whole that was asked for, where today cuts it short. */
  wholeTo: string
  previous: Days | null
  lastYear: Days | null
}

const daysMax = 3660
const plain = (day: string) => Temporal.PlainDate.from(day)

/**
 * A period as far as it has come, with what it is compared to: as many days of the one before it and of the same one a
 * year ago. Refuses `stats.period_backwards`, `stats.period_too_long` and `stats.period_ahead`.
 */
export function periodOf({ from, to }: Days, today: string): Period {
  if (to < from) throw new Refusal('invalid', 'stats.period_backwards')
  if (from > today) throw new Refusal('invalid', 'stats.period_ahead')
  if (plain(from).until(plain(to), { largestUnit: 'day' }).days >= daysMax) {
    throw new Refusal('invalid', 'stats.period_too_long')
  }
  const reached = to < today ? to : today
  return {
    from,
    to: reached,
    wholeTo: to,
    previous: shifted({ from, to: reached }, lengthOf({ from, to }), reached === to),
    lastYear: shifted({ from, to: reached }, { months: 12 }, reached === to),
  }
}

/** A term is compared to nothing: the one before it was another congress. */
export const termPeriod = (firstSessionOn: string, endedOn: string | null, today: string): Period => {
  const last = endedOn === null ? today : plain(endedOn).subtract({ days: 1 }).toString()
  const to = last < today ? last : today
  return { from: firstSessionOn < to ? firstSessionOn : to, to, wholeTo: to, previous: null, lastYear: null }
}

type Length = { months: number } | { days: number }

/** Whole months are a number of months, everything else a number of days. */
function lengthOf({ from, to }: Days): Length {
  const [first, after] = [plain(from), plain(to).add({ days: 1 })]
  if (first.day === 1 && after.day === 1) return { months: first.until(after, { largestUnit: 'month' }).months }
  return { days: first.until(after, { largestUnit: 'day' }).days }
}

// the end of a whole month stays the end of a month: 28 February a month before 31 March
const shifted = ({ from, to }: Days, by: Length, isWhole: boolean): Days => ({
  from: plain(from).subtract(by).toString(),
  to: isWhole
    ? plain(to).add({ days: 1 }).subtract(by).subtract({ days: 1 }).toString()
    : plain(to).subtract(by).toString(),
})

const monthsShown = 12

/** The twelve calendar months up to the one in which the period ends. */
export function monthsUpTo(to: string): Days[] {
  const last = plain(to).with({ day: 1 })
  return Array.from({ length: monthsShown }, (_, at) => {
    const first = last.subtract({ months: monthsShown - 1 - at })
    return { from: first.toString(), to: first.add({ months: 1 }).subtract({ days: 1 }).toString() }
  })
}

/** The calendar quarters (3 months) or years (12) that a period touches, cut to it, the earliest first. */
export function stretchesOf({ from, to }: Days, months: number): Days[] {
  const begun = plain(from)
  let first = begun.with({ day: 1 }).subtract({ months: (begun.month - 1) % months })
  const found: Days[] = []
  while (first.toString() <= to) {
    const next = first.add({ months })
    const last = next.subtract({ days: 1 }).toString()
    found.push({ from: first.toString() < from ? from : first.toString(), to: last > to ? to : last })
    first = next
  }
  return found
}

export const thisYear = (today: string): Days => ({
  from: `${today.slice(0, 4)}-01-01`,
  to: `${today.slice(0, 4)}-12-31`,
})
