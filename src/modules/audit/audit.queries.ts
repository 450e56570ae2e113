import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import { startOfShanghaiDay } from '#kernel/clock.ts'
import type { Db } from '#platform/db/database.ts'
import type { DB } from '#platform/db/db.types.ts'
import type { AuditScope, EventFilter } from './audit.ts'

/** Where a page ended: the instant, and what tells events of one instant apart. */
export type Place = readonly [at: Date, seq: number]

const dayAfter = (date: string): string => Temporal.PlainDate.from(date).add({ days: 1 }).toString()

function inReach(eb: ExpressionBuilder<DB, 'event'>, scope: AuditScope) {
  const inside = eb('event.area_path', 'like', `${scope.areaPath}%`)
  return scope.seesSystem ? eb.or([inside, eb('event.area_path', 'is', null)]) : inside
}

function inPeriod({ from, until }: Pick<EventFilter, 'from' | 'until'>): Expression<SqlBool>[] {
  const at = sql.ref('event.at')
  return [
    ...(from === undefined ? [] : [sql<SqlBool>`${at} >= ${startOfShanghaiDay(from)}`]),
    ...(until === undefined ? [] : [sql<SqlBool>`${at} < ${startOfShanghaiDay(dayAfter(until))}`]),
  ]
}

function matchingEvents(db: Db, scope: AuditScope, filter: EventFilter) {
  const { type, caseId, subjectId, personId } = filter
  return db
    .selectFrom('event')
    .where((eb) =>
      eb.and([
        inReach(eb, scope),
        ...inPeriod(filter),
        ...(type === undefined ? [] : [type.includes('.') ? eb('type', '=', type) : eb('type', 'like', `${type}.%`)]),
        ...(caseId === undefined ? [] : [eb.or([eb('case_id', '=', caseId), eb('subject_id', '=', caseId)])]),
        ...(subjectId === undefined ? [] : [eb('subject_id', '=', subjectId)]),
        ...(personId === undefined ? [] : [eb('actor_person_id', '=', personId)]),
      ]),
    )
}

const eventsBefore = ([at, seq]: Place) => sql<SqlBool>`(event.at, event.seq) < (${at}, ${seq}::bigint)`

/** Newest first. */
export const selectEvents = (db: Db, scope: AuditScope, filter: EventFilter, place: Place | undefined, limit: number) =>
  matchingEvents(db, scope, filter)
    .$if(place !== undefined, (query) => (place ? query.where(eventsBefore(place)) : query))
    .leftJoin('event_note', 'event_note.id', 'event.note_id')
    .leftJoin('person', 'person.id', 'event.actor_person_id')
    .leftJoin('api_token', (join) =>
      join.onRef('api_token.id', '=', 'event.acting_id').on('event.acting_kind', '=', 'token'),
    )
    .selectAll('event')
    .select(['event_note.erased_at as note_erased_at', 'person.name as person_name', 'api_token.name as token_name'])
    .orderBy('event.at', 'desc')
    .orderBy('event.seq', 'desc')
    .limit(limit)
    .execute()

/**
 * What the subjects of a page are called, as far as it tells nothing that is kept from an auditor: the official number
 * of a case that is not confidential, never its words, and the names of organs, congresses and tokens.
 */
export async function selectSubjectNames(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const named = await db
    .selectFrom('suggestion')
    .select(['id', sql<string>`number`.as('name')])
    .where('id', 'in', ids)
    .where('number', 'is not', null)
    .where('confidential', '=', false)
    .unionAll(
      db
        .selectFrom('motion')
        .select(['id', sql<string>`number`.as('name')])
        .where('id', 'in', ids)
        .where('number', 'is not', null),
    )
    .unionAll(db.selectFrom('organ').select(['id', 'name']).where('id', 'in', ids))
    .unionAll(db.selectFrom('congress').select(['id', 'name']).where('id', 'in', ids))
    .unionAll(db.selectFrom('api_token').select(['id', 'name']).where('id', 'in', ids))
    .execute()
  return new Map(named.map(({ id, name }) => [id, name]))
}

const countUpTo = async (db: Db, rows: Expression<unknown>, max: number): Promise<number> => {
  const counted = await sql<{ count: number }>`
    select count(*) as count from (${rows} limit ${max}) as counted`.execute(db)
  return counted.rows[0]?.count ?? 0
}

export const countEvents = (db: Db, scope: AuditScope, filter: EventFilter, max: number) =>
  countUpTo(db, matchingEvents(db, scope, filter).select(sql`1`.as('one')), max)

export type EventRow = Awaited<ReturnType<typeof selectEvents>>[number]
