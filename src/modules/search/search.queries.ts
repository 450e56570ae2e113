import { sql } from 'kysely'
import type { Db, Trx } from '#platform/db/database.ts'

/** What a case would be compared by; undefined for a draft, which concerns nobody else yet. */
export const findComparable = (trx: Trx, caseId: string) =>
  trx
    .selectFrom('suggestion')
    .select(['id', 'congress_id', 'registered_at', 'status', 'confidential', 'title', 'subject', 'grounds', 'proposal'])
    .where('id', '=', caseId)
    .where('registered_at', 'is not', null)
    .executeTakeFirst()
export type Comparable = NonNullable<Awaited<ReturnType<typeof findComparable>>>

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
  text: { caseId: string; congressId: string; registeredAt: Date; words: string[]; weights: number[] },
) =>
  trx
    .insertInto('similar_text')
    .values({
      case_id: text.caseId,
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
  { since, except, limit }: { since: Date; except: string | undefined; limit: number },
) =>
  db
    .with(
      (cte) => cte('hit').materialized(),
      (outer) =>
        outer
          .selectFrom('similar_text')
          .select(['case_id', 'congress_id', 'registered_at', 'words', 'weights'])
          .where(sql<boolean>`words && ${[...words]}::text[]`),
    )
    .selectFrom('hit')
    .select(['case_id', 'words', 'weights'])
    .where('congress_id', '=', congressId)
    .where('registered_at', '>=', since)
    .$if(except !== undefined, (query) => query.where('case_id', '<>', except ?? ''))
    .orderBy('registered_at', 'desc')
    .limit(limit)
    .execute()

const isParty = (holderId: string) =>
  sql<boolean>`exists (select from party where party.case_id = suggestion.id and party.holder_id = ${holderId})`.as(
    'is_party',
  )

/** Drafts of colleagues of the same congress and term whose leads say that they may be joined, the latest first. */
export const findWelcoming = (
  db: Db,
  { congressId, termId, mandateId }: { congressId: string; termId: string; mandateId: string },
  limit: number,
) =>
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
      'suggestion.welcomes_cosigners',
      'suggestion.confidential',
      'person.name as lead_name',
      isParty(mandateId),
    ])
    .where('suggestion.congress_id', '=', congressId)
    .where('suggestion.term_id', '=', termId)
    .where('suggestion.welcomes_cosigners', '=', true)
    .where('suggestion.confidential', '=', false)
    .where('suggestion.status', 'in', ['draft', 'cosigning', 'returned_for_revision'])
    .where('suggestion.lead_mandate_id', '<>', mandateId)
    // nobody is led to a draft whose lead is suspended or gone (代表法 art. 61, 62): nobody could submit it
    .where('mandate.status', '=', 'active')
    .orderBy('suggestion.changed_at', 'desc')
    .limit(limit)
    .execute()

/** What may be said of cases that are alike; `is_party`: the case is the reader's own to open. */
export const findLines = (db: Db, ids: readonly string[], holderId: string) =>
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
      isParty(holderId),
    ])
    .where('suggestion.id', 'in', ids)
    // the words are dropped when the record is read, which may be later than this question
    .where('suggestion.confidential', '=', false)
    .execute()
