import { type RawBuilder, sql } from 'kysely'
import { casesAheadOf } from '#modules/record/index.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import { itemsOf, narrowed, ofUnit, type Scope, toldOf } from './fact.queries.ts'

const columns = [
  'item_id',
  'case_id',
  'unit_id',
  'congress_id',
  'in_session',
  'status',
  'submitted_at',
  'accepted_at',
  'closed_at',
  'is_out',
  'is_judged',
  'answers',
  'handed_at',
  'signed_in_time',
  'answer_due',
  'in_time',
  'replied_at',
  'consulted',
  'contacted',
  'face_replied',
  'first_rank',
  'first_cast_at',
  'last_rank',
  'last_cast_at',
  'dissatisfied_at',
  'returns',
  'was_reassigned',
  'was_extended',
  'resolved',
  'signing_told',
  'contact_told',
  'outcome_told',
] as const
const listed = (of: string) => sql.join(columns.map((column) => sql.ref(`${of}.${column}`)))

/** Under this name the record is followed. */
export const figureReader = 'stats'

/** Of more cases than these that changed since they were counted, all is counted anew: until the record was followed. */
const changedMax = 2000

/**
 * Keeps what these cases count for as they now stand; that of one that counts for nothing goes. The version is read first:
 * what changes meanwhile is counted as it is by then, and held for nothing, since the version is another.
 */
export async function keepCounted(trx: Trx, caseIds: readonly string[]): Promise<void> {
  const all: Scope = {
    congressIds: [],
    caseIds,
    system: null,
    parts: null,
    category: null,
    delegationId: null,
    committeeId: null,
    intake: null,
    reader: null,
  }
  await sql`delete from counted_version where case_id = any(${caseIds}::uuid[])`.execute(trx)
  await sql`
    insert into counted_version (case_id, version)
    select id, version from suggestion where id = any(${caseIds}::uuid[])`.execute(trx)
  const into = sql.join(columns.map((column) => sql.ref(column)))
  await sql`
    with ${itemsOf(all)}
    insert into counted_case (systems, ${into})
    select coalesce(unit.systems, '{}'), ${listed('item')}
    from item join counted_version v on v.case_id = item.case_id
    left join (
      select handed.suggestion_id, array_agg(distinct o.system) as systems
      from handed join organ o on o.id = handed.unit_id group by 1
    ) unit on unit.suggestion_id = item.case_id`.execute(trx)
  await sql`
    with ${itemsOf({ ...all, parts: 'all' })}
    insert into counted_part (${into})
    select ${listed('item')} from item join counted_case c on c.case_id = item.case_id`.execute(trx)
}

/**
 * The cases of a scope of which nothing that holds is kept, or nothing that would answer for one system alone. A case
 * whose deadline a calendar has moved, or whose answer was given in person under key oversight, has no other version for
 * it, but an event.
 */
async function findUnkept(trx: Trx, { congressIds, system }: Scope): Promise<string[]> {
  const isMixed = sql`s.id in (select case_id from counted_case where systems @> array[${system}] and cardinality(systems) > 1)`
  const { rows } = await sql<{ id: string }>`
    select s.id from suggestion s left join counted_version v on v.case_id = s.id
    where s.congress_id = any(${congressIds}::uuid[])
      and (v.version is distinct from s.version or s.id in (${casesAheadOf(figureReader)})
        ${system === null ? sql`` : sql`or ${isMixed}`})
    limit ${changedMax + 1}`.execute(trx)
  return rows.map(({ id }) => id)
}

/**
 * The items of a scope, as {@link itemsOf} has them: those kept, but for these cases, which are counted now.
 * @param tells whether field or delegation of an item are asked for
 */
function keptItemsOf(scope: Scope, unkept: readonly string[], tells: boolean): RawBuilder<unknown> {
  const { parts, system, category, delegationId, committeeId, intake } = scope
  const asksCase = tells || [category, delegationId, committeeId, intake].some((one) => one !== null)
  const table = parts === null ? sql`counted_case` : sql`counted_part`
  return sql`${itemsOf({ ...scope, caseIds: unkept }, 'anew')},
    item as materialized (
      select ${listed('k')}, ${asksCase ? toldOf(scope) : sql`null::text as category, null::uuid as delegation_id`}
      from ${table} k
      ${asksCase ? sql`join suggestion s on s.id = k.case_id join mandate m on m.id = s.lead_mandate_id` : sql``}
      ${parts !== null && system !== null ? sql`join organ o on o.id = k.unit_id and o.system = ${system}` : sql``}
      where k.congress_id = any(${scope.congressIds}::uuid[]) and k.case_id <> all(${unkept}::uuid[])
        ${parts === null && system !== null ? sql`and k.systems = array[${system}]` : sql``}
        ${parts === null || parts === 'all' ? sql`` : sql`and k.${ofUnit(parts.unitId)}`}
        ${asksCase ? narrowed(scope) : sql``}
      union all select ${listed('anew')}, anew.category, anew.delegation_id from anew)`
}

/**
 * Asks about the items of a scope: what is kept counts as long as its case stands as it was counted, the others are
 * counted now, all in one snapshot. Within a transaction, whose statements may see different states, all is counted now.
 */
export function overItems<Answer>(
  db: Db,
  scope: Scope,
  tells: boolean,
  question: (db: Db, items: RawBuilder<unknown>) => Promise<Answer>,
): Promise<Answer> {
  // what lies in one field or with one delegation is soon counted
  const isNarrow = [scope.category, scope.delegationId, scope.committeeId].some((one) => one !== null)
  if (isNarrow || db.isTransaction) return question(db, itemsOf(scope))
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (trx) => {
      // the items are gone through once for each moment: in memory, not on disk
      await sql`set local work_mem = '64MB'`.execute(trx)
      const unkept = await findUnkept(trx, scope)
      return question(trx, unkept.length > changedMax ? itemsOf(scope) : keptItemsOf(scope, unkept, tells))
    })
}
