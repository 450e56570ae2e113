import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/refusal.ts'
import { recordEvent } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import { seal, unseal } from '#platform/crypto/seal-box.ts'
import type { Db } from '#platform/db/database.ts'
import { maySeeContact, peopleScope } from './identity.policy.ts'
import { isPersonInScope } from './people.queries.ts'
import { findContact, lockPerson, saveContact } from './person.queries.ts'

const phoneShape = /^\+?[0-9][0-9 -]{5,19}$/

/** Each look is recorded, with the look itself refused when it can't be. Refuses `identity.contact_not_yours`. */
export function lookAtContact(app: App, actor: Actor, personId: string): Promise<{ phone: string | null }> {
  return app.db.transaction().execute(async (trx) => {
    await requireMaySee(trx, actor, personId)
    const row = await findContact(trx, personId)
    await recordContact(app, trx, actor, personId, 'contact.seen')
    const sealed = row && { keyId: row.key_id, cipher: row.phone_cipher }
    return { phone: sealed ? unseal(app.keys, personId, sealed) : null }
  })
}

/** Refuses `identity.bad_phone`, `.contact_not_yours`. */
export function changeContact(app: App, actor: Actor, personId: string, phone: string): Promise<void> {
  return app.db.transaction().execute(async (trx) => {
    await requireMaySee(trx, actor, personId)
    await lockPerson(trx, personId)
    const plain = phone.normalize('NFKC').trim()
    if (!phoneShape.test(plain)) throw new Refusal('invalid', 'identity.bad_phone')
    await keepContact(app, trx, personId, plain)
    await recordContact(app, trx, actor, personId, 'contact.changed')
  })
}

/** The same without a person who asks: import and demo district. */
export async function keepContact(
  app: Pick<App, 'keys'>,
  trx: Parameters<typeof saveContact>[0],
  personId: string,
  phone: string,
): Promise<void> {
  const { cipher, keyId } = seal(app.keys, personId, phone)
  await saveContact(trx, personId, { phone_cipher: cipher, key_id: keyId })
}

async function requireMaySee(db: Db, actor: Actor, personId: string): Promise<void> {
  maySeeContact(actor, personId)
  const isSeen = actor.personId === personId || (await isPersonInScope(db, peopleScope(actor), personId))
  if (!isSeen) throw new Refusal('not_found', 'identity.no_such_person')
}

const recordContact = (
  app: App,
  trx: Parameters<typeof saveContact>[0],
  actor: Actor,
  personId: string,
  type: `contact.${string}`,
) => recordEvent(app, trx, { type, subjectKind: 'person', subjectId: personId, actor })
