import { earliestDay } from '#kernel/entered-day.ts'

// letters of any script, characters that no standard has yet, and what joins the parts of a name
const nameForm = /^[\p{L}\p{M}\p{Co}〇○·•‧・.．'’ -]{1,60}$/u
export const isName = (text: string): boolean => nameForm.test(text)

/** `13812345678`, `051986312345`, `0519-86312345`; without +86. A short number alone reaches nobody from elsewhere. */
export function phoneOf(typed: string): string | undefined {
  const digits = typed
    .normalize('NFKC')
    .replace(/\s/gu, '')
    .replace(/^(\+|00)86/u, '')
    .replace(/[-—–()（）]/gu, '')
  return /^(1[3-9]\d{9}|0\d{9,11})$/u.test(digits) ? digits : undefined
}

/** Whoever was born after this day is not of age. */
export const adultUntil = (today: string): string => Temporal.PlainDate.from(today).subtract({ years: 18 }).toString()

/** @param born `1975-03-02`, or `1975-03` where the day is not known */
export const birthFault = (born: string, adultBorn: string): 'born_too_late' | 'born_too_early' | undefined =>
  born > adultBorn ? 'born_too_late' : born < earliestDay.slice(0, born.length) ? 'born_too_early' : undefined

/** `endedOn` is the first day without it; null for the newest. */
export type TermSpan = { firstOn: string; endedOn: string | null }
export type MandateDayFault = 'term_over' | 'started_before_term' | 'started_after_term' | 'started_in_future'

/**
 * Whether a mandate of this term can begin on a day: deputies are elected in the year before its first session or
 * later, while it lasts. A day to come is right only up to the first session of a term that is entered ahead.
 */
export function mandateDayFault(startedOn: string, term: TermSpan, today: string): MandateDayFault | undefined {
  if (term.endedOn !== null && term.endedOn <= today) return 'term_over'
  if (startedOn < Temporal.PlainDate.from(term.firstOn).subtract({ years: 1 }).toString()) return 'started_before_term'
  if (term.endedOn !== null && startedOn >= term.endedOn) return 'started_after_term'
  return startedOn > today && startedOn > term.firstOn ? 'started_in_future' : undefined
}
