import type { TFunction } from 'i18next'
import { expect, test } from 'vitest'
import { calendarDate, daysBetween, dueText, moment, serverDay, setServerNow } from './dates.ts'

// The words are the keys with their values, so that only the arithmetic is looked at here.
const words = ((key: string, values: Record<string, unknown> = {}) =>
  [key, ...Object.values(values)].join(' | ')) as unknown as TFunction<'workbench'>
const now = new Date('2026-02-21T09:00:00+08:00')
const due = (before: string) => dueText('zh-CN', words, new Date(before), now)

test('a deadline is told by its last day, with its weekday', () => {
  expect(due('2026-02-25T00:00:00+08:00')).toEqual({
    text: 'date.dueIn | 3 | 2 月 24 日 星期二',
    short: 'date.short.dueIn | 3 | 2 月 24 日',
    full: '2026 年 2 月 24 日 星期二 23:59',
    tone: 'soon',
  })
})

test('what is due today stays in time until the day is over, then it is late', () => {
  expect(due('2026-02-22T00:00:00+08:00').text).toBe('date.dueToday | 0 | 2 月 21 日 星期六')
  expect(due('2026-02-21T00:00:00+08:00')).toMatchObject({ text: 'date.late | 1 | 2 月 20 日 星期五', tone: 'late' })
})

test('more than a week away is calm, and another year is named', () => {
  expect(due('2027-01-05T00:00:00+08:00')).toMatchObject({
    text: 'date.dueIn | 317 | 2027 年 1 月 4 日 星期一',
    tone: 'calm',
  })
})

test('days are those of Shanghai, whatever the hour elsewhere', () => {
  expect(daysBetween(new Date('2026-02-20T15:59:00Z'), new Date('2026-02-20T16:01:00Z'))).toBe(1)
})

test('a moment is today, yesterday, a day of this year, or a full date', () => {
  const told = (at: string) => moment('zh-CN', words, new Date(at), now)
  expect(told('2026-02-21T08:05:00+08:00')).toBe('date.today | 08:05')
  expect(told('2026-02-20T23:59:00+08:00')).toBe('date.yesterday | 23:59')
  expect(told('2026-01-04T10:00:00+08:00')).toBe('1 月 4 日 10:00')
  expect(told('2025-12-31T10:00:00+08:00')).toBe('2025 年 12 月 31 日')
})

test('a calendar date is not moved by any time zone', () => {
  expect(calendarDate('zh-CN', '2026-03-01')).toBe('2026 年 3 月 1 日')
})

test('today is the day in Shanghai by the clock of the server, whatever the device shows', () => {
  setServerNow(new Date('2031-03-01T00:30:00+08:00'))
  expect([serverDay(), serverDay(-1), serverDay(31)]).toEqual(['2031-03-01', '2031-02-28', '2031-04-01'])
  setServerNow(new Date())
})
