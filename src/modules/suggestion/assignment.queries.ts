import { Refusal } from '#kernel/refusal.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import type { AssignmentPart, AssignmentState, Grade, ReplyClass } from './suggestion.ts'

export const insertAssignments = (
  trx: Trx,
  suggestionId: string,
  units: readonly { id: string; unitId: string; part: AssignmentPart; replacesId?: string }[],
) =>
  trx
    .insertInto('assignment')
    .values(
      units.map(({ id, unitId, part, replacesId }) => ({
        id,
        suggestion_id: suggestionId,
        unit_id: unitId,
        part,
        status: 'proposed',
        replaces_id: replacesId ?? null,
      })),
    )
    .execute()

export const deleteProposed = (trx: Trx, suggestionId: string) =>
  trx.deleteFrom('assignment').where('suggestion_id', '=', suggestionId).where('status', '=', 'proposed').execute()

type AssignmentChange = {
  status?: AssignmentState
  round?: number
  rounds_before?: number
  assigned_at?: Date
  acknowledged_at?: Date
  acknowledged_by_person_id?: string
  return_reason?: string | null
  co_opinion?: string
  co_opinion_at?: Date | null
  co_opinion_return_reason?: string
  reminded_at?: Date
}

export const saveAssignment = (trx: Trx, id: string, change: AssignmentChange) =>
  trx
    .updateTable('assignment')
    .set((eb) => ({ ...change, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute()

export const insertReply = (
  trx: Trx,
  reply: {
    id: string
    assignmentId: string
    round: number
    revision: number
    body: string
    class: ReplyClass
    draftedBy: string
    at: Date
  },
) =>
  trx
    .insertInto('reply')
    .values({
      id: reply.id,
      assignment_id: reply.assignmentId,
      round: reply.round,
      revision: reply.revision,
      body: reply.body,
      class: reply.class,
      drafted_by_person_id: reply.draftedBy,
      drafted_at: reply.at,
    })
    .execute()

export const signReply = (trx: Trx, id: string, personId: string, at: Date) =>
  trx.updateTable('reply').set({ signed_by_person_id: personId, signed_at: at }).where('id', '=', id).execute()

export const reviewReplyBy = (trx: Trx, id: string, personId: string, at: Date) =>
  trx.updateTable('reply').set({ reviewed_by_person_id: personId, reviewed_at: at }).where('id', '=', id).execute()

export async function sendReplyTo(trx: Trx, id: string, mandateIds: readonly string[], at: Date): Promise<void> {
  await Promise.all([
    trx.updateTable('reply').set({ sent_at: at }).where('id', '=', id).execute(),
    trx
      .insertInto('reply_receipt')
      .values(mandateIds.map((mandate) => ({ reply_id: id, mandate_id: mandate, sent_at: at })))
      .execute(),
  ])
}

/** The answer as it was sent to a deputy, under whichever of their mandates of the congress. */
export const findReplyReceipt = (db: Db | Trx, replyId: string, personId: string, congressId: string) =>
  db
    .selectFrom('reply_receipt')
    .innerJoin('reply', 'reply.id', 'reply_receipt.reply_id')
    .innerJoin('assignment', 'assignment.id', 'reply.assignment_id')
    .innerJoin('mandate', 'mandate.id', 'reply_receipt.mandate_id')
    .select(['assignment.suggestion_id', 'reply_receipt.mandate_id', 'reply_receipt.read_at'])
    .where('reply_id', '=', replyId)
    .where('mandate.person_id', '=', personId)
    .where('mandate.congress_id', '=', congressId)
    .orderBy('reply_receipt.read_at', (order) => order.asc().nullsFirst())
    .executeTakeFirstOrThrow(() => new Refusal('not_found', 'suggestion.not_found'))

export const markRead = (trx: Trx, replyId: string, mandateId: string, at: Date) =>
  trx
    .updateTable('reply_receipt')
    .set({ read_at: at })
    .where('reply_id', '=', replyId)
    .where('mandate_id', '=', mandateId)
    .where('read_at', 'is', null)
    .execute()

export const insertEvaluation = (
  trx: Trx,
  round: {
    id: string
    suggestionId: string
    assignmentId: string
    round: number
    evaluatorKind: 'lead' | 'cosigner' | 'deputy_office'
    at: Date
  },
) =>
  trx
    .insertInto('evaluation_round')
    .values({
      id: round.id,
      suggestion_id: round.suggestionId,
      assignment_id: round.assignmentId,
      round: round.round,
      status: 'open',
      evaluator_kind: round.evaluatorKind,
      opened_at: round.at,
    })
    .execute()

export const castEvaluation = (
  trx: Trx,
  id: string,
  cast: { attitude: Grade; result: Grade; opinion: string; personId: string; at: Date },
) =>
  trx
    .updateTable('evaluation_round')
    .set({
      status: 'cast',
      attitude: cast.attitude,
      result: cast.result,
      opinion: cast.opinion,
      cast_by_person_id: cast.personId,
      cast_at: cast.at,
    })
    .where('id', '=', id)
    .where('status', '=', 'open')
    .execute()

export const expireEvaluation = (trx: Trx, id: string) =>
  trx
    .updateTable('evaluation_round')
    .set({ status: 'expired' })
    .where('id', '=', id)
    .where('status', '=', 'open')
    .executeTakeFirstOrThrow()

export const saveEvaluator = (trx: Trx, id: string, evaluatorKind: 'lead' | 'cosigner' | 'deputy_office') =>
  trx.updateTable('evaluation_round').set({ evaluator_kind: evaluatorKind }).where('id', '=', id).execute()

export const findEvaluationCase = async (db: Db, roundId: string): Promise<string | undefined> =>
  (
    await db
      .selectFrom('evaluation_round')
      .select('suggestion_id')
      .where('id', '=', roundId)
      .where('status', '=', 'open')
      .executeTakeFirst()
  )?.suggestion_id

export const insertConsultation = (
  trx: Trx,
  row: {
    id: string
    assignmentId: string
    mandateId: string
    means: string
    heldOn: string
    summary: string
    notedBy: string
  },
) =>
  trx
    .insertInto('consultation')
    .values({
      id: row.id,
      assignment_id: row.assignmentId,
      mandate_id: row.mandateId,
      means: row.means,
      held_on: row.heldOn,
      summary: row.summary,
      noted_by_person_id: row.notedBy,
    })
    .execute()

export const confirmConsultation = (trx: Trx, id: string, at: Date) =>
  trx.updateTable('consultation').set({ confirmed_at: at }).where('id', '=', id).execute()
