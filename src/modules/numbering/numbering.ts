import { isOfficialNumber } from '#modules/record/record.ts'

/** The official number of a paper: `{series}` is the pattern's own text, e.g. 武人建〔2026〕17号. */
export const officialNumber = (prefix: string, year: number, number: number): string =>
  `${prefix}〔${year}〕${number}号`

/** The prefix of the numbers of motions, after which no other series of the congress may be called. */
export const motionPrefix = (shortName: string): string => `${shortName}议`
/** Of what people ask about their own data, and of their complaints. */
export const privacyPrefixes = { request: '个信', complaint: '诉' } as const

/** How a congress writes the numbers of its suggestions unless it has decided otherwise. */
export const defaultNumberPattern = '{congress}建〔{year}〕{serial}号'

/** The places of a pattern; `serial` can say how many digits it has at least: `{serial:4}`. */
export const numberPlaces = ['congress', 'year', 'session', 'serial'] as const
type Place = (typeof numberPlaces)[number]
type Piece = { literal: string } | { place: Place; digits: number }

/** The session of a congress by the numbers of its term and of itself: 十八届四次 is 18, 4. */
export type NumberSession = { term: number; number: number }
/** What stands in the places. */
export type NumberFacts = { congress: string; year: number; session: NumberSession | undefined; serial: number }

export const patternProblems = [
  'unknown_place',
  'no_serial',
  'place_twice',
  'no_restart',
  'touching',
  'characters',
] as const
export type PatternProblem = (typeof patternProblems)[number]

export const patternLengthMax = 40
export const serialDigitsMax = 6
const placeWords = /\{([a-z]+)(?::(\d))?\}/g

function piecesOf(pattern: string): Piece[] | undefined {
  const pieces: Piece[] = []
  let at = 0
  for (const found of pattern.matchAll(placeWords)) {
    const place = numberPlaces.find((one) => one === found[1])
    const digits = Number(found[2] ?? 1)
    if (!place || digits < 1 || digits > serialDigitsMax || (found[2] && place !== 'serial')) return undefined
    if (found.index > at) pieces.push({ literal: pattern.slice(at, found.index) })
    pieces.push({ place, digits })
    at = found.index + found[0].length
  }
  if (at < pattern.length) pieces.push({ literal: pattern.slice(at) })
  return pieces.some((piece) => 'literal' in piece && /[{}]/.test(piece.literal)) ? undefined : pieces
}

const has = (pieces: readonly Piece[], place: Place) =>
  pieces.some((piece) => 'place' in piece && piece.place === place)

/** Whether its numbers begin anew with each session or with each year. */
export const restartOf = (pattern: string): 'session' | 'year' =>
  has(piecesOf(pattern) ?? [], 'session') ? 'session' : 'year'

const sessionText = ({ term, number }: NumberSession): string => `${term}届${number}次`

const textOf = (piece: Piece, facts: NumberFacts): string => {
  if ('literal' in piece) return piece.literal
  if (piece.place === 'serial') return String(facts.serial).padStart(piece.digits, '0')
  if (piece.place === 'session') return facts.session ? sessionText(facts.session) : ''
  return String(facts[piece.place])
}

/** The number as a pattern writes it. */
export const writeNumber = (pattern: string, facts: NumberFacts): string =>
  (piecesOf(pattern) ?? []).map((piece) => textOf(piece, facts)).join('')

/** A number as a pattern would write it, for who reads the pattern. */
export const exampleNumber = (pattern: string, congress: string, year: number): string =>
  writeNumber(pattern, { congress, year, session: { term: 18, number: 4 }, serial: 17 })

/** What is wrong with a pattern for a congress of this short name; undefined where its numbers are all different. */
export function problemOfPattern(pattern: string, congress: string): PatternProblem | undefined {
  const pieces = piecesOf(pattern)
  if (!pieces) return 'unknown_place'
  if (!has(pieces, 'serial')) return 'no_serial'
  const places = pieces.flatMap((piece) => ('place' in piece ? [piece.place] : []))
  if (new Set(places).size < places.length) return 'place_twice'
  // the serial begins anew: without the year or the session the same number would be given twice
  if (!has(pieces, 'year') && !has(pieces, 'session')) return 'no_restart'
  const facts: NumberFacts = { congress, year: 2026, session: { term: 18, number: 4 }, serial: 1 }
  if (isTouching(pieces, facts)) return 'touching'
  return isOfficialNumber(writeNumber(pattern, facts)) ? undefined : 'characters'
}

/** Digits beside a place of digits can be read in two ways: 武1 and 7, 武 and 17. */
function isTouching(pieces: readonly Piece[], facts: NumberFacts): boolean {
  return pieces.some((piece, at) => {
    const next = pieces[at + 1]
    if (!next || ('literal' in piece && 'literal' in next)) return false
    return /\d$/.test(textOf(piece, facts)) && /^\d/.test(textOf(next, facts))
  })
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** The same number can be typed with brackets and digits of either width. */
const plainNumber = (text: string): string => text.normalize('NFKC').replace(/\s+/gu, '')

/** What stands in a number of this pattern; undefined for one of another shape. */
export function readNumber(
  pattern: string,
  congress: string,
  text: string,
): (Pick<NumberFacts, 'session' | 'serial'> & { year: number | undefined }) | undefined {
  const pieces = piecesOf(pattern) ?? []
  const shape = pieces.map((piece) => {
    if ('literal' in piece) return escaped(plainNumber(piece.literal))
    if (piece.place === 'congress') return escaped(plainNumber(congress))
    if (piece.place === 'year') return '(?<year>\\d{4})'
    if (piece.place === 'session') return '(?<term>\\d{1,3})届(?<number>\\d{1,2})次'
    return piece.digits > 1 ? `(?<serial>\\d{${piece.digits}}|[1-9]\\d{${piece.digits},7})` : '(?<serial>[1-9]\\d{0,7})'
  })
  const found = new RegExp(`^${shape.join('')}$`, 'u').exec(plainNumber(text))?.groups
  if (!found || Number(found['serial']) === 0) return undefined
  return {
    year: found['year'] === undefined ? undefined : Number(found['year']),
    session: found['term'] === undefined ? undefined : { term: Number(found['term']), number: Number(found['number']) },
    serial: Number(found['serial']),
  }
}

/** What stands before the year or the session: 武人建. */
export const prefixOf = (pattern: string, congress: string): string =>
  pattern.replace(/[〔（(【[]?\{(?:year|session|serial).*$/u, '').replaceAll('{congress}', congress)
