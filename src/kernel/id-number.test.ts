import fc from 'fast-check'
import { expect, test } from 'vitest'
import { birthDateOf, checkCharacter, idNumberDisagrees, idNumberFault, sexOfIdNumber } from './id-number.ts'

const today = '2026-03-04'
const idNumbers = fc
  .tuple(
    fc.integer({ min: 110_000, max: 659_999 }),
    fc.integer({ min: 0, max: 20_000 }),
    fc.integer({ min: 0, max: 999 }),
  )
  .map(([area, days, order]) => {
    const born = Temporal.PlainDate.from('1940-01-01').add({ days }).toString().replaceAll('-', '')
    const digits = `${area}${born}${String(order).padStart(3, '0')}`
    return `${digits}${checkCharacter(digits)}`
  })

test('one wrong digit in an ID number is always noticed', () => {
  fc.assert(
    fc.property(idNumbers, fc.integer({ min: 0, max: 16 }), fc.integer({ min: 1, max: 9 }), (number, at, by) => {
      expect(idNumberFault(number, today)).toBeUndefined()
      const digit = String((Number(number[at]) + by) % 10)
      expect(idNumberFault(`${number.slice(0, at)}${digit}${number.slice(at + 1)}`, today)).toMatch(
        /id_number_wrong|id_number_date/,
      )
    }),
  )
})

test('two digits of an ID number that changed places are always noticed', () => {
  fc.assert(
    fc.property(idNumbers, fc.integer({ min: 0, max: 15 }), (number, at) => {
      fc.pre(number[at] !== number[at + 1])
      const swapped = `${number.slice(0, at)}${number[at + 1]}${number[at]}${number.slice(at + 2)}`
      expect(idNumberFault(swapped, today)).toMatch(/id_number_wrong|id_number_date/)
    }),
  )
})

test('an old ID number of 15 digits is told apart from a wrong one', () => {
  expect(idNumberFault('320412750302123', today)).toBe('id_number_old')
  expect(idNumberFault('11010519491231002X', today)).toBeUndefined()
  expect(idNumberFault('110105194912310021', today)).toBe('id_number_wrong')
})

test('a day of birth that never was, or is still to come, is told apart from a wrong check character', () => {
  const withBirth = (born: string) => {
    const digits = `320412${born}123`
    return `${digits}${checkCharacter(digits)}`
  }
  for (const born of ['19750230', '19751301', '18991231', '20260305']) {
    expect(idNumberFault(withBirth(born), today)).toBe('id_number_date')
  }
  expect(idNumberFault(withBirth('20260304'), today)).toBeUndefined()
})

test('an ID number agrees with the sex and birth it says itself, and with no other', () => {
  fc.assert(
    fc.property(idNumbers, (number) => {
      const [sex, born] = [sexOfIdNumber(number), birthDateOf(number)]
      expect(idNumberDisagrees(number, { sex, born })).toBeUndefined()
      expect(idNumberDisagrees(number, { born: born.slice(0, 7) })).toBeUndefined()
      expect(idNumberDisagrees(number, { sex: sex === 'male' ? 'female' : 'male', born })).toBe('id_number_sex')
      expect(idNumberDisagrees(number, { sex, born: '2001-02-03' })).toBe('id_number_born')
    }),
  )
})
