import fc from 'fast-check'
import { expect, test } from 'vitest'
import { plainAreaCode } from './area-code.ts'
import { ageBands, birthDatesOf } from './roster.ts'
import { sexOf } from './sex-word.ts'

test('every age stands in exactly one band', () => {
  const today = '2026-11-22'
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 36_000 }), (days) => {
      const born = Temporal.PlainDate.from(today).subtract({ days }).toString()
      const bands = ageBands.filter(({ code }) => {
        const { after, upTo } = birthDatesOf(code, today)
        return born > after && born <= upTo
      })
      expect(bands).toHaveLength(1)
    }),
  )
})

test('an area code is the same with and without the zeros behind it', () => {
  expect(
    ['320412', '320412000000', '320400', '320000', '320412100', '320412100000', '320412100201', '3204121', 'x'].map(
      plainAreaCode,
    ),
  ).toEqual(['320412', '320412', '3204', '32', '320412100', '320412100', '320412100201', undefined, undefined])
})

test('the sexes are known by the words offices use', () => {
  expect(['男', '女性', 'F', '?'].map(sexOf)).toEqual(['male', 'female', 'female', undefined])
})
