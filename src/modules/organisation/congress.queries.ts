import { sql } from 'kysely'
import { type Cursor, totalCountedMax } from '#kernel/page.ts'
import { Refusal } from '#kernel/refusal.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import { containing } from '#platform/db/like.ts'
import type { congressSorts } from './organisation.ts'

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

export type CongressFilter = {
  q?: string | undefined
  level?: string | undefined
  sort: (typeof congressSorts)[number]
}

/** From the top down or by name, each with the code by which the next page goes on. */
export async function findCongresses(db: Db, filter: CongressFilter, after: Cursor | undefined, limit: number) {
  const { q, level, sort } = filter
  let query = congresses(db).select('area.code as area_code')
  if (q !== undefined) query = query.where('congress.name', 'like', containing(q))
  if (level !== undefined) query = query.where('congress.level', '=', Number(level))
  const { counted } = await db
    .selectFrom(query.limit(totalCountedMax + 1).as('found'))
    .select((eb) => eb.fn.countAll<number>().as('counted'))
    .executeTakeFirstOrThrow()
  if (after) {
    const code = String(after[1])
    query = query.where((eb) =>
      sort === 'name'
        ? eb(eb.refTuple('congress.name', 'area.code'), '>', eb.tuple(String(after[0]), code))
        : eb(eb.refTuple('congress.level', 'area.code'), '>', eb.tuple(Number(after[0]), code)),
    )
  }
  const rows = await query
    .orderBy(sort === 'name' ? 'congress.name' : 'congress.level')
    .orderBy('area.code')
    .limit(limit + 1)
    .execute()
  return { rows, counted }
}

export const findCongress = (db: Db, id: string): Promise<CongressRow | undefined> =>
  congresses(db).where('congress.id', '=', id).executeTakeFirst()

/** The congress that runs this deployment: the highest one with an office of its own here, the first of them. */
export const findTopCongress = (db: Db): Promise<{ id: string } | undefined> =>
  db
    .selectFrom('congress')
    .select('congress.id')
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('organ')
          .select('organ.id')
          .whereRef('organ.congress_id', '=', 'congress.id')
          .where('organ.kind', '=', 'deputy_office'),
      ),
    )
    .orderBy('congress.level')
    .orderBy('congress.id')
    .limit(1)
    .executeTakeFirst()

export const findCongressByArea = (db: Db, areaId: string): Promise<CongressRow | undefined> =>
  congresses(db).where('congress.area_id', '=', areaId).executeTakeFirst()

const terms = (db: Db) =>
  db.selectFrom('term').select(['id', 'congress_id', 'number', 'first_session_on', 'ended_on', 'seats'])

export const findTerms = (db: Db, congressIds: readonly string[]) =>
  terms(db).where('congress_id', 'in', congressIds).orderBy('number', 'desc').execute()

export const findTerm = (db: Db, id: string) => terms(db).where('id', '=', id).executeTakeFirst()

/** Whether a constituency and a delegation, where one is named, are those of this term. */
export async function arePlacesOfTerm(
  db: Db | Trx,
  termId: string,
  { constituencyId, delegationId }: { constituencyId: string | undefined; delegationId: string | undefined },
): Promise<boolean> {
  const isOf = async (table: 'constituency' | 'delegation', id: string | undefined) =>
    id === undefined ||
    (await db.selectFrom(table).select('id').where('id', '=', id).where('term_id', '=', termId).executeTakeFirst()) !==
      undefined
  return (await isOf('constituency', constituencyId)) && (await isOf('delegation', delegationId))
}

/** Terms and sessions of a congress are entered one after the other. */
export const lockCongress = (trx: Trx, id: string): Promise<CongressRow> =>
  congresses(trx)
    .where('congress.id', '=', id)
    .forUpdate('congress')
    .executeTakeFirstOrThrow(() => new Refusal('not_found', 'organisation.no_such_congress'))

/** The newest: no other follows it yet. */
export const findNewestTerm = (db: Db, congressId: string) =>
  terms(db).where('congress_id', '=', congressId).where('ended_on', 'is', null).executeTakeFirst()

const sessions = (db: Db) =>
  db
    .selectFrom('congress_session')
    .innerJoin('term', 'term.id', 'congress_session.term_id')
    .select([
      'congress_session.id',
      'congress_session.term_id',
      'congress_session.number',
      'congress_session.opens_on',
      'congress_session.closes_on',
      'term.number as term_number',
    ])

export type SessionRow = Awaited<ReturnType<typeof findSessions>>[number]

export const findSessions = (db: Db, termId: string) =>
  sessions(db).where('congress_session.term_id', '=', termId).orderBy('congress_session.number').execute()

export const findSessionsOfCongress = (db: Db, congressId: string) =>
  sessions(db).where('term.congress_id', '=', congressId).orderBy('congress_session.opens_on').execute()

/** Which organ distributes what of which system. */
export const findCoordination = (db: Db, congressId: string) =>
  db
    .selectFrom('coordination')
    .innerJoin('organ', 'organ.id', 'coordination.organ_id')
    .select(['coordination.system', 'coordination.organ_id', 'organ.name as organ_name'])
    .where('coordination.congress_id', '=', congressId)
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

export const saveTerm = (trx: Trx, id: string, term: { number: number; first_session_on: string }) =>
  trx.updateTable('term').set(term).where('id', '=', id).execute()

/** The first day on which a term had a session or a mandate of it began. */
export async function findFirstDayOf(trx: Trx, termId: string): Promise<string | null> {
  const { rows } = await sql<{ first_on: string | null }>`
    select least(
      (select min(opens_on) from congress_session where term_id = ${termId}),
      (select min(started_on) from mandate where term_id = ${termId})) as first_on`.execute(trx)
  return rows[0]?.first_on ?? null
}

export const insertSession = (
  trx: Trx,
  row: { id: string; term_id: string; number: number; opens_on: string; closes_on: string },
) => trx.insertInto('congress_session').values(row).execute()
