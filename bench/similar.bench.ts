import { stdout } from 'node:process'
import { suggestions } from '#demo/content/suggestions/all-suggestions.ts'
import { type Candidate, likenessFloor, rank, weighWords } from '#modules/search/search.ts'
import type { Matter } from './labelled-pair.ts'
import { countryPairs } from './pairs-of-the-country.ts'
import { townPairs } from './pairs-of-the-town.ts'

// `npm run bench`: how often the suggestion about the same matter is among the first five shown. Beside each pair lie
// its hard negative (the same words, another matter) and the demo district's suggestions.

const labelledPairs = [...townPairs, ...countryPairs]
const recallMin = 0.8
const shown = 5

const wordsOf = ({ title, text }: Matter) => weighWords({ title, subject: '', grounds: text, proposal: '' })
const corpus: readonly Candidate[] = [
  ...labelledPairs.flatMap(({ same, other }, at) => [
    { id: `same ${at}`, words: wordsOf(same) },
    { id: `other ${at}`, words: wordsOf(other) },
  ]),
  ...suggestions.map(({ key, title, cause, grounds, measures }) => ({
    id: key,
    words: weighWords({ title, subject: cause, grounds, proposal: measures.join('\n') }),
  })),
]
const counts = new Map<string, number>()
for (const { words } of corpus) for (const word of words.keys()) counts.set(word, (counts.get(word) ?? 0) + 1)
const frequencies = { total: corpus.length, casesOf: (word: string) => counts.get(word) ?? 0 }

const places = labelledPairs.map(({ asked }, at) => {
  const ranked = rank(wordsOf(asked), corpus, frequencies, { floor: likenessFloor, limit: corpus.length })
  const placeOf = (id: string) => ranked.findIndex((one) => one.id === id) + 1 || Number.POSITIVE_INFINITY
  return { title: asked.title, same: placeOf(`same ${at}`), other: placeOf(`other ${at}`) }
})
const share = (list: readonly unknown[]) => (list.length / places.length).toFixed(3)
const missed = places.filter(({ same }) => same > shown)
stdout.write(
  [
    `similar suggestions: ${places.length} asked, ${corpus.length} texts`,
    `  recall@1 ${share(places.filter(({ same }) => same === 1))}`,
    `  recall@5 ${share(places.filter(({ same }) => same <= shown))}`,
    `  the hard negative stood before the right one in ${share(places.filter(({ same, other }) => other < same))}`,
    ...missed.map(({ title }) => `  missed: ${title}`),
    '',
  ].join('\n'),
)
if (missed.length > places.length * (1 - recallMin)) throw new Error(`recall@5 is below ${recallMin}`)
