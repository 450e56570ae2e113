import { sql } from 'kysely'
import type { Db, Trx } from '#platform/db/database.ts'
import { within } from '#platform/db/within.ts'

export const findPersonName = async (db: Db, personId: string): Promise<string> =>
  (await db.selectFrom('person').select('name').where('id', '=', personId).executeTakeFirst())?.name ?? ''

/**
 * What a filter may name by its id, each with the congress that it is of: an organ, a delegation, a constituency, a
 * hand-over meeting, a congress by name, a term by number.
 */
export async function findNames(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, Named>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('organ')
    .select(['id', 'congress_id', 'name', noNumber])
    .where('id', 'in', ids)
    .unionAll(
      db
        .selectFrom('delegation')
        .innerJoin('term', 'term.id', 'delegation.term_id')
        .select(['delegation.id', 'term.congress_id', 'delegation.name', noNumber])
        .where('delegation.id', 'in', ids),
    )
    .unionAll(db.selectFrom('constituency').select(['id', 'congress_id', 'name', noNumber]).where('id', 'in', ids))
    .unionAll(
      db.selectFrom('handover_meeting').select(['id', 'congress_id', 'title as name', noNumber]).where('id', 'in', ids),
    )
    .unionAll(db.selectFrom('congress').select(['id', 'id as congress_id', 'name', noNumber]).where('id', 'in', ids))
    .unionAll(
      db
        .selectFrom('term')
        .select(['id', 'congress_id', sql<string>`''`.as('name'), 'number'])
        .where('id', 'in', ids),
    )
    .execute()
  return new Map(rows.map(({ id, congress_id: congressId, name, number }) => [id, { congressId, name, number }]))
}

type Named = { congressId: string; name: string; number: number | null }
const noNumber = sql<number | null>`null::integer`.as('number')

/** Of two who ask for the same at one moment the second waits until the first has asked. */
export const holdOrders = (trx: Trx, kind: string, actingId: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`${kind} ${actingId}`}, 0))`.execute(trx)

/** Reads in one snapshot of the database; not inside a transaction, which has its own. */
export const atOneMoment = <Done>(db: Db, read: (db: Db) => Promise<Done>): Promise<Done> =>
  db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute((trx) => read(within(trx)))
