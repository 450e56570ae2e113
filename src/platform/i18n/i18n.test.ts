import fc from 'fast-check'
import { expect, test } from 'vitest'
import { localeOf } from './i18n.ts'

test.each([
  ['zh-CN,zh;q=0.9,en;q=0.8', 'zh-CN'],
  ['en-GB,en;q=0.9', 'en'],
  ['en;q=0.5, zh;q=0.8', 'zh-CN'],
  ['en;q=0, zh', 'zh-CN'],
  ['en;q=0', 'zh-CN'],
  ['fr, en;q=0.4', 'en'],
  ['en_US', 'en'],
  ['enm, en', 'en'],
  ['zh-TW', 'zh-CN'],
  ['*', 'zh-CN'],
  ['', 'zh-CN'],
  [undefined, 'zh-CN'],
] as const)('who likes %j is answered in %s', (header, locale) => {
  expect(localeOf(header)).toBe(locale)
})

test('whatever a header says, the answer has a language', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (header) => ['zh-CN', 'en'].includes(localeOf(header))))
})
