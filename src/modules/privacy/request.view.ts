import { type Actor, isSelf } from '#kernel/actor.ts'
import type { App } from '#platform/app.ts'
import type { RequestRow, RequestView, TrackedRequest } from './privacy.contract.ts'
import { isOwn } from './privacy.policy.ts'
import type { MessageRecord, RequestRecord } from './privacy.queries.ts'
import { officeMoves, type RefusalGround, type RequestKind, type RequestState, requestProcess } from './privacy.ts'
import { readMessage } from './request.record.ts'

const headingOf = (row: RequestRecord, now: Date) => ({
  id: row.id,
  number: row.number,
  kind: row.kind as RequestKind,
  channel: row.channel as 'portal' | 'workbench',
  state: row.status as RequestState,
  receivedAt: row.received_at.toISOString(),
  dueBefore: row.due_before.toISOString(),
  endedAt: row.ended_at?.toISOString() ?? null,
  isLate: row.due_before <= (row.ended_at ?? now),
})

export const presentRow = (row: RequestRecord, now: Date): RequestRow => ({
  ...headingOf(row, now),
  isSuspect: row.is_suspect,
})

export function presentRequest(
  app: App,
  actor: Actor,
  row: RequestRecord,
  messages: readonly MessageRecord[],
): RequestView {
  const isProposer = row.status === 'proposed' && isSelf(actor, row.proposed_by_person_id)
  const moves = isOwn(actor, row) ? [] : officeMoves(row.kind as RequestKind, row.status as RequestState)
  return {
    ...presentRow(row, app.clock.now()),
    ground: row.ground as RefusalGround | null,
    noticeVersion: row.notice_version,
    hasContact: row.contact_cipher !== null || (row.person_id !== null && row.erased_at === null),
    isErased: row.erased_at !== null,
    messages: messages.map((one) => readMessage(app, one)),
    allowed: moves.filter((move) => !(isProposer && move === 'confirm')),
    waitsForAnother: isProposer,
    version: row.version,
  }
}

/** For who asked: the same facts, nothing of the screening and of who handles it. */
export const presentTracked = (app: App, row: RequestRecord, messages: readonly MessageRecord[]): TrackedRequest => ({
  ...headingOf(row, app.clock.now()),
  // that a second person has still to confirm is the office's own affair
  state: row.status === 'proposed' ? 'accepted' : (row.status as RequestState),
  ground: row.ground as RefusalGround | null,
  noticeVersion: row.notice_version,
  messages: messages.filter(({ request_id }) => request_id === row.id).map((one) => readMessage(app, one)),
  maySupply: requestProcess.allows(row.status as RequestState, 'supply'),
})
