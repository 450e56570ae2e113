import type { Db, Trx } from '#platform/db/database.ts'

/** By what this row went into another, unless it was taken back. */
export const findOpenMerge = (db: Db | Trx, mergedId: string) =>
  db
    .selectFrom('person_merge')
    .selectAll()
    .where('merged_id', '=', mergedId)
    .where('split_at', 'is', null)
    .executeTakeFirst()

/** Whether an account is closed because its row went into another, and for no other reason. */
export const isClosedByMerge = async (trx: Trx, accountId: string, closedAt: Date): Promise<boolean> =>
  (await trx
    .selectFrom('person_merge')
    .select('id')
    .where('closed_account_id', '=', accountId)
    .where('account_closed_at', '=', closedAt)
    .where('split_at', 'is', null)
    .executeTakeFirst()) !== undefined

export const insertMerge = (
  trx: Trx,
  row: {
    id: string
    kept_id: string
    merged_id: string
    mandate_ids: string[]
    post_ids: string[]
    closed_account_id: string | null
    moved_account_id: string | null
    account_closed_at: Date | null
    id_number_hmac: Buffer | null
    means_copied: string[]
    asked_by_person_id: string
    approved_by_person_id: string
    merged_at: Date
  },
) => trx.insertInto('person_merge').values(row).execute()

export const saveSplit = (trx: Trx, id: string, by: { askedBy: string; approvedBy: string; at: Date }) =>
  trx
    .updateTable('person_merge')
    .set({
      split_asked_by_person_id: by.askedBy,
      split_approved_by_person_id: by.approvedBy,
      split_at: by.at,
      id_number_hmac: null,
    })
    .where('id', '=', id)
    .execute()

/** Mandates and posts go from one row to the other; those that are somebody else's by now stay. Gives back which went. */
export async function moveHeld(
  trx: Trx,
  held: { mandateIds: readonly string[]; postIds: readonly string[] },
  from: string,
  to: string,
): Promise<{ mandateIds: string[]; postIds: string[] }> {
  const moved = { mandateIds: [] as string[], postIds: [] as string[] }
  if (held.mandateIds.length > 0) {
    const rows = await trx
      .updateTable('mandate')
      .set((eb) => ({ person_id: to, version: eb('version', '+', 1) }))
      .where('id', 'in', held.mandateIds)
      .where('person_id', '=', from)
      .returning('id')
      .execute()
    moved.mandateIds = rows.map(({ id }) => id)
  }
  if (held.postIds.length > 0) {
    const rows = await trx
      .updateTable('post')
      .set((eb) => ({ person_id: to, version: eb('version', '+', 1) }))
      .where('id', 'in', held.postIds)
      .where('person_id', '=', from)
      .returning('id')
      .execute()
    moved.postIds = rows.map(({ id }) => id)
  }
  return moved
}

export const saveMergedInto = (trx: Trx, id: string, intoId: string | null) =>
  trx
    .updateTable('person')
    .set((eb) => ({ merged_into_id: intoId, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute()

export const moveAccount = (trx: Trx, accountId: string, toPersonId: string) =>
  trx.updateTable('account').set({ person_id: toPersonId }).where('id', '=', accountId).execute()

export const findIdNumberDigest = async (trx: Db | Trx, personId: string): Promise<Buffer | null> =>
  (await trx.selectFrom('person').select('id_number_hmac').where('id', '=', personId).executeTakeFirst())
    ?.id_number_hmac ?? null

export const saveIdNumberDigest = (trx: Trx, personId: string, digest: Buffer | null) =>
  trx.updateTable('person').set({ id_number_hmac: digest }).where('id', '=', personId).execute()

/** The rows that went into this one. */
export const findMergedRows = (db: Db | Trx, keptId: string) =>
  db.selectFrom('person').select(['id', 'name']).where('merged_into_id', '=', keptId).orderBy('id').execute()
