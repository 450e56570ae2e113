import { expect, test } from 'vitest'
import { isName, mandateDayFault, phoneOf } from './person-check.ts'

test('a name has letters and what joins them, at most sixty', () => {
  const names = ['欧阳龘', '卜𬭚', '李〇', '阿卜杜拉·买买提', '\u{e863}伟', "O'Neil Anna-Maria"]
  expect(names.filter((name) => !isName(name))).toEqual([])
  expect(['', '=cmd|/c calc', '<script>alert(1)</script>', '张3', '张'.repeat(61)].filter(isName)).toEqual([])
})

test('telephone numbers are kept as digits; two in a cell are none, nor is a number without its area code', () => {
  expect(['13800001111', '+8613800001111', '0519-86312345', '86312345', '13800001111/86312345'].map(phoneOf)).toEqual([
    '13800001111',
    '13800001111',
    '051986312345',
    undefined,
    undefined,
  ])
})

test('a mandate begins in the year before its first session or later, while the term lasts, and not in days to come', () => {
  const today = '2026-03-04'
  const fault = (day: string, firstOn: string, endedOn: string | null = null) =>
    mandateDayFault(day, { firstOn, endedOn }, today)
  const present = ['2021-01-05', '2021-01-06', today, '2026-03-05', '2030-01-01']
  expect(present.map((day) => fault(day, '2022-01-06'))).toEqual([
    'started_before_term',
    undefined,
    undefined,
    'started_in_future',
    'started_in_future',
  ])
  const toCome = ['2026-03-04', '2027-01-07', '2027-01-08']
  expect(toCome.map((day) => fault(day, '2027-01-07'))).toEqual([undefined, undefined, 'started_in_future'])
  expect(fault('2026-03-20', '2022-01-06', '2026-03-10')).toBe('started_after_term')
  expect(fault('2025-01-01', '2022-01-06', '2026-03-04')).toBe('term_over')
})
