import type { Db, Trx } from '#platform/db/database.ts'

export type AttemptRow = { failures: number; last_at: Date; locked_until: Date | null }

/** The row of this name and source, made if need be, locked until the transaction ends. */
export async function lockAttempts(trx: Trx, name: string, source: string, now: Date): Promise<AttemptRow> {
  await trx
    .insertInto('sign_in_failure')
    .values({ account_name: name, source, failures: 0, last_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return trx
    .selectFrom('sign_in_failure')
    .select(['failures', 'last_at', 'locked_until'])
    .where('account_name', '=', name)
    .where('source', '=', source)
    .forUpdate()
    .executeTakeFirstOrThrow()
}

export const saveAttempts = (db: Db, name: string, source: string, row: AttemptRow) =>
  db.updateTable('sign_in_failure').set(row).where('account_name', '=', name).where('source', '=', source).execute()

export const forgetAttempts = (db: Db, name: string, source: string) =>
  db.deleteFrom('sign_in_failure').where('account_name', '=', name).where('source', '=', source).execute()

/** Attempts that nobody will be judged by any more. */
export const deleteOldAttempts = (db: Db, before: Date) =>
  db
    .deleteFrom('sign_in_failure')
    .where('last_at', '<', before)
    .where((eb) => eb.or([eb('locked_until', 'is', null), eb('locked_until', '<', before)]))
    .execute()
