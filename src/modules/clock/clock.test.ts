import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { calendar2025to2026 } from '#kernel/work-calendar.given.ts'
import { dueBefore, type Period, periodUnits, rollRules } from '#kernel/work-calendar.ts'
import { officialList } from './calendar.source.ts'
import { type CalendarList, mergeLists, problemsOf } from './calendar-list.ts'
import {
  type ClockFacts,
  clockStates,
  clockStatuses,
  dueOf,
  firstMarkAfter,
  isLate,
  marksPassed,
  remainingDays,
  type StartReason,
  startReasons,
  stateOf,
  sweepAtAfterMove,
} from './clock.ts'
import { explainDue, warningOf } from './clock.words.ts'

const at = (text: string) => new Date(`${text}+08:00`)
const noonOf = (date: string) => at(`${date}T12:00:00`)

type Told = { startReason?: StartReason; pauses?: ClockFacts['pauses']; extensions?: ClockFacts['extensions'] }
const explain = (start: string, n: number, unit: Period['unit'], told: Told = {}, locale: 'zh-CN' | 'en' = 'zh-CN') => {
  const { startReason = 'assigned', pauses = [], extensions = [] } = told
  const terms = { startedAt: noonOf(start), period: { n, unit }, roll: 'next_workday', endOfDay: '24:00' } as const
  return explainDue(
    locale,
    { startReason, pauses, movedFrom: null },
    dueOf({ ...terms, pauses, extensions }, calendar2025to2026),
  )
}

describe('the arithmetic in words', () => {
  test('H17: three months from 20 November 2025 read as a clerk would write them', () => {
    expect(explain('2025-11-20', 3, 'month')).toBe(
      '2025 年 11 月 20 日交办，起日不计入；3 个月至 2026 年 2 月 20 日；该日为春节假期，顺延至 2 月 24 日（星期二）24:00 前。',
    )
    expect(explain('2025-11-20', 3, 'month', {}, 'en')).toBe(
      'Assigned on 20 November 2025, a day that does not count; the period of 3 months ends on 20 February 2026; that day is in the Spring Festival holiday, so it is due before Tuesday 24 February, 24:00.',
    )
  })

  test('H19: five workdays over the Spring Festival name the work Saturday and the holiday', () => {
    expect(explain('2026-02-12', 5, 'workday', { startReason: 'submitted' })).toBe(
      '2026 年 2 月 12 日提交，起日不计入；2 月 14 日（星期六）春节调休上班，计入；2 月 15 日至 2 月 23 日春节放假，不计入；满 5 个工作日为 2 月 26 日；期限为 2 月 26 日（星期四）24:00 前。',
    )
  })

  test('a month without such a day, a work Saturday at the end, a pause and an extension are told', () => {
    expect(explain('2025-11-30', 3, 'month')).toBe(
      '2025 年 11 月 30 日交办，起日不计入；3 个月至 2026 年 2 月 28 日；当月没有对应日，取月末一日；该日为春节调休上班日，不顺延；期限为 2 月 28 日（星期六）24:00 前。',
    )
    const decision = { reason: '补充材料', approvedBy: 'p' }
    const pauses = [{ ...decision, from: noonOf('2025-12-01'), until: noonOf('2025-12-11') }]
    expect(explain('2025-11-20', 3, 'month', { pauses })).toBe(
      '2025 年 11 月 20 日交办，起日不计入；3 个月至 2026 年 2 月 20 日；2025 年 12 月 1 日停表、12 月 11 日恢复，停 10 日，顺延至 2026 年 3 月 2 日；期限为 3 月 2 日（星期一）24:00 前。',
    )
    const extensions = [{ ...decision, n: 3, at: noonOf('2026-01-05') }]
    expect(explain('2025-11-20', 3, 'month', { extensions })).toBe(
      '2025 年 11 月 20 日交办，起日不计入；经批准延长 3 个月，自起日合并计算；6 个月至 2026 年 5 月 20 日；期限为 5 月 20 日（星期三）24:00 前。',
    )
    const standing = [{ ...decision, from: noonOf('2026-03-04'), until: null }]
    expect(explain('2026-03-02', 5, 'workday', { pauses: standing })).toContain('3 月 4 日起停表，恢复后期限相应顺延。')
  })

  test('every reason to start has its sentence in both languages, and a guessed year its warning', () => {
    for (const startReason of startReasons) {
      expect(explain('2026-03-02', 5, 'workday', { startReason })).toMatch(/^2026 年 3 月 2 日\p{Script=Han}+，起日/u)
      expect(explain('2026-03-02', 1, 'workday', { startReason }, 'en')).toMatch(
        /^[A-Z][a-z ]+ (on|from) 2 March 2026, /,
      )
    }
    const guessed = dueBefore(noonOf('2026-12-29'), { n: 5, unit: 'workday' }, calendar2025to2026)
    expect(warningOf('zh-CN', guessed)).toBe('2027 年的放假安排尚未导入，暂按周末和法定节日推算，导入后自动重算。')
    expect(warningOf('en', dueBefore(noonOf('2026-03-02'), { n: 5, unit: 'workday' }, calendar2025to2026))).toBeNull()
  })
})

describe('the state of a clock', () => {
  const clock = { status: 'running', dueBefore: at('2026-02-25T00:00:00'), stoppedAt: null } as const

  test('H17: at 23:59 on the last day it runs, at midnight it is overdue', () => {
    expect(stateOf(clock, at('2026-02-24T23:59:59'))).toBe('running')
    expect(stateOf(clock, at('2026-02-25T00:00:00'))).toBe('overdue')
    expect(clockStates).toContain('overdue')
  })

  test('one that has stopped is late if it stopped after the deadline, whatever day it is now', () => {
    const stopped = { ...clock, status: 'stopped' } as const
    expect(isLate({ ...stopped, stoppedAt: at('2026-02-24T23:59:00') }, at('2026-06-01T00:00:00'))).toBe(false)
    expect(isLate({ ...stopped, stoppedAt: at('2026-02-25T00:00:00') }, at('2026-06-01T00:00:00'))).toBe(true)
  })

  test('the days left are counted from today to the last day', () => {
    expect(remainingDays(clock.dueBefore, at('2026-02-21T23:00:00'))).toBe(3)
    expect(remainingDays(clock.dueBefore, at('2026-02-24T00:00:00'))).toBe(0)
    expect(remainingDays(clock.dueBefore, at('2026-02-25T00:00:00'))).toBe(-1)
    expect(remainingDays(at('2026-02-24T17:30:00'), at('2026-02-24T18:00:00'))).toBe(0)
  })
})

describe('what the sweep tells', () => {
  const schedule = { dueBefore: at('2026-02-25T00:00:00'), soonDays: [7, 3, 1], escalateDays: [3] }
  const startedAt = at('2025-11-20T09:00:00')
  const passed = (sweepAt: Date | null, now: Date) => marksPassed({ ...schedule, sweepAt }, now)

  test('reminders on their days, the last day, the deadline, the escalation, in this order', () => {
    const told: string[] = []
    let sweepAt = firstMarkAfter(schedule, startedAt)
    for (let hour = 0; hour < 24 * 140; hour += 1) {
      const now = new Date(startedAt.getTime() + hour * 3_600_000)
      for (const { kind, days } of passed(sweepAt, now)) told.push(`${now.toISOString()} ${kind} ${days}`)
      if (sweepAt && sweepAt <= now) sweepAt = firstMarkAfter(schedule, now)
    }
    expect(told.map((line) => line.replace(/^.{11}.*Z /, ''))).toEqual([
      'soon 7',
      'soon 3',
      'soon 1',
      'due 0',
      'overdue 0',
      'escalated 3',
    ])
    expect(told[0]).toBe('2026-02-16T16:00:00.000Z soon 7')
    expect(told[4]).toBe('2026-02-24T16:00:00.000Z overdue 0')
    expect(sweepAt).toBeNull()
  })

  test('after a week without the program only the reminder that is still true', () => {
    expect(passed(at('2026-02-17T00:00:00'), at('2026-02-23T10:00:00')).map(({ days }) => days)).toEqual([1])
    expect(passed(at('2026-02-17T00:00:00'), at('2026-02-26T00:00:00')).map(({ kind }) => kind)).toEqual(['overdue'])
  })

  test('each at most once, however the sweeps fall', () => {
    const steps = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(steps, (hours) => {
        let [now, sweepAt] = [startedAt, firstMarkAfter(schedule, startedAt)]
        const told: string[] = []
        for (const step of hours) {
          now = new Date(now.getTime() + step * 3_600_000)
          told.push(...passed(sweepAt, now).map(({ kind, days }) => `${kind} ${days}`))
          if (sweepAt && sweepAt <= now) sweepAt = firstMarkAfter(schedule, now)
        }
        expect(new Set(told).size).toBe(told.length)
        expect(told.includes('overdue 0')).toBe(now >= schedule.dueBefore)
      }),
    )
  })

  test('a deadline that moves nearer tells at once what it jumped over, one that moves away tells it again later', () => {
    const now = at('2026-02-20T10:00:00')
    const clock = { ...schedule, sweepAt: at('2026-02-21T00:00:00') }
    expect(sweepAtAfterMove(clock, at('2026-02-23T00:00:00'), now)).toEqual(at('2026-02-19T00:00:00'))
    expect(sweepAtAfterMove(clock, at('2026-03-11T00:00:00'), now)).toEqual(at('2026-03-03T00:00:00'))
  })
})

describe('an imported list', () => {
  const year2026 = officialList(2026, 2026)
  const problems = (list: CalendarList) => problemsOf(list).map(({ day, problem }) => `${day} ${problem}`)

  test('the notices that the program brings are the ones of the State Council, and have no fault', () => {
    const { years, days } = officialList(2025, 2026)
    const known = [...calendar2025to2026.days].map(([day, { kind, name }]) => ({ day, kind, name }))
    const withoutNames = (list: CalendarList['days']) => list.map(({ day, kind }) => `${day} ${kind}`).toSorted()
    expect(years).toEqual([2025, 2026])
    expect(withoutNames(days)).toEqual(withoutNames(known))
    expect(problemsOf(officialList(2024, 2026))).toEqual([])
    expect(officialList(2026, 2030).years).toEqual([2026])
  })

  test('is refused day by day: twice, another year, a work day on a weekday, a festival left out', () => {
    const day = (date: string, kind: 'holiday' | 'workday') => ({ day: date, kind, name: 'x' })
    const more = (...days: CalendarList['days']) => problems({ years: [2026], days: [...year2026.days, ...days] })
    expect(more(day('2026-01-01', 'holiday'))).toEqual(['2026-01-01 day_twice'])
    expect(more(day('2028-02-29', 'holiday'))).toEqual(['2028-02-29 outside_years'])
    expect(more(day('2025-12-31', 'holiday'))).toEqual([])
    expect(more(day('2026-03-03', 'workday'))).toEqual(['2026-03-03 workday_on_weekday'])
    const without = year2026.days.filter((listed) => listed.day !== '2026-05-01')
    expect(problems({ years: [2026], days: without })).toEqual(['2026-05-01 festival_missing'])
  })

  test('replaces its years and leaves the others', () => {
    const merged = mergeLists(officialList(2024, 2025), year2026)
    expect(merged.years).toEqual([2024, 2025, 2026])
    expect(merged.days).toEqual(officialList(2024, 2026).days)
  })
})

test('the database accepts the same words as the program', () => {
  const migration = readFileSync('migrations/20261122_0900_clock.sql', 'utf8')
  const wordsOf = (column: string) =>
    [...migration.matchAll(new RegExp(`${column} text not null check \\(${column} in \\(([^)]*)\\)`, 'g'))].map(
      ([, list]) => (list ?? '').replaceAll("'", '').split(', '),
    )
  expect(wordsOf('status')).toEqual([[...clockStatuses]])
  expect(wordsOf('unit')).toEqual([[...periodUnits]])
  expect(wordsOf('roll')).toEqual([[...rollRules]])
})
