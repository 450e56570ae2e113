import { sql } from 'kysely'
import { Refusal } from '#kernel/refusal.ts'
import { copyConfirmed } from '#modules/cosign/index.ts'
import { laterMandate } from '#modules/identity/index.ts'
import type { Db, Trx } from '#platform/db/database.ts'

/** Whether another case was merged into this one or split from it. */
export const isReferredTo = (suggestionId: string) =>
  sql<boolean>`exists (select from suggestion other where other.merged_into_id = ${suggestionId} or other.split_from_id = ${suggestionId})`

/**
 * The sponsors of the cases that were merged into this one, and of those merged into them: they follow the main case
 * and are answered each by name. Who has sponsored two of them stands there with each.
 */
export function findFollowers(db: Db | Trx, suggestionId: string) {
  return db
    .withRecursive('merged', (cte) =>
      cte
        .selectFrom('suggestion')
        .select(['id', 'number', 'title', 'lead_mandate_id'])
        .where('merged_into_id', '=', suggestionId)
        .union(
          cte
            .selectFrom('suggestion')
            .innerJoin('merged', 'merged.id', 'suggestion.merged_into_id')
            .select(['suggestion.id', 'suggestion.number', 'suggestion.title', 'suggestion.lead_mandate_id']),
        ),
    )
    .with('sponsor', (cte) =>
      cte
        .selectFrom('merged')
        .select(['lead_mandate_id as mandate_id', 'id as case_id', 'number', 'title'])
        .unionAll(
          cte
            .selectFrom('cosign')
            .innerJoin('merged', 'merged.id', 'cosign.case_id')
            .select(['cosign.mandate_id', 'merged.id as case_id', 'merged.number', 'merged.title'])
            .where('cosign.status', '=', 'confirmed'),
        ),
    )
    .selectFrom('sponsor')
    .innerJoin('mandate', 'mandate.id', 'sponsor.mandate_id')
    .innerJoin('person', 'person.id', 'mandate.person_id')
    .select(['sponsor.mandate_id', 'person.name', 'person.id as person_id', 'sponsor.case_id'])
    .select(['sponsor.number', 'sponsor.title'])
    .select(laterMandate.as('later_mandate_id'))
    .orderBy('sponsor.mandate_id')
    .orderBy('sponsor.case_id')
    .execute()
}

/** The case that a merged one went into in the end, over others that were merged in their turn; null if there is none. */
export async function findMain(
  db: Db | Trx,
  intoId: string | null,
): Promise<{ id: string; isAnswered: boolean } | null> {
  if (intoId === null) return null
  const row = await db
    .withRecursive('line', (cte) =>
      cte
        .selectFrom('suggestion')
        .select(['id', 'merged_into_id'])
        .where('id', '=', intoId)
        .union(
          cte
            .selectFrom('suggestion')
            .innerJoin('line', 'line.merged_into_id', 'suggestion.id')
            .select(['suggestion.id', 'suggestion.merged_into_id']),
        ),
    )
    .selectFrom('line')
    .select(({ exists, selectFrom }) => [
      'line.id',
      exists(
        selectFrom('reply')
          .innerJoin('assignment', 'assignment.id', 'reply.assignment_id')
          .select('reply.id')
          .whereRef('assignment.suggestion_id', '=', 'line.id')
          .where('reply.sent_at', 'is not', null),
      ).as('is_answered'),
    ])
    .where('line.merged_into_id', 'is', null)
    .executeTakeFirst()
  return row ? { id: row.id, isAnswered: Boolean(row.is_answered) } : null
}

/** Cases with each that they went into in their turn: lower ones before those that they went into. */
export async function findLines(db: Db | Trx, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<{ id: string }>`
    with recursive line (id, merged_into_id, step) as (
      select id, merged_into_id, 0 from suggestion where id = any(${ids}::uuid[])
      union
      select main.id, main.merged_into_id, step + 1 from suggestion main join line on main.id = line.merged_into_id
    )
    select id from line group by id order by max(step), id`.execute(db)
  return rows.map(({ id }) => id)
}

type MergeTarget = {
  congress_id: string
  status: string
  number: string | null
  confidential: boolean
  paper_state: string | null
}

/** Holds the case that another is merged into; whoever holds it already is not waited for, so that two can't wait for each other. */
export const holdMergeTarget = async (trx: Trx, id: string) => {
  const { rows } = await sql<MergeTarget>`
    select congress_id, status, number, confidential, paper_state from suggestion where id = ${id} for update skip locked`.execute(
    trx,
  )
  return rows[0]
}

/** Whether there is such a case in the congress that every officer of it may know of. */
export const isOpenIn = async (trx: Trx, id: string, congressId: string): Promise<boolean> =>
  (await trx
    .selectFrom('suggestion')
    .select('id')
    .where('id', '=', id)
    .where('congress_id', '=', congressId)
    .where('confidential', '=', false)
    .executeTakeFirst()) !== undefined

type Referring = { id: string; merged_into_id: string | null; split_from_id: string | null }

/** The cases that a case names, or that name it: what it went into, what it came from, what came of it. */
export const findReferences = (db: Db | Trx, { id, merged_into_id, split_from_id }: Referring) =>
  db
    .selectFrom('suggestion')
    .select(['id', 'number', 'merged_into_id', 'split_from_id'])
    .where((eb) =>
      eb.or([
        eb('merged_into_id', '=', id),
        eb('split_from_id', '=', id),
        ...(merged_into_id === null ? [] : [eb('id', '=', merged_into_id)]),
        ...(split_from_id === null ? [] : [eb('id', '=', split_from_id)]),
      ]),
    )
    .orderBy('id')
    .execute()

type Part = {
  id: string
  number: string
  title: string
  subject: string
  grounds: string
  proposal: string
  category: string
  at: Date
}

/** One of the cases that a case is split into: its sponsors, its moments, a text and a number of its own. */
export async function insertPart(trx: Trx, fromId: string, part: Part): Promise<void> {
  const whole = await trx
    .selectFrom('suggestion')
    .selectAll()
    .where('id', '=', fromId)
    .executeTakeFirstOrThrow(() => new Refusal('not_found', 'suggestion.not_found'))
  await trx
    .insertInto('suggestion')
    .values({
      id: part.id,
      congress_id: whole.congress_id,
      term_id: whole.term_id,
      congress_session_id: whole.congress_session_id,
      number: part.number,
      title: part.title,
      subject: part.subject,
      grounds: part.grounds,
      proposal: part.proposal,
      category: part.category,
      lead_mandate_id: whole.lead_mandate_id,
      status: 'reviewing',
      confidential: whole.confidential,
      wishes_publication: whole.wishes_publication,
      split_from_id: fromId,
      rule_version: whole.rule_version,
      created_at: part.at,
      changed_at: part.at,
      submitted_at: whole.submitted_at,
      registered_at: part.at,
    })
    .execute()
  await copyConfirmed(trx, 'suggestion', fromId, part.id)
  await trx
    .insertInto('suggestion_reader')
    .columns(['suggestion_id', 'person_id', 'through_person_id'])
    .expression((eb) =>
      eb
        .selectFrom('suggestion_reader')
        .select([eb.val(part.id).as('suggestion_id'), 'person_id', 'through_person_id'])
        .where('suggestion_id', '=', fromId),
    )
    .execute()
}

/** The session of the congress during which a day falls; none in recess. */
export const findSessionOn = (trx: Trx, termId: string, day: string) =>
  trx
    .selectFrom('congress_session')
    .select(['id', 'closes_on'])
    .where('term_id', '=', termId)
    .where('opens_on', '<=', day)
    .where('closes_on', '>=', day)
    .executeTakeFirst()
