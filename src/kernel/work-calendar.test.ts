import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { calendar2025to2026 } from './work-calendar.given.ts'
import { type DueTerms, dueBefore, emptyCalendar, isWorkday, type Pause, type Period } from './work-calendar.ts'

const at = (text: string) => new Date(`${text}+08:00`)
const noonOf = (date: string) => at(`${date}T12:00:00`)
const due = (date: string, n: number, unit: Period['unit'], terms?: DueTerms) =>
  dueBefore(noonOf(date), { n, unit }, calendar2025to2026, terms)

describe('the worked examples of the rule book', () => {
  test.each([
    ['2026-02-12', 5, 'workday', '2026-02-26'],
    ['2026-09-18', 10, 'workday', '2026-10-09'],
    ['2026-04-30', 5, 'workday', '2026-05-11'],
    ['2025-11-30', 3, 'month', '2026-02-28'],
    ['2025-11-20', 3, 'month', '2026-02-24'],
  ] as const)('%s and %i %s(s) end on %s', (start, n, unit, on) => {
    expect(due(start, n, unit).on).toBe(on)
  })

  test('H19: five workdays from 12 February 2026 count the work Saturday and leave the Spring Festival out', () => {
    expect(due('2026-02-12', 5, 'workday').steps).toEqual([
      { step: 'start', on: '2026-02-12' },
      { step: 'makeup_workday', name: 'spring_festival', on: '2026-02-14' },
      { step: 'holiday', name: 'spring_festival', from: '2026-02-15', to: '2026-02-23' },
      { step: 'counted', n: 5, unit: 'workday', on: '2026-02-26' },
      { step: 'due', on: '2026-02-26', endOfDay: '24:00' },
    ])
  })

  test('three months from 20 November 2025 end in the Spring Festival and are rolled to the Tuesday after it', () => {
    expect(due('2025-11-20', 3, 'month').steps).toEqual([
      { step: 'start', on: '2025-11-20' },
      { step: 'counted', n: 3, unit: 'month', on: '2026-02-20' },
      { step: 'rolled', because: 'spring_festival', to: '2026-02-24' },
      { step: 'due', on: '2026-02-24', endOfDay: '24:00' },
    ])
  })

  test('three months from 30 November 2025 end on the last day of February, a work Saturday, and are not rolled', () => {
    expect(due('2025-11-30', 3, 'month').steps).toEqual([
      { step: 'start', on: '2025-11-30' },
      { step: 'counted', n: 3, unit: 'month', on: '2026-02-28' },
      { step: 'month_end', on: '2026-02-28' },
      { step: 'makeup_workday', name: 'spring_festival', on: '2026-02-28' },
      { step: 'due', on: '2026-02-28', endOfDay: '24:00' },
    ])
  })
})

describe('the border of the last day', () => {
  test('H17: 23:59 on 24 February 2026 is in time, 00:00 on 25 February is late', () => {
    const { before } = due('2025-11-20', 3, 'month')
    expect(at('2026-02-24T23:59:59.999') < before).toBe(true)
    expect(at('2026-02-25T00:00:00') < before).toBe(false)
  })

  test('the day of the start is the day in Shanghai, not in UTC', () => {
    expect(dueBefore(at('2025-11-20T00:00:00'), { n: 3, unit: 'month' }, calendar2025to2026).on).toBe('2026-02-24')
    expect(dueBefore(at('2026-03-03T23:59:59'), { n: 1, unit: 'workday' }, calendar2025to2026).on).toBe('2026-03-04')
    expect(dueBefore(at('2026-03-04T00:00:00'), { n: 1, unit: 'workday' }, calendar2025to2026).on).toBe('2026-03-05')
  })

  test('where the day ends at 17:30, 17:30 is late', () => {
    expect(due('2025-11-20', 3, 'month', { endOfDay: '17:30' }).before).toEqual(at('2026-02-24T17:30:00'))
  })
})

describe('rolling, pauses, extensions', () => {
  test('where the rule is not to roll, the period ends in the holiday', () => {
    expect(due('2025-11-20', 3, 'month', { roll: 'none' }).on).toBe('2026-02-20')
  })

  test('a plain weekend at the end is rolled to Monday', () => {
    const result = due('2026-03-07', 7, 'day')
    expect(result.on).toBe('2026-03-16')
    expect(result.steps).toContainEqual({ step: 'rolled', because: null, to: '2026-03-16' })
  })

  test('a month clock paused for ten days ends ten calendar days later and is then rolled', () => {
    const pauses = [{ from: noonOf('2025-12-01'), until: noonOf('2025-12-11') }]
    expect(due('2025-11-20', 3, 'month', { pauses }).on).toBe('2026-03-02')
    expect(due('2025-11-20', 3, 'month', { pauses }).steps).toEqual([
      { step: 'start', on: '2025-11-20' },
      { step: 'counted', n: 3, unit: 'month', on: '2026-02-20' },
      { step: 'paused', from: '2025-12-01', until: '2025-12-11', days: 10, on: '2026-03-02' },
      { step: 'due', on: '2026-03-02', endOfDay: '24:00' },
    ])
    const short = [{ from: noonOf('2025-12-01'), until: noonOf('2025-12-02') }]
    expect(due('2025-11-20', 3, 'month', { pauses: short }).on).toBe('2026-02-24')
  })

  test('a pause in the days of rest after the last day leaves the day of resuming to act on', () => {
    const pauses = [{ from: noonOf('2026-02-23'), until: noonOf('2026-02-26') }]
    expect(due('2025-11-20', 3, 'month', { pauses }).on).toBe('2026-02-26')
  })

  test('a workday clock leaves the paused workdays out', () => {
    const pauses = [{ from: noonOf('2026-03-04'), until: noonOf('2026-03-10') }]
    const result = due('2026-03-02', 5, 'workday', { pauses })
    expect(result.on).toBe('2026-03-13')
    expect(result.steps).toContainEqual({ step: 'paused', from: '2026-03-04', until: '2026-03-10', days: 4, on: null })
  })

  test('two pauses that overlap are counted once', () => {
    const pauses = [
      { from: noonOf('2025-12-05'), until: noonOf('2025-12-11') },
      { from: noonOf('2025-12-01'), until: noonOf('2025-12-08') },
    ]
    expect(due('2025-11-20', 3, 'month', { pauses }).on).toBe('2026-03-02')
  })

  test('an extension counts from the original start, not from the end of the first period', () => {
    const extension: Period = { n: 3, unit: 'month' }
    expect(due('2025-11-30', 3, 'month', { extension, roll: 'none' }).on).toBe('2026-05-30')
    expect(due('2025-11-30', 3, 'month', { extension }).on).toBe('2026-06-01')
  })
})

describe('years without a published calendar', () => {
  test('are counted by weekends and the statutory festivals, and the year is named in the result', () => {
    const result = dueBefore(noonOf('2026-12-29'), { n: 5, unit: 'workday' }, calendar2025to2026)
    expect(result).toMatchObject({ on: '2027-01-06', unpublishedYears: [2027] })
    expect(due('2026-03-02', 5, 'workday').unpublishedYears).toEqual([])
  })

  test('know the lunar festivals and 清明 of the years whose official lists are known', () => {
    const unknown = { ...calendar2025to2026, years: [], days: new Map() }
    for (const date of ['2025-01-28', '2025-01-31', '2025-04-04', '2026-02-16', '2026-02-19', '2026-06-19'])
      expect(isWorkday(unknown, date), date).toBe(false)
    for (const date of ['2025-02-03', '2026-02-20', '2026-02-24', '2026-06-18', '2026-09-24'])
      expect(isWorkday(unknown, date), date).toBe(true)
    expect(isWorkday(unknown, '2026-09-25')).toBe(false)
    expect(isWorkday(unknown, '2027-02-05'), '除夕 2027').toBe(false)
  })

  test('with no calendar at all the arithmetic still answers, with a warning', () => {
    expect(dueBefore(noonOf('2026-03-02'), { n: 5, unit: 'workday' }, emptyCalendar)).toMatchObject({
      on: '2026-03-09',
      unpublishedYears: [2026],
    })
  })
})

describe('what always holds', () => {
  const start = fc.date({ min: at('2025-01-01T00:00:00'), max: at('2026-11-30T00:00:00'), noInvalidDate: true })
  const unit = fc.constantFrom<Period['unit']>('workday', 'day', 'month')
  const n = fc.integer({ min: 1, max: 40 })
  const days = (count: number) => count * 86_400_000
  const later = (instant: Date, count: number) => new Date(instant.getTime() + days(count))
  const pausesAfter = (instant: Date) =>
    fc
      .array(fc.record({ offset: fc.integer({ min: 0, max: 90 }), length: fc.integer({ min: 0, max: 40 }) }), {
        maxLength: 4,
      })
      .map((spans): Pause[] =>
        spans.map(({ offset, length }) => ({ from: later(instant, offset), until: later(instant, offset + length) })),
      )
  const endOf = (from: Date, period: Period, pauses: Pause[] = []) =>
    dueBefore(from, period, calendar2025to2026, { pauses }).before.getTime()

  test('a later start never ends earlier, whatever the pauses after it', () => {
    const cases = fc
      .tuple(start, fc.integer({ min: 0, max: 30 }))
      .chain(([first, gap]) =>
        fc.tuple(fc.constant(first), fc.constant(later(first, gap)), pausesAfter(later(first, gap))),
      )
    fc.assert(
      fc.property(cases, n, unit, ([first, second, pauses], count, by) => {
        const period = { n: count, unit: by }
        expect(endOf(second, period, pauses)).toBeGreaterThanOrEqual(endOf(first, period, pauses))
      }),
    )
  })

  test('a longer period never ends earlier', () => {
    fc.assert(
      fc.property(start, n, n, unit, (from, a, b, by) => {
        expect(endOf(from, { n: a + b, unit: by })).toBeGreaterThanOrEqual(endOf(from, { n: a, unit: by }))
      }),
    )
  })

  test('a pause never makes the end earlier, and a longer one never earlier than a shorter one', () => {
    const cases = start.chain((from) => fc.tuple(fc.constant(from), pausesAfter(from)))
    fc.assert(
      fc.property(cases, n, unit, fc.integer({ min: 0, max: 9 }), ([from, pauses], count, by, more) => {
        const period = { n: count, unit: by }
        const without = endOf(from, period)
        const paused = endOf(from, period, pauses)
        const longer = endOf(
          from,
          period,
          pauses.map((pause) => ({ ...pause, until: later(pause.until, more) })),
        )
        expect(paused).toBeGreaterThanOrEqual(without)
        expect(longer).toBeGreaterThanOrEqual(paused)
      }),
    )
  })

  test('the end is a workday, after the start, at midnight in Shanghai, and a workday clock never rolls', () => {
    const cases = start.chain((from) => fc.tuple(fc.constant(from), pausesAfter(from)))
    fc.assert(
      fc.property(cases, n, unit, ([from, pauses], count, by) => {
        const result = dueBefore(from, { n: count, unit: by }, calendar2025to2026, { pauses })
        expect(isWorkday(calendar2025to2026, result.on)).toBe(true)
        expect(result.before.getTime()).toBeGreaterThan(from.getTime() + days(1) - 1)
        expect(result.before).toEqual(later(at(`${result.on}T00:00:00`), 1))
        if (by === 'workday') expect(result.steps.some(({ step }) => step === 'rolled')).toBe(false)
      }),
    )
  })

  test('between the start and the end of a workday period lie exactly as many workdays as it counts', () => {
    fc.assert(
      fc.property(start, n, (from, count) => {
        const result = dueBefore(from, { n: count, unit: 'workday' }, calendar2025to2026)
        const first = Date.parse(result.steps.flatMap((step) => (step.step === 'start' ? [step.on] : []))[0] ?? '')
        const dates = Array.from({ length: (Date.parse(result.on) - first) / days(1) }, (_, index) =>
          new Date(first + days(index + 1)).toISOString().slice(0, 10),
        )
        expect(dates.filter((date) => isWorkday(calendar2025to2026, date))).toHaveLength(count)
      }),
    )
  })
})
