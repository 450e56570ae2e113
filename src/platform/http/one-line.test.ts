import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { asItReads, oneLine } from './one-line.ts'

const marks = [
  '\u200b',
  '\u200d',
  '\u200e',
  '\u200f',
  '\u202a',
  '\u202e',
  '\u2060',
  '\u2066',
  '\u2069',
  '\ufeff',
  '\u00ad',
]

describe('a text of one line', () => {
  test('marks hidden anywhere in it leave it as it reads', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('关于', '路灯', '的建议', 'A', '𬭚', '龘', '葛\u{e0100}', '·', ' '), { minLength: 1 }),
        fc.array(fc.constantFrom(...marks), { minLength: 1 }),
        (words, hidden) => {
          const mixed = words.map((word, index) => `${hidden[index % hidden.length]}${word}`).join('')
          expect(asItReads(mixed)).toBe(words.join(''))
        },
      ),
    )
  })

  test('whatever comes in, nothing invisible and no second line is kept, and read twice it is the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const line = asItReads(text)
        expect(line).not.toMatch(/[\p{Cc}\u2028\u2029\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/u)
        expect(asItReads(line)).toBe(line)
      }),
    )
  })

  test('a name of nothing but hidden marks is none, and its length is that of what is seen', () => {
    const name = oneLine().trim().min(1).max(3)
    expect(name.safeParse('\u202e\u200b \u2066').success).toBe(false)
    expect(name.parse('\u202e李\u200b四\n')).toBe('李四')
    expect(name.parse('王\u2067小\u2069明\ufeff')).toBe('王小明')
  })
})
