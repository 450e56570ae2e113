import { sql } from 'kysely'
import { type JsonObject, type JsonValue, Refusal } from '#kernel/refusal.ts'
import { isOpenTo } from '#modules/party/index.ts'
import { rowImage } from '#modules/record/index.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import type { MeetingDraft } from './handover.contract.ts'
import type { MeetingScope } from './handover.policy.ts'
import { type MeetingState, openStates } from './handover.ts'

const absent = () => new Refusal('not_found', 'handover.not_found')

export const getMeetingRow = (db: Db | Trx, id: string) =>
  db.selectFrom('handover_meeting').selectAll().where('id', '=', id).executeTakeFirstOrThrow(absent)
export type MeetingRecord = Awaited<ReturnType<typeof getMeetingRow>>

const columnsOf = (draft: MeetingDraft) => ({
  title: draft.title,
  line: draft.line,
  held_on: draft.heldOn,
  place: draft.place,
  note: draft.note,
})

export const insertMeeting = (
  trx: Trx,
  draft: MeetingDraft,
  of: { id: string; congressId: string; organId: string; at: Date },
) =>
  trx
    .insertInto('handover_meeting')
    .values({
      ...columnsOf(draft),
      id: of.id,
      congress_id: of.congressId,
      organ_id: of.organId,
      status: 'planned',
      created_at: of.at,
      changed_at: of.at,
    })
    .execute()

export const saveMeeting = (trx: Trx, id: string, draft: MeetingDraft) =>
  trx.updateTable('handover_meeting').set(columnsOf(draft)).where('id', '=', id).execute()

export const changeMeetingRow = (
  trx: Trx,
  id: string,
  change: Partial<{ status: MeetingState; begun_at: Date; minutes: string }>,
) => trx.updateTable('handover_meeting').set(change).where('id', '=', id).execute()

export const touchMeeting = (trx: Trx, id: string, at: Date) =>
  trx
    .updateTable('handover_meeting')
    .set((eb) => ({ version: eb('version', '+', 1), changed_at: at }))
    .where('id', '=', id)
    .execute()

/** What is picked twice, or waits for another meeting already, is left where it is. */
export async function insertPicks(trx: Trx, id: string, suggestionIds: readonly string[], at: Date): Promise<string[]> {
  const rows = await trx
    .insertInto('handover_case')
    .values(
      suggestionIds.map((suggestionId) => ({
        meeting_id: id,
        suggestion_id: suggestionId,
        status: 'picked',
        picked_at: at,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning('suggestion_id')
    .execute()
  return rows.map(({ suggestion_id }) => suggestion_id)
}

/** What was not handed over and is not being handed over can be taken from the list. */
export const deletePicks = async (trx: Trx, id: string, suggestionId?: string): Promise<bigint> =>
  (
    await trx
      .deleteFrom('handover_case')
      .where('meeting_id', '=', id)
      .where('status', 'in', ['picked', 'failed'])
      .$if(suggestionId !== undefined, (query) => query.where('suggestion_id', '=', suggestionId ?? ''))
      .executeTakeFirst()
  ).numDeletedRows

// what was withdrawn, or handed over elsewhere, waits for no meeting
const isOpen = sql<boolean>`exists (select from suggestion s
  where s.id = handover_case.suggestion_id and s.status = any(${[...openStates]}))`

/** Takes the next one that nobody has taken; undefined when there is none left. */
export async function claimNext(db: Db, id: string, at: Date): Promise<string | undefined> {
  const { rows } = await sql<{ suggestion_id: string }>`
    update handover_case set status = 'handing', claimed_at = ${at}
    where meeting_id = ${id} and suggestion_id = (
      select suggestion_id from handover_case where meeting_id = ${id} and status = 'picked' and ${isOpen}
      order by suggestion_id limit 1 for update skip locked)
    returning suggestion_id`.execute(db)
  return rows[0]?.suggestion_id
}

export const settlePick = (
  db: Db,
  id: string,
  suggestionId: string,
  result: { handedAt: Date } | { code: string; data: JsonObject },
) =>
  db
    .updateTable('handover_case')
    .set(
      'handedAt' in result
        ? { status: 'handed_over', handed_at: result.handedAt }
        : { status: 'failed', refusal_code: result.code, refusal_data: JSON.stringify(result.data) },
    )
    .where('meeting_id', '=', id)
    .where('suggestion_id', '=', suggestionId)
    .where('status', '=', 'handing')
    .execute()

/** What was cut off while it was being handed over: handed over after all, or free again. */
export async function settleLeft(trx: Trx, id: string, claimedBefore: Date): Promise<void> {
  await sql`
    update handover_case c set
      status = case when s.assigned_at is not null and s.status not in ('accepted', 'pre_assignment')
        then 'handed_over' else 'picked' end,
      handed_at = case when s.assigned_at is not null and s.status not in ('accepted', 'pre_assignment')
        then s.assigned_at end,
      claimed_at = null
    from suggestion s
    where s.id = c.suggestion_id and c.meeting_id = ${id} and c.status = 'handing'
      and c.claimed_at < ${claimedBefore}`.execute(trx)
}

/** What could not be handed over is tried again. */
export const retryFailed = (trx: Trx, id: string) =>
  trx
    .updateTable('handover_case')
    .set({ status: 'picked', refusal_code: null, refusal_data: null, claimed_at: null })
    .where('meeting_id', '=', id)
    .where('status', '=', 'failed')
    .where(isOpen)
    .execute()

/** How many wait to be handed over. */
export const countWaiting = async (db: Db | Trx, id: string): Promise<number> =>
  (
    await db
      .selectFrom('handover_case')
      .select(sql<number>`count(*)::int`.as('count'))
      .where('meeting_id', '=', id)
      .where('status', '=', 'picked')
      .where(isOpen)
      .executeTakeFirstOrThrow()
  ).count

/** Whether somebody is named who shall answer; without one there is nobody to hand it to. */
export const isPlanned = async (db: Db, suggestionId: string): Promise<boolean> =>
  (await db
    .selectFrom('assignment')
    .select('id')
    .where('suggestion_id', '=', suggestionId)
    .where('status', '=', 'proposed')
    .limit(1)
    .executeTakeFirst()) !== undefined

export type CaseUnit = {
  unitId: string
  /** Who took the unit over, else the unit itself. */
  actingUnitId: string
  unitName: string
  part: 'lead' | 'co' | 'separate'
  assignmentId: string
}

/** The cases of a meeting with the units they go to; a unit sees those that were handed to it. */
export const findMeetingCases = (db: Db | Trx, id: string, scope: MeetingScope | null) =>
  db
    .selectFrom('handover_case')
    .innerJoin('suggestion', 'suggestion.id', 'handover_case.suggestion_id')
    .selectAll('handover_case')
    .select([
      'suggestion.number',
      'suggestion.title',
      'suggestion.confidential',
      'suggestion.status as state',
      isOpenTo(scope).as('is_open'),
      sql<CaseUnit[]>`coalesce((select json_agg(json_build_object('unitId', organ.id,
        'actingUnitId', coalesce(organ.acting_id, organ.id), 'unitName', organ.name, 'part', assignment.part, 'assignmentId', assignment.id) order by assignment.part = 'co', assignment.id)
        from assignment join organ on organ.id = assignment.unit_id
        where assignment.suggestion_id = suggestion.id
          and assignment.status not in ('reassigned', 'cancelled')), '[]')`.as('units'),
    ])
    .where('meeting_id', '=', id)
    .$if(scope !== null && scope.unitId !== null, (query) =>
      query.where('handover_case.status', '=', 'handed_over').where(
        sql<boolean>`exists (select from assignment a where a.suggestion_id = suggestion.id
            and a.unit_id in (select id from organ where id = ${scope?.unitId ?? null} or acting_id = ${scope?.unitId ?? null})
            and a.status not in ('reassigned', 'cancelled'))`,
      ),
    )
    .orderBy('suggestion.number')
    .orderBy('suggestion.id')
    .execute()
export type MeetingCaseRow = Awaited<ReturnType<typeof findMeetingCases>>[number]

export const findSignatures = (db: Db | Trx, id: string) =>
  db.selectFrom('handover_signature').selectAll().where('meeting_id', '=', id).orderBy('unit_id').execute()

/** Undefined when the unit has signed already. */
export const insertSignature = (
  trx: Trx,
  signature: { meetingId: string; unitId: string; note: string; at: Date; postId: string },
) =>
  trx
    .insertInto('handover_signature')
    .values({
      meeting_id: signature.meetingId,
      unit_id: signature.unitId,
      note: signature.note,
      signed_at: signature.at,
      signed_by_post_id: signature.postId,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('unit_id')
    .executeTakeFirst()

/**
 * The rows of meetings in the one form whose hash the record holds. What stands on the list is in it; how far each case
 * has come is not, for that is told by the case itself.
 */
export async function loadMeetingImages(trx: Trx, ids: readonly string[]): Promise<ReadonlyMap<string, JsonValue>> {
  const images = new Map<string, JsonValue>()
  for (const id of ids) {
    const row = await trx.selectFrom('handover_meeting').selectAll().where('id', '=', id).executeTakeFirst()
    if (!row) continue
    const listed = await trx
      .selectFrom('handover_case')
      .select(['suggestion_id', 'picked_at'])
      .where('meeting_id', '=', id)
      .orderBy('suggestion_id')
      .execute()
    images.set(id, {
      meeting: rowImage(row),
      signatures: (await findSignatures(trx, id)).map(rowImage),
      cases: listed.map(rowImage),
    })
  }
  return images
}
