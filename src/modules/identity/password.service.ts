import { Refusal } from '#kernel/refusal.ts'
import type { App } from '#platform/app.ts'
import { hashPassword, verifyPassword } from '#platform/crypto/password-hash.ts'
import type { Trx } from '#platform/db/database.ts'
import type { SignedIn } from '#platform/http/env.ts'
import { findAccount, findLatestPasswords, lockAccount, savePassword } from './account.queries.ts'
import { faultsOf, passwordsRemembered } from './password.ts'
import { proveOwner } from './proof.service.ts'
import { recordPower } from './record-power.service.ts'
import { endSessionsOf } from './session.queries.ts'

/** Refuses `identity.weak_password` with every rule broken, and `identity.password_used_before`. */
export async function setPassword(
  app: App,
  trx: Trx,
  wanted: { accountId: string; accountName: string; password: string },
): Promise<void> {
  const faults = faultsOf(wanted.password, wanted.accountName)
  if (faults.length > 0) throw new Refusal('invalid', 'identity.weak_password', { faults })
  const { password_hash: current } = await lockAccount(trx, wanted.accountId)
  const latest = await findLatestPasswords(trx, wanted.accountId, passwordsRemembered)
  for (const old of new Set(current === null ? latest : [current, ...latest])) {
    if (await verifyPassword(old, wanted.password)) {
      throw new Refusal('invalid', 'identity.password_used_before', { count: passwordsRemembered })
    }
  }
  await savePassword(trx, wanted.accountId, await hashPassword(wanted.password), app.wall.now(), false)
}

/** The other sessions end: whoever knew the old password is out. Refuses as signing in and setting a password do. */
export async function changePassword(
  app: App,
  me: SignedIn,
  change: { current: string; next: string; totp?: string | undefined },
  source: string,
): Promise<void> {
  const found = await findAccount(app.db, me.accountId)
  await proveOwner(app, found?.name ?? '', source, found, { password: change.current, totp: change.totp })
  await app.db.transaction().execute(async (trx) => {
    const account = await lockAccount(trx, me.accountId)
    await setPassword(app, trx, { accountId: account.id, accountName: account.name, password: change.next })
    await endSessionsOf(trx, account.id, app.wall.now(), me.sessionId)
    await recordPower(app, trx, { type: 'account.password_changed', id: account.id, actor: me.actor })
  })
}
