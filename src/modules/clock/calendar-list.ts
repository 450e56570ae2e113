import type { CalendarDay, festivals, WorkCalendar } from '#kernel/work-calendar.ts'

export type ListedDay = CalendarDay & { day: string }
/** What one import says: the years it speaks for in full, and their days that differ from the plain week. */
export type CalendarList = { years: readonly number[]; days: readonly ListedDay[] }

export const listProblems = [
  'day_twice',
  'outside_years',
  'workday_on_weekday',
  'festival_missing',
  'too_many_holidays',
] as const
export type ListProblem = { day: string; problem: (typeof listProblems)[number] }

// The festivals with a date of their own (放假办法 § 2): a list without one of them is not the year's notice.
const fixedFestivals = ['01-01', '05-01', '10-01', '10-02', '10-03']
const holidaysInYearMax = 60

const yearOf = (day: string): number => Number(day.slice(0, 4))
const isWeekday = (day: string): boolean => Temporal.PlainDate.from(day).dayOfWeek < 6

// The notice of a year may begin with the last days of the December before it.
const belongs = (day: string, years: readonly number[]): boolean =>
  years.includes(yearOf(day)) || (day.slice(5, 7) === '12' && years.includes(yearOf(day) + 1))

/** Everything by which the list can't be a year's official notice; empty when it can be published. */
export function problemsOf({ years, days }: CalendarList): ListProblem[] {
  const seen = new Set<string>()
  const problems: ListProblem[] = []
  for (const { day, kind } of days) {
    if (seen.has(day)) problems.push({ day, problem: 'day_twice' })
    seen.add(day)
    if (!belongs(day, years)) problems.push({ day, problem: 'outside_years' })
    if (kind === 'workday' && isWeekday(day)) problems.push({ day, problem: 'workday_on_weekday' })
  }
  const holidays = new Set(days.filter(({ kind }) => kind === 'holiday').map(({ day }) => day))
  for (const year of years) {
    for (const festival of fixedFestivals) {
      const day = `${year}-${festival}`
      if (!holidays.has(day)) problems.push({ day, problem: 'festival_missing' })
    }
    const inYear = [...holidays].filter((day) => yearOf(day) === year)
    if (inYear.length > holidaysInYearMax) problems.push({ day: `${year}-01-01`, problem: 'too_many_holidays' })
  }
  return problems
}

const sorted = (days: Iterable<ListedDay>): ListedDay[] => [...days].toSorted((a, b) => (a.day < b.day ? -1 : 1))

/** The next version: the years of the list replaced in full, the other years carried over. */
export function mergeLists(before: CalendarList, list: CalendarList): CalendarList {
  const kept = before.days.filter(({ day }) => !list.years.includes(yearOf(day)))
  const days = new Map([...kept, ...list.days].map((listed) => [listed.day, listed]))
  return {
    years: [...new Set([...before.years, ...list.years])].toSorted((a, b) => a - b),
    days: sorted(days.values()),
  }
}

export const isSameList = (a: CalendarList, b: CalendarList): boolean => {
  const text = ({ years, days }: CalendarList) =>
    JSON.stringify([years.toSorted(), sorted(days).map(({ day, kind, name }) => [day, kind, name])])
  return text(a) === text(b)
}

const festivalWords: Record<string, (typeof festivals)[number]> = {
  元旦: 'new_year',
  春节: 'spring_festival',
  清明: 'tomb_sweeping',
  清明节: 'tomb_sweeping',
  劳动节: 'labour_day',
  端午: 'dragon_boat',
  端午节: 'dragon_boat',
  中秋: 'mid_autumn',
  中秋节: 'mid_autumn',
  国庆节: 'national_day',
}

/** The code of a festival known by its Chinese name, so that it reads in every language; other names stay as they are. */
export const festivalCode = (name: string): string => festivalWords[name.trim()] ?? name.trim()

export const asWorkCalendar = ({ version, years, days }: CalendarList & { version: number }): WorkCalendar => ({
  version,
  years,
  days: new Map(days.map(({ day, kind, name }) => [day, { kind, name }])),
})
