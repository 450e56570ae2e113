import { shanghaiDate, startOfShanghaiDay } from './clock.ts'

export const periodUnits = ['workday', 'day', 'month'] as const
export type PeriodUnit = (typeof periodUnits)[number]
/** A statutory period, at least 1. Months end on the same day of the month, days and workdays are counted. */
export type Period = { n: number; unit: PeriodUnit }

/** The festivals of the Regulation on Public Holidays (放假办法); a day's `name` is one of these codes or free words. */
export const festivals = [
  'new_year',
  'spring_festival',
  'tomb_sweeping',
  'labour_day',
  'dragon_boat',
  'mid_autumn',
  'national_day',
] as const
type Festival = (typeof festivals)[number]

export type CalendarDay = { kind: 'holiday' | 'workday'; name: string }
/** One published version: the years it covers, and in them the days that differ from the plain week. */
export type WorkCalendar = {
  version: number
  years: readonly number[]
  days: ReadonlyMap<string, CalendarDay>
}
export const emptyCalendar: WorkCalendar = { version: 0, years: [], days: new Map() }

/** The clock stood still from the date of `from` until the date of `until`, which counts again. */
export type Pause = { from: Date; until: Date }
export const rollRules = ['next_workday', 'none'] as const
export type RollRule = (typeof rollRules)[number]

export type DueTerms = {
  /** What happens when the last day is a day of rest. Default `next_workday`. */
  roll?: RollRule
  pauses?: readonly Pause[]
  /** More of the same unit, counted from the original start together with the period. */
  extension?: Period
  /** `24:00` (default) or an hour such as `17:30`. */
  endOfDay?: string
}

/** The arithmetic, step by step; dates are `YYYY-MM-DD`, names as in `CalendarDay`, a `null` name is a plain weekend. */
export type DueStep =
  | { step: 'start'; on: string }
  | { step: 'extended'; n: number; unit: PeriodUnit }
  | { step: 'counted'; n: number; unit: PeriodUnit; on: string }
  | { step: 'month_end'; on: string }
  | { step: 'holiday'; name: string; from: string; to: string }
  | { step: 'weekends'; days: number }
  | { step: 'makeup_workday'; name: string; on: string }
  /** `on`: where the end moves to; null where the paused workdays were left out of the count. */
  | { step: 'paused'; from: string; until: string; days: number; on: string | null }
  | { step: 'rolled'; because: string | null; to: string }
  | { step: 'due'; on: string; endOfDay: string }

export type Due = {
  /** Exclusive: an act at this instant is late. */
  before: Date
  on: string
  steps: DueStep[]
  /** Years whose official calendar was needed and is not published yet: weekends and the statutory festivals stood in. */
  unpublishedYears: number[]
}

// Days are counted as integers since 1970-01-01; Temporal is asked only for months and for the lunar calendar.
const dayMs = 86_400_000
const numberOf = (date: string): number => Date.parse(date) / dayMs
const dateOf = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10)
const isWeekend = (day: number): boolean => (day + 3) % 7 >= 5

const lunarDay = (year: number, monthCode: string, day: number): number =>
  numberOf(Temporal.PlainDate.from({ calendar: 'chinese', year, monthCode, day }).withCalendar('iso8601').toString())

// The solar term 清明 by the usual formula, right for 2000–2099.
const tombSweepingDay = (year: number): number =>
  numberOf(`${year}-04-01`) + Math.floor((year % 100) * 0.2422 + 3.81) - Math.floor((year % 100) / 4)

const statutoryByYear = new Map<number, ReadonlyMap<number, Festival>>()

/** 放假办法 § 2, as amended for 2025 (13 days): what is known of a year before its yearly notice. */
function statutoryDays(year: number): ReadonlyMap<number, Festival> {
  const known = statutoryByYear.get(year)
  if (known) return known
  const more = year >= 2025 ? 1 : 0
  const newYear = lunarDay(year, 'M01', 1)
  const runs: [Festival, first: number, length: number][] = [
    ['new_year', numberOf(`${year}-01-01`), 1],
    ['spring_festival', newYear - more, 3 + more],
    ['tomb_sweeping', tombSweepingDay(year), 1],
    ['labour_day', numberOf(`${year}-05-01`), 1 + more],
    ['dragon_boat', lunarDay(year, 'M05', 5), 1],
    ['mid_autumn', lunarDay(year, 'M08', 15), 1],
    ['national_day', numberOf(`${year}-10-01`), 3],
  ]
  const days = new Map<number, Festival>()
  for (const [festival, first, length] of runs) {
    for (let day = first; day < first + length; day += 1) days.set(day, festival)
  }
  statutoryByYear.set(year, days)
  return days
}

/** `guessed` is the year that the calendar does not tell of. */
type DayKind = { rest: boolean; name: string | null; guessed?: number }

function kindIn(calendar: WorkCalendar, day: number): DayKind {
  const date = dateOf(day)
  const listed = calendar.days.get(date)
  if (listed) return { rest: listed.kind === 'holiday', name: listed.name }
  const year = Number(date.slice(0, 4))
  if (calendar.years.includes(year)) return { rest: isWeekend(day), name: null }
  const festival = statutoryDays(year).get(day) ?? null
  return { rest: festival !== null || isWeekend(day), name: festival, guessed: year }
}

// A calendar is never changed, and every deadline asks for the same days of it again.
const kindsOf = new WeakMap<WorkCalendar, Map<number, DayKind>>()

/** Reads a calendar and remembers which years it had to guess. */
function readCalendar(calendar: WorkCalendar) {
  const guessed = new Set<number>()
  const known = kindsOf.get(calendar) ?? new Map<number, DayKind>()
  kindsOf.set(calendar, known)
  const kindOf = (day: number): DayKind => {
    const kind = known.get(day) ?? kindIn(calendar, day)
    known.set(day, kind)
    if (kind.guessed !== undefined) guessed.add(kind.guessed)
    return kind
  }
  return { kindOf, guessedYears: () => [...guessed].toSorted((a, b) => a - b) }
}
type CalendarReader = ReturnType<typeof readCalendar>

export const isWorkday = (calendar: WorkCalendar, date: string): boolean =>
  !readCalendar(calendar).kindOf(numberOf(date)).rest

type Span = { from: number; until: number }

function mergedSpans(pauses: readonly Pause[], startDay: number): Span[] {
  const spans = pauses
    .map(({ from, until }) => ({ from: numberOf(shanghaiDate(from)), until: numberOf(shanghaiDate(until)) }))
    .filter((span) => span.until > span.from)
    .toSorted((a, b) => a.from - b.from)
  const merged: Span[] = []
  for (const span of spans) {
    if (span.from < startDay) throw new RangeError('a pause begins before its clock')
    const last = merged.at(-1)
    if (last && span.from <= last.until) last.until = Math.max(last.until, span.until)
    else merged.push(span)
  }
  return merged
}

const pausedStep = (span: Span, days: number, on: string | null): DueStep => ({
  step: 'paused',
  from: dateOf(span.from),
  until: dateOf(span.until),
  days,
  on,
})

/** Counts workdays after the start; days of rest and paused days are passed over, and told. */
function countWorkdays(startDay: number, period: Period, spans: readonly Span[], reader: CalendarReader) {
  const steps: DueStep[] = []
  const paused = new Map<Span, number>()
  let weekendDays = 0
  let holiday: (DueStep & { step: 'holiday' }) | undefined
  let day = startDay
  for (let left = period.n; left > 0; ) {
    day += 1
    const { rest, name } = reader.kindOf(day)
    const span = spans.find(({ from, until }) => from <= day && day < until)
    if (span) {
      paused.set(span, (paused.get(span) ?? 0) + (rest ? 0 : 1))
    } else if (!rest) {
      left -= 1
      if (name !== null) steps.push({ step: 'makeup_workday', name, on: dateOf(day) })
    } else if (name === null) {
      weekendDays += 1
    } else if (holiday?.name === name && holiday.to === dateOf(day - 1)) {
      holiday.to = dateOf(day)
    } else {
      holiday = { step: 'holiday', name, from: dateOf(day), to: dateOf(day) }
      steps.push(holiday)
    }
  }
  if (weekendDays > 0) steps.push({ step: 'weekends', days: weekendDays })
  for (const [span, days] of paused) steps.push(pausedStep(span, days, null))
  steps.push({ step: 'counted', n: period.n, unit: period.unit, on: dateOf(day) })
  return { day, steps }
}

/** The corresponding day (民法典 202), moved by the pauses, then by the days of rest at its end (民法典 203). */
function countCalendar(startDay: number, period: Period, spans: readonly Span[], roll: (day: number) => number) {
  const steps: DueStep[] = []
  const start = Temporal.PlainDate.from(dateOf(startDay))
  const end = start.add(period.unit === 'month' ? { months: period.n } : { days: period.n })
  const isMonthEnd = period.unit === 'month' && end.day !== start.day
  let day = numberOf(end.toString())
  steps.push({ step: 'counted', n: period.n, unit: period.unit, on: dateOf(day) })
  if (isMonthEnd) steps.push({ step: 'month_end', on: dateOf(day) })
  for (const span of spans) {
    if (span.from > roll(day)) break
    // A pause that begins in the days of rest after the last day leaves the day of resuming to act on.
    day = Math.max(day, span.from) + span.until - span.from
    steps.push(pausedStep(span, span.until - span.from, dateOf(day)))
  }
  return { day, steps }
}

function totalPeriod(period: Period, extension: Period | undefined): Period {
  if (extension && extension.unit !== period.unit) throw new RangeError('an extension has the unit of its period')
  const n = period.n + (extension?.n ?? 0)
  if (!Number.isInteger(n) || period.n < 1 || n < period.n) throw new RangeError('a period is a whole number from 1')
  return { n, unit: period.unit }
}

/** The end of a day as an instant: `24:00` is the first instant of the next day in Shanghai. */
function endOfShanghaiDay(date: string, endOfDay: string): Date {
  const [hours = 24, minutes = 0] = endOfDay.split(':').map(Number)
  return new Date(startOfShanghaiDay(date).getTime() + (hours * 60 + minutes) * 60_000)
}

/**
 * When a period that starts at `start` ends. The day of the start does not count (民法典 201); a period of months or
 * days that is paused k days ends k calendar days later and is then rolled; a period of workdays leaves paused workdays
 * out; a pause that begins after the end changes nothing.
 */
export function dueBefore(start: Date, period: Period, calendar: WorkCalendar, terms: DueTerms = {}): Due {
  const { roll: rollRule = 'next_workday', pauses = [], extension, endOfDay = '24:00' } = terms
  const reader = readCalendar(calendar)
  const total = totalPeriod(period, extension)
  const startDay = numberOf(shanghaiDate(start))
  const spans = mergedSpans(pauses, startDay)
  const roll = (day: number): number => {
    let rolled = day
    while (rollRule === 'next_workday' && reader.kindOf(rolled).rest) rolled += 1
    return rolled
  }
  const counted =
    total.unit === 'workday'
      ? countWorkdays(startDay, total, spans, reader)
      : countCalendar(startDay, total, spans, roll)
  const steps: DueStep[] = [{ step: 'start', on: dateOf(startDay) }]
  if (extension) steps.push({ step: 'extended', ...extension })
  steps.push(...counted.steps)
  const day = total.unit === 'workday' ? counted.day : roll(counted.day)
  const unrolled = reader.kindOf(counted.day)
  if (day !== counted.day) {
    steps.push({ step: 'rolled', because: unrolled.name, to: dateOf(day) })
  } else if (total.unit !== 'workday' && !unrolled.rest && unrolled.name !== null) {
    steps.push({ step: 'makeup_workday', name: unrolled.name, on: dateOf(day) })
  }
  steps.push({ step: 'due', on: dateOf(day), endOfDay })
  return {
    before: endOfShanghaiDay(dateOf(day), endOfDay),
    on: dateOf(day),
    steps,
    unpublishedYears: reader.guessedYears(),
  }
}
