import published from 'chinese-days/dist/chinese-days.json' with { type: 'json' }
import { type CalendarList, festivalCode, type ListedDay } from './calendar-list.ts'

// The package writes a day as "Spring Festival,春节,4": English name, Chinese name, statutory days.
const codeOf = (words: string): string => festivalCode(words.split(',')[1] ?? words)

const listed = (days: Record<string, string>, kind: ListedDay['kind'], years: readonly number[]): ListedDay[] =>
  Object.entries(days)
    .filter(([day]) => years.includes(Number(day.slice(0, 4))))
    .map(([day, words]) => ({ day, kind, name: codeOf(words) }))

/** The State Council's yearly notices as the package `chinese-days` has them; years it lacks are left out. */
export function officialList(from: number, to: number): CalendarList {
  const asked = Array.from({ length: to - from + 1 }, (_, index) => from + index)
  const known = new Set(Object.keys(published.holidays).map((day) => Number(day.slice(0, 4))))
  const years = asked.filter((year) => known.has(year))
  return {
    years,
    days: [...listed(published.holidays, 'holiday', years), ...listed(published.workdays, 'workday', years)].toSorted(
      (a, b) => (a.day < b.day ? -1 : 1),
    ),
  }
}
