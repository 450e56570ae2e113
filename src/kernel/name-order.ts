import { strokeOrder } from './stroke-order.ts'

/**
 * Sort keys of names, computed when a name is written: the database sorts plain lower-case hex, so that the order does
 * not depend on the collations of its server. A key is five hex digits per character.
 */
export type NameKeys = {
  /** 姓氏笔画: by the number and order of strokes, character by character (GF 3003-1999). */
  stroke: string
  /** By pinyin, surnames in the reading that they have as surnames. */
  pinyin: string
}

export function nameKeys(name: string): NameKeys {
  ranks ??= { stroke: rankByStrokes(), pinyin: rankOf(sortedHan('zh-u-co-pinyin')) }
  const { stroke, pinyin } = ranks
  const characters = Array.from(name)
  const read = characters.map((sign, index) => (index === 0 ? (surnameReadings[sign] ?? sign) : sign))
  return { stroke: keyOf(characters, stroke), pinyin: keyOf(read, pinyin) }
}

let ranks: { stroke: ReadonlyMap<string, number>; pinyin: ReadonlyMap<string, number> } | undefined

const hanBlocks = [
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
] as const

// Beyond them are 74,000 characters that hardly anybody is called: these follow in the order of their codes
const rareHan = { first: 0x20000, last: 0x323af }

// The 27,584 Han characters of the basic plane in the collation's order: some 35 ms, once
function sortedHan(collation: string, besides: readonly string[] = []): string[] {
  const characters = hanBlocks.flatMap(([first, last]) =>
    Array.from({ length: last - first + 1 }, (_, index) => String.fromCodePoint(first + index)),
  )
  const { compare } = new Intl.Collator(collation)
  return [...characters, ...besides].sort(compare)
}

const rankOf = (characters: readonly string[]): ReadonlyMap<string, number> =>
  new Map(characters.map((sign, index) => [sign, index]))

// CLDR heads each group of its stroke order with U+FDD0 and a braille sign that counts the strokes
const strokesMax = 64
const groupHeads = Array.from({ length: strokesMax }, (_, strokes) => `\uFDD0${String.fromCharCode(0x2800 + strokes)}`)

/**
 * The national order for what it lists, and in each group after it the rest in the order of the collation. ICU alone
 * counts 艹 as four strokes and 阝 as three: 陈 黄 郭 郑 邓 and a sixth of the common surnames would stand a group too far.
 */
function rankByStrokes(): ReadonlyMap<string, number> {
  const groups = Array.from({ length: strokesMax }, (_, strokes) => Array.from(strokeOrder[strokes] ?? ''))
  const listed = new Set(groups.flat())
  let strokes = 0
  for (const sign of sortedHan('zh-u-co-stroke', groupHeads)) {
    if (sign.startsWith('\uFDD0')) strokes = groupHeads.indexOf(sign)
    else if (!listed.has(sign)) groups[strokes]?.push(sign)
  }
  return rankOf(groups.flat())
}

// Han characters follow all others, as in every Chinese roster
const hanFrom = 0x20000

const keyOf = (characters: readonly string[], ranked: ReadonlyMap<string, number>): string =>
  characters.map((sign) => weightOf(sign, ranked).toString(16).padStart(5, '0')).join('')

function weightOf(sign: string, ranked: ReadonlyMap<string, number>): number {
  const place = ranked.get(sign)
  if (place !== undefined) return hanFrom + place
  const code = sign.codePointAt(0) ?? 0
  const isRare = code >= rareHan.first && code <= rareHan.last
  return isRare ? hanFrom + ranked.size + code - rareHan.first : code % hanFrom
}

// Surname → a character that is always read the way this surname is (单 shàn, 仇 qiú, 曾 zēng …)
const surnameReadings: Readonly<Record<string, string>> = {
  单: '善',
  仇: '球',
  曾: '增',
  解: '谢',
  查: '渣',
  朴: '瓢',
  区: '欧',
  尉: '玉',
  乐: '月',
  华: '化',
  任: '仁',
  翟: '宅',
  缪: '妙',
  盖: '葛',
  燕: '烟',
  过: '锅',
  员: '运',
  洗: '显',
  覃: '秦',
  召: '哨',
  祭: '债',
  折: '舌',
  黑: '贺',
  繁: '婆',
  逄: '旁',
  种: '虫',
}
