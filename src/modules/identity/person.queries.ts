import { Refusal } from '#kernel/refusal.ts'
import type { Db, Trx } from '#platform/db/database.ts'

export type PersonRow = {
  id: string
  name: string
  sex: string | null
  born_on: string | null
  ethnicity: string | null
  party: string | null
  occupation: string | null
  occupation_group: string | null
  education: string | null
  died_on: string | null
  merged_into_id: string | null
  version: number
}

const columns = [
  'person.id',
  'person.name',
  'person.sex',
  'person.born_on',
  'person.ethnicity',
  'person.party',
  'person.occupation',
  'person.occupation_group',
  'person.education',
  'person.died_on',
  'person.merged_into_id',
  'person.version',
] as const

export const findPerson = (db: Db, id: string): Promise<PersonRow | undefined> =>
  db.selectFrom('person').select(columns).where('person.id', '=', id).executeTakeFirst()

export const findPersons = (db: Db, ids: readonly string[]): Promise<PersonRow[]> =>
  db.selectFrom('person').select(columns).where('person.id', 'in', ids).execute()

export const lockPerson = (trx: Trx, id: string): Promise<PersonRow> =>
  trx
    .selectFrom('person')
    .select(columns)
    .where('person.id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow(() => new Refusal('not_found', 'identity.no_such_person'))

/** A row that went into another one takes nothing new. Refuses `identity.person_merged`. */
export function requireUnmerged(person: PersonRow): void {
  if (person.merged_into_id !== null) throw new Refusal('conflict', 'identity.person_merged')
}

export type NewPersonRow = {
  id: string
  name: string
  name_stroke: string
  name_pinyin: string
  sex: string | null
  born_on: string | null
  ethnicity: string | null
  party: string | null
  occupation: string | null
  occupation_group: string | null
  education: string | null
  id_number_hmac: Buffer | null
  salt: Buffer
}

export const insertPerson = (trx: Trx, row: NewPersonRow) => trx.insertInto('person').values(row).execute()

export const findPersonByIdNumber = (db: Db, hmac: Buffer): Promise<PersonRow | undefined> =>
  db.selectFrom('person').select(columns).where('person.id_number_hmac', '=', hmac).executeTakeFirst()

export const savePerson = (trx: Trx, person: PersonRow, change: Omit<NewPersonRow, 'id' | 'id_number_hmac'>) =>
  trx
    .updateTable('person')
    .set({ ...change, version: person.version + 1 })
    .where('id', '=', person.id)
    .execute()

export const saveDeath = (trx: Trx, person: PersonRow, diedOn: string) =>
  trx
    .updateTable('person')
    .set({ died_on: diedOn, version: person.version + 1 })
    .where('id', '=', person.id)
    .execute()

export const deleteContact = (trx: Trx, personId: string) =>
  trx.deleteFrom('person_contact').where('person_id', '=', personId).execute()

export const saveContact = (trx: Trx, personId: string, contact: { phone_cipher: Buffer; key_id: string }) =>
  trx
    .insertInto('person_contact')
    .values({ person_id: personId, ...contact })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet(contact))
    .execute()
