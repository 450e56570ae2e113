import { sql } from 'kysely'
import type { Db, Trx } from '#platform/db/database.ts'
import type { Party, TodoEntry } from './party.ts'

type CaseFacts = { caseId: string; caseKind: string; confidential: boolean; changedAt: Date }

export type Awaiting = { holderId: string; todo: string }

/**
 * Puts the parties of a case as a whole: what is not named any more has nothing to do with it any more. Lines that
 * another module keeps beside (`keepParties`) stay and follow the case's state. The case must be held by whoever calls.
 * Tells for whom something new waits, so that they hear of it once.
 */
export async function replaceParties(trx: Trx, of: CaseFacts, parties: readonly Party[]): Promise<Awaiting[]> {
  const lines = await moveLines(trx, of, parties)
  const before = lines.filter(({ kept_by }) => kept_by === null)
  const known = new Set(before.map(({ holder_id, role }) => `${holder_id} ${role}`))
  const wanted = new Set(parties.map(({ holderId, role }) => `${holderId} ${role}`))
  const gone = before.filter(({ holder_id, role }) => !wanted.has(`${holder_id} ${role}`))
  if (gone.length > 0) await deleteLines(trx, of.caseId, gone)
  if (parties.length === 0) return []
  const added = parties.filter(({ holderId, role }) => !known.has(`${holderId} ${role}`))
  if (added.length > 0) await insertLines(trx, of, added)
  if (lines.length > before.length) {
    await trx
      .updateTable('party')
      .set({ state: parties[0]?.state ?? '', confidential: of.confidential, changed_at: of.changedAt })
      .where('case_id', '=', of.caseId)
      .where('kept_by', 'is not', null)
      .execute()
  }
  return newlyAwaited(before, parties)
}

type Line = { holder_id: string; role: string; todo: string | null; kept_by: string | null }

/** Moves the lines that are there already, and gives all of them as they were before. */
async function moveLines(trx: Trx, of: CaseFacts, parties: readonly Party[]): Promise<Line[]> {
  const { rows } = await sql<Line>`
    with moved as (
      update party set state = line.state, todo = line.todo, due_before = line.due_before, until = line.until,
        confidential = ${of.confidential}, changed_at = ${of.changedAt}
      from unnest(${parties.map(({ holderId }) => holderId)}::uuid[], ${parties.map(({ role }) => role)}::text[],
        ${parties.map(({ state }) => state)}::text[], ${parties.map(({ todo }) => todo)}::text[],
        ${parties.map(({ dueBefore }) => dueBefore)}::timestamptz[], ${parties.map(({ until }) => until)}::timestamptz[])
        as line (holder_id, role, state, todo, due_before, until)
      where party.case_id = ${of.caseId} and party.holder_id = line.holder_id and party.role = line.role
        and party.kept_by is null)
    select holder_id, role, todo, kept_by from party where case_id = ${of.caseId}`.execute(trx)
  return rows
}

const deleteLines = (trx: Trx, caseId: string, lines: readonly { holder_id: string; role: string }[]) =>
  trx
    .deleteFrom('party')
    .where('case_id', '=', caseId)
    .where('kept_by', 'is', null)
    .where(({ eb, refTuple, tuple }) =>
      eb(
        refTuple('holder_id', 'role'),
        'in',
        lines.map(({ holder_id, role }) => tuple(holder_id, role)),
      ),
    )
    .execute()

const insertLines = (trx: Trx, of: CaseFacts, parties: readonly Party[]) =>
  trx
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

type Waiting = Pick<Party, 'holderId' | 'todo'>

function newlyAwaited(before: readonly { holder_id: string; todo: string | null }[], parties: readonly Waiting[]) {
  const known = new Set(before.map(({ holder_id, todo }) => `${holder_id} ${todo}`))
  return parties
    .flatMap(({ holderId, todo }): Awaiting[] => (todo === null ? [] : [{ holderId, todo }]))
    .filter(({ holderId, todo }) => !known.has(`${holderId} ${todo}`))
}

/** One line beside those of the case's own module; its role begins with the name of who keeps it. */
export type KeptParty = Pick<Party, 'holderId' | 'role' | 'todo' | 'dueBefore'>

/**
 * The lines that one keeper has on a case of another module, as a whole; none ends them. They take state, secrecy and
 * order from the case's own lines, so the case must be held by whoever calls, or they could miss a change of it.
 * @param keptBy names the keeper and is unique to it
 */
export async function keepParties(
  trx: Trx,
  keptBy: string,
  caseId: string,
  parties: readonly KeptParty[],
): Promise<Awaiting[]> {
  const before = await trx
    .deleteFrom('party')
    .where('case_id', '=', caseId)
    .where('kept_by', '=', keptBy)
    .returning(['holder_id', 'todo'])
    .execute()
  const own = await trx
    .selectFrom('party')
    .select(['case_kind', 'confidential', 'state', 'changed_at'])
    .where('case_id', '=', caseId)
    .where('kept_by', 'is', null)
    .limit(1)
    .executeTakeFirst()
  if (!own || parties.length === 0) return []
  await trx
    .insertInto('party')
    .values(
      parties.map(({ holderId, role, todo, dueBefore }) => ({
        ...own,
        holder_id: holderId,
        case_id: caseId,
        role,
        todo,
        due_before: dueBefore,
        kept_by: keptBy,
      })),
    )
    .execute()
  return newlyAwaited(before, parties)
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
    .limit(sql.lit(todoShownMax))
    .execute()
  return rows.map((row) => ({
    caseId: row.case_id,
    caseKind: row.case_kind,
    todo: row.todo ?? '',
    dueBefore: row.due_before,
    changedAt: row.changed_at,
  }))
}
