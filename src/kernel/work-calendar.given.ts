import type { CalendarDay, WorkCalendar } from './work-calendar.ts'

const datesBetween = (from: string, to: string): string[] =>
  Array.from({ length: (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1 }, (_, index) =>
    new Date(Date.parse(from) + index * 86_400_000).toISOString().slice(0, 10),
  )

const holidays: [name: string, from: string, to: string][] = [
  ['new_year', '2025-01-01', '2025-01-01'],
  ['spring_festival', '2025-01-28', '2025-02-04'],
  ['tomb_sweeping', '2025-04-04', '2025-04-06'],
  ['labour_day', '2025-05-01', '2025-05-05'],
  ['dragon_boat', '2025-05-31', '2025-06-02'],
  ['national_day', '2025-10-01', '2025-10-08'],
  ['new_year', '2026-01-01', '2026-01-03'],
  ['spring_festival', '2026-02-15', '2026-02-23'],
  ['tomb_sweeping', '2026-04-04', '2026-04-06'],
  ['labour_day', '2026-05-01', '2026-05-05'],
  ['dragon_boat', '2026-06-19', '2026-06-21'],
  ['mid_autumn', '2026-09-25', '2026-09-27'],
  ['national_day', '2026-10-01', '2026-10-07'],
]

const workdays: [name: string, on: string][] = [
  ['spring_festival', '2025-01-26'],
  ['spring_festival', '2025-02-08'],
  ['labour_day', '2025-04-27'],
  ['national_day', '2025-09-28'],
  ['national_day', '2025-10-11'],
  ['new_year', '2026-01-04'],
  ['spring_festival', '2026-02-14'],
  ['spring_festival', '2026-02-28'],
  ['labour_day', '2026-05-09'],
  ['national_day', '2026-09-20'],
  ['national_day', '2026-10-10'],
]

/** The State Council's notices for 2025 and 2026, written out by hand. */
export const calendar2025to2026: WorkCalendar = {
  version: 1,
  years: [2025, 2026],
  days: new Map<string, CalendarDay>([
    ...holidays.flatMap(([name, from, to]) =>
      datesBetween(from, to).map((date): [string, CalendarDay] => [date, { kind: 'holiday', name }]),
    ),
    ...workdays.map(([name, on]): [string, CalendarDay] => [on, { kind: 'workday', name }]),
  ]),
}
