import { sql } from 'kysely'
import type { Db, Trx } from '#platform/db/database.ts'
import type { SimilarKind } from './search.ts'

const compared = ['id', 'congress_id', 'registered_at', 'status', 'title', 'subject', 'grounds', 'proposal'] as const

/** What a case would be compared by; undefined for a draft, which concerns nobody else yet. */
export const findComparable = {
  suggestion: (trx: Trx, caseId: string) =>
    trx
      .selectFrom('suggestion')
      .select(compared)
      .where('id', '=', caseId)
      .where('registered_at', 'is not', null)
      .where('confidential', '=', false)
      .executeTakeFirst(),
  motion: (trx: Trx, caseId: string) =>
    trx
      .selectFrom('motion')
      .select(compared)
      .where('id', '=', caseId)
      .where('registered_at', 'is not', null)
      .executeTakeFirst(),
} satisfies Record<SimilarKind, unknown>

export const findText = (trx: Trx, caseId: string) =>
  trx
    .selectFrom('similar_text')
    .select(['congress_id', 'words', 'weights'])
    .where('case_id', '=', caseId)
    .executeTakeFirst()

export const removeText = (trx: Trx, caseId: string) =>
  trx.deleteFrom('similar_text').where('case_id', '=', caseId).execute()

export const insertText = (
  trx: Trx,
  text: {
    caseId: string
    caseKind: SimilarKind
    congressId: string
    registeredAt: Date
    words: string[]
    weights: number[]
  },
) =>
  trx
    .insertInto('similar_text')
    .values({
      case_id: text.caseId,
      case_kind: text.caseKind,
      congress_id: text.congressId,
      registered_at: text.registeredAt,
      words: text.words,
      weights: text.weights,
    })
    .execute()

/** @param by 1 for a text that came, -1 for one that went */
export const countWords = (trx: Trx, congressId: string, words: readonly string[], by: 1 | -1) =>
  trx
    .insertInto('similar_word')
    .columns(['congress_id', 'word', 'cases'])
    .expression(
      sql`select ${congressId}::uuid, word, ${Math.max(by, 0)}::integer from unnest(${['', ...words]}::text[]) as word`,
    )
    .onConflict((conflict) =>
      conflict.columns(['congress_id', 'word']).doUpdateSet({ cases: sql`similar_word.cases + ${by}::integer` }),
    )
    .execute()

/** In how many texts of the congress each of these words stands; what is not in the map stands in none. */
export async function findCounts(db: Db, congressId: string, words: readonly string[]): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('similar_word')
    .select(['word', 'cases'])
    .where('congress_id', '=', congressId)
    .where(sql<boolean>`word = any(${['', ...words]}::text[])`)
    .execute()
  return new Map(rows.map(({ word, cases }) => [word, cases]))
}

/** Texts that hold one of the words: from the word index first, whatever the planner thinks of the dates. */
export const findCandidates = (
  db: Db,
  congressId: string,
  words: readonly string[],
  {
    kinds,
    since,
    except,
    limit,
  }: { kinds: readonly SimilarKind[]; since: Date; except: string | undefined; limit: number },
) =>
  db
    .with(
      (cte) => cte('hit').materialized(),
      (outer) =>
        outer
          .selectFrom('similar_text')
          .select(['case_id', 'case_kind', 'congress_id', 'registered_at', 'words', 'weights'])
          .where(sql<boolean>`words && ${[...words]}::text[]`),
    )
    .selectFrom('hit')
    .select(['case_id', 'case_kind', 'words', 'weights'])
    .where('congress_id', '=', congressId)
    .where('case_kind', 'in', kinds)
    .where('registered_at', '>=', since)
    .$if(except !== undefined, (query) => query.where('case_id', '<>', except ?? ''))
    .orderBy('registered_at', 'desc')
    .limit(limit)
    .execute()

const isParty = (kind: SimilarKind, holderId: string) =>
  sql<boolean>`exists (
    select from party where party.case_id = ${sql.ref(`${kind}.id`)} and party.holder_id = ${holderId}
  )`.as('is_party')

type Welcomed = { congressId: string; termId: string; mandateId: string }

/**
 * Drafts of colleagues of the same congress and term whose leads say that they may be joined, the latest first. Nobody is
 * led to a draft whose lead is suspended or gone (代表法 art. 61, 62): nobody could submit it.
 */
export const findWelcoming = {
  suggestion: (db: Db, { congressId, termId, mandateId }: Welcomed, limit: number) =>
    db
      .selectFrom('suggestion')
      .innerJoin('mandate', 'mandate.id', 'suggestion.lead_mandate_id')
      .innerJoin('person', 'person.id', 'mandate.person_id')
      .select([
        'suggestion.id',
        'suggestion.title',
        'suggestion.subject',
        'suggestion.grounds',
        'suggestion.proposal',
        'suggestion.status',
        'person.name as lead_name',
        isParty('suggestion', mandateId),
      ])
      .where('suggestion.congress_id', '=', congressId)
      .where('suggestion.term_id', '=', termId)
      .where('suggestion.welcomes_cosigners', '=', true)
      .where('suggestion.confidential', '=', false)
      .where('suggestion.status', 'in', ['draft', 'cosigning', 'returned_for_revision'])
      .where('suggestion.lead_mandate_id', '<>', mandateId)
      .where('mandate.status', '=', 'active')
      .orderBy('suggestion.changed_at', 'desc')
      .limit(limit)
      .execute(),
  motion: (db: Db, { congressId, termId, mandateId }: Welcomed, limit: number) =>
    db
      .selectFrom('motion')
      .innerJoin('mandate', 'mandate.id', 'motion.lead_mandate_id')
      .innerJoin('person', 'person.id', 'mandate.person_id')
      .select([
        'motion.id',
        'motion.title',
        'motion.subject',
        'motion.grounds',
        'motion.proposal',
        'motion.status',
        'person.name as lead_name',
        isParty('motion', mandateId),
      ])
      .where('motion.congress_id', '=', congressId)
      .where('motion.term_id', '=', termId)
      .where('motion.welcomes_cosigners', '=', true)
      .where('motion.status', 'in', ['draft', 'cosigning'])
      .where('motion.lead_mandate_id', '<>', mandateId)
      .where('mandate.status', '=', 'active')
      .orderBy('motion.changed_at', 'desc')
      .limit(limit)
      .execute(),
} satisfies Record<SimilarKind, unknown>

/** What may be said of suggestions that are alike; `is_party`: the case is the reader's own to open. */
export const findSuggestionLines = (db: Db, ids: readonly string[], holderId: string) =>
  db
    .selectFrom('suggestion')
    .leftJoin('publication', (join) =>
      join
        .onRef('publication.case_id', '=', 'suggestion.id')
        .on('publication.case_kind', '=', 'suggestion')
        .on('publication.status', '=', 'published'),
    )
    .select([
      'suggestion.id',
      'suggestion.number',
      'suggestion.title',
      'suggestion.status',
      'suggestion.registered_at',
      'suggestion.wishes_publication',
      'publication.id as page_id',
      isParty('suggestion', holderId),
    ])
    .where('suggestion.id', 'in', ids)
    // the words are dropped when the record is read, which may be later than this question
    .where('suggestion.confidential', '=', false)
    .execute()

/** What may be said of motions that are alike. */
export const findMotionLines = (db: Db, ids: readonly string[], holderId: string) =>
  db
    .selectFrom('motion')
    .select([
      'motion.id',
      'motion.number',
      'motion.title',
      'motion.status',
      'motion.registered_at',
      isParty('motion', holderId),
    ])
    .where('motion.id', 'in', ids)
    .execute()
