/** What is compared with each other: a deputy who writes one is shown the other too. */
export const similarKinds = ['suggestion', 'motion'] as const
export type SimilarKind = (typeof similarKinds)[number]

/** What of a case is compared: its words, those of the title weighing more. */
export type Text = { title: string; subject: string; grounds: string; proposal: string }
export type WeighedWords = ReadonlyMap<string, number>

const titleWeight = 1.6
const subjectWeight = 1.3
const bodyWeight = 1

// words that stand in every suggestion and tell nothing about its matter
const everywhere = new Set(
  '关于 建议 加强 加快 推进 完善 进一步 问题 提高 建设 开展 实施 我们 我区 我县 我市 我镇 目前 一些 部分 不少 很多 没有 可以 需要 应当 相关 有关 工作 群众 居民 村民 解决 落实 健全 推动 规范 优化 促进 增加 提升 希望 存在 情况 发展 机制'.split(
    ' ',
  ),
)

// characters that only join words: what spans them is no word
const joining = new Set(
  '的了是在有和与及或对把被从到于为让使就都也还又不没很太更最这那其之以而但等们我你他她它您一二三四五六七八九十个些',
)

// what every motion asks of its congress, whatever its matter
const askedOfCongress = /(?:提请|请)?大会(?:审议)?|作出|决定/gu
// every title is framed by the same words
const frame = /^关于|的?(?:建议|意见|批评|议案)$/gu

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })

/**
 * The words of a text: what the dictionary finds, and every two neighbouring characters of a run, so that names and
 * words no dictionary has are found too. Normalised by NFKC and lower case; without what stands everywhere.
 */
export function wordsOf(text: string): Set<string> {
  const plain = text.normalize('NFKC').toLowerCase().replaceAll(askedOfCongress, ' ')
  const found = new Set<string>()
  for (const { segment, isWordLike } of segmenter.segment(plain)) {
    if (isWordLike && [...segment].length >= 2) found.add(segment)
  }
  for (const run of plain.match(/\p{Script=Han}+/gu) ?? []) {
    const characters = [...run]
    for (const [at, character] of characters.entries()) {
      const next = characters[at + 1]
      if (next !== undefined && !joining.has(character) && !joining.has(next)) found.add(character + next)
    }
  }
  for (const word of everywhere) found.delete(word)
  return found
}

/** Each word with the weight of the weightiest place it stands in. */
export function weighWords(text: Text): WeighedWords {
  const weighed = new Map<string, number>()
  const places: readonly [string, number][] = [
    [`${text.grounds}\n${text.proposal}`, bodyWeight],
    [text.subject, subjectWeight],
    [text.title.trim().replaceAll(frame, ''), titleWeight],
  ]
  for (const [words, weight] of places) for (const word of wordsOf(words)) weighed.set(word, weight)
  return weighed
}

/** In how many of `total` texts a word stands. A word that most texts hold weighs nothing. */
export type Frequencies = { total: number; casesOf(word: string): number }

export const rarity = ({ total, casesOf }: Frequencies, word: string): number =>
  Math.log(1 + (total - casesOf(word) + 0.5) / (casesOf(word) + 0.5))

/**
 * The rarest of the words, so many that together they stand in no more than `candidatesMax` texts: what the index is
 * asked for. Words that stand nowhere find nothing; the rarest known one is always asked for.
 */
export function rarestWords(asked: WeighedWords, { casesOf }: Frequencies, candidatesMax: number): string[] {
  const known = [...asked.keys()]
    .map((word) => ({ word, cases: casesOf(word) }))
    .filter(({ cases }) => cases > 0)
    .toSorted((one, other) => one.cases - other.cases)
  let found = 0
  return known
    .filter(({ cases }, at) => {
      found += cases
      return at === 0 || found <= candidatesMax
    })
    .map(({ word }) => word)
}

/** Below this share of likeness the shared words are chance, and nothing is shown. */
export const likenessFloor = 0.04

export type Candidate = { id: string; words: WeighedWords }
export type Similar = { id: string; score: number; why: string[] }

const whyMax = 6

/**
 * Candidates in the order of likeness to a text, best first, with the words that make them alike. Shared words count by
 * rarity and by place; the score is a share of 1, so that a floor means the same for short and for long texts.
 */
export function rank(
  asked: WeighedWords,
  candidates: readonly Candidate[],
  frequencies: Frequencies,
  { floor = 0, limit = 5 }: { floor?: number; limit?: number } = {},
): Similar[] {
  const weightOf = (words: WeighedWords) =>
    [...words].reduce((sum, [word, weight]) => sum + (rarity(frequencies, word) * weight) ** 2, 0)
  const own = Math.sqrt(weightOf(asked))
  if (own === 0) return []
  return candidates
    .map(({ id, words }) => {
      const shared = [...asked].flatMap(([word, weight]) => {
        const there = words.get(word)
        if (there === undefined) return []
        const rare = rarity(frequencies, word)
        return [{ word, part: rare * weight * (rare * there) }]
      })
      const score = shared.reduce((sum, { part }) => sum + part, 0) / (own * Math.sqrt(weightOf(words)) || 1)
      return { id, score, why: whyOf(shared) }
    })
    .filter(({ score }) => score > floor)
    .toSorted((one, other) => other.score - one.score || (one.id < other.id ? -1 : 1))
    .slice(0, limit)
}

// two neighbouring characters may be the end of one word and the beginning of the next: nothing to tell a reader
const isWord = (text: string): boolean => [...segmenter.segment(text)].length === 1

// the longer word says what the shorter one inside it says
function whyOf(shared: readonly { word: string; part: number }[]): string[] {
  const told: string[] = []
  const words = shared.filter(({ word }) => isWord(word))
  for (const { word } of (words.length > 0 ? words : shared).toSorted((one, other) => other.part - one.part)) {
    if (told.some((other) => other.includes(word) || word.includes(other))) continue
    told.push(word)
    if (told.length === whyMax) break
  }
  return told
}
