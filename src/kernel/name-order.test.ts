import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nameKeys } from './name-order.ts'

const sortedBy = (order: 'stroke' | 'pinyin', names: readonly string[]) =>
  names.toSorted((one, other) => (nameKeys(one)[order] < nameKeys(other)[order] ? -1 : 1))

test('by strokes: two before three before four, equal surnames by the given name, the shorter name first', () => {
  expect(sortedBy('stroke', ['王一', '万三', '丁二', '马六', '王', '丁一', '龚九', '于五'])).toEqual([
    '丁一',
    '丁二',
    '万三',
    '于五',
    '马六',
    '王',
    '王一',
    '龚九',
  ])
})

test('by pinyin: 单 as shàn, 仇 as qiú, 曾 as zēng, 任 as rén', () => {
  expect(sortedBy('pinyin', ['曾一', '单二', '仇三', '安四', '任五', '沈六'])).toEqual([
    '安四',
    '仇三',
    '任五',
    '单二',
    '沈六',
    '曾一',
  ])
})

test('rare characters have their place and other scripts stand before Han', () => {
  expect(sortedBy('stroke', ['龘一', 'John Smith', '丁𬭚', '𠀀田'])[0]).toBe('John Smith')
  expect(nameKeys('𬭚').stroke).toMatch(/^[0-9a-f]{5}$/)
})

test('the order of two characters is that of the collation', () => {
  const { compare } = new Intl.Collator('zh-u-co-stroke')
  const han = fc.integer({ min: 0x4e00, max: 0x9fa5 }).map((code) => String.fromCodePoint(code))
  fc.assert(
    fc.property(han, han, (one, other) => {
      const byKey = nameKeys(one).stroke < nameKeys(other).stroke ? -1 : 1
      if (compare(one, other) !== 0) expect(byKey).toBe(compare(one, other))
    }),
  )
})
