import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addressOf, faceOf, faces, normalQuery, otherLanguage, otherSize, queryText } from './face.ts'

describe('language and size are in the address', () => {
  test.each([
    ['/', 'zh-CN', false],
    ['/suggestions', 'zh-CN', false],
    ['/en/suggestions', 'en', false],
    ['/large/', 'zh-CN', true],
    ['/en/large/record', 'en', true],
    ['/england', 'zh-CN', false],
    ['/enlarge/en/large/', 'zh-CN', false],
  ])('%s', (path, locale, large) => {
    expect(faceOf(path)).toMatchObject({ locale, large })
  })

  test('each face has the other language and the other size one link away, and back', () => {
    for (const face of faces) {
      expect(otherLanguage(otherLanguage(face))).toEqual(face)
      expect(otherSize(otherSize(face))).toEqual(face)
      expect(faceOf(addressOf(face, '/suggestions', { q: '公交' }))).toEqual(face)
    }
  })
})

describe('the query of a page', () => {
  const known = ['q', 'category', 'cursor']

  test('knows its own parameters only, in its own order, trimmed and with plain widths', () => {
    const asked = new URLSearchParams('utm=1&category=health&q=%E3%80%80Ｋ３%20%00%20路%20%00')
    expect(queryText(normalQuery(asked, known))).toBe(`?${new URLSearchParams({ q: 'K3 路', category: 'health' })}`)
  })

  test('whatever is asked, the same page is kept under one short name', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (q, other) => {
        const once = normalQuery(new URLSearchParams({ other, q }), known)
        const again = normalQuery(new URLSearchParams(queryText(once)), known)
        expect(queryText(again)).toBe(queryText(once))
        expect([...(once.q ?? '')].length).toBeLessThanOrEqual(60)
      }),
    )
  })
})
