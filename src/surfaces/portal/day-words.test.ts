import { describe, expect, test } from 'vitest'
import { countWords, dayWords, fullDate, momentWords } from './day-words.ts'

const today = '2026-03-04'
const now = new Date('2026-03-04T09:00:00+08:00')

describe('a day in words', () => {
  test.each([
    ['2026-03-04', '今天', 'today'],
    ['2026-03-03', '昨天', 'yesterday'],
    ['2026-02-24', '2 月 24 日（星期二）', 'Tuesday 24 February'],
    ['2026-03-05', '3 月 5 日（星期四）', 'Thursday 5 March'],
    ['2025-12-31', '2025 年 12 月 31 日', '31 December 2025'],
  ])('%s is %s, in English %s', (date, chinese, english) => {
    expect(dayWords('zh-CN', date, today)).toBe(chinese)
    expect(dayWords('en', date, today)).toBe(english)
  })

  test('in full it has year and weekday', () => {
    expect(fullDate('zh-CN', '2026-02-24')).toBe('2026 年 2 月 24 日（星期二）')
    expect(fullDate('en', '2026-02-24')).toBe('Tuesday, 24 February 2026')
  })
})

describe('a moment in words', () => {
  test.each([
    ['2026-03-04T14:30:00+08:00', '今天 14:30'],
    ['2026-03-04T00:05:00+08:00', '今天 00:05'],
    ['2026-03-03T23:59:00+08:00', '昨天 23:59'],
    ['2026-03-02T23:59:00+08:00', '3 月 2 日（星期一）'],
  ])('%s is %s', (at, words) => {
    expect(momentWords('zh-CN', new Date(at), now)).toBe(words)
  })

  test('the day is that of Shanghai, not of Greenwich', () => {
    expect(momentWords('zh-CN', new Date('2026-03-03T16:30:00Z'), now)).toBe('今天 00:30')
  })
})

test.each([
  [1, '一'],
  [10, '十'],
  [17, '十七'],
  [20, '二十'],
  [99, '九十九'],
])('term %i is 第%s届', (number, words) => {
  expect(countWords('zh-CN', number)).toBe(words)
})
