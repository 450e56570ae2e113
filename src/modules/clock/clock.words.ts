import type { Locale } from '#kernel/actor.ts'
import { shanghaiDate } from '#kernel/clock.ts'
import { type Due, type DueStep, festivals, type PeriodUnit } from '#kernel/work-calendar.ts'
import { translate } from '#platform/i18n/i18n.ts'
import { type ClockFacts, lastDayOf } from './clock.ts'

/** A festival's name in the reader's language; names that came with a posted list stay as they are. */
export const festivalName = (locale: Locale, name: string): string =>
  (festivals as readonly string[]).includes(name) ? translate(locale, `clock.festivals.${name}`) : name

type Words = (key: string, data?: Record<string, unknown>) => string

/** Dates as people write them: the year only where it changes. */
function dateWriter(locale: Locale, words: Words) {
  let yearBefore: number | undefined
  return (date: string): string => {
    const day = Temporal.PlainDate.from(date)
    const month = locale === 'en' ? day.toLocaleString('en', { month: 'long' }) : String(day.month)
    const key = day.year === yearBefore ? 'dates.dayOfMonth' : 'dates.full'
    yearBefore = day.year
    return words(key, { year: day.year, month, day: day.day })
  }
}

// a formatter is made anew for each date otherwise, and there are but seven days
const weekdays = new Map<string, string>()

function weekdayOf(locale: Locale, date: string): string {
  const day = Temporal.PlainDate.from(date)
  const key = `${locale} ${day.dayOfWeek}`
  const name = weekdays.get(key) ?? day.toLocaleString(locale, { weekday: 'long' })
  weekdays.set(key, name)
  return name
}

/** The arithmetic as one sentence: what does not count, where the period ends, why it moves, until when. */
export function explainDue(
  locale: Locale,
  clock: Pick<ClockFacts, 'startReason' | 'pauses' | 'movedFrom'>,
  due: Due,
): string {
  const words: Words = (key, data) => translate(locale, `clock.${key}`, data)
  const dateOf = dateWriter(locale, words)
  const amountOf = (n: number, unit: PeriodUnit) => words(`amounts.${unit}`, { count: n })
  const moment = (date: string) => ({ on: dateOf(date), weekday: weekdayOf(locale, date), time: endOfDayOf(due.steps) })

  const clauseOf = (step: DueStep): string => {
    switch (step.step) {
      case 'start':
        return words(`steps.start.${clock.startReason}`, { on: dateOf(step.on) })
      case 'extended':
        return words('steps.extended', { amount: amountOf(step.n, step.unit) })
      case 'counted':
        return words(step.unit === 'workday' ? 'steps.countedWorkdays' : 'steps.counted', {
          amount: amountOf(step.n, step.unit),
          on: dateOf(step.on),
        })
      case 'month_end':
        return words('steps.monthEnd')
      case 'holiday':
        return step.from === step.to
          ? words('steps.holidayOne', { name: festivalName(locale, step.name), on: dateOf(step.from) })
          : words('steps.holiday', {
              name: festivalName(locale, step.name),
              from: dateOf(step.from),
              to: dateOf(step.to),
            })
      case 'weekends':
        return words('steps.weekends', { count: step.days })
      case 'makeup_workday':
        return step.on === due.on && !isWorkdayPeriod(due.steps)
          ? words('steps.makeupAtEnd', { name: festivalName(locale, step.name) })
          : words('steps.makeup', {
              name: festivalName(locale, step.name),
              on: dateOf(step.on),
              weekday: weekdayOf(locale, step.on),
            })
      case 'paused': {
        const span = { from: dateOf(step.from), until: dateOf(step.until) }
        return step.on === null
          ? words('steps.pausedWorkdays', { ...span, amount: amountOf(step.days, 'workday') })
          : words('steps.paused', { ...span, amount: amountOf(step.days, 'day'), on: dateOf(step.on) })
      }
      case 'rolled':
        return step.because === null
          ? words('steps.rolledWeekend', moment(step.to))
          : words('steps.rolledHoliday', { ...moment(step.to), name: festivalName(locale, step.because) })
      case 'due':
        return words('steps.due', moment(step.on))
    }
  }

  // What was rolled says already until when.
  const isRolled = due.steps.some(({ step }) => step === 'rolled')
  const clauses = due.steps.filter(({ step }) => !(isRolled && step === 'due')).map(clauseOf)
  const standing = clock.pauses.find(({ until }) => until === null)
  if (standing) clauses.push(words('steps.standing', { from: dateOf(shanghaiDate(standing.from)) }))
  // by which calendar, the timeline says: a later one that moved nothing has confirmed it since
  if (clock.movedFrom) clauses.push(words('steps.recomputed', { on: dateOf(lastDayOf(clock.movedFrom)) }))
  return words('steps.sentence', { clauses: clauses.join(words('steps.between')) })
}

const isWorkdayPeriod = (steps: readonly DueStep[]): boolean =>
  steps.some((step) => step.step === 'counted' && step.unit === 'workday')

const endOfDayOf = (steps: readonly DueStep[]): string =>
  steps.flatMap((step) => (step.step === 'due' ? [step.endOfDay] : []))[0] ?? '24:00'

/** What the correction of the calendar made of a deadline, for the timeline of its case. */
export function recomputedWords(locale: Locale, data: Readonly<Record<string, unknown>>): string {
  const words: Words = (key, of) => translate(locale, `clock.${key}`, of)
  const dateOf = dateWriter(locale, words)
  const from = dateOf(lastDayOf(new Date(String(data.dueBeforeOld))))
  const to = dateOf(lastDayOf(new Date(String(data.dueBefore))))
  return words('recomputed', { version: Number(data.calendarVersion), from, to })
}

/** Null when every year that was needed has its official calendar. */
export const warningOf = (locale: Locale, due: Due): string | null =>
  due.unpublishedYears.length === 0
    ? null
    : translate(locale, 'clock.warnings.unpublished', {
        years: due.unpublishedYears.join(translate(locale, 'clock.warnings.and')),
      })
