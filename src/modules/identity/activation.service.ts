import type { Actor, Locale } from '#kernel/actor.ts'
import { Refusal } from '#kernel/refusal.ts'
import type { App } from '#platform/app.ts'
import type { Trx } from '#platform/db/database.ts'
import { lockAccount, lockAccountNamed } from './account.queries.ts'
import { expireActivations, findActivation, insertActivation, saveUsed } from './activation.queries.ts'
import { activationCode, activationDaysMax, normaliseCode } from './activation-code.ts'
import { normaliseAccountName } from './identity.ts'
import { setPassword } from './password.service.ts'
import { countAttempt } from './proof.service.ts'
import { recordPower } from './record-power.service.ts'
import { endSessionsOf } from './session.queries.ts'
import { startSession } from './session.service.ts'

const dayMs = 86_400_000
// a hall of deputies shares one address: more slack than for one account
const failuresOfSourceMax = 30
const anyAccount = '*activation'

export type NewActivation = {
  accountId: string
  kind: 'activation' | 'reset'
  /** The person who prints the slip; null at the first start of the program. */
  madeBy: string | null
}

/** Keyed: with the database's password alone nobody puts in a code, nor makes one's own another's. */
const codeHash = ({ keys }: Pick<App, 'keys'>, accountId: string, code: string): Buffer =>
  keys.hmac('activation code', `${accountId} ${code}`)

/**
 * A one-time code for the first sign-in or after a reset, `ABCD-EFGH-JKMN`, good for 30 days. Only its digest is kept:
 * what is returned is to be printed now. An earlier slip of the account stops working. Refuses
 * `identity.activated_already` where a reset is needed.
 */
export async function issueActivation(
  app: Pick<App, 'wall' | 'ids' | 'keys'>,
  trx: Trx,
  wanted: NewActivation,
): Promise<string> {
  const now = app.wall.now()
  const account = await lockAccount(trx, wanted.accountId)
  // or one clerk alone could take over an account that was in use: for those there is the reset by two
  if (wanted.kind === 'activation' && account.password_changed_at) {
    throw new Refusal('conflict', 'identity.activated_already')
  }
  await expireActivations(trx, wanted.accountId, now)
  const code = activationCode(app.ids.random())
  await insertActivation(trx, {
    id: app.ids.uuid(),
    account_id: wanted.accountId,
    code_hash: codeHash(app, wanted.accountId, code),
    kind: wanted.kind,
    made_by_person_id: wanted.madeBy,
    created_at: now,
    expires_at: new Date(now.getTime() + activationDaysMax * dayMs),
  })
  return code
}

export type Activation = { code: string; accountName: string; password: string }

/**
 * First sign-in with the slip's code, or the one after a reset; opens a session. A wrong name and a wrong code get the
 * same answer. Refuses `identity.wrong_code`, `.code_expired`, `.weak_password`, `.locked`.
 */
export async function activate(app: App, wanted: Activation, source: string, device: string): Promise<string> {
  const code = normaliseCode(wanted.code)
  const name = normaliseAccountName(wanted.accountName)
  const attempt = await countAttempt(app, anyAccount, source, failuresOfSourceMax)
  const token = await app.db.transaction().execute(async (trx) => {
    const account = await lockAccountNamed(trx, name ?? '')
    // asked of a name that nobody has too: who counts milliseconds finds no account
    const accountId = account?.id ?? app.ids.uuid()
    const row = await findActivation(trx, accountId, codeHash(app, accountId, code ?? ''))
    if (!account || !row || row.used_at || account.disabled_at || account.died_on) {
      throw new Refusal('unauthenticated', 'identity.wrong_code')
    }
    const now = app.wall.now()
    if (row.expires_at <= now) throw new Refusal('too_late', 'identity.code_expired')
    await setPassword(app, trx, { accountId: account.id, accountName: account.name, password: wanted.password })
    await saveUsed(trx, row.id, now)
    await endSessionsOf(trx, account.id, now)
    const { token } = await startSession(app, trx, { accountId: account.id, device, source })
    const actor: Actor = {
      accountId: account.id,
      personId: account.person_id,
      acting: null,
      locale: account.locale as Locale,
    }
    const type = row.kind === 'reset' ? 'account.reset_used' : 'account.activated'
    await recordPower(app, trx, { type, id: account.id, actor })
    return token
  })
  await attempt.forget()
  return token
}
