import { type Actor, isSelf } from '#kernel/actor.ts'
import { Refusal } from '#kernel/refusal.ts'
import { type EventTypeOf, recordEvent } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import { versionOf } from '#platform/crypto/digest.ts'
import { seal } from '#platform/crypto/seal-box.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import { maySeeContact, peopleScope } from './identity.policy.ts'
import { phoneOf } from './identity.ts'
import { deleteMailAddress } from './mail-address.queries.ts'
import { type Contacts, contactsForSending, keepMailAddress, noteOwnerSays } from './mail-address.service.ts'
import { isPersonInScope } from './people.queries.ts'
import { deleteContact, lockPerson, requireUnmerged, saveContact } from './person.queries.ts'
import { type ContactMeans, findWithdrawnContacts } from './withdrawn-contact.queries.ts'

/** Each look is recorded, with the look itself refused when it can't be. Refuses `identity.contact_not_yours`. */
export function lookAtContact(
  app: App,
  actor: Actor,
  personId: string,
): Promise<Contacts & { version: number; withdrawn: ContactMeans[] }> {
  return app.db.transaction().execute(async (trx) => {
    await requireMaySee(trx, actor, personId)
    await recordContact(app, trx, actor, personId, 'contact.seen', [])
    const known = await contactsOf(app, trx, personId)
    const withdrawn = (await findWithdrawnContacts(trx, [personId])).get(personId) ?? new Set<ContactMeans>()
    return { version: versionOfContacts(app, personId, known), ...known, withdrawn: [...withdrawn].toSorted() }
  })
}

type Keyed = Pick<App, 'keys'>

const contactsOf = async (app: Keyed, trx: Db | Trx, personId: string): Promise<Contacts> =>
  (await contactsForSending(app, trx, [personId])).get(personId) ?? { phone: null, mail: null }

// keyed: the number tells nothing of a telephone number that somebody might guess
const versionOfContacts = (app: Keyed, personId: string, { phone, mail }: Contacts): number =>
  versionOf(app.keys.hmac('contact version', JSON.stringify([personId, phone, mail])))

/** What a change of a person's contacts repeats, without a look at them. */
export const contactVersion = async (app: Pick<App, 'db' | 'keys'>, personId: string): Promise<number> =>
  versionOfContacts(app, personId, await contactsOf(app, app.db, personId))

export type ContactChange = { [Means in keyof Contacts]?: string | null | undefined } & { version: number }

/**
 * By the person, or by the office that has to reach them. What is left out stays, null takes it out; what the person
 * has withdrawn only the person enters again (个保法 art. 15). Refuses `identity.bad_phone`, `.bad_mail_address`,
 * `.contact_not_yours`, `.contact_withdrawn`, `.person_merged`, `.stale_version`.
 */
export function changeContact(app: App, actor: Actor, personId: string, change: ContactChange): Promise<number> {
  return app.db.transaction().execute(async (trx) => {
    await requireMaySee(trx, actor, personId)
    requireUnmerged(await lockPerson(trx, personId))
    const { phone, mail, version } = change
    if (version !== versionOfContacts(app, personId, await contactsOf(app, trx, personId))) {
      throw new Refusal('conflict', 'identity.stale_version')
    }
    if (isSelf(actor, personId)) await noteOwnerSays(app, trx, actor, change)
    else await requireNotWithdrawn(trx, personId, change)
    if (phone === null) await deleteContact(trx, personId)
    else if (phone !== undefined) await keepPhone(app, trx, personId, phone)
    if (mail === null) await deleteMailAddress(trx, personId)
    else if (mail !== undefined) await keepMailAddress(app, trx, personId, mail)
    const changed = (['phone', 'mail'] as const).filter((means) => change[means] !== undefined)
    await recordContact(app, trx, actor, personId, 'contact.changed', changed)
    return versionOfContacts(app, personId, await contactsOf(app, trx, personId))
  })
}

async function requireNotWithdrawn(trx: Trx, personId: string, change: ContactChange): Promise<void> {
  for (const means of (await findWithdrawnContacts(trx, [personId])).get(personId) ?? []) {
    if (change[means]) throw new Refusal('conflict', 'identity.contact_withdrawn', { means })
  }
}

async function keepPhone(app: Pick<App, 'keys'>, trx: Trx, personId: string, phone: string): Promise<void> {
  const plain = phoneOf(phone)
  if (plain === undefined) throw new Refusal('invalid', 'identity.bad_phone')
  await sealPhone(app, trx, personId, plain)
}

async function sealPhone(app: Pick<App, 'keys'>, trx: Trx, personId: string, plain: string): Promise<void> {
  const { cipher, keyId } = seal(app.keys, personId, plain)
  await saveContact(trx, personId, { phone_cipher: cipher, key_id: keyId })
}

/** For two rows of one person: what the second lacks it gets from the first. @returns what was copied */
export async function copyContacts(app: App, trx: Trx, from: string, to: string): Promise<string[]> {
  const known = await contactsForSending(app, trx, [from, to])
  const [given, kept] = [known.get(from), known.get(to)]
  const withdrawn = (await findWithdrawnContacts(trx, [to])).get(to)
  const copied: string[] = []
  if (given?.phone && !kept?.phone && !withdrawn?.has('phone')) {
    await sealPhone(app, trx, to, given.phone)
    copied.push('phone')
  }
  if (given?.mail && !kept?.mail && !withdrawn?.has('mail')) {
    await keepMailAddress(app, trx, to, given.mail)
    copied.push('mail')
  }
  return copied
}

/** Takes back what was copied from one row to the other, unless it was changed there since. */
export async function dropContacts(
  app: App,
  trx: Trx,
  keptId: string,
  giverId: string,
  means: readonly string[],
): Promise<void> {
  const known = await contactsForSending(app, trx, [keptId, giverId])
  const isAsGiven = (one: keyof Contacts) =>
    means.includes(one) && known.get(keptId)?.[one] === known.get(giverId)?.[one]
  if (isAsGiven('phone')) await deleteContact(trx, keptId)
  if (isAsGiven('mail')) await deleteMailAddress(trx, keptId)
}

async function requireMaySee(db: Db, actor: Actor, personId: string): Promise<void> {
  maySeeContact(actor, personId)
  const isSeen = actor.personId === personId || (await isPersonInScope(db, peopleScope(actor), personId))
  if (!isSeen) throw new Refusal('not_found', 'identity.no_such_person')
}

const recordContact = (
  app: App,
  trx: Trx,
  actor: Actor,
  personId: string,
  type: EventTypeOf<'contact'>,
  means: readonly string[],
) =>
  recordEvent(app, trx, {
    type,
    subjectKind: 'person',
    subjectId: personId,
    actor,
    ...(means.length > 0 ? { data: { means: [...means] } } : {}),
  })
