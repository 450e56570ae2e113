import { Secret, TOTP } from 'otpauth'
import type { App } from '#platform/app.ts'
import { unseal } from '#platform/crypto/seal-box.ts'
import type { AccountRow } from './account.queries.ts'

const periodSeconds = 30
// one step to either side: a phone's clock is never quite right
const window = 1

export const totpOf = (secret: string, label: string): TOTP =>
  new TOTP({
    issuer: '民声 Minsheng',
    label,
    algorithm: 'SHA1',
    digits: 6,
    period: periodSeconds,
    secret: Secret.fromBase32(secret),
  })

/** The time step that a code belongs to, or undefined when it is wrong. */
export function totpStepOf(app: App, account: AccountRow, code: string): number | undefined {
  if (!account.totp_cipher) return undefined
  const secret = unseal(app.keys, account.id, {
    keyId: account.totp_key_id ?? app.keys.keyId,
    cipher: account.totp_cipher,
  })
  const token = code.normalize('NFKC').replaceAll(/\s/g, '')
  const timestamp = app.wall.now().getTime()
  const delta = totpOf(secret, account.name).validate({ token, timestamp, window })
  return delta === null ? undefined : Math.floor(timestamp / 1000 / periodSeconds) + delta
}
