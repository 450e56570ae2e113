import { type Actor, actsAsRole, isSelf, type Locale, rowsOf } from '#kernel/actor.ts'
import { type Cursor, decodeCursor, listMark, type Page, toPage, totalCountedMax } from '#kernel/page.ts'
import { type JsonObject, Refusal } from '#kernel/refusal.ts'
import { type EventTypeOf, type Recording, recordEvent, registerAfterImage } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import { within } from '#platform/db/within.ts'
import { type ApprovalQuery, type ApprovalView, presentApproval } from './approval.contract.ts'
import {
  type ApprovalRow,
  type ApprovalScope,
  expireOld,
  findApprovals,
  insertApproval,
  loadApprovalImages,
  lockApproval,
  saveDecision,
  saveUsed,
  saveWithdrawn,
} from './approval.queries.ts'
import {
  type ApprovalKind,
  approvalKind,
  kindsForRole,
  type ShownOnce,
  type StoredCommand,
} from './approval.registry.ts'
import { type ApprovalFilter, type ApprovalStatus, approvalDaysMax, statusAt } from './approval.ts'

const dayMs = 86_400_000

export type Approving = Recording & Pick<App, 'db'>

/** With `order`, a text in the command, the approval is for that alone, and several may be open about one subject. */
export type Ask = { kind: string; subjectId: string; command: JsonObject; order?: string }

/**
 * Stores a command until another natural person approves it; after seven days it is worth nothing. Whether the asker
 * may ask at all is for the caller to say. Refuses `approval.asked_already` and `approval.acting_needed`.
 */
export async function askApproval(app: Approving, trx: Trx, actor: Actor, ask: Ask): Promise<string> {
  if (!approvalKind(ask.kind)) throw new Error(`no executor for approvals of the kind ${ask.kind}`)
  if (!actor.acting) throw new Refusal('forbidden', 'approval.acting_needed')
  const now = app.clock.now()
  const id = app.ids.uuid()
  await expireOld(trx, ask, now)
  const isFirst = await insertApproval(trx, {
    id,
    congress_id: actor.acting.congressId,
    kind: ask.kind,
    subject_id: ask.subjectId,
    command: ask.command,
    asked_by_person_id: actor.personId,
    asked_by_organ_id: actor.acting.kind === 'post' ? actor.acting.organId : null,
    asked_at: now,
    expires_at: new Date(now.getTime() + approvalDaysMax * dayMs),
  })
  if (!isFirst) throw new Refusal('conflict', 'approval.asked_already')
  await note(app, trx, actor, id, 'approval.asked', { kind: ask.kind, subjectId: ask.subjectId })
  return id
}

/** What the actor asked for (`mine`), or what the actor can decide (`pending`). */
async function listApprovals(
  app: App,
  actor: Actor,
  { box, ...filter }: ApprovalFilter & { box: 'mine' | 'pending' },
  after: Cursor | undefined,
  limit: number,
) {
  const { acting } = actor
  const personIds = rowsOf(actor)
  const now = app.clock.now()
  const asked = { ...filter, now }
  if (box === 'mine') return findApprovals(app.db, { box, personIds }, asked, after, limit)
  const scope: ApprovalScope = {
    box,
    personIds,
    congressId: acting?.congressId ?? '',
    kinds: acting?.kind === 'post' ? kindsForRole(acting.role) : [],
    now,
  }
  // after a week they are gone, so there are never more than a page or two to ask about
  const { rows } = await findApprovals(app.db, scope, asked, undefined, totalCountedMax)
  const ids: string[] = []
  for (const row of rows) if (await mayDecide(app, actor, row)) ids.push(row.id)
  return findApprovals(app.db, { ...scope, ids }, asked, after, limit)
}

/** Whether the command itself would let this actor decide: asked as it is asked at the decision, without a lock. */
async function mayDecide(app: App, actor: Actor, row: ApprovalRow): Promise<boolean> {
  const how = approvalKind(row.kind)
  if (!(await isTold(app, app.db, actor, row, how))) return false
  try {
    await how?.mayApprove?.(app, app.db, actor, storedOf(row))
    return true
  } catch (error) {
    if (error instanceof Refusal) return false
    throw error
  }
}

/** A page of them as the reader is told of them. */
export async function pageOfApprovals(
  app: App,
  actor: Actor,
  { cursor, limit, ...filter }: ApprovalQuery,
  locale: Locale,
): Promise<Page<ApprovalView>> {
  const list = listMark('approvals', filter)
  const { rows, counted } = await listApprovals(
    app,
    actor,
    filter,
    decodeCursor(cursor, ['instant', 'id'], list),
    limit,
  )
  const now = app.clock.now()
  const subjects = await describeApprovals(app, rows.slice(0, limit), locale)
  return toPage(
    rows,
    limit,
    counted,
    (row) => [row.asked_at.toISOString(), row.id],
    (row) => presentApproval(row, now, subjects.get(row.id) ?? ''),
    list,
  )
}

/** What stored commands are about, in words, by id; nothing where the kind says it all. */
export async function describeApprovals(
  app: App,
  rows: readonly ApprovalRow[],
  locale: Locale,
): Promise<ReadonlyMap<string, string>> {
  const subjects = new Map<string, string>()
  for (const [kind, ofKind] of Map.groupBy(rows, (row) => row.kind)) {
    const told = (await approvalKind(kind)?.describe?.(app, ofKind.map(storedOf), locale)) ?? []
    for (const [at, { id }] of ofKind.entries()) subjects.set(id, told[at] ?? '')
  }
  return subjects
}

export type Decided = { row: ApprovalRow; result: ShownOnce | null }

/**
 * Approves, and carries the command out in the same transaction; `result` is shown this once.
 * Refuses `approval.no_such_approval`, `.own_request`, `.not_pending`, `.expired`, and what the command itself refuses.
 */
export function approve(app: App, actor: Actor, id: string): Promise<Decided> {
  return app.db.transaction().execute(async (trx) => {
    const { row, how } = await lockForDecision(app, trx, actor, id)
    const stored = storedOf(row)
    await how.mayApprove?.(app, trx, actor, stored)
    await saveDecision(trx, id, 'approved', actor.personId, app.clock.now())
    const data = { kind: row.kind, subjectId: row.subject_id }
    // carried out at once, it can be used for nothing else
    await note(app, trx, actor, id, 'approval.approved', data, how.execute ? { becomes: 'used' } : {})
    if (!how.execute) return { row: { ...row, status: 'approved' }, result: null }
    const result = await how.execute(app, trx, actor, stored)
    await saveUsed(trx, id)
    return { row: { ...row, status: 'used' }, result }
  })
}

/** Refuses as {@link approve} does. */
export function decline(app: App, actor: Actor, id: string, reason: string): Promise<Decided> {
  return app.db.transaction().execute(async (trx) => {
    const { row, how } = await lockForDecision(app, trx, actor, id)
    await how.mayApprove?.(app, trx, actor, storedOf(row))
    await saveDecision(trx, id, 'declined', actor.personId, app.clock.now())
    const data = { kind: row.kind, subjectId: row.subject_id }
    await note(app, trx, actor, id, 'approval.declined', data, { words: reason })
    await how.declined?.(app, trx, actor, storedOf(row), reason)
    return { row: { ...row, status: 'declined' }, result: null }
  })
}

async function lockForDecision(app: App, trx: Trx, actor: Actor, id: string) {
  const row = await lockApproval(trx, id)
  const how = approvalKind(row.kind)
  const isAsker = isSelf(actor, row.asked_by_person_id)
  if (!how || !(isAsker || (await isSeenBy(app, trx, actor, row, how)))) {
    throw new Refusal('not_found', 'approval.no_such_approval')
  }
  // by person, not by post: one person may hold both posts
  if (isAsker) throw new Refusal('forbidden', 'approval.own_request')
  checkPending(row, app.clock.now())
  return { row, how }
}

function checkPending(row: Pick<ApprovalRow, 'status' | 'expires_at'>, now: Date): void {
  const status = statusAt({ status: row.status as ApprovalStatus, expiresAt: row.expires_at }, now)
  if (status === 'expired') throw new Refusal('too_late', 'approval.expired')
  if (status !== 'pending') throw new Refusal('conflict', 'approval.not_pending', { status })
}

const isSeenBy = async (app: App, trx: Trx, actor: Actor, row: ApprovalRow, how: ApprovalKind): Promise<boolean> =>
  actor.acting?.congressId === row.congress_id &&
  actsAsRole(actor, ...how.approverRoles) &&
  (await isTold(app, within(trx), actor, row, how))

const isTold = async (app: App, db: Db, actor: Actor, row: ApprovalRow, how: ApprovalKind | undefined) =>
  (await how?.isToldTo?.(app, db, actor, storedOf(row))) ?? true

const storedOf = (row: ApprovalRow): StoredCommand => ({
  id: row.id,
  congressId: row.congress_id,
  subjectId: row.subject_id,
  command: row.command as JsonObject,
  askedBy: row.asked_by_person_id,
  askedByOrganId: row.asked_by_organ_id,
})

/** For kinds without an executor: the asker uses the approval, once. Refuses `approval.not_approved`, `.expired`. */
export async function spendApproval(
  app: Approving,
  trx: Trx,
  actor: Actor,
  id: string,
  kind: string,
): Promise<StoredCommand> {
  const row = await lockApproval(trx, id)
  const isMine = isSelf(actor, row.asked_by_person_id) && row.kind === kind
  if (!isMine) throw new Refusal('not_found', 'approval.no_such_approval')
  const status = statusAt({ status: row.status as ApprovalStatus, expiresAt: row.expires_at }, app.clock.now())
  if (status === 'expired') throw new Refusal('too_late', 'approval.expired')
  if (status !== 'approved') throw new Refusal('conflict', 'approval.not_approved', { status })
  await saveUsed(trx, id)
  await note(app, trx, actor, id, 'approval.used', { kind: row.kind, subjectId: row.subject_id })
  return storedOf(row)
}

/**
 * The asker takes back what nobody has decided yet; it gives its place to the next.
 * Refuses `approval.no_such_approval`, `.not_pending`, `.expired`.
 */
export async function withdrawApproval(
  app: Approving,
  trx: Trx,
  actor: Actor,
  id: string,
  kind: string,
): Promise<StoredCommand> {
  const row = await lockApproval(trx, id)
  const isMine = isSelf(actor, row.asked_by_person_id) && row.kind === kind
  if (!isMine) throw new Refusal('not_found', 'approval.no_such_approval')
  checkPending(row, app.clock.now())
  await saveWithdrawn(trx, id, app.clock.now())
  await note(app, trx, actor, id, 'approval.withdrawn', { kind: row.kind, subjectId: row.subject_id })
  return storedOf(row)
}

async function note(
  app: Approving,
  trx: Trx,
  actor: Actor,
  id: string,
  type: EventTypeOf<'approval'>,
  data: JsonObject,
  { words, becomes }: { words?: string; becomes?: ApprovalStatus } = {},
): Promise<void> {
  const image = (await loadApprovalImages(trx, [id])).get(id)
  await recordEvent(app, trx, {
    type,
    subjectKind: 'approval',
    subjectId: id,
    actor,
    data,
    after: image ? { ...image, ...(becomes && { status: becomes }) } : null,
    ...(words ? { note: words } : {}),
  })
}

registerAfterImage('approval', loadApprovalImages, { table: 'approval', bareEvent: 'approval.asked' })
