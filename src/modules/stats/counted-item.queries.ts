import { createHash } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import { casesAheadOf, followAnew } from '#modules/record/index.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import { countedDays, moveDays } from './counted-day.queries.ts'
import { itemColumns, itemsOf, narrowed, ofUnit, type Scope, toldOf } from './fact.queries.ts'

const listed = (of: string) => sql.join(itemColumns.map((column) => sql.ref(`${of}.${column}`)))

/** Under this name the record is followed. */
export const figureReader = 'stats'

/** Of more cases than these that changed since they were counted, all is counted anew: until the record was followed. */
const changedMax = 2000

/** Keeps what these cases count for as they now stand; that of one that counts for nothing goes. */
export async function keepCounted(trx: Trx, caseIds: readonly string[]): Promise<void> {
  await moveDays(trx, caseIds, 'less')
  await sql`delete from counted_case where case_id = any(${caseIds}::uuid[])`.execute(trx)
  await keepItems(caseIds).execute(trx)
  await keepParts(caseIds).execute(trx)
  await moveDays(trx, caseIds, 'more')
}

export async function findCountedCasesOf(trx: Trx, unitIds: readonly string[]): Promise<string[]> {
  const rows = await trx
    .selectFrom('counted_part')
    .select('case_id')
    .distinct()
    .where('unit_id', 'in', unitIds)
    .execute()
  return rows.map(({ case_id }) => case_id)
}

const these = (caseIds: readonly string[], parts: Scope['parts']): Scope => ({
  congressIds: [],
  caseIds,
  system: null,
  parts,
  category: null,
  delegationId: null,
  committeeId: null,
  intake: null,
  reader: null,
})
const into = sql.join(itemColumns.map((column) => sql.ref(column)))

const keepItems = (caseIds: readonly string[]) => sql`
  with ${itemsOf(these(caseIds, null))}
  insert into counted_case (systems, ${into})
  select coalesce(unit.systems, '{}'), ${listed('item')}
  from item
  left join (
    select handed.suggestion_id, array_agg(distinct o.system) as systems
    from handed join organ o on o.id = handed.unit_id group by 1
  ) unit on unit.suggestion_id = item.case_id`

const keepParts = (caseIds: readonly string[]) => sql`
  with ${itemsOf(these(caseIds, 'all'))}
  insert into counted_part (${into})
  select ${listed('item')} from item join counted_case c on c.case_id = item.case_id`

/** What is kept holds for these statements: when one of them says something else, all is counted and kept anew. */
function definitionNow(db: Db): string {
  definition ??= digestOf(db)
  return definition
}
let definition: string | undefined

function digestOf(db: Db): string {
  const hash = createHash('sha256')
  for (const one of [keepItems([]), keepParts([]), sql`with ${countedDays('more')} select from day`]) {
    const { sql: text, parameters } = one.compile(db)
    hash.update(JSON.stringify([text, parameters]))
  }
  return hash.digest('hex')
}

/** Whether what is kept was counted by what the figures say now. */
export async function isOfThisDefinition(db: Db): Promise<boolean> {
  const kept = await db.selectFrom('counted_definition').select('digest').executeTakeFirst()
  return kept?.digest === definitionNow(db)
}

/** Forgets all that is kept, and that the record was followed: from now on by what the figures say now. */
export async function beginAnew(trx: Trx): Promise<void> {
  await followAnew(trx, figureReader)
  await sql`delete from counted_case`.execute(trx)
  await sql`delete from counted_day`.execute(trx)
  await trx
    .insertInto('counted_definition')
    .values({ digest: definitionNow(trx) })
    .onConflict((conflict) => conflict.column('id').doUpdateSet((eb) => ({ digest: eb.ref('excluded.digest') })))
    .execute()
}

/**
 * The cases of a scope of which what is kept does not hold, or would not answer for one system alone; null where there are
 * so many of them that all is counted anew. Every change of a case is an event of it, in the same transaction: what the
 * record has told and is not followed yet is all that can have changed.
 */
async function findUnkept(trx: Trx, { congressIds, system }: Scope): Promise<string[] | null> {
  if (!(await isOfThisDefinition(trx))) return null
  const isMixed = sql`union select case_id from counted_case where congress_id = any(${congressIds}::uuid[])
    and cardinality(systems) > 1 and systems @> array[${system}]`
  const { rows } = await sql<{ id: string }>`
    select s.id from suggestion s where s.congress_id = any(${congressIds}::uuid[]) and s.id in (${casesAheadOf(figureReader)})
    ${system === null ? sql`` : isMixed}
    limit ${changedMax + 1}`.execute(trx)
  return rows.length > changedMax ? null : rows.map(({ id }) => id)
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
 * Asks with what is kept, all in one snapshot, about a scope: it holds but for the cases that are given. Where nothing is
 * given all is counted now: within a transaction, whose statements may see different states, and where little is asked for.
 */
export function overKept<Answer>(
  db: Db,
  scope: Scope,
  ask: (db: Db, unkept: readonly string[] | null) => Promise<Answer>,
): Promise<Answer> {
  // what lies in one field or with one delegation is soon counted
  const isNarrow = [scope.category, scope.delegationId, scope.committeeId].some((one) => one !== null)
  if (isNarrow || db.isTransaction) return ask(db, null)
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (trx) => {
      // the items are gone through once for each moment: in memory, not on disk
      await sql`set local work_mem = '64MB'`.execute(trx)
      return ask(trx, await findUnkept(trx, scope))
    })
}

/** Asks about the items of a scope: what is kept counts as long as its case stands as it was counted, the others now. */
export const overItems = <Answer>(
  db: Db,
  scope: Scope,
  tells: boolean,
  question: (db: Db, items: RawBuilder<unknown>) => Promise<Answer>,
): Promise<Answer> =>
  overKept(db, scope, (inside, unkept) => question(inside, unkept ? keptItemsOf(scope, unkept, tells) : itemsOf(scope)))
