import type { Db, Trx } from '#platform/db/database.ts'

export type CongressRow = {
  id: string
  name: string
  short_name: string
  level: number
  area_id: string
  area_name: string
  area_path: string
}

const congresses = (db: Db) =>
  db
    .selectFrom('congress')
    .innerJoin('area', 'area.id', 'congress.area_id')
    .select([
      'congress.id',
      'congress.name',
      'congress.short_name',
      'congress.level',
      'congress.area_id',
      'area.name as area_name',
      'area.path as area_path',
    ])

export const findCongresses = (db: Db): Promise<CongressRow[]> =>
  congresses(db).orderBy('congress.level').orderBy('area.code').execute()

export const findCongress = (db: Db, id: string): Promise<CongressRow | undefined> =>
  congresses(db).where('congress.id', '=', id).executeTakeFirst()

export const findCongressByArea = (db: Db, areaId: string): Promise<CongressRow | undefined> =>
  congresses(db).where('congress.area_id', '=', areaId).executeTakeFirst()

const terms = (db: Db) =>
  db.selectFrom('term').select(['id', 'congress_id', 'number', 'first_session_on', 'ended_on', 'seats'])

export const findTerms = (db: Db, congressIds: readonly string[]) =>
  terms(db).where('congress_id', 'in', congressIds).orderBy('number', 'desc').execute()

export const findTerm = (db: Db, id: string) => terms(db).where('id', '=', id).executeTakeFirst()

/** The newest: no other follows it yet. */
export const lockNewestTerm = (trx: Trx, congressId: string) =>
  terms(trx).where('congress_id', '=', congressId).where('ended_on', 'is', null).forUpdate().executeTakeFirst()

export const findSessions = (db: Db, termId: string) =>
  db
    .selectFrom('congress_session')
    .select(['id', 'number', 'opens_on', 'closes_on'])
    .where('term_id', '=', termId)
    .orderBy('number')
    .execute()

export const findConstituencies = (db: Db, termId: string) =>
  db
    .selectFrom('constituency')
    .select(['id', 'kind', 'code', 'name', 'area_id', 'seats'])
    .where('term_id', '=', termId)
    .orderBy('code')
    .execute()

export const findDelegations = (db: Db, termId: string) =>
  db
    .selectFrom('delegation')
    .select(['id', 'name', 'position'])
    .where('term_id', '=', termId)
    .orderBy('position')
    .orderBy('name')
    .execute()

export const insertCongress = (
  trx: Trx,
  row: { id: string; area_id: string; name: string; short_name: string; level: number; created_at: Date },
) => trx.insertInto('congress').values(row).execute()

export const insertTerm = (
  trx: Trx,
  row: { id: string; congress_id: string; number: number; first_session_on: string; seats: number },
) => trx.insertInto('term').values(row).execute()

export const endTerm = (trx: Trx, id: string, endedOn: string) =>
  trx.updateTable('term').set({ ended_on: endedOn }).where('id', '=', id).execute()

export const insertSession = (
  trx: Trx,
  row: { id: string; term_id: string; number: number; opens_on: string; closes_on: string },
) => trx.insertInto('congress_session').values(row).execute()
