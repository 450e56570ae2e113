import { sql } from 'kysely'
import type { JsonValue } from '#kernel/refusal.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import { imageOf } from './case-image.ts'
import { getSuggestion } from './suggestion.queries.ts'
import type { Grade, ReplyClass } from './suggestion.ts'

/** A suggestion with all that hangs on it, read in a fixed number of queries. */
export type SuggestionCase = Awaited<ReturnType<typeof loadCase>>

export async function loadCase(db: Db | Trx, id: string) {
  const suggestion = await getSuggestion(db, id)
  const lead = await findMandateFacts(db, suggestion.lead_mandate_id)
  const congress = await db
    .selectFrom('congress')
    .select(['id', 'name', 'short_name', 'level'])
    .where('id', '=', suggestion.congress_id)
    .executeTakeFirstOrThrow()
  const organs = await findCongressOrgans(db, suggestion.congress_id)
  const cosigners = await db
    .selectFrom('suggestion_cosigner')
    .innerJoin('mandate', 'mandate.id', 'suggestion_cosigner.mandate_id')
    .innerJoin('person', 'person.id', 'mandate.person_id')
    .select([
      'mandate_id',
      'suggestion_cosigner.status',
      'invited_at',
      'answered_at',
      'person.name',
      'person.id as person_id',
      'mandate.status as mandate_status',
    ])
    .where('suggestion_id', '=', id)
    .orderBy('invited_at')
    .orderBy('mandate_id')
    .execute()
  const assignments = await db
    .selectFrom('assignment')
    .innerJoin('organ', 'organ.id', 'assignment.unit_id')
    .selectAll('assignment')
    .select(['organ.name as unit_name', 'organ.system as unit_system'])
    .where('suggestion_id', '=', id)
    .orderBy('assignment.id')
    .execute()
  const consultations = await db
    .selectFrom('consultation')
    .innerJoin('assignment', 'assignment.id', 'consultation.assignment_id')
    .selectAll('consultation')
    .where('assignment.suggestion_id', '=', id)
    .orderBy('consultation.id')
    .execute()
  const replies = await db
    .selectFrom('reply')
    .innerJoin('assignment', 'assignment.id', 'reply.assignment_id')
    .leftJoin('person as drafter', 'drafter.id', 'reply.drafted_by_person_id')
    .leftJoin('person as signer', 'signer.id', 'reply.signed_by_person_id')
    .selectAll('reply')
    .select(['drafter.name as drafter_name', 'signer.name as signer_name'])
    .where('assignment.suggestion_id', '=', id)
    .orderBy('reply.drafted_at')
    .orderBy('reply.revision')
    .execute()
  const receipts = await db
    .selectFrom('reply_receipt')
    .innerJoin('reply', 'reply.id', 'reply_receipt.reply_id')
    .innerJoin('assignment', 'assignment.id', 'reply.assignment_id')
    .innerJoin('mandate', 'mandate.id', 'reply_receipt.mandate_id')
    .innerJoin('person', 'person.id', 'mandate.person_id')
    .selectAll('reply_receipt')
    .select('person.name')
    .where('assignment.suggestion_id', '=', id)
    .orderBy('reply_receipt.mandate_id')
    .execute()
  const evaluations = await db
    .selectFrom('evaluation_round')
    .selectAll()
    .where('suggestion_id', '=', id)
    .orderBy('opened_at')
    .orderBy('id')
    .execute()
  const commitments = await db
    .selectFrom('commitment')
    .selectAll()
    .where('suggestion_id', '=', id)
    .orderBy('due_on')
    .orderBy('id')
    .execute()
  return {
    suggestion,
    lead,
    congress,
    organs,
    cosigners,
    assignments,
    consultations,
    replies,
    receipts,
    evaluations,
    commitments,
  }
}

/** Promises are made when the answer is sent; those of a draft are the unit's own paper. */
export const sentCommitments = ({ commitments, replies }: Pick<SuggestionCase, 'commitments' | 'replies'>) => {
  const sent = new Set(replies.filter(({ sent_at }) => sent_at !== null).map(({ id }) => id))
  return commitments.filter(({ reply_id }) => sent.has(reply_id))
}

export const findMandateFacts = (db: Db | Trx, mandateId: string) =>
  db
    .selectFrom('mandate')
    .innerJoin('person', 'person.id', 'mandate.person_id')
    // re-elected: the same person answers for the case under the mandate of the new term
    .leftJoin('mandate as later', (join) =>
      join
        .onRef('later.person_id', '=', 'mandate.person_id')
        .onRef('later.congress_id', '=', 'mandate.congress_id')
        .onRef('later.id', '<>', 'mandate.id')
        .on('later.status', '=', 'active'),
    )
    .select(['mandate.id', 'mandate.status', 'mandate.person_id', 'person.name', 'later.id as later_mandate_id'])
    .where('mandate.id', '=', mandateId)
    .executeTakeFirstOrThrow()

/** The organs of a congress that register and distribute. */
async function findCongressOrgans(db: Db | Trx, congressId: string) {
  const rows = await db
    .selectFrom('organ')
    .select(['id', 'kind', 'name'])
    .where('congress_id', '=', congressId)
    .where('kind', 'in', ['deputy_office', 'presidium', 'gov_office', 'secretariat'])
    .where('ends_on', 'is', null)
    .orderBy('code')
    .execute()
  const coordination = await db
    .selectFrom('coordination')
    .select(['system', 'organ_id'])
    .where('congress_id', '=', congressId)
    .execute()
  return { list: rows, coordination }
}

export async function findAssignableUnits(db: Db, congressId: string, q: string) {
  return db
    .selectFrom('organ')
    .select(['id', 'name', 'system'])
    .where('congress_id', '=', congressId)
    .where('kind', '=', 'unit')
    .where('ends_on', 'is', null)
    .where('name', 'like', `%${q.replaceAll(/[\\%_]/g, '\\$&')}%`)
    .orderBy('code')
    .limit(60)
    .execute()
}

export async function countUnits(trx: Trx, congressId: string, unitIds: readonly string[]): Promise<number> {
  const row = await trx
    .selectFrom('organ')
    .select(sql<number>`count(*)`.as('count'))
    .where('congress_id', '=', congressId)
    .where('kind', '=', 'unit')
    .where('ends_on', 'is', null)
    .where('id', 'in', unitIds)
    .executeTakeFirstOrThrow()
  return row.count
}

export const gradeOf = (text: string | null): Grade | null => text as Grade | null
export const classOf = (text: string): ReplyClass => text as ReplyClass

/** The names under which mandates and posts appear on a timeline: the deputy, or the organ of the post. */
export async function findActingNames(db: Db | Trx, actingIds: readonly string[]): Promise<Map<string, string>> {
  if (actingIds.length === 0) return new Map()
  const wanted = [...new Set(actingIds)]
  const rows = await db
    .selectFrom('mandate')
    .innerJoin('person', 'person.id', 'mandate.person_id')
    .select(['mandate.id', 'person.name'])
    .where('mandate.id', 'in', wanted)
    .unionAll(
      db
        .selectFrom('post')
        .innerJoin('organ', 'organ.id', 'post.organ_id')
        .select(['post.id', 'organ.name'])
        .where('post.id', 'in', wanted),
    )
    .execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

export const findAreaOfCongress = async (db: Db | Trx, congressId: string): Promise<string> =>
  (
    await db
      .selectFrom('congress')
      .innerJoin('area', 'area.id', 'congress.area_id')
      .select('area.name')
      .where('congress.id', '=', congressId)
      .executeTakeFirstOrThrow()
  ).name

/** The images of cases for verify-record; a case that is gone is left out. */
export async function loadImages(trx: Trx, ids: readonly string[]): Promise<ReadonlyMap<string, JsonValue>> {
  const known = await trx.selectFrom('suggestion').select('id').where('id', 'in', ids).execute()
  const images = new Map<string, JsonValue>()
  for (const { id } of known) images.set(id, imageOf(await loadCase(trx, id)))
  return images
}
