import { shanghaiDate, startOfShanghaiDay } from '#kernel/clock.ts'
import { type Due, dueBefore, type Period, type RollRule, type WorkCalendar } from '#kernel/work-calendar.ts'

export const clockStatuses = ['running', 'paused', 'stopped'] as const
export type ClockStatus = (typeof clockStatuses)[number]
/** What a reader sees: a running clock past its deadline is overdue, whether or not the sweep has been there. */
export const clockStates = [...clockStatuses, 'overdue'] as const
export type ClockState = (typeof clockStates)[number]

/** What the period is counted from; each has its sentence in the explanation. */
export const startReasons = [
  'assigned',
  'submitted',
  'received',
  'accepted',
  'registered',
  'acknowledged',
  'replied',
  'evaluated',
  'returned',
  'requested',
  'claimed',
  'published',
  'session_closed',
  'imported',
  'started',
] as const
export type StartReason = (typeof startReasons)[number]

/** `until` is null while the clock stands still; `approvedBy` is a person's id. */
export type PauseFact = { from: Date; until: Date | null; reason: string; approvedBy: string }
/** `n` more of the period's own unit. */
export type ExtensionFact = { n: number; at: Date; reason: string; approvedBy: string }

export type ClockFacts = {
  id: string
  subjectKind: string
  subjectId: string
  caseId: string
  ruleId: string
  ruleVersion: number
  status: ClockStatus
  startReason: StartReason
  startedAt: Date
  period: Period
  roll: RollRule
  endOfDay: string
  pauses: PauseFact[]
  extensions: ExtensionFact[]
  soonDays: number[]
  escalateDays: number[]
  calendarVersion: number
  /** As it was set when the clock started; no pause, extension or corrected calendar moves it. */
  setBefore: Date
  dueBefore: Date
  /** What it was before a corrected calendar moved it; null where none has. */
  movedFrom: Date | null
  sweepAt: Date | null
  stoppedAt: Date | null
}

export type ClockTerms = Pick<ClockFacts, 'startedAt' | 'period' | 'roll' | 'endOfDay' | 'pauses' | 'extensions'>

/** The deadline by the facts alone. A pause that still lasts is left out: nobody knows its length yet. */
export function dueOf(terms: ClockTerms, calendar: WorkCalendar): Due {
  const more = terms.extensions.reduce((sum, extension) => sum + extension.n, 0)
  return dueBefore(terms.startedAt, terms.period, calendar, {
    roll: terms.roll,
    endOfDay: terms.endOfDay,
    pauses: terms.pauses.flatMap(({ from, until }) => (until ? [{ from, until }] : [])),
    ...(more > 0 ? { extension: { n: more, unit: terms.period.unit } } : {}),
  })
}

/** The last day of a deadline: the day in Shanghai before whose end it lies. */
export const lastDayOf = (before: Date): string => shanghaiDate(new Date(before.getTime() - 1))

export const isOverdue = (clock: Pick<ClockFacts, 'status' | 'dueBefore'>, now: Date): boolean =>
  clock.status === 'running' && clock.dueBefore <= now

export const stateOf = (clock: Pick<ClockFacts, 'status' | 'dueBefore'>, now: Date): ClockState =>
  isOverdue(clock, now) ? 'overdue' : clock.status

/** Whether it was, or is, later than the deadline; what has stopped is judged by when it stopped. */
export const isLate = (clock: Pick<ClockFacts, 'status' | 'dueBefore' | 'stoppedAt'>, now: Date): boolean =>
  clock.stoppedAt ? clock.dueBefore <= clock.stoppedAt : isOverdue(clock, now)

const dayMs = 86_400_000

/** Calendar days from today to the last day: 0 on the last day, negative after it. */
export const remainingDays = (before: Date, now: Date): number =>
  Math.round((Date.parse(lastDayOf(before)) - Date.parse(shanghaiDate(now))) / dayMs)

export const markKinds = ['soon', 'due', 'overdue', 'escalated'] as const
export type MarkKind = (typeof markKinds)[number]
/** A moment at which the sweep has something to tell; `days` before the last day or after the deadline. */
export type Mark = { kind: MarkKind; days: number; at: Date }

type Schedule = Pick<ClockFacts, 'dueBefore' | 'soonDays' | 'escalateDays'>

/** All moments of a clock, in their order: the days before, the last day, the deadline, the days after. */
export function marksOf({ dueBefore: before, soonDays, escalateDays }: Schedule): Mark[] {
  const lastDay = startOfShanghaiDay(lastDayOf(before)).getTime()
  const descending = [...new Set(soonDays)].filter((days) => days > 0).toSorted((a, b) => b - a)
  const ascending = [...new Set(escalateDays)].filter((days) => days > 0).toSorted((a, b) => a - b)
  return [
    ...descending.map((days): Mark => ({ kind: 'soon', days, at: new Date(lastDay - days * dayMs) })),
    { kind: 'due', days: 0, at: new Date(lastDay) },
    { kind: 'overdue', days: 0, at: before },
    ...ascending.map((days): Mark => ({ kind: 'escalated', days, at: new Date(before.getTime() + days * dayMs) })),
  ]
}

/** The first moment after `after`: where a clock that starts, or goes on, is looked at first. */
export const firstMarkAfter = (schedule: Schedule, after: Date): Date | null =>
  marksOf(schedule).find(({ at }) => at > after)?.at ?? null

/** The first moment of the new deadline that was not told yet under the old one, or lies ahead. */
export function sweepAtAfterMove(clock: Schedule & Pick<ClockFacts, 'sweepAt'>, before: Date, now: Date): Date | null {
  const { sweepAt } = clock
  const untold = sweepAt ? marksOf(clock).filter(({ at }) => at >= sweepAt) : []
  const isUntold = (mark: Mark) => untold.some(({ kind, days }) => kind === mark.kind && days === mark.days)
  return marksOf({ ...clock, dueBefore: before }).find((mark) => mark.at > now || isUntold(mark))?.at ?? null
}

/**
 * What has come about since the clock was last looked at. Of several reminders missed only the last is still true, and
 * none is once the deadline has passed.
 */
export function marksPassed(clock: Schedule & Pick<ClockFacts, 'sweepAt'>, now: Date): Mark[] {
  const { sweepAt } = clock
  if (!sweepAt) return []
  const passed = marksOf(clock).filter(({ at }) => at >= sweepAt && at <= now)
  const reminders = passed.filter(({ kind }) => kind === 'soon' || kind === 'due')
  const after = passed.filter(({ kind }) => kind === 'overdue' || kind === 'escalated')
  return after.length > 0 || clock.dueBefore <= now ? after : reminders.slice(-1)
}
