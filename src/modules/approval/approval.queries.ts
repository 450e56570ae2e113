import { sql } from 'kysely'
import { type Cursor, totalCountedMax } from '#kernel/page.ts'
import type { JsonObject } from '#kernel/refusal.ts'
import { Refusal } from '#kernel/refusal.ts'
import { rowImage } from '#modules/record/index.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import { containing } from '#platform/db/like.ts'
import type { ApprovalFilter, ApprovalStatus } from './approval.ts'

const approvals = (db: Db) =>
  db
    .selectFrom('approval')
    .innerJoin('person', 'person.id', 'approval.asked_by_person_id')
    .leftJoin('person as decider', 'decider.id', 'approval.decided_by_person_id')
    .select([
      'approval.id',
      'approval.congress_id',
      'approval.kind',
      'approval.subject_id',
      'approval.command',
      'approval.status',
      'approval.asked_by_person_id',
      'approval.asked_by_organ_id',
      'person.name as asked_by_name',
      'approval.asked_at',
      'decider.name as decided_by_name',
      'approval.decided_at',
      'approval.expires_at',
    ])

export type ApprovalRow = NonNullable<Awaited<ReturnType<typeof findApproval>>>

export const findApproval = (db: Db, id: string) => approvals(db).where('approval.id', '=', id).executeTakeFirst()

export const lockApproval = (trx: Trx, id: string): Promise<ApprovalRow> =>
  approvals(trx)
    .where('approval.id', '=', id)
    .forUpdate('approval')
    .executeTakeFirstOrThrow(() => new Refusal('not_found', 'approval.no_such_approval'))

/**
 * `personIds`: all rows of one person. What this person asked for, or what waits for someone of this congress and these kinds who is not the asker;
 * `ids` narrows that to what this person may decide.
 */
export type ApprovalScope =
  | { box: 'mine'; personIds: readonly string[] }
  | {
      box: 'pending'
      personIds: readonly string[]
      congressId: string
      kinds: readonly string[]
      now: Date
      ids?: readonly string[]
    }

// an expired one is read so, nobody has to have swept it
const isIn = (state: ApprovalStatus, now: Date) =>
  sql<boolean>`(case when approval.status in ('pending', 'approved') and approval.expires_at <= ${now}
    then 'expired' else approval.status end) = ${state}`

export async function findApprovals(
  db: Db,
  scope: ApprovalScope,
  { kind, state, q, sort, now }: ApprovalFilter & { now: Date },
  after: Cursor | undefined,
  limit: number,
) {
  let query = approvals(db)
  if (scope.box === 'mine') {
    query = query.where('approval.asked_by_person_id', 'in', scope.personIds)
  } else {
    if (scope.kinds.length === 0 || scope.ids?.length === 0) return { rows: [], counted: 0 }
    query = query
      .$if(scope.ids !== undefined, (narrowed) => narrowed.where('approval.id', 'in', scope.ids ?? []))
      .where('approval.congress_id', '=', scope.congressId)
      .where('approval.status', '=', 'pending')
      .where('approval.expires_at', '>', scope.now)
      .where('approval.asked_by_person_id', 'not in', scope.personIds)
      .where('approval.kind', 'in', scope.kinds)
  }
  query = query
    .$if(kind !== undefined, (found) => found.where('approval.kind', '=', kind ?? ''))
    .$if(state !== undefined, (found) => found.where(isIn(state ?? 'pending', now)))
    .$if(q !== undefined, (found) => found.where('person.name', 'like', containing(q ?? '')))
  const { counted } = await db
    .selectFrom(query.limit(totalCountedMax + 1).as('found'))
    .select((eb) => eb.fn.countAll<number>().as('counted'))
    .executeTakeFirstOrThrow()
  if (after) {
    const [askedAt, id] = [new Date(String(after[0])), String(after[1])]
    const beyond = sort === 'oldest' ? '>' : '<'
    query = query.where((eb) => eb(eb.refTuple('approval.asked_at', 'approval.id'), beyond, eb.tuple(askedAt, id)))
  }
  const rows = await query
    .orderBy('approval.asked_at', sort === 'oldest' ? 'asc' : 'desc')
    .orderBy('approval.id', sort === 'oldest' ? 'asc' : 'desc')
    .limit(limit + 1)
    .execute()
  return { rows, counted }
}

type Asked = { kind: string; subjectId: string; order?: string }

const aboutThis = ({ kind, subjectId, order }: Asked) =>
  sql<boolean>`approval.kind = ${kind} and approval.subject_id = ${subjectId}
    and coalesce(approval.command->>'order', '') = ${order ?? ''}`

/** The pending or unused approved ones of a kind about a subject, whatever their order. */
export const findOpenApprovals = (db: Db, { kind, subjectId }: Pick<Asked, 'kind' | 'subjectId'>, now: Date) =>
  approvals(db)
    .where('approval.kind', '=', kind)
    .where('approval.subject_id', '=', subjectId)
    .where('approval.status', 'in', ['pending', 'approved'])
    .where('approval.expires_at', '>', now)
    .execute()

export const findOpenAbout = (db: Db, kind: string, subjectIds: readonly string[], now: Date) =>
  approvals(db)
    .where('approval.kind', '=', kind)
    .where('approval.subject_id', 'in', subjectIds)
    .where('approval.status', '=', 'pending')
    .where('approval.expires_at', '>', now)
    .execute()

/** What was asked about the same and nobody decided or used in time gives its place to the next. */
export const expireOld = (trx: Trx, asked: Asked, now: Date) =>
  trx
    .updateTable('approval')
    .set({ status: 'expired' })
    .where(aboutThis(asked))
    .where('approval.status', 'in', ['pending', 'approved'])
    .where('approval.expires_at', '<=', now)
    .execute()

/** @returns false when one is open about the same; waits for who is asking at this moment */
export async function insertApproval(
  trx: Trx,
  row: {
    id: string
    congress_id: string
    kind: string
    subject_id: string
    command: JsonObject
    asked_by_person_id: string
    asked_by_organ_id: string | null
    asked_at: Date
    expires_at: Date
  },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('approval')
    .values({ ...row, command: JSON.stringify(row.command), status: 'pending' })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

export const saveDecision = (trx: Trx, id: string, status: ApprovalStatus, personId: string, at: Date) =>
  trx
    .updateTable('approval')
    .set({ status, decided_by_person_id: personId, decided_at: at })
    .where('id', '=', id)
    .execute()

export const saveWithdrawn = (trx: Trx, id: string, at: Date) =>
  trx.updateTable('approval').set({ status: 'withdrawn', decided_at: at }).where('id', '=', id).execute()

export const saveUsed = (trx: Trx, id: string) =>
  trx.updateTable('approval').set({ status: 'used' }).where('id', '=', id).execute()

// time ends what nobody decided or used in time, and no act
const beforeExpiry = (status: string, decidedAt: Date | null): string =>
  status !== 'expired' ? status : decidedAt === null ? 'pending' : 'approved'

/** Stored commands in the one form whose hash the record holds. */
export async function loadApprovalImages(trx: Trx, ids: readonly string[]): Promise<ReadonlyMap<string, JsonObject>> {
  const rows = await trx.selectFrom('approval').selectAll().where('id', 'in', ids).execute()
  return new Map(rows.map((row) => [row.id, { ...rowImage(row), status: beforeExpiry(row.status, row.decided_at) }]))
}
