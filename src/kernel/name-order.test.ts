import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nameKeys, strokeOrder } from './name-order.ts'

const sortedBy = (order: 'stroke' | 'pinyin', names: readonly string[]) =>
  names.toSorted((one, other) => (nameKeys(one)[order] < nameKeys(other)[order] ? -1 : 1))

test('by strokes: two before three before four, equal surnames by the given name, the shorter name first', () => {
  expect(sortedBy('stroke', ['王一', '万三', '丁二', '马六', '王', '丁一', '龚九', '于五'])).toEqual([
    '丁一',
    '丁二',
    '于五',
    '万三',
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

test('surnames stand in the groups of the national standard: 陈 has seven strokes, 黄 eleven, 范 eight', () => {
  expect(sortedBy('stroke', ['黄一', '胡二', '林三', '陈四', '李五', '邓六', '郭七', '董八', '范九'])).toEqual([
    '邓六',
    '李五',
    '陈四',
    '范九',
    '林三',
    '胡二',
    '郭七',
    '黄一',
    '董八',
  ])
})

test('among as many strokes the order is 横 竖 撇 点 折', () => {
  expect(sortedBy('stroke', ['邓', '文', '毛', '贝', '王'])).toEqual(['王', '贝', '毛', '文', '邓'])
})

test('a character has one place, and the standard list has none twice', () => {
  const all = Object.values(strokeOrder).flatMap((signs) => Array.from(signs))
  expect(new Set(all).size).toBe(all.length)
  const han = fc.integer({ min: 0x4e00, max: 0x9fa5 }).map((code) => String.fromCodePoint(code))
  fc.assert(
    fc.property(han, han, (one, other) => {
      fc.pre(one !== other)
      expect(nameKeys(one).stroke).not.toBe(nameKeys(other).stroke)
      expect(nameKeys(one).pinyin).not.toBe(nameKeys(other).pinyin)
    }),
  )
})
