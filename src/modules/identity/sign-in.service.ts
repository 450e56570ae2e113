import type { Locale } from '#kernel/actor.ts'
import { recordEvent } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import { findAccountByName } from './account.queries.ts'
import { normaliseAccountName } from './identity.ts'
import { type Proof, proveOwner } from './proof.service.ts'
import { startSession } from './session.service.ts'
import { deleteOldAttempts } from './sign-in.queries.ts'

const dayMs = 86_400_000

export type SignIn = Proof & { name: string }

/**
 * Opens a session and gives its token. Refuses `identity.wrong_credentials` (also for names nobody has),
 * `identity.totp_required`, and `identity.locked` after five failures for this name from this source.
 */
export async function signIn(app: App, wanted: SignIn, source: string, device: string): Promise<string> {
  const name = normaliseAccountName(wanted.name)
  const found = name === undefined ? undefined : await findAccountByName(app.db, name)
  const counted = name ?? wanted.name.slice(0, 64)
  const account = await proveOwner(app, counted, source, found, wanted)
  await deleteOldAttempts(app.db, new Date(app.wall.now().getTime() - dayMs))
  return app.db.transaction().execute(async (trx) => {
    const { id, token } = await startSession(app, trx, { accountId: account.id, device, source })
    await recordEvent(app, trx, {
      type: 'session.signed_in',
      subjectKind: 'session',
      subjectId: id,
      actor: { accountId: account.id, personId: account.person_id, acting: null, locale: account.locale as Locale },
    })
    return token
  })
}
