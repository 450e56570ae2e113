import type { Db, Trx } from '../db/database.ts'

/** Whose key it is: the same key of another identity is another key. */
export type CommandKey = { account_id: string; acting_id: string; key: string }

export type ReceivedCommand = CommandKey & { id: string; digest: Buffer; received_at: Date }

/** @returns false when the key is taken; waits for who is taking it at this moment */
export async function takeKey(db: Db | Trx, command: ReceivedCommand): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('received_command')
    .values(command)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

export const findCommand = (db: Db | Trx, { account_id, acting_id, key }: CommandKey) =>
  db
    .selectFrom('received_command')
    .select(['digest', 'status', 'reading'])
    .where('account_id', '=', account_id)
    .where('acting_id', '=', acting_id)
    .where('key', '=', key)
    .executeTakeFirstOrThrow()

/** `reading`: the address where what was answered can be read again. */
export const saveAnswered = (db: Db | Trx, id: string, answered: { status: number; reading: string | null }) =>
  db.updateTable('received_command').set(answered).where('id', '=', id).execute()

export const forgetCommand = (db: Db, id: string) => db.deleteFrom('received_command').where('id', '=', id).execute()

export const deleteCommandsBefore = (db: Db, before: Date) =>
  db.deleteFrom('received_command').where('received_at', '<', before).execute()
