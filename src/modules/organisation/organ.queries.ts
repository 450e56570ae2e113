import { type SelectQueryBuilder, sql } from 'kysely'
import { type Cursor, totalCountedMax } from '#kernel/page.ts'
import { Refusal } from '#kernel/refusal.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import type { DB } from '#platform/db/db.types.ts'
import { containing } from '#platform/db/like.ts'
import type { OrganKind, OrganSystem } from './organisation.ts'

export type OrganRow = {
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
  merged_into_id: string | null
  version: number
  area_path: string
  merged_into_name: string | null
}

const organs = (db: Db) =>
  db
    .selectFrom('organ')
    .innerJoin('area', 'area.id', 'organ.area_id')
    .select([
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
      'organ.merged_into_id',
      'organ.version',
      'area.path as area_path',
      (eb) =>
        eb
          .selectFrom('organ as heir')
          .select('heir.name')
          .whereRef('heir.id', '=', 'organ.merged_into_id')
          .as('merged_into_name'),
    ])

/**
 * An organ that answers suggestions of a congress: a unit of its own; in a township also what stands in the town, for its
 * government and its offices are units of the county's congress as well.
 */
export const isUnitOf = (congressId: string) => sql<boolean>`(organ.kind = 'unit' and (organ.congress_id = ${congressId}
  or organ.area_id = (select area_id from congress where id = ${congressId} and level = 4)))`

export const findOrgan = (db: Db, id: string): Promise<OrganRow | undefined> =>
  organs(db).where('organ.id', '=', id).executeTakeFirst()

export const findOrganByCode = (db: Db, code: string): Promise<OrganRow | undefined> =>
  organs(db).where('organ.code', '=', code).executeTakeFirst()

export const lockOrgan = (trx: Trx, id: string): Promise<OrganRow> =>
  organs(trx)
    .where('organ.id', '=', id)
    .forUpdate('organ')
    .executeTakeFirstOrThrow(() => new Refusal('not_found', 'organisation.no_such_organ'))

export type OrganFilter = {
  congressId?: string | undefined
  kind?: OrganKind | undefined
  system?: OrganSystem | undefined
  search?: string | undefined
  /** Only organs that exist on this date. */
  on?: string | undefined
}

export async function findOrgans(db: Db, filter: OrganFilter, after: Cursor | undefined, limit: number) {
  let query = organs(db)
  if (filter.congressId !== undefined) query = query.where('organ.congress_id', '=', filter.congressId)
  if (filter.kind !== undefined) query = query.where('organ.kind', '=', filter.kind)
  if (filter.system !== undefined) query = query.where('organ.system', '=', filter.system)
  if (filter.search !== undefined) {
    const pattern = containing(filter.search)
    query = query.where((eb) => eb.or([eb('organ.name', 'like', pattern), eb('organ.short_name', 'like', pattern)]))
  }
  const { on } = filter
  if (on !== undefined) {
    query = query
      .where('organ.starts_on', '<=', on)
      .where((eb) => eb.or([eb('organ.ends_on', 'is', null), eb('organ.ends_on', '>', on)]))
  }
  const counted = await countUpToCap(db, query)
  const page = after === undefined ? query : query.where('organ.code', '>', String(after[0]))
  const rows = await page
    .orderBy('organ.code')
    .limit(limit + 1)
    .execute()
  return { rows, counted }
}

async function countUpToCap<From extends keyof DB, Row>(db: Db, query: SelectQueryBuilder<DB, From, Row>) {
  const { counted } = await db
    .selectFrom(query.limit(totalCountedMax + 1).as('found'))
    .select((eb) => eb.fn.countAll<number>().as('counted'))
    .executeTakeFirstOrThrow()
  return counted
}

export const findOrganNames = (db: Db, organId: string) =>
  db
    .selectFrom('organ_name')
    .select(['name', 'short_name', 'starts_on', 'ends_on'])
    .where('organ_id', '=', organId)
    .orderBy('starts_on')
    .execute()

export const insertOrgan = (
  trx: Trx,
  row: Omit<OrganRow, 'area_path' | 'version' | 'ends_on' | 'merged_into_id' | 'merged_into_name'>,
) => trx.insertInto('organ').values(row).execute()

export async function saveOrganName(
  trx: Trx,
  organ: OrganRow,
  name: { name: string; shortName: string },
  earlierStartsOn: string,
  effectiveOn: string,
): Promise<void> {
  await trx
    .insertInto('organ_name')
    .values({
      organ_id: organ.id,
      name: organ.name,
      short_name: organ.short_name,
      starts_on: earlierStartsOn,
      ends_on: effectiveOn,
    })
    .execute()
  await trx
    .updateTable('organ')
    .set({ name: name.name, short_name: name.shortName, version: organ.version + 1 })
    .where('id', '=', organ.id)
    .execute()
}

/** @returns those that it took over earlier, which have the same heir now */
export async function saveMerger(trx: Trx, organ: OrganRow, intoId: string, effectiveOn: string): Promise<string[]> {
  await trx
    .updateTable('organ')
    .set({ ends_on: effectiveOn, merged_into_id: intoId, acting_id: intoId, version: organ.version + 1 })
    .where('id', '=', organ.id)
    .execute()
  const earlier = await trx
    .updateTable('organ')
    .set({ acting_id: intoId })
    .where('acting_id', '=', organ.id)
    .returning('id')
    .execute()
  await trx.updateTable('coordination').set({ organ_id: intoId }).where('organ_id', '=', organ.id).execute()
  return earlier.map(({ id }) => id)
}

export const findCoordinator = (db: Db, congressId: string, system: string): Promise<OrganRow | undefined> =>
  organs(db)
    .innerJoin('coordination', 'coordination.organ_id', 'organ.id')
    .where('coordination.congress_id', '=', congressId)
    .where('coordination.system', '=', system)
    .executeTakeFirst()

export const saveCoordinator = (trx: Trx, congressId: string, system: string, organId: string) =>
  trx
    .insertInto('coordination')
    .values({ congress_id: congressId, system, organ_id: organId })
    .onConflict((conflict) => conflict.columns(['congress_id', 'system']).doUpdateSet({ organ_id: organId }))
    .execute()
