import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { figureCodes, figureValue, opensPart, ratio, scoreOf, valuesOf } from './stats.ts'
import { monthsUpTo, periodOf, stretchesOf, termPeriod } from './stats-period.ts'

describe('values', () => {
  test('nothing of nothing is “—”, nothing of something is 0', () => {
    expect(ratio(0, 0)).toBeNull()
    expect(ratio(0, 4)).toBe(0)
    expect(ratio(3, 4)).toBe(0.75)
  })

  test('a count is its number, a rate a share, deputies without suggestions have 0 each', () => {
    expect(figureValue('submitted', { numerator: 7, denominator: null })).toBe(7)
    expect(figureValue('satisfied_rate', { numerator: 1, denominator: 2 })).toBe(0.5)
    expect(figureValue('accepted_each', { numerator: 0, denominator: 300 })).toBe(0)
  })

  test('the score is 0.6 of what was carried out and 0.4 of satisfaction, of a hundred; unknown when one of them is', () => {
    expect(scoreOf(0.5, 1, 60)).toBeCloseTo(70)
    expect(scoreOf(null, 1, 60)).toBeNull()
    expect(scoreOf(0.5, null, 60)).toBeNull()
    expect(valuesOf({ resolved_rate: { numerator: 1, denominator: 2 } }, 60).resolved_satisfied_score).toBeNull()
  })

  test('a score never leaves the two rates it is made of', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(share, share, fc.integer({ min: 0, max: 100 }), (resolved, satisfied, percent) => {
        const score = (scoreOf(resolved, satisfied, percent) ?? -1) / 100
        expect(score).toBeGreaterThanOrEqual(Math.min(resolved, satisfied) - 1e-9)
        expect(score).toBeLessThanOrEqual(Math.max(resolved, satisfied) + 1e-9)
      }),
    )
  })

  test('every figure opens the rows it counts, but the score, which opens those of its two rates', () => {
    expect(figureCodes.filter((code) => !opensPart(code, 'numerator'))).toEqual(['resolved_satisfied_score'])
  })
})

describe('periods', () => {
  const today = '2026-03-04'

  test('a year that is running is compared to as many days of the year before', () => {
    expect(periodOf({ from: '2026-01-01', to: '2026-12-31' }, today)).toEqual({
      from: '2026-01-01',
      to: '2026-03-04',
      wholeTo: '2026-12-31',
      previous: { from: '2025-01-01', to: '2025-03-04' },
      lastYear: { from: '2025-01-01', to: '2025-03-04' },
    })
  })

  test('a whole month is compared to whole months, also where they are longer', () => {
    const { previous, lastYear } = periodOf({ from: '2025-02-01', to: '2025-02-28' }, today)
    expect(previous).toEqual({ from: '2025-01-01', to: '2025-01-31' })
    expect(lastYear).toEqual({ from: '2024-02-01', to: '2024-02-29' })
  })

  test('any ten days are compared to the ten before them', () => {
    const { previous } = periodOf({ from: '2026-02-11', to: '2026-02-20' }, today)
    expect(previous).toEqual({ from: '2026-02-01', to: '2026-02-10' })
  })

  test('the period before ends the day before this one begins, when it is over', () => {
    const day = fc.date({ min: new Date('2016-01-01'), max: new Date('2025-12-31'), noInvalidDate: true })
    const iso = (one: Date) => one.toISOString().slice(0, 10)
    fc.assert(
      fc.property(day, day, (one, other) => {
        const [from = '', to = ''] = [iso(one), iso(other)].toSorted()
        fc.pre(Date.parse(to) - Date.parse(from) < 3000 * 86_400_000)
        const { previous } = periodOf({ from, to }, today)
        expect(
          Temporal.PlainDate.from(previous?.to ?? '')
            .add({ days: 1 })
            .toString(),
        ).toBe(from)
      }),
    )
  })

  test('a term runs from its first session to the day before the next one’s, and is compared to nothing', () => {
    expect(termPeriod('2022-01-06', null, today)).toMatchObject({ from: '2022-01-06', to: today, previous: null })
    expect(termPeriod('2017-01-05', '2022-01-06', today)).toMatchObject({ to: '2022-01-05' })
  })

  test('the twelve months end with the one in which the period ends', () => {
    const months = monthsUpTo('2026-03-04')
    expect(months).toHaveLength(12)
    expect(months[0]).toEqual({ from: '2025-04-01', to: '2025-04-30' })
    expect(months.at(-1)).toEqual({ from: '2026-03-01', to: '2026-03-31' })
  })

  test('quarters and years cover a period without gap or overlap, and begin where the calendar has them', () => {
    const day = fc.integer({ min: 0, max: 3000 }).map((days) => Temporal.PlainDate.from('2019-01-01').add({ days }))
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 900 }), fc.constantFrom(3, 12), (first, length, months) => {
        const [from, to] = [first.toString(), first.add({ days: length }).toString()]
        const parts = stretchesOf({ from, to }, months)
        expect([parts[0]?.from, parts.at(-1)?.to]).toEqual([from, to])
        for (const [at, part] of parts.entries()) {
          const next = parts[at + 1]
          if (!next) continue
          expect(Temporal.PlainDate.from(part.to).add({ days: 1 }).toString()).toBe(next.from)
          const { day: dayOfMonth, month } = Temporal.PlainDate.from(next.from)
          expect([dayOfMonth, (month - 1) % months]).toEqual([1, 0])
        }
      }),
    )
  })

  test.each([
    [{ from: '2026-03-02', to: '2026-03-01' }, 'stats.period_backwards'],
    [{ from: '2026-03-05', to: '2026-03-06' }, 'stats.period_ahead'],
    [{ from: '2010-01-01', to: '2026-03-01' }, 'stats.period_too_long'],
  ])('%o is refused: %s', (days, code) => {
    expect(() => periodOf(days, today)).toThrow(code)
  })
})
