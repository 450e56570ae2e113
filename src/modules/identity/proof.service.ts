import { Refusal } from '#kernel/refusal.ts'
import type { App } from '#platform/app.ts'
import { hashesWaiting, verifyPassword } from '#platform/crypto/password-hash.ts'
import { type AccountRow, takeTotpStep } from './account.queries.ts'
import { beginAttempt } from './attempt.ts'
import { forgetAttempts, lockAttempts, saveAttempts } from './sign-in.queries.ts'
import { totpStepOf } from './totp-code.service.ts'

// one password tried on many names: a hall of deputies shares one address, so there is slack
const anySignIn = '*sign-in'
const failuresOfSourceMax = 300
const hashesWaitingMax = 100

export type Proof = { password: string; totp?: string | undefined }

/**
 * Counts one attempt for this name and source in a transaction of its own, so that it stays counted whatever follows.
 * Refuses `identity.locked` with the instant until which. @returns what takes the attempt back
 */
export async function countAttempt(app: App, name: string, source: string, max?: number): Promise<Counted> {
  const now = app.wall.now()
  await app.db.transaction().execute(async (trx) => {
    const row = await lockAttempts(trx, name, source, now)
    const before = { failures: row.failures, lastAt: row.last_at, lockedUntil: row.locked_until }
    const result = beginAttempt(before, now, max)
    if (!result.allowed) {
      const minutes = Math.ceil((result.until.getTime() - now.getTime()) / 60_000)
      throw new Refusal('locked', 'identity.locked', { until: result.until.toISOString(), minutes })
    }
    const { failures, lastAt, lockedUntil } = result.after
    await saveAttempts(trx, name, source, { failures, last_at: lastAt, locked_until: lockedUntil })
  })
  return {
    forget: async () => {
      await forgetAttempts(app.db, name, source)
    },
    takeBack: () =>
      app.db.transaction().execute(async (trx) => {
        const row = await lockAttempts(trx, name, source, now)
        const failures = Math.max(0, row.failures - 1)
        await saveAttempts(trx, name, source, { failures, last_at: row.last_at, locked_until: null })
      }),
  }
}

type Counted = { forget(): Promise<void>; takeBack(): Promise<void> }

/**
 * Proves that the caller is the account's owner. An unknown or closed account gets the same answer in the same time as
 * a wrong password. Refuses `identity.wrong_credentials`, `.totp_required`, `.locked`, `.busy`.
 */
export async function proveOwner(
  app: App,
  name: string,
  source: string,
  account: AccountRow | undefined,
  proof: Proof,
): Promise<AccountRow> {
  if (hashesWaiting() > hashesWaitingMax) throw new Refusal('too_many', 'identity.busy')
  const ofSource = await countAttempt(app, anySignIn, source, failuresOfSourceMax)
  const attempt = await countAttempt(app, name, source)
  const isRight = await verifyPassword(account?.password_hash ?? undefined, proof.password)
  if (!account || !isRight || account.disabled_at || account.died_on) {
    throw new Refusal('unauthenticated', 'identity.wrong_credentials')
  }
  if (account.totp_confirmed_at) {
    if (proof.totp === undefined || proof.totp.trim() === '') {
      // not forgotten but taken back: or a known password would give endless guesses at the code
      await Promise.all([attempt.takeBack(), ofSource.takeBack()])
      throw new Refusal('unauthenticated', 'identity.totp_required')
    }
    const step = totpStepOf(app, account, proof.totp)
    const isFresh =
      step !== undefined && (await app.db.transaction().execute((trx) => takeTotpStep(trx, account.id, step)))
    if (!isFresh) throw new Refusal('unauthenticated', 'identity.wrong_credentials')
  }
  await Promise.all([attempt.forget(), ofSource.takeBack()])
  return account
}
