import { nameKeys } from '#kernel/name-order.ts'
import type { App } from '#platform/app.ts'
import type { Trx } from '#platform/db/database.ts'
import { insertAccount } from './account.queries.ts'
import { insertPerson } from './person.queries.ts'
import { newSalt } from './person-image.queries.ts'

export type NewPerson = {
  name: string
  sex?: 'male' | 'female' | undefined
  bornOn?: string | undefined
  ethnicity?: string | undefined
  party?: string | undefined
  occupation?: string | undefined
  occupationGroup?: string | undefined
  education?: string | undefined
  /** Only its keyed hash is kept, to find the same person again. */
  idNumber?: string | undefined
}

export const idNumberHmac = (app: Pick<App, 'keys'>, idNumber: string): Buffer =>
  app.keys.hmac('id number', idNumber.normalize('NFKC').trim().toUpperCase())

/** A person without rights: those come with mandates and posts. For import, demo district and first start. */
export async function addPerson(app: App, trx: Trx, person: NewPerson): Promise<string> {
  const id = app.ids.uuid()
  await insertPerson(trx, {
    id,
    ...columnsOf(person),
    id_number_hmac: person.idNumber ? idNumberHmac(app, person.idNumber) : null,
    salt: newSalt(app),
  })
  return id
}

/** A person's own words as they are stored, the name with the keys it is sorted by. */
export function columnsOf(person: Omit<NewPerson, 'idNumber'>) {
  const name = person.name.normalize('NFC').trim()
  const keys = nameKeys(name)
  return {
    name,
    name_stroke: keys.stroke,
    name_pinyin: keys.pinyin,
    sex: person.sex ?? null,
    born_on: person.bornOn ?? null,
    ethnicity: person.ethnicity ?? null,
    party: person.party ?? null,
    occupation: person.occupation ?? null,
    occupation_group: person.occupationGroup ?? null,
    education: person.education ?? null,
  }
}

export type NewAccount = {
  personId: string
  name: string
  /** Argon2id in PHC form; left out, the account waits for its activation. */
  passwordHash?: string | undefined
  mustChangePassword?: boolean | undefined
}

export async function addAccount(app: App, trx: Trx, account: NewAccount): Promise<string> {
  const id = app.ids.uuid()
  const now = app.wall.now()
  await insertAccount(trx, {
    id,
    person_id: account.personId,
    name: account.name,
    password_hash: account.passwordHash ?? null,
    password_changed_at: account.passwordHash ? now : null,
    must_change_password: account.mustChangePassword ?? true,
    created_at: now,
  })
  return id
}
