import { sql } from 'kysely'
import { isUnitOf } from '#modules/organisation/index.ts'
import type { Db } from '#platform/db/database.ts'

const townLevel = 4

export type CongressLine = { id: string; name: string; level: number }

/** The congress itself and, for who sees their totals, those of the areas one level below. */
export async function findCongressesInReach(
  db: Db,
  reach: { congressId: string; areaPath: string; congressLevel: number; seesBelow: boolean },
): Promise<CongressLine[]> {
  const { rows } = await sql<CongressLine>`
    select congress.id, congress.short_name as name, congress.level::int as level
    from congress join area on area.id = congress.area_id
    where congress.id = ${reach.congressId}
      or (${reach.seesBelow} and congress.level = ${reach.congressLevel + 1} and area.path like ${`${reach.areaPath}%`})
    order by congress.level, area.code`.execute(db)
  return rows
}

export type TermLine = { id: string; number: number; first_session_on: string; ended_on: string | null }

export const findTermsOf = (db: Db, congressId: string): Promise<TermLine[]> =>
  db
    .selectFrom('term')
    .select(['id', 'number', 'first_session_on', 'ended_on'])
    .where('congress_id', '=', congressId)
    .orderBy('number', 'desc')
    .execute()

/** The names of units or delegations that have figures. */
export async function findGroupNames(
  db: Db,
  by: 'unit' | 'delegation',
  ids: readonly string[],
): Promise<Map<string, string>> {
  const wanted = ids.filter((id) => id !== '')
  if (wanted.length === 0) return new Map()
  const rows =
    by === 'unit'
      ? await db.selectFrom('organ').select(['id', 'short_name as name']).where('id', 'in', wanted).execute()
      : await db.selectFrom('delegation').select(['id', 'name']).where('id', 'in', wanted).execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** A unit or delegation of this congress that may be asked about; its name. */
export const findUnit = (db: Db, congressId: string, id: string) =>
  db
    .selectFrom('organ')
    .select(['id', 'name', 'system'])
    .where('id', '=', id)
    .where(isUnitOf(congressId))
    .executeTakeFirst()

/** The township congress in whose own area a unit of the county sits; for most units none. */
export async function findTownsOf(db: Db, unitId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('organ')
    .innerJoin('congress', 'congress.area_id', 'organ.area_id')
    .select('congress.id')
    .where('organ.id', '=', unitId)
    .where('congress.level', '=', townLevel)
    .whereRef('congress.id', '<>', 'organ.congress_id')
    .execute()
  return rows.map(({ id }) => id)
}

export const findCommittee = (db: Db, congressId: string, id: string) =>
  db
    .selectFrom('organ')
    .select('id')
    .where('id', '=', id)
    .where('congress_id', '=', congressId)
    .where('kind', '=', 'committee')
    .executeTakeFirst()

export const findDelegation = (db: Db, congressId: string, id: string) =>
  db
    .selectFrom('delegation')
    .innerJoin('term', 'term.id', 'delegation.term_id')
    .select(['delegation.id', 'delegation.name'])
    .where('delegation.id', '=', id)
    .where('term.congress_id', '=', congressId)
    .executeTakeFirst()
