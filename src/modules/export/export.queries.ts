import type { Db } from '#platform/db/database.ts'
import { within } from '#platform/db/within.ts'

export const findPersonName = async (db: Db, personId: string): Promise<string> =>
  (await db.selectFrom('person').select('name').where('id', '=', personId).executeTakeFirst())?.name ?? ''

/** Reads in one snapshot of the database; not inside a transaction, which has its own. */
export const atOneMoment = <Done>(db: Db, read: (db: Db) => Promise<Done>): Promise<Done> =>
  db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute((trx) => read(within(trx)))
