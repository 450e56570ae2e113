import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { asItReads, linesAsTheyRead } from '#kernel/plain-text.ts'
import { manyLines, oneLine } from './typed-text.ts'

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

describe('a text of many lines', () => {
  test('keeps its lines and rare characters, and nothing that nobody sees', () => {
    const typed =
      '一、𬭚与龘，葛\u{e0100}某。\r\n二、\u200b路灯\ufeff不\u00ad亮\u202e；\t三\u0000、\u0007拆\ufe0f除\u2028四、😀\u{e0041}'
    expect(linesAsTheyRead(typed)).toBe('一、𬭚与龘，葛\u{e0100}某。\n二、路灯不亮； 三、拆\ufe0f除\n四、😀')
    expect(linesAsTheyRead('字，\ufe00\u{e0101}号')).toBe('字，号')
    expect(linesAsTheyRead('半个\ud840字')).toBe('半个\ufffd字')
  })

  test('reads the same twice, and line by line as one line reads', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const lines = linesAsTheyRead(text)
        expect(lines).not.toMatch(/[^\P{Cc}\n]|[\u2028\u2029\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/u)
        expect(linesAsTheyRead(lines)).toBe(lines)
        for (const line of lines.split('\n')) expect(asItReads(line)).toBe(line)
      }),
    )
  })

  test('of nothing but hidden marks says nothing', () => {
    const reason = manyLines().trim().min(1).max(5)
    expect(reason.safeParse('\ufeff\n\u200b').success).toBe(false)
    expect(reason.parse('\u200b一\r\n二\u0000\u2066三')).toBe('一\n二三')
  })
})
