import { sql } from 'kysely'
import { Refusal } from '#kernel/refusal.ts'
import { withOwnMandates } from '#modules/identity/index.ts'
import { claimId } from '#platform/db/claimed-id.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import type { Draft } from './suggestion.contract.ts'
import type { SuggestionState } from './suggestion.ts'

/** Holds the case until the transaction ends; whoever comes at the same time waits and then sees the new state. */
export const lockSuggestion = (trx: Trx, id: string) =>
  trx
    .selectFrom('suggestion')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow(() => new Refusal('not_found', 'suggestion.not_found'))

export const getSuggestion = (db: Db | Trx, id: string) =>
  db
    .selectFrom('suggestion')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow(() => new Refusal('not_found', 'suggestion.not_found'))

export const findSuggestion = (db: Db | Trx, id: string) =>
  db.selectFrom('suggestion').selectAll().where('id', '=', id).executeTakeFirst()

type NewSuggestion = Draft & {
  id: string
  congressId: string
  termId: string
  leadMandateId: string
  ruleVersion: number
  at: Date
}

/** Undefined when the device has sent this draft before, or the id is that of another thing. */
export async function insertSuggestion(trx: Trx, draft: NewSuggestion) {
  if (!(await claimId(trx, 'suggestion', draft.id))) return undefined
  return trx
    .insertInto('suggestion')
    .values({
      ...draftColumns(draft),
      id: draft.id,
      congress_id: draft.congressId,
      term_id: draft.termId,
      lead_mandate_id: draft.leadMandateId,
      rule_version: draft.ruleVersion,
      status: 'draft',
      created_at: draft.at,
      changed_at: draft.at,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning(['id', 'number', 'lead_mandate_id', 'congress_id', 'accepted_at', 'merged_into_id'])
    .executeTakeFirst()
}

const draftColumns = (draft: Draft) => ({
  title: draft.title,
  subject: draft.subject,
  grounds: draft.grounds,
  proposal: draft.proposal,
  category: draft.category,
  confidential: draft.confidential,
  wishes_publication: draft.wishesPublication,
  // what is confidential is shown to nobody else
  welcomes_cosigners: draft.welcomesCosigners && !draft.confidential,
})

/** Whether a row still has the words, the category and the wishes of a draft. */
export function hasDraft(row: Record<keyof ReturnType<typeof draftColumns>, unknown>, draft: Draft): boolean {
  const columns = Object.entries(draftColumns(draft))
  return columns.every(([column, value]) => row[column as keyof typeof row] === value)
}

export const saveDraft = (trx: Trx, id: string, draft: Draft) =>
  trx.updateTable('suggestion').set(draftColumns(draft)).where('id', '=', id).execute()

type Moments = Partial<
  Record<'submitted_at' | 'registered_at' | 'accepted_at' | 'assigned_at' | 'closed_at', Date | null>
> & { number?: string; merged_into_id?: string | null; congress_session_id?: string | null; rule_version?: number }

export const saveState = (trx: Trx, id: string, status: SuggestionState, moments: Moments = {}) =>
  trx
    .updateTable('suggestion')
    .set({ status, ...moments })
    .where('id', '=', id)
    .execute()

/** The case was touched: a new version and a new moment of change. */
export const touchSuggestion = (trx: Trx, id: string, at: Date) =>
  trx
    .updateTable('suggestion')
    .set((eb) => ({ version: eb('version', '+', 1), changed_at: at }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()

export const isReader = async (db: Db | Trx, suggestionId: string, personId: string): Promise<boolean> =>
  (await db
    .selectFrom('suggestion_reader')
    .select('person_id')
    .where('suggestion_id', '=', suggestionId)
    .where('person_id', '=', personId)
    .executeTakeFirst()) !== undefined

/** Who is named in their own right. */
export const findNamed = async (trx: Trx, suggestionId: string): Promise<Set<string>> =>
  new Set(
    (
      await trx
        .selectFrom('suggestion_reader')
        .select('person_id')
        .where('suggestion_id', '=', suggestionId)
        .where('through_person_id', 'is', null)
        .execute()
    ).map(({ person_id }) => person_id),
  )

/** Of these cases, those of which the person is a named reader. */
export async function findReadable(db: Db | Trx, personId: string, caseIds: readonly string[]): Promise<Set<string>> {
  if (caseIds.length === 0) return new Set()
  const rows = await db
    .selectFrom('suggestion_reader')
    .select('suggestion_id')
    .where('person_id', '=', personId)
    .where('suggestion_id', 'in', [...new Set(caseIds)])
    .execute()
  return new Set(rows.map((row) => row.suggestion_id))
}

/** Whoever read it through a merged row alone is named in their own right from now on. */
export const addReaders = (trx: Trx, suggestionId: string, personIds: readonly string[]) =>
  trx
    .insertInto('suggestion_reader')
    .values(personIds.map((personId) => ({ suggestion_id: suggestionId, person_id: personId })))
    .onConflict((conflict) => conflict.columns(['suggestion_id', 'person_id']).doUpdateSet({ through_person_id: null }))
    .execute()

/** Whether the person was one of the readers. */
export const removeReader = async (trx: Trx, suggestionId: string, personId: string): Promise<boolean> =>
  (await trx
    .deleteFrom('suggestion_reader')
    .where('suggestion_id', '=', suggestionId)
    .where('person_id', '=', personId)
    .returning('person_id')
    .executeTakeFirst()) !== undefined

/** Those who hold one of the roles in an organ on a day. */
export async function findPersonsOfOrgan(
  db: Db | Trx,
  organId: string,
  day: string,
  onlyRoles?: readonly string[],
): Promise<string[]> {
  const rows = await db
    .selectFrom('post')
    .select('person_id')
    .distinct()
    .where('organ_id', '=', organId)
    .where('starts_on', '<=', day)
    .where((eb) => eb.or([eb('ends_on', 'is', null), eb('ends_on', '>', day)]))
    .$if(onlyRoles !== undefined, (query) => query.where('role', 'in', onlyRoles ?? []))
    .execute()
  return rows.map((row) => row.person_id)
}

/**
 * The open cases that the holder of a mandate leads or has co-signed under any of their mandates in the congress; and of
 * the ended ones, and of those that theirs were merged into, what lies with another of them than the one in force (H32).
 */
export async function findCasesOf(db: Db, mandateId: string): Promise<{ id: string }[]> {
  const { rows } = await sql<{ id: string }>`
    with ${withOwnMandates(mandateId, 'suggestion')},
      theirs as (select suggestion.id from own join suggestion on lead_mandate_id = own.id
        union select case_id from own join cosign on mandate_id = own.id)
    select suggestion.id from theirs join suggestion on suggestion.id = theirs.id
      where status not in ('closed', 'closed_with_dissent', 'withdrawn', 'merged', 'split', 'converted_to_letter')
    union select id from left_behind
    order by id`.execute(db)
  return rows
}

/** The cases with which an organ has to do. */
export const findCasesHeldBy = (db: Db, holderId: string) =>
  db
    .selectFrom('party')
    .select('case_id as id')
    .distinct()
    .where('holder_id', '=', holderId)
    .where('case_kind', '=', 'suggestion')
    .execute()

/** The cases of a congress that lie with the organ that distributes. */
export const findDistributedCases = (db: Db, congressId: string) =>
  db
    .selectFrom('party')
    .innerJoin('suggestion', 'suggestion.id', 'party.case_id')
    .select('suggestion.id')
    .distinct()
    .where('suggestion.congress_id', '=', congressId)
    .where('party.role', '=', 'distributor')
    .execute()
