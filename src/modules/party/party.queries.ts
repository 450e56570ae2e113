import type { Db, Trx } from '#platform/db/database.ts'
import type { Party, TodoEntry } from './party.ts'

type CaseFacts = { caseId: string; caseKind: string; confidential: boolean; changedAt: Date }

/** Puts the parties of a case as a whole: what is not named any more has nothing to do with it any more. */
export async function replaceParties(trx: Trx, of: CaseFacts, parties: readonly Party[]): Promise<void> {
  await trx.deleteFrom('party').where('case_id', '=', of.caseId).execute()
  if (parties.length === 0) return
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
