import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shanghaiDate, startOfShanghaiDay } from './clock.ts'

const zone = 'Asia/Shanghai'
const instants = fc.date({
  min: new Date('1900-01-01T00:00:00Z'),
  max: new Date('2200-01-01T00:00:00Z'),
  noInvalidDate: true,
})

test('any instant has the date that the calendar of Shanghai gives it, summer times of old included', () => {
  fc.assert(
    fc.property(instants, (instant) => {
      const date = instant.toTemporalInstant().toZonedDateTimeISO(zone).toPlainDate()
      expect(shanghaiDate(instant)).toBe(date.toString())
      expect(startOfShanghaiDay(date.toString()).getTime()).toBe(date.toZonedDateTime(zone).epochMilliseconds)
    }),
    { numRuns: 2000 },
  )
})

test('a day begins at midnight in Shanghai, also around the years in which the clocks were put forward', () => {
  expect(startOfShanghaiDay('2026-11-30').toISOString()).toBe('2026-11-29T16:00:00.000Z')
  expect(startOfShanghaiDay('1991-12-31').toISOString()).toBe('1991-12-30T16:00:00.000Z')
  expect(shanghaiDate(new Date('1988-07-01T15:30:00Z'))).toBe('1988-07-02')
})

test.each(['2026-02-30', '2026-13-01', '1990-02-30', 'soon'])('no day begins on %s', (date) => {
  expect(() => startOfShanghaiDay(date)).toThrow(RangeError)
})
