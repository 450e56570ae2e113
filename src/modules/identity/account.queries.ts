import { sql } from 'kysely'
import { Refusal } from '#kernel/refusal.ts'
import type { Db, Trx } from '#platform/db/database.ts'

const columns = [
  'account.id',
  'account.person_id',
  'account.name',
  'account.password_hash',
  'account.password_changed_at',
  'account.must_change_password',
  'account.totp_cipher',
  'account.totp_key_id',
  'account.totp_confirmed_at',
  'account.totp_step',
  'account.disabled_at',
  'account.locale',
  'person.name as person_name',
  'person.died_on',
] as const

const accounts = (db: Db) =>
  db.selectFrom('account').innerJoin('person', 'person.id', 'account.person_id').select(columns)

export type AccountRow = NonNullable<Awaited<ReturnType<typeof findAccount>>>

export const findAccount = (db: Db, id: string) => accounts(db).where('account.id', '=', id).executeTakeFirst()

export const findAccountsByIds = (db: Db, ids: readonly string[]) =>
  accounts(db).where('account.id', 'in', ids).execute()

export const findAccountByName = (db: Db, name: string) =>
  accounts(db).where('account.name', '=', name).executeTakeFirst()

export const findAccountOfPerson = (db: Db, personId: string) =>
  accounts(db).where('account.person_id', '=', personId).executeTakeFirst()

export const lockAccount = (trx: Trx, id: string): Promise<AccountRow> =>
  accounts(trx)
    .where('account.id', '=', id)
    .forUpdate('account')
    .executeTakeFirstOrThrow(() => new Refusal('not_found', 'identity.no_such_account'))

/** The row of this name, if there is one. */
export const lockAccountNamed = (trx: Trx, name: string): Promise<AccountRow | undefined> =>
  accounts(trx).where('account.name', '=', name).forUpdate('account').executeTakeFirst()

export async function countAccounts(db: Db): Promise<number> {
  const { counted } = await db
    .selectFrom('account')
    .select((eb) => eb.fn.countAll<number>().as('counted'))
    .executeTakeFirstOrThrow()
  return counted
}

export const insertAccount = (
  trx: Trx,
  row: {
    id: string
    person_id: string
    name: string
    password_hash: string | null
    password_changed_at: Date | null
    must_change_password: boolean
    created_at: Date
  },
) => trx.insertInto('account').values(row).execute()

export async function savePassword(
  trx: Trx,
  accountId: string,
  hash: string,
  at: Date,
  mustChange: boolean,
): Promise<void> {
  await trx
    .updateTable('account')
    .set({ password_hash: hash, password_changed_at: at, must_change_password: mustChange })
    .where('id', '=', accountId)
    .execute()
  await trx
    .insertInto('password_history')
    .values({ account_id: accountId, password_hash: hash, changed_at: at })
    .onConflict((conflict) => conflict.columns(['account_id', 'changed_at']).doUpdateSet({ password_hash: hash }))
    .execute()
}

export async function findLatestPasswords(db: Db, accountId: string, count: number): Promise<string[]> {
  const rows = await db
    .selectFrom('password_history')
    .select('password_hash')
    .where('account_id', '=', accountId)
    .orderBy('changed_at', 'desc')
    .limit(count)
    .execute()
  return rows.map((row) => row.password_hash)
}

/** Nobody can sign in with what was there before: password and second factor are gone. */
export const clearCredentials = (trx: Trx, accountId: string) =>
  trx
    .updateTable('account')
    .set({
      password_hash: null,
      must_change_password: true,
      totp_cipher: null,
      totp_confirmed_at: null,
      totp_step: null,
    })
    .where('id', '=', accountId)
    .execute()

export const saveDisabled = (trx: Trx, accountId: string, at: Date | null) =>
  trx.updateTable('account').set({ disabled_at: at }).where('id', '=', accountId).execute()

export const saveTotp = (
  trx: Trx,
  accountId: string,
  totp: { totp_cipher: Buffer | null; totp_key_id?: string; totp_confirmed_at: Date | null; totp_step: number | null },
) => trx.updateTable('account').set(totp).where('id', '=', accountId).execute()

/** Takes the code's time step, once. @returns false when this step or a later one was taken before */
export async function takeTotpStep(trx: Trx, accountId: string, step: number): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('account')
    .set({ totp_step: step })
    .where('id', '=', accountId)
    .where((eb) => eb.or([eb('totp_step', 'is', null), eb('totp_step', '<', step)]))
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

export const saveLocale = (db: Db, accountId: string, locale: 'zh-CN' | 'en') =>
  db.updateTable('account').set({ locale }).where('id', '=', accountId).execute()

/** Held until the transaction ends by whoever opens a database that is empty yet. */
export const holdFirstStart = (trx: Trx) => sql`select pg_advisory_xact_lock(hashtext('first start'))`.execute(trx)
