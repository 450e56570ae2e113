import { sql } from 'kysely'
import { Refusal } from '#kernel/refusal.ts'
import { postRuns } from '#modules/identity/index.ts'
import { isOpenTo } from '#modules/party/index.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import type { FaceReply, NewActivity, OversightDraft } from './oversight.contract.ts'
import type { OversightScope } from './oversight.policy.ts'
import type { LeadSide, OversightState } from './oversight.ts'

const absent = () => new Refusal('not_found', 'oversight.not_found')

export const getOversightRow = (db: Db | Trx, id: string) =>
  db
    .selectFrom('key_oversight')
    .leftJoin('organ as committee', 'committee.id', 'key_oversight.committee_id')
    .selectAll('key_oversight')
    .select('committee.name as committee_name')
    .where('key_oversight.id', '=', id)
    .executeTakeFirstOrThrow(absent)
export type OversightRecord = Awaited<ReturnType<typeof getOversightRow>>

/** Holds the oversight, then its cases in one order, so that their lines in the party index can be put beside theirs. */
export async function lockOversight(trx: Trx, id: string): Promise<OversightRecord> {
  await trx.selectFrom('key_oversight').select('id').where('id', '=', id).forUpdate().executeTakeFirstOrThrow(absent)
  return getOversightRow(trx, id)
}

/** In the order of their ids, which is the order everybody takes who takes several. */
export const lockCases = (trx: Trx, suggestionIds: readonly string[]) =>
  trx
    .selectFrom('suggestion')
    .select(['id', 'congress_id', 'status', 'number', 'confidential'])
    .where('id', 'in', [...suggestionIds])
    .orderBy('id')
    .forUpdate()
    .execute()

const columnsOf = (draft: OversightDraft) => ({
  title: draft.title,
  grounds: draft.grounds,
  year: draft.year,
  committee_id: draft.committeeId,
  continues_id: draft.continuesId,
})

export const insertOversight = (
  trx: Trx,
  draft: OversightDraft,
  of: { id: string; congressId: string; organId: string; at: Date },
) =>
  trx
    .insertInto('key_oversight')
    .values({
      ...columnsOf(draft),
      id: of.id,
      congress_id: of.congressId,
      organ_id: of.organId,
      status: 'proposed',
      created_at: of.at,
      changed_at: of.at,
    })
    .execute()

export const saveOversight = (trx: Trx, id: string, draft: OversightDraft) =>
  trx.updateTable('key_oversight').set(columnsOf(draft)).where('id', '=', id).execute()

type Change = Partial<{
  status: OversightState
  decided_on: string
  decision_number: string
  conclusion: string
  moved_at: Date
  stalled_at: Date | null
  ended_at: Date
}>
export const changeOversightRow = (trx: Trx, id: string, change: Change) =>
  trx.updateTable('key_oversight').set(change).where('id', '=', id).execute()

export const touchOversight = (trx: Trx, id: string, at: Date) =>
  trx
    .updateTable('key_oversight')
    .set((eb) => ({ version: eb('version', '+', 1), changed_at: at }))
    .where('id', '=', id)
    .execute()

export const findCaseIds = async (db: Db | Trx, id: string): Promise<string[]> =>
  (
    await db
      .selectFrom('key_oversight_case')
      .select('suggestion_id')
      .where('oversight_id', '=', id)
      .orderBy('suggestion_id')
      .execute()
  ).map(({ suggestion_id }) => suggestion_id)

export async function insertCases(trx: Trx, id: string, suggestionIds: readonly string[], at: Date): Promise<void> {
  await trx
    .insertInto('key_oversight_case')
    .values(suggestionIds.map((suggestionId) => ({ oversight_id: id, suggestion_id: suggestionId, added_at: at })))
    .execute()
}

export type NewLead = {
  id: string
  side: LeadSide
  personId: string | null
  name: string
  title: string
  organId: string
}
export async function insertLeads(trx: Trx, id: string, leads: readonly NewLead[]): Promise<void> {
  await trx
    .insertInto('key_oversight_lead')
    .values(
      leads.map((lead) => ({
        id: lead.id,
        oversight_id: id,
        side: lead.side,
        person_id: lead.personId,
        name: lead.name,
        title: lead.title,
        organ_id: lead.organId,
      })),
    )
    .execute()
}

/** What a proposal named, before it is put anew. */
export async function deleteProposal(trx: Trx, id: string): Promise<void> {
  await trx.deleteFrom('key_oversight_case').where('oversight_id', '=', id).execute()
  await trx.deleteFrom('key_oversight_lead').where('oversight_id', '=', id).execute()
}

export const findLeads = (db: Db | Trx, id: string) =>
  db.selectFrom('key_oversight_lead').selectAll().where('oversight_id', '=', id).orderBy('side').execute()
export type LeadRow = Awaited<ReturnType<typeof findLeads>>[number]

export const confirmLead = (trx: Trx, leadId: string, by: { at: Date; postId: string; onBehalf: boolean }) =>
  trx
    .updateTable('key_oversight_lead')
    .set({ confirmed_at: by.at, confirmed_by_post_id: by.postId, on_behalf: by.onBehalf })
    .where('id', '=', leadId)
    .execute()

/** Units that handle a case now. */
const isHandling = sql<boolean>`assignment.status not in ('reassigned', 'cancelled')`

/** Whether the case at hand (`suggestion`) is the reader's, and its words are open to them. */
export const isOwnAndOpen = (reader: OversightScope | null) =>
  sql<boolean>`(exists (select from party where party.case_id = suggestion.id
    and party.holder_id = ${reader?.holderId ?? null}) and ${isOpenTo(reader)})`

/** The cases with what the reader may see of them. Without a reader nothing is open. */
export const findCases = (db: Db | Trx, id: string, reader: OversightScope | null) =>
  db
    .selectFrom('key_oversight_case')
    .innerJoin('suggestion', 'suggestion.id', 'key_oversight_case.suggestion_id')
    .selectAll('key_oversight_case')
    .select([
      'suggestion.number',
      'suggestion.title',
      'suggestion.status',
      isOwnAndOpen(reader).as('is_open'),
      sql<{ id: string; name: string }[]>`coalesce((select json_agg(json_build_object('id', organ.id,
        'name', organ.short_name) order by assignment.part = 'co', assignment.id) from assignment
        join organ on organ.id = assignment.unit_id
        where assignment.suggestion_id = suggestion.id and ${isHandling}), '[]')`.as('units'),
      sql<Date | null>`(select min(assignment.assigned_at) from assignment
        where assignment.suggestion_id = suggestion.id)`.as('handed_at'),
    ])
    .where('oversight_id', '=', id)
    .orderBy('suggestion.number')
    .orderBy('suggestion.id')
    .execute()
export type CaseRow = Awaited<ReturnType<typeof findCases>>[number]

export const saveFaceReply = (trx: Trx, id: string, suggestionId: string, reply: FaceReply, postId: string) =>
  trx
    .updateTable('key_oversight_case')
    .set({
      face_replied_on: reply.repliedOn,
      face_reply_head: reply.headName,
      face_reply_note: reply.note,
      face_reply_by_post_id: postId,
    })
    .where('oversight_id', '=', id)
    .where('suggestion_id', '=', suggestionId)
    .execute()

/** The main heads of the units that handle the cases, on a day. */
export const findHeads = (db: Db | Trx, suggestionIds: readonly string[], today: string) =>
  db
    .selectFrom('assignment')
    .innerJoin('post', 'post.organ_id', 'assignment.unit_id')
    .innerJoin('person', 'person.id', 'post.person_id')
    .select(['person.id as personId', 'person.name'])
    .distinct()
    .where('assignment.suggestion_id', 'in', [...suggestionIds])
    .where(isHandling)
    .where('post.role', '=', 'unit_head')
    .where(postRuns(today))
    .execute()

/** Another oversight of the cases that has not ended. */
export const findOther = (trx: Trx, suggestionIds: readonly string[], exceptId: string) =>
  trx
    .selectFrom('key_oversight_case')
    .innerJoin('key_oversight', 'key_oversight.id', 'key_oversight_case.oversight_id')
    .innerJoin('suggestion', 'suggestion.id', 'key_oversight_case.suggestion_id')
    .select(['suggestion.number'])
    .where('suggestion_id', 'in', [...suggestionIds])
    .where('oversight_id', '<>', exceptId)
    .where('key_oversight.status', 'not in', ['concluded', 'withdrawn'])
    .limit(1)
    .executeTakeFirst()

export const findActivities = (db: Db | Trx, id: string) =>
  db
    .selectFrom('key_oversight_activity')
    .innerJoin('post', 'post.id', 'key_oversight_activity.recorded_by_post_id')
    .innerJoin('organ', 'organ.id', 'post.organ_id')
    .selectAll('key_oversight_activity')
    .select('organ.name as recorded_by')
    .where('oversight_id', '=', id)
    .orderBy('held_on', 'desc')
    .orderBy('key_oversight_activity.id', 'desc')
    .execute()
export type ActivityRow = Awaited<ReturnType<typeof findActivities>>[number]

export const insertActivity = (
  trx: Trx,
  activity: NewActivity & { id: string; oversightId: string; postId: string; at: Date },
) =>
  trx
    .insertInto('key_oversight_activity')
    .values({
      id: activity.id,
      oversight_id: activity.oversightId,
      kind: activity.kind,
      held_on: activity.heldOn,
      place: activity.place,
      people: activity.people,
      found: activity.found,
      asked: activity.asked,
      recorded_at: activity.at,
      recorded_by_post_id: activity.postId,
    })
    .execute()

export const findOversightOfActivity = async (db: Db | Trx, activityId: string): Promise<string> =>
  (
    await db
      .selectFrom('key_oversight_activity')
      .select('oversight_id')
      .where('id', '=', activityId)
      .executeTakeFirstOrThrow(absent)
  ).oversight_id

export const findSignatures = (db: Db | Trx, id: string) =>
  db
    .selectFrom('key_oversight_signature')
    .innerJoin('key_oversight_activity', 'key_oversight_activity.id', 'key_oversight_signature.activity_id')
    .selectAll('key_oversight_signature')
    .where('oversight_id', '=', id)
    .orderBy('signed_at')
    .execute()
export type SignatureRow = Awaited<ReturnType<typeof findSignatures>>[number]

export const insertSignature = (
  trx: Trx,
  signature: { activityId: string; leadId: string; at: Date; postId: string; onBehalf: boolean },
) =>
  trx
    .insertInto('key_oversight_signature')
    .values({
      activity_id: signature.activityId,
      lead_id: signature.leadId,
      signed_at: signature.at,
      signed_by_post_id: signature.postId,
      on_behalf: signature.onBehalf,
    })
    .execute()
