import type { Db, Trx } from '../db/database.ts'

/** Whose key it is: the same key of another identity is another key. */
export type CommandKey = { account_id: string; acting_id: string; key: string }

/** @returns false when the key is taken; waits for who is taking it at this moment */
export async function takeKey(
  trx: Trx,
  command: CommandKey & { id: string; digest: Buffer; received_at: Date },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('received_command')
    .values(command)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

export const findCommand = (trx: Trx, { account_id, acting_id, key }: CommandKey) =>
  trx
    .selectFrom('received_command')
    .select(['digest', 'status', 'reading'])
    .where('account_id', '=', account_id)
    .where('acting_id', '=', acting_id)
    .where('key', '=', key)
    .executeTakeFirstOrThrow()

/** `reading`: the address where what was answered can be read again. */
export const saveAnswered = (trx: Trx, id: string, answered: { status: number; reading: string | null }) =>
  trx.updateTable('received_command').set(answered).where('id', '=', id).execute()

export const deleteCommandsBefore = (db: Db, before: Date) =>
  db.deleteFrom('received_command').where('received_at', '<', before).execute()
