import { Secret } from 'otpauth'
import { Refusal } from '#kernel/refusal.ts'
import type { App } from '#platform/app.ts'
import { seal } from '#platform/crypto/seal-box.ts'
import type { SignedIn } from '#platform/http/env.ts'
import { findAccount, lockAccount, saveTotp } from './account.queries.ts'
import { proveOwner } from './proof.service.ts'
import { recordPower } from './record-power.service.ts'
import { totpOf, totpStepOf } from './totp-code.service.ts'

const secretBytes = 20

/** A new secret, not yet in force. Refuses `identity.totp_on` while another is. */
export function startTotp(app: App, me: SignedIn): Promise<{ secret: string; uri: string }> {
  return app.db.transaction().execute(async (trx) => {
    const account = await lockAccount(trx, me.accountId)
    if (account.totp_confirmed_at) throw new Refusal('conflict', 'identity.totp_on')
    const { base32 } = new Secret({ size: secretBytes })
    const { cipher, keyId } = seal(app.keys, account.id, base32)
    await saveTotp(trx, account.id, {
      totp_cipher: cipher,
      totp_key_id: keyId,
      totp_confirmed_at: null,
      totp_step: null,
    })
    return { secret: base32, uri: totpOf(base32, account.name).toString() }
  })
}

/** The secret is in force once a code of it has been shown. Refuses `identity.totp_on`, `.wrong_totp`. */
export function confirmTotp(app: App, me: SignedIn, code: string): Promise<void> {
  return app.db.transaction().execute(async (trx) => {
    const account = await lockAccount(trx, me.accountId)
    if (account.totp_confirmed_at) throw new Refusal('conflict', 'identity.totp_on')
    const step = totpStepOf(app, account, code)
    if (step === undefined) throw new Refusal('invalid', 'identity.wrong_totp')
    await saveTotp(trx, account.id, {
      totp_cipher: account.totp_cipher,
      totp_confirmed_at: app.wall.now(),
      totp_step: step,
    })
    await recordPower(app, trx, { type: 'account.totp_set_up', id: account.id, actor: me.actor })
  })
}

/** Takes the second factor away; asks for the password. Refuses `identity.totp_off`, `.wrong_credentials`, `.locked`. */
export async function removeTotp(
  app: App,
  me: SignedIn,
  password: string,
  code: string,
  source: string,
): Promise<void> {
  const found = await findAccount(app.db, me.accountId)
  if (!found?.totp_confirmed_at) throw new Refusal('conflict', 'identity.totp_off')
  await proveOwner(app, found.name, source, found, { password, totp: code })
  await app.db.transaction().execute(async (trx) => {
    const account = await lockAccount(trx, me.accountId)
    await saveTotp(trx, account.id, { totp_cipher: null, totp_confirmed_at: null, totp_step: null })
    await recordPower(app, trx, { type: 'account.totp_removed', id: account.id, actor: me.actor })
  })
}
