import type { Db, Trx } from '#platform/db/database.ts'
import { containing, startingWith } from '#platform/db/like.ts'

export type AreaRow = {
  id: string
  code: string
  name: string
  level: number
  kind: string
  parent_id: string | null
  path: string
}

const columns = ['id', 'code', 'name', 'level', 'kind', 'parent_id', 'path'] as const

export type AreaFilter = { parentId?: string | undefined; search?: string | undefined; withinPath?: string | undefined }

export function findAreas(db: Db, filter: AreaFilter, limit: number): Promise<AreaRow[]> {
  let query = db.selectFrom('area').select(columns)
  if (filter.parentId !== undefined) query = query.where('parent_id', '=', filter.parentId)
  if (filter.search !== undefined) query = query.where('name', 'like', containing(filter.search))
  if (filter.withinPath !== undefined) query = query.where('path', 'like', startingWith(filter.withinPath))
  return query.orderBy('level').orderBy('code').limit(limit).execute()
}

export const findRootAreas = (db: Db): Promise<AreaRow[]> =>
  db.selectFrom('area').select(columns).where('parent_id', 'is', null).orderBy('code').execute()

export const findAreaById = (db: Db, id: string): Promise<AreaRow | undefined> =>
  db.selectFrom('area').select(columns).where('id', '=', id).executeTakeFirst()

/** One area gets one congress: whoever opens it waits for who does so at the same time. */
export const lockArea = (trx: Trx, id: string): Promise<AreaRow | undefined> =>
  trx.selectFrom('area').select(columns).where('id', '=', id).forUpdate().executeTakeFirst()

export const findAreaByCode = (db: Db, code: string): Promise<AreaRow | undefined> =>
  db.selectFrom('area').select(columns).where('code', '=', code).executeTakeFirst()

export const findAreasByCodes = async (db: Db, codes: readonly string[]): Promise<AreaRow[]> =>
  codes.length === 0 ? [] : db.selectFrom('area').select(columns).where('code', 'in', codes).execute()

export async function insertAreas(trx: Trx, rows: readonly AreaRow[]): Promise<void> {
  if (rows.length > 0) await trx.insertInto('area').values(rows).execute()
}
