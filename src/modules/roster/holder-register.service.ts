import { nameKeys } from '#kernel/name-order.ts'
import { findWithdrawnContacts, newSalt } from '#modules/identity/index.ts'
import type { App } from '#platform/app.ts'
import { seal, unseal } from '#platform/crypto/seal-box.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import {
  findContacts,
  findMandatesOfPersons,
  findPersonsByHmac,
  findPersonsByIds,
  findPersonsByNames,
  insertPersons,
  type KnownPerson,
  type PersonWrite,
  updatePersons,
  upsertContacts,
  upsertMailAddresses,
} from './deputy-import.queries.ts'
import { type Holder, shownField } from './holder.ts'
import type { ImportPlan } from './import-plan.ts'
import { inTurns, pause, type Turn } from './turns.ts'

/** Everybody a file may mean: by id, by ID number, by bare name. */
export type HolderRegister = {
  byId: Map<string, Holder>
  byHmac: Map<string, Holder>
  byName: Map<string, Holder[]>
  mandates: Awaited<ReturnType<typeof findMandatesOfPersons>>
}

export type Wanted = { ids: readonly string[]; hmacs: readonly Buffer[]; names: readonly string[] }

const live = ['elected', 'credential_confirmed', 'active', 'suspended']

/** Seven queries, however many rows. */
export async function loadHolders(app: App, db: Db, wanted: Wanted): Promise<HolderRegister> {
  const lists = [
    await findPersonsByIds(db, wanted.ids),
    await findPersonsByHmac(db, wanted.hmacs),
    await findPersonsByNames(db, wanted.names),
  ]
  const persons = new Map(lists.flat().map((person) => [person.id, person]))
  const ids = [...persons.keys()]
  const mandates = await findMandatesOfPersons(db, ids)
  const phones = new Map<string, string>()
  const mails = new Map<string, string>()
  await inTurns(await findContacts(db, ids), pause, (contacts) => {
    for (const { person_id, phone, mail } of contacts) {
      if (phone) phones.set(person_id, unseal(app.keys, person_id, phone))
      if (mail) mails.set(person_id, unseal(app.keys, person_id, mail))
    }
  })
  const withdrawn = await findWithdrawnContacts(db, ids)
  const register: HolderRegister = { byId: new Map(), byHmac: new Map(), byName: new Map(), mandates }
  for (const person of persons.values()) {
    const reached = {
      phone: phones.get(person.id) ?? null,
      mail: mails.get(person.id) ?? null,
      withdrawn: withdrawn.get(person.id) ?? new Set<string>(),
    }
    addHolder(register, holderOf(person, reached))
  }
  for (const mandate of mandates)
    if (live.includes(mandate.status))
      register.byId.get(mandate.person_id)?.mandates.push({
        termId: mandate.term_id,
        areaPath: mandate.area_path,
        congressName: mandate.congress_name,
      })
  return register
}

export function addHolder(register: HolderRegister, holder: Holder): void {
  register.byId.set(holder.id, holder)
  if (holder.idHmac !== null) register.byHmac.set(holder.idHmac, holder)
  const name = holder.fields.name ?? ''
  register.byName.set(name, [...(register.byName.get(name) ?? []), holder])
}

const holderOf = (
  { id, id_number_hmac, died_on, version: _, ...fields }: KnownPerson,
  reached: Pick<Holder, 'phone' | 'mail' | 'withdrawn'>,
): Holder => ({
  id,
  isNew: false,
  firstRow: null,
  fields,
  idHmac: id_number_hmac?.toString('hex') ?? null,
  ...reached,
  isDead: died_on !== null,
  mandates: [],
  statedBy: new Map(),
  isTouched: false,
})

const touchedOf = ({ byId }: HolderRegister): Holder[] => [...byId.values()].filter(({ isTouched }) => isTouched)

/** The same for the record: what the file says of each, by the names of its columns. */
export const writtenHolders = (register: HolderRegister): ImportPlan<Trx>['written'] =>
  touchedOf(register).map(({ id, isNew, statedBy }) => ({
    kind: 'person',
    id,
    isNew,
    fields: [...statedBy.keys()].map(shownField),
  }))

/** Writes the persons that the file makes or changes, their telephones and mail addresses sealed. */
export async function writeHolders(app: App, trx: Trx, register: HolderRegister, turn: Turn): Promise<void> {
  await inTurns(touchedOf(register), turn, async (holders) => {
    await insertPersons(
      trx,
      holders.filter(({ isNew }) => isNew).map((holder) => writtenPerson(app, holder)),
    )
    await updatePersons(
      trx,
      holders.filter(({ isNew }) => !isNew).map((holder) => writtenPerson(app, holder)),
    )
    await upsertContacts(
      trx,
      sealedOf(app, holders, 'phone').map(({ id, cipher, keyId }) => ({
        person_id: id,
        phone_cipher: cipher,
        key_id: keyId,
      })),
    )
    const changedAt = app.clock.now()
    await upsertMailAddresses(
      trx,
      sealedOf(app, holders, 'mail').map(({ id, cipher, keyId }) => ({
        person_id: id,
        address_cipher: cipher,
        key_id: keyId,
        changed_at: changedAt,
      })),
    )
  })
}

const sealedOf = (app: App, holders: readonly Holder[], means: 'phone' | 'mail') =>
  holders
    .filter(({ statedBy }) => statedBy.has(means))
    .map((holder) => ({ id: holder.id, ...seal(app.keys, holder.id, holder[means] ?? '') }))

function writtenPerson(app: App, { id, fields, idHmac }: Holder): PersonWrite {
  const name = fields.name ?? ''
  const keys = nameKeys(name)
  return {
    ...fields,
    id,
    name,
    name_stroke: keys.stroke,
    name_pinyin: keys.pinyin,
    id_number_hmac: idHmac === null ? null : Buffer.from(idHmac, 'hex'),
    salt: newSalt(app),
  }
}
