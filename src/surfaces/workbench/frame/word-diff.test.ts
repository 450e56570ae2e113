import fc from 'fast-check'
import { expect, test } from 'vitest'
import { wordDiff } from './word-diff.ts'

test('what was changed in a Chinese sentence is told word by word', () => {
  expect(wordDiff('改造学校门口的路。', '改造医院门口的路。')).toEqual([
    { kind: 'same', text: '改造' },
    { kind: 'removed', text: '学校' },
    { kind: 'added', text: '医院' },
    { kind: 'same', text: '门口的路。' },
  ])
})

test('the pieces that stayed and went make the old text, those that stayed and came the new one', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (before, after) => {
      const pieces = wordDiff(before, after)
      const without = (kind: string) => pieces.filter((piece) => piece.kind !== kind).map(({ text }) => text)
      expect(without('added').join('')).toBe(before)
      expect(without('removed').join('')).toBe(after)
    }),
  )
})
