import type { Db, Trx } from '#platform/db/database.ts'
import type { Party, TodoEntry } from './party.ts'

type CaseFacts = { caseId: string; caseKind: string; confidential: boolean; changedAt: Date }

export type Awaited = { holderId: string; todo: string }

/**
 * Puts the parties of a case as a whole: what is not named any more has nothing to do with it any more. Tells for whom
 * something new waits, so that they hear of it once.
 */
export async function replaceParties(trx: Trx, of: CaseFacts, parties: readonly Party[]): Promise<Awaited[]> {
  const before = await trx
    .deleteFrom('party')
    .where('case_id', '=', of.caseId)
    .returning(['holder_id', 'todo'])
    .execute()
  const known = new Set(before.map(({ holder_id, todo }) => `${holder_id} ${todo}`))
  const awaited = parties.flatMap(({ holderId, todo }) => (todo === null ? [] : [{ holderId, todo }]))
  if (parties.length === 0) return []
  await trx
    .insertInto('party')
    .values(
      parties.map((party) => ({
        holder_id: party.holderId,
        case_id: of.caseId,
        role: party.role,
        case_kind: of.caseKind,
        confidential: of.confidential,
        state: party.state,
        todo: party.todo,
        due_before: party.dueBefore,
        changed_at: of.changedAt,
        until: party.until,
      })),
    )
    .execute()
  return awaited.filter(({ holderId, todo }) => !known.has(`${holderId} ${todo}`))
}

export async function isParty(db: Db | Trx, holderId: string, caseId: string): Promise<boolean> {
  const row = await db
    .selectFrom('party')
    .select('case_id')
    .where('holder_id', '=', holderId)
    .where('case_id', '=', caseId)
    .executeTakeFirst()
  return row !== undefined
}

export const todoShownMax = 200

/** What waits for a holder, soonest first; things without a date last. */
export async function findTodo(db: Db, holderId: string): Promise<TodoEntry[]> {
  const rows = await db
    .selectFrom('party')
    .select(['case_id', 'case_kind', 'todo', 'due_before', 'changed_at'])
    .where('holder_id', '=', holderId)
    .where('todo', 'is not', null)
    .orderBy('due_before', (order) => order.asc().nullsLast())
    .orderBy('case_id')
    .limit(todoShownMax)
    .execute()
  return rows.map((row) => ({
    caseId: row.case_id,
    caseKind: row.case_kind,
    todo: row.todo ?? '',
    dueBefore: row.due_before,
    changedAt: row.changed_at,
  }))
}
