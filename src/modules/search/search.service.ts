import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/refusal.ts'
import { isWhole } from '#modules/cosign/cosign.ts'
import { followRecord } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import type { Trx } from '#platform/db/database.ts'
import type { SimilarCase } from './search.contract.ts'
import {
  countWords,
  findCandidates,
  findComparable,
  findCounts,
  findMotionLines,
  findSuggestionLines,
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
  type SimilarKind,
  similarKinds,
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

// what ended before it was dealt with, goes on under another number, or is with its sponsors once more
const notCompared: Record<SimilarKind, ReadonlySet<string>> = {
  suggestion: new Set(['withdrawn', 'converted_to_letter', 'merged']),
  motion: new Set(['cosigning', 'withdrawn', 'converted_to_suggestion']),
}

// one that was brought in is there as it stands, without a change before
const followed: ReadonlyMap<string, SimilarKind> = new Map([
  ['suggestion.changed', 'suggestion'],
  ['suggestion.imported', 'suggestion'],
  ['motion.changed', 'motion'],
])

/** Reads the record and keeps the words of what is registered. Confidential cases are never indexed. */
export const followForSimilar = (app: App): Promise<number> =>
  followRecord(app, 'search', async (trx, events) => {
    const changed = new Map<string, SimilarKind>()
    for (const { type, caseId } of events) {
      const kind = followed.get(type)
      if (kind && caseId !== null) changed.set(caseId, kind)
    }
    for (const [caseId, kind] of changed) await keepWords(trx, kind, caseId)
  })

/** Keeps the words of one case as it now stands. */
export async function keepWords(trx: Trx, caseKind: SimilarKind, caseId: string): Promise<void> {
  const before = await findText(trx, caseId)
  const now = await findComparable[caseKind](trx, caseId)
  const words = now && !notCompared[caseKind].has(now.status) ? weighWords(now) : undefined
  if (before && words && isSame(before, words)) return
  if (before) {
    await removeText(trx, caseId)
    await countWords(trx, before.congress_id, before.words, -1)
  }
  if (!(now?.registered_at && words)) return
  const [list, weights] = [[...words.keys()], [...words.values()]]
  const { congress_id: congressId, registered_at: registeredAt } = now
  await insertText(trx, { caseId, caseKind, congressId, registeredAt, words: list, weights })
  await countWords(trx, congressId, list, 1)
}

const isSame = (before: { words: string[] }, now: WeighedWords): boolean =>
  before.words.length === now.size && before.words.every((word) => now.has(word))

type Asked = { kind: SimilarKind; text: Text; exceptId: string | undefined }

/**
 * What of the same congress and the last three years speaks of the same matter, best first, each with the words that
 * make it so. A deputy sees the suggestions whose sponsors wish them public, the registered motions, which are papers of
 * the congress, and their own; the staff that registers and distributes sees all suggestions but confidential ones.
 * Before them stand the drafts that a deputy may join.
 */
export async function findSimilar(app: App, actor: Actor, { kind, text, exceptId }: Asked): Promise<SimilarCase[]> {
  const reader = readerOf(actor)
  const asked = weighWords(text)
  return [
    ...(await joinableLike(app, actor, kind, asked, exceptId)),
    ...(await registeredLike(app, reader, asked, exceptId)),
  ]
}

/**
 * Drafts are not indexed: they are read as they are now, so that one that is closed again is gone at once, and the words
 * of a draft count in no statistics.
 */
async function joinableLike(
  app: App,
  { acting }: Actor,
  kind: SimilarKind,
  asked: WeighedWords,
  exceptId: string | undefined,
) {
  if (acting?.kind !== 'mandate') return []
  const { congressId, termId, id: mandateId } = acting
  const open = (await findWelcoming[kind](app.db, { congressId, termId, mandateId }, draftsReadMax)).filter(
    (draft) => isWhole(draft) && draft.id !== exceptId,
  )
  const candidates = open.map((draft) => ({ id: draft.id, words: weighWords(draft) }))
  const ranked = await rankInTwo(app, congressId, asked, candidates, frequenciesOf(new Map()))
  const drafts = new Map(open.map((draft) => [draft.id, draft]))
  return ranked.slice(0, joinableShownMax).flatMap(({ id, why }): SimilarCase[] => {
    const draft = drafts.get(id)
    if (!draft) return []
    const { title, status, lead_name: leadName, is_party } = draft
    const opens = is_party ? 'case' : 'joining'
    const state = status as SimilarCase['state']
    return [{ id, kind, number: null, title, state, registeredAt: null, opens, leadName, pageId: null, why }]
  })
}

async function registeredLike(
  app: App,
  { congressId, holderId, isStaff }: Reader,
  asked: WeighedWords,
  exceptId: string | undefined,
): Promise<SimilarCase[]> {
  const frequencies = frequenciesOf(await findCounts(app.db, congressId, [...asked.keys()]))
  const words = rarestWords(asked, frequencies, candidatesMax)
  if (words.length === 0) return []
  const since = new Date(app.clock.now())
  since.setUTCFullYear(since.getUTCFullYear() - yearsBack)
  const kinds = isStaff ? (['suggestion'] as const) : similarKinds
  const found = await findCandidates(app.db, congressId, words, {
    kinds,
    since,
    except: exceptId,
    limit: candidatesMax,
  })
  const candidates: Candidate[] = found.map((row) => ({
    id: row.case_id,
    words: new Map(row.words.map((word, at) => [word, row.weights[at] ?? 1])),
  }))
  const ranked = await rankInTwo(app, congressId, asked, candidates, frequencies)
  const isMotion = new Set(found.flatMap((row) => (row.case_kind === 'motion' ? [row.case_id] : [])))
  const lines = await linesOf(app, ranked, isMotion, { holderId, isStaff })
  return ranked
    .flatMap(({ id, why }) => {
      const line = lines.get(id)
      return line ? [{ ...line, why }] : []
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

type Line = Omit<SimilarCase, 'why'>

/** What this reader may be told of each; what they may not be told of is left out. */
async function linesOf(
  app: App,
  ranked: readonly { id: string }[],
  isMotion: ReadonlySet<string>,
  { holderId, isStaff }: Pick<Reader, 'holderId' | 'isStaff'>,
): Promise<ReadonlyMap<string, Line>> {
  const ids = ranked.map(({ id }) => id)
  const suggestionIds = ids.filter((id) => !isMotion.has(id))
  const motionIds = ids.filter((id) => isMotion.has(id))
  const suggestions = suggestionIds.length === 0 ? [] : await findSuggestionLines(app.db, suggestionIds, holderId)
  const motions = motionIds.length === 0 ? [] : await findMotionLines(app.db, motionIds, holderId)
  return new Map(
    [
      ...suggestions
        .filter((line) => isStaff || line.wishes_publication || line.is_party)
        .map((line) => present('suggestion', line)),
      // a colleague's registered motion is told by its title; its text is for whom it concerns
      ...motions.map((line) => present('motion', { ...line, page_id: null })),
    ].map((line) => [line.id, line]),
  )
}

type Row = Omit<Awaited<ReturnType<typeof findSuggestionLines>>[number], 'wishes_publication'>
const present = (kind: SimilarKind, line: Row): Line => ({
  id: line.id,
  kind,
  number: line.number,
  title: line.title,
  state: line.status as SimilarCase['state'],
  registeredAt: line.registered_at?.toISOString() ?? null,
  opens: line.is_party ? 'case' : line.page_id ? 'page' : null,
  leadName: null,
  pageId: line.page_id,
})

const staffRoles: readonly string[] = ['deputy_office', 'presidium', 'secretariat', 'gov_office']

type Reader = { congressId: string; holderId: string; isStaff: boolean }
function readerOf({ acting }: Actor): Reader {
  if (acting?.kind === 'mandate') return { congressId: acting.congressId, holderId: acting.id, isStaff: false }
  if (acting?.kind === 'post' && staffRoles.includes(acting.role)) {
    return { congressId: acting.congressId, holderId: acting.organId, isStaff: true }
  }
  throw new Refusal('forbidden', 'search.not_for_you')
}
