import { type Actor, isSelf } from '#kernel/actor.ts'
import type { JsonObject } from '#kernel/refusal.ts'
import type { Db } from '#platform/db/database.ts'
import { findOpenAbout, findOpenApprovals } from './approval.queries.ts'
import type { Approving } from './approval.service.ts'

export type OrderedApproval = {
  id: string
  status: 'pending' | 'approved'
  order: string
  /** What else was stored for whoever carries it out. */
  packed: string
  decidedBy: string | null
}

/** What the actor asked for with an order, for the identity acted as, and still waits for or may use. */
export async function findOpenOrders(app: Approving, actor: Actor, kind: string): Promise<OrderedApproval[]> {
  const rows = await findOpenApprovals(app.db, { kind, subjectId: actor.acting?.id ?? '' }, app.clock.now())
  return rows
    .filter((row) => isSelf(actor, row.asked_by_person_id))
    .map(({ id, status, command, decided_by_name }) => ({
      id,
      status: status as OrderedApproval['status'],
      order: String((command as JsonObject)['order']),
      packed: String((command as JsonObject)['packed'] ?? ''),
      decidedBy: decided_by_name,
    }))
}

export type OpenSubject = {
  id: string
  askedBy: string
  askedById: string
  askedAt: Date
  expiresAt: Date
  command: JsonObject
}

/** About which of these subjects something of a kind waits for a decision; whether the reader sees them is the caller's. */
export async function findOpenSubjects(
  { clock }: Approving,
  db: Db,
  kind: string,
  subjectIds: readonly string[],
): Promise<ReadonlyMap<string, OpenSubject>> {
  if (subjectIds.length === 0) return new Map()
  const rows = await findOpenAbout(db, kind, subjectIds, clock.now())
  return new Map(
    rows.map((row) => [
      row.subject_id,
      {
        id: row.id,
        askedBy: row.asked_by_name,
        askedById: row.asked_by_person_id,
        askedAt: row.asked_at,
        expiresAt: row.expires_at,
        command: row.command as JsonObject,
      },
    ]),
  )
}
