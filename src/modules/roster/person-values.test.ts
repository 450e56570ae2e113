import fc from 'fast-check'
import { expect, test } from 'vitest'
import { plainAreaCode } from './area-code.ts'
import { ethnicityOf, parties, partyOf, sexOf } from './person-values.ts'
import { ageBands, birthDatesOf } from './roster.ts'

test('parties, ethnic groups and sexes are known by the words offices use', () => {
  expect(['中共', '中国共产党党员', '民盟', '九三学社', '无党派', '群众'].map(partyOf)).toEqual([
    '中共党员',
    '中共党员',
    '民盟盟员',
    '九三学社社员',
    '无党派人士',
    '群众',
  ])
  for (const party of parties) expect(partyOf(party)).toBe(party)
  expect(['汉', '汉族', '维吾尔', '穿青人', '火星'].map(ethnicityOf)).toEqual([
    '汉族',
    '汉族',
    '维吾尔族',
    '穿青人',
    undefined,
  ])
  expect(['男', '女性', 'F', '?'].map(sexOf)).toEqual(['male', 'female', 'female', undefined])
})

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
