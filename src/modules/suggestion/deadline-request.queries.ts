import type { RulePeriod } from '#modules/rules/index.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import type { DeadlineRequestKind, DeadlineRequestState } from './suggestion-deadlines.ts'

export const findDeadlineRequests = (db: Db | Trx, suggestionId: string) =>
  db
    .selectFrom('deadline_request')
    .selectAll()
    .where('suggestion_id', '=', suggestionId)
    .orderBy('asked_at')
    .orderBy('id')
    .execute()

export const insertDeadlineRequest = (
  trx: Trx,
  request: {
    id: string
    suggestionId: string
    assignmentId: string
    kind: DeadlineRequestKind
    more: RulePeriod | null
    reason: string
    askedBy: string
    at: Date
  },
) =>
  trx
    .insertInto('deadline_request')
    .values({
      id: request.id,
      suggestion_id: request.suggestionId,
      assignment_id: request.assignmentId,
      kind: request.kind,
      status: 'asked',
      n: request.more?.n ?? null,
      unit: request.more?.unit ?? null,
      reason: request.reason,
      asked_by_person_id: request.askedBy,
      asked_at: request.at,
    })
    .execute()

export const saveDeadlineRequest = (
  trx: Trx,
  id: string,
  change: {
    status: DeadlineRequestState
    decided_by_person_id?: string | null
    decided_at?: Date
    decision_reason?: string | null
    ended_at?: Date
  },
) => trx.updateTable('deadline_request').set(change).where('id', '=', id).execute()

/** What was asked for a part that is over: never decided, or no longer of use. */
export async function settleDeadlineRequests(trx: Trx, assignmentIds: readonly string[], at: Date): Promise<void> {
  if (assignmentIds.length === 0) return
  await trx
    .updateTable('deadline_request')
    .set((eb) => ({
      status: eb.case().when('status', '=', 'asked').then('lapsed').else('ended').end(),
      ended_at: at,
    }))
    .where('assignment_id', 'in', assignmentIds)
    .where((eb) =>
      eb.or([eb('status', '=', 'asked'), eb.and([eb('kind', '=', 'pause'), eb('status', '=', 'granted')])]),
    )
    .execute()
}
