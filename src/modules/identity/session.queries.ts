import { sql } from 'kysely'
import { compiledOnce } from '#platform/db/compiled-once.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import { type LiveIdentityRow, liveIdentitiesOf } from './live-identity.queries.ts'

export type SessionRow = {
  id: string
  account_id: string
  acting_kind: string | null
  acting_id: string | null
  created_at: Date
  seen_at: Date
  ended_at: Date | null
  locked_at: Date | null
  person_id: string
  former_person_ids: string[]
  locale: string
  must_change_password: boolean
  password_changed_at: Date | null
  totp_confirmed_at: Date | null
  /** What the account's person can act as today. */
  identities: LiveIdentityRow[]
}

/** Nothing as well when the account is disabled or its person dead. One statement, because every request asks it. */
export const findSessionByToken = compiledOnce<{ tokenHash: Buffer; today: string }, SessionRow>((db, asked) =>
  db
    .selectFrom('sign_in_session')
    .innerJoin('account', 'account.id', 'sign_in_session.account_id')
    .innerJoin('person', 'person.id', 'account.person_id')
    .select([
      'sign_in_session.id',
      'sign_in_session.account_id',
      'sign_in_session.acting_kind',
      'sign_in_session.acting_id',
      'sign_in_session.created_at',
      'sign_in_session.seen_at',
      'sign_in_session.ended_at',
      'sign_in_session.locked_at',
      'account.person_id',
      'account.locale',
      'account.must_change_password',
      'account.password_changed_at',
      'account.totp_confirmed_at',
    ])
    .select(
      sql<string[]>`array(select former.id from person as former where former.merged_into_id = person.id)`.as(
        'former_person_ids',
      ),
    )
    .select(
      sql<LiveIdentityRow[]>`coalesce((select json_agg(live) from
        ${liveIdentitiesOf(db, sql.ref('account.person_id'), asked.today)} live), '[]')`.as('identities'),
    )
    .where('sign_in_session.token_hash', '=', asked.tokenHash)
    .where('sign_in_session.ended_at', 'is', null)
    .where('account.disabled_at', 'is', null)
    .where('person.died_on', 'is', null),
)

export const insertSession = (
  trx: Trx,
  row: {
    id: string
    account_id: string
    token_hash: Buffer
    acting_kind: string | null
    acting_id: string | null
    device: string
    address: string
    created_at: Date
    seen_at: Date
  },
) => trx.insertInto('sign_in_session').values(row).execute()

export const saveSeen = (db: Db, id: string, at: Date) =>
  db.updateTable('sign_in_session').set({ seen_at: at }).where('id', '=', id).where('seen_at', '<', at).execute()

export const saveLocked = (trx: Trx, id: string, at: Date) =>
  trx.updateTable('sign_in_session').set({ locked_at: at }).where('id', '=', id).execute()

export const saveUnlocked = (trx: Trx, id: string, at: Date) =>
  trx.updateTable('sign_in_session').set({ seen_at: at, locked_at: null }).where('id', '=', id).execute()

export const saveActing = (trx: Trx, id: string, kind: 'mandate' | 'post' | 'stand_in', actingId: string) =>
  trx.updateTable('sign_in_session').set({ acting_kind: kind, acting_id: actingId }).where('id', '=', id).execute()

/** What the account acted as when it last chose. */
export const findLastActing = (db: Db, accountId: string) =>
  db
    .selectFrom('sign_in_session')
    .select(['acting_kind', 'acting_id'])
    .where('account_id', '=', accountId)
    .where('acting_id', 'is not', null)
    .orderBy('seen_at', 'desc')
    .limit(1)
    .executeTakeFirst()

export const findOpenSessions = (db: Db, accountId: string) =>
  db
    .selectFrom('sign_in_session')
    .select(['id', 'device', 'address', 'created_at', 'seen_at', 'ended_at'])
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .orderBy('seen_at', 'desc')
    .orderBy('id')
    .execute()

/** Ends one session of this account. @returns whether there was one to end */
export async function endSession(trx: Trx, accountId: string, id: string, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('sign_in_session')
    .set({ ended_at: at })
    .where('id', '=', id)
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

export async function endSessionsOf(trx: Trx, accountId: string, at: Date, except?: string): Promise<number> {
  let query = trx
    .updateTable('sign_in_session')
    .set({ ended_at: at })
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
  if (except !== undefined) query = query.where('id', '!=', except)
  const { numUpdatedRows } = await query.executeTakeFirstOrThrow()
  return Number(numUpdatedRows)
}
