import fc from 'fast-check'
import { expect, test } from 'vitest'
import { firstPersonalWord } from '#modules/record/record.ts'
import {
  defaultNumberPattern,
  exampleNumber,
  prefixOf,
  problemOfPattern,
  readNumber,
  restartOf,
  writeNumber,
} from './numbering.ts'

const facts = { congress: '武人', year: 2026, session: { term: 18, number: 4 }, serial: 17 }

test('a pattern writes the number with its places filled, and the usual one writes it as ever', () => {
  expect(writeNumber(defaultNumberPattern, facts)).toBe('武人建〔2026〕17号')
  expect(exampleNumber(defaultNumberPattern, '武人', 2027)).toBe('武人建〔2027〕17号')
  expect(writeNumber('{congress}建字〔{year}〕第{serial:4}号', facts)).toBe('武人建字〔2026〕第0017号')
  expect(writeNumber('武代建〔{session}〕{serial}号', facts)).toBe('武代建〔18届4次〕17号')
  expect(writeNumber('WJ-{year}-{serial:3}', facts)).toBe('WJ-2026-017')
  expect([restartOf(defaultNumberPattern), restartOf('武代建〔{session}〕{serial}号')]).toEqual(['year', 'session'])
  expect(prefixOf('{congress}建〔{year}〕{serial}号', '武人')).toBe('武人建')
})

test.each([
  ['{congress}建〔{year}〕号', 'no_serial'],
  ['{congress}建{serial}号', 'no_restart'],
  ['{congress}建〔{year}〕{serial}-{serial}号', 'place_twice'],
  ['{prefix}〔{year}〕{serial}号', 'unknown_place'],
  ['{congress}建〔{year}〕{serial:9}号', 'unknown_place'],
  ['{congress}建〔{year:4}〕{serial}号', 'unknown_place'],
  ['武〔{year}〕{serial', 'unknown_place'],
  ['WJ{year}{serial}', 'touching'],
  ['WJ{year}-1{serial}', 'touching'],
  ['武人建{year}年9{serial}号', 'touching'],
  ['张三的建议，{year}年{serial}', 'characters'],
  ['{congress}建〔{year}〕{serial}号（待核）', 'characters'],
])('%s is refused: %s', (pattern, problem) => {
  expect(problemOfPattern(pattern, '武人')).toBe(problem)
})

const patterns = [
  defaultNumberPattern,
  '{congress}建字〔{year}〕第{serial:4}号',
  '武代建〔{session}〕{serial:2}号',
  'WJ-{year}-{serial:3}',
  '武人建{year}年第{serial}号',
]

test.each(patterns)('%s can stand in the record, gives no number twice, and is read as it was written', (pattern) => {
  expect(problemOfPattern(pattern, '武人')).toBeUndefined()
  const places = fc.record({
    congress: fc.constant('武人'),
    year: fc.integer({ min: 2000, max: 2099 }),
    session: fc.record({ term: fc.integer({ min: 1, max: 99 }), number: fc.integer({ min: 1, max: 9 }) }),
    serial: fc.integer({ min: 1, max: 99_999 }),
  })
  fc.assert(
    fc.property(places, places, (one, other) => {
      const [number, another] = [writeNumber(pattern, one), writeNumber(pattern, other)]
      expect(firstPersonalWord({ number, pattern })).toBeUndefined()
      const read = readNumber(pattern, '武人', number)
      expect(read?.serial).toBe(one.serial)
      if (restartOf(pattern) === 'year') expect(read?.year).toBe(one.year)
      else expect(read?.session).toEqual(one.session)
      if (number === another) expect(one.serial).toBe(other.serial)
    }),
  )
  expect(readNumber(pattern, '武人', '关于增设老年助餐点')).toBeUndefined()
})
