import type { Db } from '#platform/db/database.ts'

export const findPersonName = async (db: Db, personId: string): Promise<string> =>
  (await db.selectFrom('person').select('name').where('id', '=', personId).executeTakeFirst())?.name ?? ''
