import type { Trx } from '#platform/db/database.ts'

export const insertActivation = (
  trx: Trx,
  row: {
    id: string
    account_id: string
    code_hash: Buffer
    kind: 'activation' | 'reset'
    made_by_person_id: string | null
    created_at: Date
    expires_at: Date
  },
) => trx.insertInto('activation').values(row).execute()

/** Only the newest slip of an account works. */
export const expireActivations = (trx: Trx, accountId: string, at: Date) =>
  trx
    .updateTable('activation')
    .set({ expires_at: at })
    .where('account_id', '=', accountId)
    .where('used_at', 'is', null)
    .where('expires_at', '>', at)
    .execute()

/** The code that was given for this account. Whoever gives or uses one has locked the account before. */
export const findActivation = (trx: Trx, accountId: string, codeHash: Buffer) =>
  trx
    .selectFrom('activation')
    .select(['id', 'kind', 'expires_at', 'used_at'])
    .where('account_id', '=', accountId)
    .where('code_hash', '=', codeHash)
    .executeTakeFirst()

export const saveUsed = (trx: Trx, id: string, at: Date) =>
  trx.updateTable('activation').set({ used_at: at }).where('id', '=', id).execute()

/** The officers of the first start who have never signed in, in the order of `roles`. */
export async function findWaitingOfficers(trx: Trx, roles: readonly string[]) {
  const rows = await trx
    .selectFrom('account')
    .innerJoin('post', 'post.person_id', 'account.person_id')
    .select(['account.id as accountId', 'account.name as accountName', 'post.role'])
    .where('post.role', 'in', roles)
    .where('account.password_changed_at', 'is', null)
    .where('account.disabled_at', 'is', null)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('activation')
          .select('activation.id')
          .whereRef('activation.account_id', '=', 'account.id')
          .where('activation.made_by_person_id', 'is', null),
      ),
    )
    .execute()
  return rows.toSorted((one, other) => roles.indexOf(one.role) - roles.indexOf(other.role))
}
