import { expect, test } from 'vitest'
import { areaKindOf, existsOn, isWithinArea, nameOn, termOn } from './organisation.ts'

const earlier = [
  { name: '区城市管理局', shortName: '区城管局', startsOn: '2010-01-01', endsOn: '2019-03-01' },
  { name: '区城市管理和行政执法局', shortName: '区城管执法局', startsOn: '2019-03-01', endsOn: '2025-01-10' },
]
const present = { name: '区城市管理综合执法局', shortName: '区综合执法局' }

test.each([
  ['2018-12-31', '区城管局'],
  ['2019-03-01', '区城管执法局'],
  ['2025-01-09', '区城管执法局'],
  ['2025-01-10', '区综合执法局'],
])('a paper of %s bears the name %s', (date, shortName) => {
  expect(nameOn(present, earlier, date).shortName).toBe(shortName)
})

test('a term ends on the day of the next first session, not with the calendar year', () => {
  const terms = [
    { number: 16, firstSessionOn: '2017-01-04', endedOn: '2022-01-06' },
    { number: 17, firstSessionOn: '2022-01-06', endedOn: null },
  ]
  expect(termOn(terms, '2022-01-05')?.number).toBe(16)
  expect(termOn(terms, '2022-01-06')?.number).toBe(17)
  expect(termOn(terms, '2016-12-31')).toBeUndefined()
})

test('a county holds its towns, and no county whose code begins alike', () => {
  expect(isWithinArea('/32/3204/320412/320412100/', '/32/3204/320412/')).toBe(true)
  expect(isWithinArea('/32/3204/320411/', '/32/3204/320412/')).toBe(false)
})

test('only at the fourth level a 街道 is a street', () => {
  expect([areaKindOf(4, '潞城街道'), areaKindOf(4, '湖塘镇'), areaKindOf(5, '某街道')]).toEqual([
    'street',
    'area',
    'area',
  ])
})

test('an organ exists from its first day until before its last', () => {
  const organ = { startsOn: '2020-01-01', endsOn: '2026-03-01' }
  expect(['2019-12-31', '2020-01-01', '2026-02-28', '2026-03-01'].map((date) => existsOn(organ, date))).toEqual([
    false,
    true,
    true,
    false,
  ])
})
