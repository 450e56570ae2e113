import type { AnswerContent, PromiseContent, SuggestionContent } from '../content/content.types.ts'
import type { SubjectContent } from '../content/subjects/subject.types.ts'
import { electingTowns } from './areas.ts'
import type { Random } from './random.ts'

/** `office`: of the town, where its own congress is told. */
type Place = { place: string; near: string; town: string; office?: string }
export type Words = Omit<SuggestionContent, 'state' | 'occupation' | 'town'>

/** What may come to be said about a suggestion; how far it has come decides what of it is. */
export type LaterWords = {
  done: AnswerContent
  doneAgain: AnswerContent
  planned: AnswerContent
  promise: PromiseContent
  doubts: readonly [string, string]
  opinions: readonly { unit: string; text: string }[]
  consultation: string
}

const drawsMost = 120
const likenessMost = 0.5

/** One suggestion on a matter, with all that may be said about it later, as unlike those told before as can be drawn. */
export function tellSubject(
  random: Random,
  subject: SubjectContent,
  at: Place,
  before: readonly Pick<SuggestionContent, 'cause' | 'grounds' | 'measures'>[],
  titlesTaken: ReadonlySet<string>,
): { words: Words; later: LaterWords } {
  const fill = fillerOf(random, subject, at)
  const title = random
    .shuffled(subject.titles)
    .map(fill)
    .find((one) => !titlesTaken.has(one))
  if (title === undefined) throw new Error(`no title left for ${subject.key} in ${at.place}`)
  const known = before.map(sentencesOf)
  const drawn = Array.from({ length: drawsMost }, () => {
    const text = draw(random, subject, fill)
    const sentences = sentencesOf(text)
    const likeness = Math.max(0, ...known.map((each) => sharedOf(sentences, each)))
    // of those unlike enough, the one that speaks most of what the title names
    const fit = fitOf(title, `${text.cause}${text.grounds}`) + 2 * fitOf(title, text.measures.join(''))
    return { text, likeness: Math.max(likeness, likenessMost), fit }
  })
  const [best] = drawn.toSorted((one, other) => one.likeness - other.likeness || other.fit - one.fit)
  const text = best?.text ?? draw(random, subject, fill)
  const co = subject.co.map((unit) => (unit === 'town' ? at.town : unit)).filter((unit) => unit !== leadOf(subject, at))
  const words: Words = {
    key: `${subject.key}-${before.length + 1}`,
    title,
    category: subject.category,
    ...text,
    cosigners: random.weighted([
      [0, 14],
      [1, 3],
      [2, 2],
      [3, 1],
    ]),
    lead: leadOf(subject, at),
    co: random.chance(0.65) && at.office === undefined ? co.slice(0, 1) : [],
  }
  return { words, later: laterWords(random, subject, fill, words) }
}

const leadOf = ({ lead }: SubjectContent, { town, office }: Place): string => office ?? (lead === 'town' ? town : lead)

/** Figures are drawn once for a suggestion, so that the answer speaks of the same ones. */
function fillerOf(random: Random, { figures }: SubjectContent, { place, near, town }: Place) {
  const values: Record<string, string> = {
    v: place,
    p: near,
    t: electingTowns.find(({ key }) => key === town)?.name ?? '',
  }
  for (const [name, range] of Object.entries(figures)) values[name] = String(random.int(...range))
  return (text: string): string => text.replace(/\{(\w)\}/gu, (slot, name: string) => values[name] ?? slot)
}

type Fill = ReturnType<typeof fillerOf>

function draw(random: Random, subject: SubjectContent, fill: Fill) {
  const [openings = [], facts = [], harms = []] = subject.grounds
  const grounds = [random.pick(openings), ...random.shuffled(facts).slice(0, 2), random.pick(harms)]
  return {
    cause: fill(random.pick(subject.causes)),
    grounds: grounds.map(fill).join(''),
    measures: random.shuffled(subject.measures).slice(0, 3).map(fill),
  }
}

/** The sentences of a suggestion as a reader compares them: other figures do not make another sentence. */
export const sentencesOf = ({
  cause,
  grounds,
  measures,
}: Pick<SuggestionContent, 'cause' | 'grounds' | 'measures'>): ReadonlySet<string> =>
  new Set(
    [cause, ...grounds.split(/(?<=。)/u), ...measures]
      .map((sentence) => sentence.replace(/\d+/gu, '#').trim())
      .filter((sentence) => sentence !== ''),
  )

/** The share of the sentences of the shorter one that are in both. */
export function sharedOf(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  return one.intersection(other).size / Math.max(1, Math.min(one.size, other.size))
}

/** How many pairs of neighbouring characters of the one are in the other. */
const fitOf = (one: string, other: string): number => {
  let fit = 0
  for (let at = 0; at + 1 < one.length; at += 1) if (other.includes(one.slice(at, at + 2))) fit += 1
  return fit
}

const closestTo = (asked: string, texts: readonly string[]): string[] =>
  texts.toSorted((one, other) => fitOf(other, asked) - fitOf(one, asked))

function laterWords(random: Random, subject: SubjectContent, fill: Fill, words: Words): LaterWords {
  const [co] = words.co ?? []
  const asked = `${words.title}${words.measures.join('')}`
  const [done = '', doneAgain = done] = closestTo(asked, random.shuffled(subject.done).map(fill))
  const [besides = '', besidesAgain = besides] = random.shuffled(subject.besides).map(fill)
  const [doubt = '', doubtAgain = doubt] = random.shuffled(subject.doubts).map(fill)
  return {
    done: { class: 'A', text: `${done}${besides}` },
    doneAgain: { class: 'A', text: `${doneAgain}${besidesAgain}` },
    planned: { class: 'B', text: closestTo(asked, subject.planned.map(fill))[0] ?? '' },
    promise: { what: fill(subject.promise), dueInDays: random.int(70, 120), outcome: fill(subject.outcome) },
    doubts: [doubt, doubtAgain],
    opinions: co !== undefined ? [{ unit: co, text: fill(random.pick(subject.opinions)) }] : [],
    consultation: random.chance(0.3) ? fill(random.pick(subject.consultations)) : '',
  }
}
