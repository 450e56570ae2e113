import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/refusal.ts'
import { followRecord } from '#modules/record/index.ts'
import { welcomesJoining } from '#modules/suggestion/suggestion.ts'
import type { App } from '#platform/app.ts'
import type { Trx } from '#platform/db/database.ts'
import type { SimilarSuggestion } from './search.contract.ts'
import {
  type Comparable,
  countWords,
  findCandidates,
  findComparable,
  findCounts,
  findLines,
  findText,
  findWelcoming,
  insertText,
  removeText,
} from './search.queries.ts'
import {
  type Candidate,
  type Frequencies,
  likenessFloor,
  rank,
  rarestWords,
  type Text,
  type WeighedWords,
  weighWords,
} from './search.ts'

const yearsBack = 3
const candidatesMax = 1000
const finalistsMax = 60
const shownMax = 5
const joinableShownMax = 3
// far more than are open at once in any congress
const draftsReadMax = 200

// what ended before it was dealt with, or goes on under another number
const notCompared = new Set(['withdrawn', 'converted_to_letter', 'merged'])

// one that was brought in is there as it stands, without a change before
const followed: ReadonlySet<string> = new Set(['suggestion.changed', 'suggestion.imported'])

/** Reads the record and keeps the words of registered suggestions. Confidential ones are never indexed. */
export const followForSimilar = (app: App): Promise<number> =>
  followRecord(app, 'search', async (trx, events) => {
    const changed = new Set(
      events.flatMap(({ type, caseId }) => (followed.has(type) && caseId !== null ? [caseId] : [])),
    )
    for (const caseId of changed) await keepWords(trx, caseId)
  })

/** Keeps the words of one case as it now stands. */
export async function keepWords(trx: Trx, caseId: string): Promise<void> {
  const before = await findText(trx, caseId)
  const now = await findComparable(trx, caseId)
  const words = now && isCompared(now) ? weighWords(now) : undefined
  if (before && words && isSame(before, words)) return
  if (before) {
    await removeText(trx, caseId)
    await countWords(trx, before.congress_id, before.words, -1)
  }
  if (!(now?.registered_at && words)) return
  const [list, weights] = [[...words.keys()], [...words.values()]]
  await insertText(trx, { caseId, congressId: now.congress_id, registeredAt: now.registered_at, words: list, weights })
  await countWords(trx, now.congress_id, list, 1)
}

const isCompared = (one: Comparable): boolean => !(one.confidential || notCompared.has(one.status))

const isSame = (before: { words: string[] }, now: WeighedWords): boolean =>
  before.words.length === now.size && before.words.every((word) => now.has(word))

/**
 * Suggestions of the same congress and the last three years that speak of the same matter, best first, each with the
 * words that make it so. A deputy sees those whose sponsors wish them public, and their own; the staff that registers
 * and distributes sees all but confidential ones. Before them stand the drafts that a deputy may join.
 */
export async function findSimilar(
  app: App,
  actor: Actor,
  text: Text,
  exceptId: string | undefined,
): Promise<SimilarSuggestion[]> {
  const reader = readerOf(actor)
  const asked = weighWords(text)
  return [...(await joinableLike(app, actor, asked, exceptId)), ...(await registeredLike(app, reader, asked, exceptId))]
}

/**
 * Drafts are not indexed: they are read as they are now, so that one that is closed again is gone at once, and the words
 * of a draft count in no statistics.
 */
async function joinableLike(app: App, { acting }: Actor, asked: WeighedWords, exceptId: string | undefined) {
  if (acting?.kind !== 'mandate') return []
  const { congressId, termId, id: mandateId } = acting
  const open = (await findWelcoming(app.db, { congressId, termId, mandateId }, draftsReadMax)).filter(
    (draft) => welcomesJoining(draft) && draft.id !== exceptId,
  )
  const candidates = open.map((draft) => ({ id: draft.id, words: weighWords(draft) }))
  const ranked = await rankInTwo(app, congressId, asked, candidates, frequenciesOf(new Map()))
  const drafts = new Map(open.map((draft) => [draft.id, draft]))
  return ranked.slice(0, joinableShownMax).flatMap(({ id, why }): SimilarSuggestion[] => {
    const draft = drafts.get(id)
    if (!draft) return []
    const { title, status, lead_name: leadName, is_party } = draft
    const opens = is_party ? 'case' : 'joining'
    const state = status as SimilarSuggestion['state']
    return [{ id, number: null, title, state, registeredAt: null, opens, leadName, pageId: null, why }]
  })
}

async function registeredLike(
  app: App,
  { congressId, holderId, isStaff }: ReturnType<typeof readerOf>,
  asked: WeighedWords,
  exceptId: string | undefined,
): Promise<SimilarSuggestion[]> {
  const frequencies = frequenciesOf(await findCounts(app.db, congressId, [...asked.keys()]))
  const words = rarestWords(asked, frequencies, candidatesMax)
  if (words.length === 0) return []
  const since = new Date(app.clock.now())
  since.setUTCFullYear(since.getUTCFullYear() - yearsBack)
  const found = await findCandidates(app.db, congressId, words, { since, except: exceptId, limit: candidatesMax })
  const candidates: Candidate[] = found.map((row) => ({
    id: row.case_id,
    words: new Map(row.words.map((word, at) => [word, row.weights[at] ?? 1])),
  }))
  const ranked = await rankInTwo(app, congressId, asked, candidates, frequencies)
  const lines = await linesOf(
    app,
    ranked.map(({ id }) => id),
    holderId,
  )
  return ranked
    .flatMap(({ id, why }) => {
      const line = lines.get(id)
      if (!line || !(isStaff || line.wishes_publication || line.is_party)) return []
      return [present(line, why)]
    })
    .slice(0, shownMax)
}

// rarities of all words of all candidates would be dear: the first look takes those asked for, the second all
async function rankInTwo(
  app: App,
  congressId: string,
  asked: WeighedWords,
  candidates: readonly Candidate[],
  frequencies: Frequencies,
) {
  const first = new Set(rank(asked, candidates, frequencies, { limit: finalistsMax }).map(({ id }) => id))
  const finalists = candidates.filter(({ id }) => first.has(id))
  const all = [...asked.keys(), ...finalists.flatMap(({ words }) => [...words.keys()])]
  const full = frequenciesOf(await findCounts(app.db, congressId, [...new Set(all)]))
  return rank(asked, finalists, full, { floor: likenessFloor, limit: finalistsMax })
}

const frequenciesOf = (counts: ReadonlyMap<string, number>): Frequencies => ({
  total: counts.get('') ?? 0,
  casesOf: (word) => counts.get(word) ?? 0,
})

async function linesOf(app: App, ids: readonly string[], holderId: string) {
  const lines = ids.length === 0 ? [] : await findLines(app.db, ids, holderId)
  return new Map(lines.map((line) => [line.id, line]))
}

type Line = Awaited<ReturnType<typeof findLines>>[number]

const present = (line: Line, why: string[]): SimilarSuggestion => ({
  id: line.id,
  number: line.number,
  title: line.title,
  state: line.status as SimilarSuggestion['state'],
  registeredAt: line.registered_at?.toISOString() ?? null,
  opens: line.is_party ? 'case' : line.page_id ? 'page' : null,
  leadName: null,
  pageId: line.page_id,
  why,
})

const staffRoles: readonly string[] = ['deputy_office', 'presidium', 'secretariat', 'gov_office']

function readerOf({ acting }: Actor): { congressId: string; holderId: string; isStaff: boolean } {
  if (acting?.kind === 'mandate') return { congressId: acting.congressId, holderId: acting.id, isStaff: false }
  if (acting?.kind === 'post' && staffRoles.includes(acting.role)) {
    return { congressId: acting.congressId, holderId: acting.organId, isStaff: true }
  }
  throw new Refusal('forbidden', 'search.not_for_you')
}
