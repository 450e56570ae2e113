import { sql } from 'kysely'
import type { Db, Trx } from '#platform/db/database.ts'

const anyText = (values: readonly string[]) => sql<string>`any(${values}::text[])`
const anyUuid = (values: readonly string[]) => sql<string>`any(${values}::uuid[])`

export type KnownArea = {
  id: string
  code: string
  name: string
  level: number
  kind: string
  parent_id: string | null
  path: string
}

const areaColumns = ['id', 'code', 'name', 'level', 'kind', 'parent_id', 'path'] as const

export const findAreasWithCodes = (db: Db, codes: readonly string[]): Promise<KnownArea[]> =>
  db.selectFrom('area').select(areaColumns).where('code', '=', anyText(codes)).execute()

/** Areas within a path that cells name, by name or by code. */
export const findAreasNamed = (db: Db, withinPath: string, names: readonly string[]): Promise<KnownArea[]> =>
  db
    .selectFrom('area')
    .select(areaColumns)
    .where('path', 'like', `${withinPath}%`)
    .where((eb) => eb.or([eb('name', '=', anyText(names)), eb('code', '=', anyText(names))]))
    .orderBy('level', 'desc')
    .execute()

export async function insertAreaRows(trx: Trx, rows: readonly KnownArea[]): Promise<void> {
  if (rows.length > 0) await trx.insertInto('area').values(rows).execute()
}

export async function updateAreaNames(trx: Trx, rows: readonly { id: string; name: string }[]): Promise<void> {
  if (rows.length === 0) return
  await sql`update area set name = v.name
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as v(id uuid, name text)
    where area.id = v.id`.execute(trx)
}

export type KnownConstituency = {
  id: string
  congress_id: string
  term_id: string
  kind: string
  code: string
  name: string
  area_id: string | null
  seats: number
}

export const findConstituenciesOfTerms = (db: Db, termIds: readonly string[]) =>
  db
    .selectFrom('constituency')
    .leftJoin('area', 'area.id', 'constituency.area_id')
    .select([
      'constituency.id',
      'constituency.congress_id',
      'constituency.term_id',
      'constituency.kind',
      'constituency.code',
      'constituency.name',
      'constituency.area_id',
      'constituency.seats',
      'area.name as area_name',
    ])
    .where('constituency.term_id', '=', anyUuid(termIds))
    .execute()

export async function insertConstituencies(trx: Trx, rows: readonly KnownConstituency[]): Promise<void> {
  if (rows.length > 0) await trx.insertInto('constituency').values(rows).execute()
}

export async function updateConstituencies(trx: Trx, rows: readonly KnownConstituency[]): Promise<void> {
  if (rows.length === 0) return
  await sql`update constituency set name = v.name, kind = v.kind, seats = v.seats, area_id = v.area_id
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as v(id uuid, name text, kind text, seats smallint, area_id uuid)
    where constituency.id = v.id`.execute(trx)
}

export type KnownUnit = {
  id: string
  code: string
  name: string
  short_name: string
  kind: string
  system: string
  congress_id: string
  area_id: string
  parent_id: string | null
  starts_on: string
  ends_on: string | null
}

const unitColumns = [
  'organ.id',
  'organ.code',
  'organ.name',
  'organ.short_name',
  'organ.kind',
  'organ.system',
  'organ.congress_id',
  'organ.area_id',
  'organ.parent_id',
  'organ.starts_on',
  'organ.ends_on',
] as const

/** Units with these codes wherever they are, and all of the congress: cells name them by code or by name. */
export const findUnits = (db: Db, congressId: string, codes: readonly string[]) =>
  db
    .selectFrom('organ')
    .innerJoin('area', 'area.id', 'organ.area_id')
    .select(unitColumns)
    .select(['area.name as area_name', 'area.path as area_path'])
    .where((eb) => eb.or([eb('organ.congress_id', '=', congressId), eb(sql`upper(organ.code)`, '=', anyText(codes))]))
    .execute()

export async function insertUnits(trx: Trx, rows: readonly KnownUnit[]): Promise<void> {
  if (rows.length > 0) await trx.insertInto('organ').values(rows).execute()
}

export async function updateUnits(trx: Trx, rows: readonly KnownUnit[]): Promise<void> {
  if (rows.length === 0) return
  await sql`update organ set name = v.name, short_name = v.short_name, system = v.system, area_id = v.area_id,
      parent_id = v.parent_id, ends_on = v.ends_on, version = organ.version + 1
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as v(id uuid, name text, short_name text, system text, area_id uuid, parent_id uuid, ends_on date)
    where organ.id = v.id`.execute(trx)
}

/** The last day on which each unit took another name. */
export const findLatestRenames = (db: Db, organIds: readonly string[]) =>
  db
    .selectFrom('organ_name')
    .select(['organ_id', sql<string>`max(ends_on)::text`.as('renamed_on')])
    .where('organ_id', '=', anyUuid(organIds))
    .groupBy('organ_id')
    .execute()

export async function insertEarlierNames(
  trx: Trx,
  rows: readonly { organ_id: string; name: string; short_name: string; starts_on: string; ends_on: string }[],
): Promise<void> {
  if (rows.length > 0) await trx.insertInto('organ_name').values(rows).execute()
}

export type KnownPost = {
  id: string
  person_id: string
  organ_id: string
  role: string
  title: string
  starts_on: string
  ends_on: string | null
}

export const findPostsOfPersons = (db: Db, personIds: readonly string[]): Promise<KnownPost[]> =>
  db
    .selectFrom('post')
    .select(['id', 'person_id', 'organ_id', 'role', 'title', 'starts_on', 'ends_on'])
    .where('person_id', '=', anyUuid(personIds))
    .orderBy('starts_on')
    .execute()

export async function insertPosts(trx: Trx, rows: readonly KnownPost[]): Promise<void> {
  if (rows.length > 0) await trx.insertInto('post').values(rows).execute()
}

export async function updatePosts(trx: Trx, rows: readonly KnownPost[]): Promise<void> {
  if (rows.length === 0) return
  await sql`update post set title = v.title, ends_on = v.ends_on, version = post.version + 1
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as v(id uuid, title text, ends_on date)
    where post.id = v.id`.execute(trx)
}
