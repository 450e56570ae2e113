import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Candidate, type Frequencies, rank, rarestWords, weighWords, wordsOf } from './search.ts'

const textOf = (title: string, grounds = '') => ({ title, subject: '', grounds, proposal: '' })

function frequenciesOf(candidates: readonly Candidate[]): Frequencies {
  const counts = new Map<string, number>()
  for (const { words } of candidates) for (const word of words.keys()) counts.set(word, (counts.get(word) ?? 0) + 1)
  return { total: candidates.length, casesOf: (word) => counts.get(word) ?? 0 }
}

const corpus: readonly Candidate[] = [
  ['lamp', textOf('关于完善镇区道路照明的建议', '夜里漆黑，建议安装路灯。')],
  ['bridge', textOf('关于重建农村危桥的建议', '桥面开裂，农机不能通过。')],
  ['meal', textOf('关于增设老年助餐点的建议', '独居老人做饭难。')],
  ['canteen', textOf('关于学校食堂食品安全的建议', '学校食堂食材来源不明。')],
].map(([id, text]) => ({ id: String(id), words: weighWords(text as ReturnType<typeof textOf>) }))
const frequencies = frequenciesOf(corpus)

test('the same matter in other words comes first, and says which words make it alike', () => {
  const asked = weighWords(textOf('关于村口装路灯的建议', '镇区到村口的道路夜里没有照明。'))
  const [first] = rank(asked, corpus, frequencies)
  expect(first?.id).toBe('lamp')
  expect(first?.why).toContain('路灯')
})

test('the reasons are words, not what lies across two of them', () => {
  const text = textOf('关于学校门口增设行人过街信号灯的建议')
  const [same] = rank(weighWords(text), [...corpus, { id: 'light', words: weighWords(text) }], frequencies)
  expect(same?.id).toBe('light')
  expect(same?.why).toContain('行人')
  for (const piece of ['号灯', '校门', '人过']) expect(same?.why).not.toContain(piece)
})

test('the words that frame every suggestion are no likeness', () => {
  expect(rank(weighWords(textOf('关于进一步加强有关工作的建议')), corpus, frequencies)).toEqual([])
})

test('what every motion asks of its congress is no likeness', () => {
  const asked = weighWords(textOf('关于保护湿地的议案', '请大会作出恢复湖滨湿地的决定。'))
  const other = { id: 'sewage', words: weighWords(textOf('关于污水治理的议案', '请大会作出污水管护的决定。')) }
  expect(rank(asked, [...corpus, other], frequenciesOf([...corpus, other]))).toEqual([])
})

test('full-width and half-width, capital and small letters are the same word', () => {
  expect(wordsOf('ＡＥＤ急救设备')).toEqual(wordsOf('aed急救设备'))
})

const words = fc.array(fc.constantFrom('路灯', '危桥', '助餐', '食堂', '河道', '停车'), { minLength: 1, maxLength: 12 })

test('a text is never less like itself than like another one', () => {
  fc.assert(
    fc.property(words, words, (one, other) => {
      const [own, foreign] = [weighWords(textOf('', one.join('，'))), weighWords(textOf('', other.join('，')))]
      const candidates = [
        { id: 'own', words: own },
        { id: 'foreign', words: foreign },
      ]
      const ranked = rank(own, candidates, frequenciesOf(candidates))
      const scoreOf = (id: string) => ranked.find((one) => one.id === id)?.score ?? 0
      expect(scoreOf('own')).toBeGreaterThanOrEqual(scoreOf('foreign') - 1e-9)
    }),
  )
})

test('the rarest words are asked for first, and never so many that half the congress answers', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.string({ minLength: 2, maxLength: 4 }), { maxLength: 30 }),
      fc.integer({ min: 1, max: 50 }),
      (list, max) => {
        const known = { total: 100, casesOf: (word: string) => [...word].length * 3 }
        const chosen = rarestWords(new Map(list.map((word) => [word, 1])), known, max)
        const stand = chosen.reduce((sum, word) => sum + known.casesOf(word), 0)
        expect(chosen.length <= 1 || stand <= max).toBe(true)
        expect(list.length === 0 || chosen.length > 0).toBe(true)
      },
    ),
  )
})
