import { sql } from 'kysely'
import type { Db, Trx } from '#platform/db/database.ts'
import { type PersonFields, personFields } from './holder.ts'
import type { ScopeCongress } from './import-scope.ts'

const anyText = (values: readonly string[]) => sql<string>`any(${values}::text[])`
const anyUuid = (values: readonly string[]) => sql<string>`any(${values}::uuid[])`
const anyBytes = (values: readonly Buffer[]) => sql<Buffer>`any(${values}::bytea[])`

/** The congress itself and those below it, with their terms in office and those entered for later. */
export async function findScopeCongresses(db: Db, areaPath: string, today: string): Promise<ScopeCongress[]> {
  const rows = await db
    .selectFrom('congress')
    .innerJoin('area', 'area.id', 'congress.area_id')
    .select(['congress.id', 'congress.name', 'congress.short_name as shortName'])
    .select(['area.name as areaName', 'area.path as areaPath'])
    .where('area.path', 'like', `${areaPath}%`)
    .orderBy('area.code')
    .execute()
  const terms = await db
    .selectFrom('term')
    .select(['id', 'congress_id', 'number', 'first_session_on as firstOn', 'ended_on as endedOn'])
    .where('congress_id', '=', anyUuid(rows.map(({ id }) => id)))
    .where((eb) => eb.or([eb('ended_on', 'is', null), eb('ended_on', '>', today)]))
    .orderBy('number')
    .execute()
  const termsOf = Map.groupBy(terms, ({ congress_id }) => congress_id)
  return rows.map((row) => ({ ...row, terms: termsOf.get(row.id) ?? [] }))
}

/** The congress of an import, as its scope. */
export const findScopeCongress = (db: Db, id: string) =>
  db
    .selectFrom('congress')
    .innerJoin('area', 'area.id', 'congress.area_id')
    .select(['congress.id', 'congress.name', 'congress.area_id as areaId', 'area.path as areaPath'])
    .where('congress.id', '=', id)
    .executeTakeFirst()

export type KnownMandate = {
  id: string
  person_id: string
  term_id: string
  number: string
  constituency_id: string | null
  delegation_id: string | null
  status: string
  started_on: string
  version: number
}

const mandateColumns = [
  'id',
  'person_id',
  'term_id',
  'number',
  'constituency_id',
  'delegation_id',
  'status',
  'started_on',
  'version',
] as const

export const findMandatesByNumber = (
  db: Db,
  termIds: readonly string[],
  numbers: readonly string[],
): Promise<KnownMandate[]> =>
  db
    .selectFrom('mandate')
    .select(mandateColumns)
    .where('term_id', '=', anyUuid(termIds))
    // as on paper: a number is the same in small letters
    .where(sql`upper(number)`, '=', anyText(numbers))
    .execute()

/** Every mandate that these persons have or had, with the area of its congress. */
export const findMandatesOfPersons = (db: Db, personIds: readonly string[]) =>
  db
    .selectFrom('mandate')
    .innerJoin('congress', 'congress.id', 'mandate.congress_id')
    .innerJoin('area', 'area.id', 'congress.area_id')
    .select(mandateColumns.map((column) => `mandate.${column}` as const))
    .select(['area.path as area_path', 'congress.short_name as congress_name'])
    .where('mandate.person_id', '=', anyUuid(personIds))
    .execute()

export type KnownPerson = PersonFields & {
  id: string
  name: string
  id_number_hmac: Buffer | null
  died_on: string | null
  version: number
}

const persons = (db: Db) =>
  db
    .selectFrom('person')
    .select(['id', ...personFields, 'id_number_hmac', 'died_on', 'version'])
    .where('merged_into_id', 'is', null)

export const findPersonsByIds = (db: Db, ids: readonly string[]): Promise<KnownPerson[]> =>
  persons(db).where('id', '=', anyUuid(ids)).execute()

export const findPersonsByHmac = (db: Db, hmacs: readonly Buffer[]): Promise<KnownPerson[]> =>
  persons(db).where('id_number_hmac', '=', anyBytes(hmacs)).execute()

export const findPersonsByNames = (db: Db, names: readonly string[]): Promise<KnownPerson[]> =>
  persons(db).where('name', '=', anyText(names)).execute()

/** So that no second import decides on what this one is about to change. */
export const lockRosters = (trx: Trx) => sql`select pg_advisory_xact_lock(hashtext('roster import'))`.execute(trx)

export type Seats = { id: string; name: string; seats: number; filled: number }

/** The seats of these terms and of their constituencies, with the deputies whose mandate is not over. Terms first. */
export async function findSeats(db: Db, termIds: readonly string[]): Promise<Seats[]> {
  const { rows } = await sql<Seats>`
    select term.id, congress.short_name || '第' || term.number || '届' as name, term.seats, count(mandate.id)::int as filled
      from term join congress on congress.id = term.congress_id
      left join mandate on mandate.term_id = term.id and mandate.status not in ${over}
      where term.id = ${anyUuid(termIds)} group by term.id, congress.id
    union all
    select constituency.id, constituency.name, constituency.seats, count(mandate.id)::int
      from constituency left join mandate on mandate.constituency_id = constituency.id and mandate.status not in ${over}
      where constituency.term_id = ${anyUuid(termIds)} group by constituency.id`.execute(db)
  return rows
}

const over = sql`('terminated', 'deceased', 'term_expired')`

type Sealed = { cipher: Buffer; keyId: string }
export type SealedContact = { person_id: string; phone: Sealed | null; mail: Sealed | null }

/** How persons are reached, sealed; without a line for who can't be. */
export async function findContacts(db: Db, personIds: readonly string[]): Promise<SealedContact[]> {
  const rows = await db
    .selectFrom('person')
    .leftJoin('person_contact', 'person_contact.person_id', 'person.id')
    .leftJoin('person_mail_address', 'person_mail_address.person_id', 'person.id')
    .select(['person.id as person_id', 'phone_cipher', 'person_contact.key_id as phone_key'])
    .select(['address_cipher', 'person_mail_address.key_id as mail_key'])
    .where('person.id', '=', anyUuid(personIds))
    .where((eb) => eb.or([eb('phone_cipher', 'is not', null), eb('address_cipher', 'is not', null)]))
    .execute()
  const sealed = (cipher: Buffer | null, keyId: string | null): Sealed | null =>
    cipher && keyId !== null ? { cipher, keyId } : null
  return rows.map((row) => ({
    person_id: row.person_id,
    phone: sealed(row.phone_cipher, row.phone_key),
    mail: sealed(row.address_cipher, row.mail_key),
  }))
}

export const findTermConstituencies = (db: Db, termIds: readonly string[]) =>
  db
    .selectFrom('constituency')
    .select(['id', 'term_id', 'kind', 'code', 'name', 'seats', 'area_id'])
    .where('term_id', '=', anyUuid(termIds))
    .execute()

export const findTermDelegations = (db: Db, termIds: readonly string[]) =>
  db
    .selectFrom('delegation')
    .select(['id', 'term_id', 'name', 'position'])
    .where('term_id', '=', anyUuid(termIds))
    .execute()

export type PersonWrite = Omit<KnownPerson, 'died_on' | 'version'> & {
  name_stroke: string
  name_pinyin: string
  salt: Buffer
}

export async function insertPersons(trx: Trx, rows: readonly PersonWrite[]): Promise<void> {
  if (rows.length > 0) await trx.insertInto('person').values(rows).execute()
}

/** One statement for many persons: their values come as one JSON document. */
export async function updatePersons(trx: Trx, rows: readonly PersonWrite[]): Promise<void> {
  if (rows.length === 0) return
  const values = rows.map((row) => ({
    ...row,
    id_number_hmac: row.id_number_hmac?.toString('hex') ?? null,
    salt: row.salt.toString('hex'),
  }))
  await sql`update person set
      name = v.name, name_stroke = v.name_stroke, name_pinyin = v.name_pinyin, sex = v.sex, born_on = v.born_on,
      ethnicity = v.ethnicity, party = v.party, occupation = v.occupation,
      occupation_group = v.occupation_group, education = v.education,
      id_number_hmac = decode(v.id_number_hmac, 'hex'), salt = decode(v.salt, 'hex'), version = person.version + 1
    from jsonb_to_recordset(${JSON.stringify(values)}::jsonb) as v(
      id uuid, name text, name_stroke text, name_pinyin text, sex text, born_on date, ethnicity text, party text,
      occupation text, occupation_group text, education text, id_number_hmac text, salt text)
    where person.id = v.id`.execute(trx)
}

export async function upsertContacts(
  trx: Trx,
  rows: readonly { person_id: string; phone_cipher: Buffer; key_id: string }[],
): Promise<void> {
  if (rows.length === 0) return
  await trx
    .insertInto('person_contact')
    .values(rows)
    .onConflict((conflict) =>
      conflict.column('person_id').doUpdateSet((eb) => ({
        phone_cipher: eb.ref('excluded.phone_cipher'),
        key_id: eb.ref('excluded.key_id'),
      })),
    )
    .execute()
}

export async function upsertMailAddresses(
  trx: Trx,
  rows: readonly { person_id: string; address_cipher: Buffer; key_id: string; changed_at: Date }[],
): Promise<void> {
  if (rows.length === 0) return
  await trx
    .insertInto('person_mail_address')
    .values(rows)
    .onConflict((conflict) =>
      conflict.column('person_id').doUpdateSet((eb) => ({
        address_cipher: eb.ref('excluded.address_cipher'),
        key_id: eb.ref('excluded.key_id'),
        changed_at: eb.ref('excluded.changed_at'),
      })),
    )
    .execute()
}

export async function insertDelegations(
  trx: Trx,
  rows: readonly { id: string; term_id: string; name: string; position: number }[],
): Promise<void> {
  if (rows.length > 0) await trx.insertInto('delegation').values(rows).execute()
}

export type MandateWrite = Omit<KnownMandate, 'version'> & { congress_id: string }

export async function insertMandates(trx: Trx, rows: readonly MandateWrite[]): Promise<void> {
  if (rows.length > 0) await trx.insertInto('mandate').values(rows).execute()
}

export async function updateMandates(trx: Trx, rows: readonly MandateWrite[]): Promise<void> {
  if (rows.length === 0) return
  await sql`update mandate set
      number = v.number, constituency_id = v.constituency_id, delegation_id = v.delegation_id,
      started_on = v.started_on, version = mandate.version + 1
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as v(
      id uuid, number text, constituency_id uuid, delegation_id uuid, started_on date)
    where mandate.id = v.id`.execute(trx)
}
