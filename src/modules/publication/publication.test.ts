import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bigramsOf, maskPersonal, searchWordsOf } from './publication.ts'

describe('what one asks for', () => {
  test.each([
    ['公', undefined],
    ['  ', undefined],
    ['路 灯', undefined],
    ['路、灯', undefined],
    ['公交', { bigrams: ['公交'], words: [] }],
    ['公交车 路灯', { bigrams: ['公交', '交车', '路灯'], words: ['公交车'] }],
    ['Ｋ３路', { bigrams: ['k3', '3路'], words: ['k3路'] }],
    ['𠮷野', { bigrams: ['𠮷野'], words: [] }],
  ])('“%s”', (asked, words) => {
    expect(searchWordsOf(asked)).toEqual(words)
  })

  test('every piece of a text of two characters or more is found by the bigrams of the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'公交站台路灯K3，。 𠮷ａ'), minLength: 2 }),
        fc.nat(),
        fc.nat(),
        (text, from, length) => {
          const points = [...text]
          const piece = points.slice(from % points.length, (from % points.length) + 2 + (length % 4)).join('')
          const asked = searchWordsOf(piece)?.bigrams ?? []
          expect(bigramsOf(text)).toEqual(expect.arrayContaining(asked))
        },
      ),
    )
  })
})

test('telephone, identity number and mail address are covered, other numbers stay', () => {
  expect(maskPersonal('联系13812345678，证件320412199001011234，电话0519-86312345，a.b@x.cn，长1.9公里，2026年')).toBe(
    '联系（电话略），证件（证件号略），电话（电话略），（邮箱略），长1.9公里，2026年',
  )
})

test.each([
  ['赵国凤代表：\n您提出的建议收悉。', '尊敬的代表：\n您提出的建议收悉。'],
  ['尊敬的赵国凤、买买提·艾力代表：\n收悉。', '尊敬的代表：\n收悉。'],
  ['经与代表沟通：同意。\n请代表监督。', '经与代表沟通：同意。\n请代表监督。'],
])('whom an answer is addressed to is not published: %j', (body, published) => {
  expect(maskPersonal(body)).toBe(published)
})
