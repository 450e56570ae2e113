import { sql } from 'kysely'
import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/refusal.ts'
import { hasLine, isOpenTo } from '#modules/party/index.ts'
import { type Condition, isOneOf } from '#platform/db/condition.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import type { Scope } from './suggestion.policy.ts'
import { isOpenForCosigning, suggestionProcess } from './suggestion.ts'

// What one may not see does not exist, and takes no other time: the right stands in the WHERE of the first statement that
// asks for a row, so that a hidden one and none at all end with the same statement.

/** Whether the case in the row `of` (a suggestion) is there for a reader. */
export function isSeenBy(scope: Scope | null, of = 'suggestion'): Condition {
  if (!scope) return sql<boolean>`false`
  const isAmong = scope.caseIds ? isOneOf(`${of}.id`, scope.caseIds) : sql<boolean>`true`
  // for a program a confidential case is not there at all, whoever may read it
  const isOpen = isOpenTo(scope.isProgram ? null : scope, of)
  return sql<boolean>`(${hasLine(scope.holderId, `${of}.id`)} and ${isAmong} and ${isOpen})`
}

/** The same of the case whose id stands in this column. */
export const seesCaseIn = (scope: Scope | null, caseColumn: string): Condition =>
  sql<boolean>`exists (select from suggestion seen where seen.id = ${sql.ref(caseColumn)} and ${isSeenBy(scope, 'seen')})`

const absent = () => new Refusal('not_found', 'suggestion.not_found')

export const findSeen = (db: Db | Trx, scope: Scope | null, id: string) =>
  db.selectFrom('suggestion').selectAll().where('id', '=', id).where(isSeenBy(scope)).executeTakeFirst()

export async function getSeen(db: Db | Trx, scope: Scope | null, id: string) {
  const row = await findSeen(db, scope, id)
  if (!row) throw absent()
  return row
}

/** Holds a case that is there for the reader, and asks once more: while it was waited for it may have been taken away. */
export async function lockSeen(trx: Trx, scope: Scope | null, id: string) {
  const locking = trx
    .selectFrom('suggestion')
    .select('id')
    .where('id', '=', id)
    .where(isSeenBy(scope))
    .forUpdate()
    .executeTakeFirstOrThrow(absent)
  // the second begins when the first has its lock, and sees what was done until then
  const [, seen] = await Promise.all([locking, getSeen(trx, scope, id)])
  return seen
}

type Part = 'assignment' | 'commitment' | 'deadline_request'

/** The case of one of its parts: it is locked first, so that all who act on it queue in one order. */
export const caseOfPart = async (db: Db, scope: Scope | null, part: Part, id: string): Promise<string> =>
  (
    await db
      .selectFrom(part)
      .select('suggestion_id')
      .where('id', '=', id)
      .where(seesCaseIn(scope, `${part}.suggestion_id`))
      .executeTakeFirstOrThrow(absent)
  ).suggestion_id

export const caseOfConsultation = async (db: Db, scope: Scope | null, id: string): Promise<string> =>
  (
    await db
      .selectFrom('consultation')
      .innerJoin('assignment', 'assignment.id', 'consultation.assignment_id')
      .select('assignment.suggestion_id')
      .where('consultation.id', '=', id)
      .where(seesCaseIn(scope, 'assignment.suggestion_id'))
      .executeTakeFirstOrThrow(absent)
  ).suggestion_id

const openStates = sql.join(suggestionProcess.states.filter(isOpenForCosigning).map((state) => sql.lit(state)))

/** A draft that a colleague may join, as far as its row tells: its files are read before one puts one's name under it. */
const isJoinable = ({ acting }: Actor): Condition =>
  acting?.kind === 'mandate'
    ? sql<boolean>`exists (select from suggestion joinable where joinable.id = attachment.case_id
        and joinable.welcomes_cosigners and not joinable.confidential and joinable.status in (${openStates})
        and joinable.congress_id = ${acting.congressId} and joinable.term_id = ${acting.termId})`
    : sql<boolean>`false`

/** Whether the case of the file in the row of `attachment` is there for the reader. */
export const isFileNear = (scope: Scope | null, actor: Actor): Condition =>
  sql<boolean>`(${seesCaseIn(scope, 'attachment.case_id')}
    or (attachment.place = 'draft' and ${isJoinable(actor)}))`
