import { type Actor, rowsOf } from '#kernel/actor.ts'
import { Refusal } from '#kernel/refusal.ts'
import { recordEvent } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import { seal, unseal } from '#platform/crypto/seal-box.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import { mailAddressOf } from './identity.ts'
import { deleteMailAddress, findSealedContacts, saveMailAddress } from './mail-address.queries.ts'
import { type ContactMeans, deleteWithdrawnContact, insertWithdrawnContact } from './withdrawn-contact.queries.ts'

/** One's own address; null takes it out, and nobody else enters it again. Refuses `identity.bad_mail_address`. */
export function changeMailAddress(app: App, actor: Actor, address: string | null): Promise<void> {
  return app.db.transaction().execute(async (trx) => {
    if (address === null) await deleteMailAddress(trx, actor.personId)
    else await keepMailAddress(app, trx, actor.personId, address)
    await noteOwnerSays(app, trx, actor, { mail: address })
    await recordEvent(app, trx, {
      type: 'contact.mail_address_changed',
      subjectKind: 'person',
      subjectId: actor.personId,
      actor,
    })
  })
}

/** What the owner takes out is withdrawn for everybody else; what the owner enters is consented to again. */
export async function noteOwnerSays(
  app: Pick<App, 'clock'>,
  trx: Trx,
  actor: Actor,
  said: { [Means in ContactMeans]?: string | null | undefined },
): Promise<void> {
  for (const means of ['phone', 'mail'] as const) {
    if (said[means] === null) await insertWithdrawnContact(trx, actor.personId, means, app.clock.now())
    else if (said[means] !== undefined) await deleteWithdrawnContact(trx, rowsOf(actor), means)
  }
}

/** The same without a person who asks. Refuses `identity.bad_mail_address`. */
export async function keepMailAddress(
  app: Pick<App, 'keys' | 'clock'>,
  trx: Trx,
  personId: string,
  address: string,
): Promise<void> {
  const plain = mailAddressOf(address)
  if (plain === undefined) throw new Refusal('invalid', 'identity.bad_mail_address')
  const { cipher, keyId } = seal(app.keys, personId, plain)
  await saveMailAddress(trx, personId, { address_cipher: cipher, key_id: keyId, changed_at: app.clock.now() })
}

export type Contacts = { mail: string | null; phone: string | null }

/** For the program's own sending, which nobody looks at. Whoever shows it to somebody records the look. */
export async function contactsForSending(
  app: Pick<App, 'keys'>,
  db: Db | Trx,
  personIds: readonly string[],
): Promise<Map<string, Contacts>> {
  const rows = await findSealedContacts(db, personIds)
  return new Map(
    rows.map((row) => [
      row.id,
      {
        mail: row.address_cipher && unseal(app.keys, row.id, { cipher: row.address_cipher, keyId: row.mail_key ?? '' }),
        phone: row.phone_cipher && unseal(app.keys, row.id, { cipher: row.phone_cipher, keyId: row.phone_key ?? '' }),
      },
    ]),
  )
}
