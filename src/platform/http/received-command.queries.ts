import type { Db, Trx } from '../db/database.ts'

/** Whose key it is: the same key of another identity is another key. */
export type CommandKey = { account_id: string; acting_id: string; key: string }

export type ReceivedCommand = CommandKey & { id: string; digest: Buffer; received_at: Date; held_until: Date | null }

/** @returns false when the key is taken; waits for who is taking it at this moment */
export async function takeKey(db: Db | Trx, command: ReceivedCommand): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('received_command')
    .values(command)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

/**
 * Takes a key that nobody holds any more though nothing was answered: the program that took it has ended. Whose row it
 * was has no row then, and can save no answer.
 * @param longest a hold that reaches further was taken by a clock that has been set back since
 */
export async function takeOver(db: Db, command: ReceivedCommand, longest: Date): Promise<boolean> {
  const { id, account_id, acting_id, key, digest, received_at, held_until } = command
  const { numUpdatedRows } = await db
    .updateTable('received_command')
    .set({ id, received_at, held_until })
    .where('account_id', '=', account_id)
    .where('acting_id', '=', acting_id)
    .where('key', '=', key)
    .where('digest', '=', digest)
    .where('status', 'is', null)
    .where((where) =>
      where.or([
        where('held_until', 'is', null),
        where('held_until', '<=', received_at),
        where('held_until', '>', longest),
      ]),
    )
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

export const holdOn = (db: Db, id: string, until: Date) =>
  db
    .updateTable('received_command')
    .set({ held_until: until })
    .where('id', '=', id)
    .where('status', 'is', null)
    .execute()

const commandsUnder = (db: Db | Trx, { account_id, acting_id, key }: CommandKey) =>
  db
    .selectFrom('received_command')
    .select(['digest', 'status', 'reading'])
    .where('account_id', '=', account_id)
    .where('acting_id', '=', acting_id)
    .where('key', '=', key)

export const findCommand = (db: Db | Trx, key: CommandKey) => commandsUnder(db, key).executeTakeFirstOrThrow()

export const isKnown = async (db: Db, key: CommandKey): Promise<boolean> =>
  (await commandsUnder(db, key).executeTakeFirst()) !== undefined

/** `reading`: the address where what was answered can be read again. */
export const saveAnswered = (db: Db | Trx, id: string, answered: { status: number; reading: string | null }) =>
  db
    .updateTable('received_command')
    .set({ ...answered, held_until: null })
    .where('id', '=', id)
    .execute()

export const forgetCommand = (db: Db, id: string) => db.deleteFrom('received_command').where('id', '=', id).execute()

export const deleteCommandsBefore = (db: Db, before: Date) =>
  db.deleteFrom('received_command').where('received_at', '<', before).execute()
