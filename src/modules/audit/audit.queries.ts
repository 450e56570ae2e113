import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import { startOfShanghaiDay } from '#kernel/clock.ts'
import type { Db } from '#platform/db/database.ts'
import type { DB } from '#platform/db/db.types.ts'
import type { AuditScope, EventFilter, RefusalFilter } from './audit.ts'

/** Where a page ended: the instant, and what tells events of one instant apart. */
export type Place<Tie> = readonly [at: Date, tie: Tie]

const dayAfter = (date: string): string => Temporal.PlainDate.from(date).add({ days: 1 }).toString()

/** What a row of the record and a kept refusal have in common. */
type Dated = 'event' | 'refusal_record'

function inReach<Table extends Dated>(eb: ExpressionBuilder<DB, Table>, table: Table, scope: AuditScope) {
  const areaPath = sql<string | null>`${sql.ref(`${table}.area_path`)}`
  const inside = sql<SqlBool>`${areaPath} like ${`${scope.areaPath}%`}`
  return scope.seesSystem ? eb.or([inside, sql<SqlBool>`${areaPath} is null`]) : inside
}

function inPeriod(table: Dated, { from, until }: Pick<EventFilter, 'from' | 'until'>): Expression<SqlBool>[] {
  const at = sql.ref(`${table}.at`)
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
        inReach(eb, 'event', scope),
        ...inPeriod('event', filter),
        ...(type === undefined ? [] : [type.includes('.') ? eb('type', '=', type) : eb('type', 'like', `${type}.%`)]),
        ...(caseId === undefined ? [] : [eb.or([eb('case_id', '=', caseId), eb('subject_id', '=', caseId)])]),
        ...(subjectId === undefined ? [] : [eb('subject_id', '=', subjectId)]),
        ...(personId === undefined ? [] : [eb('actor_person_id', '=', personId)]),
      ]),
    )
}

const eventsBefore = ([at, seq]: Place<number>) => sql<SqlBool>`(event.at, event.seq) < (${at}, ${seq}::bigint)`
const refusalsBefore = ([at, id]: Place<string>) =>
  sql<SqlBool>`(refusal_record.at, refusal_record.id) < (${at}, ${id}::uuid)`

/** Newest first. */
export const selectEvents = (
  db: Db,
  scope: AuditScope,
  filter: EventFilter,
  place: Place<number> | undefined,
  limit: number,
) =>
  matchingEvents(db, scope, filter)
    .$if(place !== undefined, (query) => (place ? query.where(eventsBefore(place)) : query))
    .leftJoin('event_note', 'event_note.id', 'event.note_id')
    .leftJoin('person', 'person.id', 'event.actor_person_id')
    .selectAll('event')
    .select(['event_note.erased_at as note_erased_at', 'person.name as person_name'])
    .orderBy('event.at', 'desc')
    .orderBy('event.seq', 'desc')
    .limit(limit)
    .execute()

/**
 * What the subjects of a page are called, as far as it tells nothing that is kept from an auditor: the official number
 * of a case that is not confidential, never its words, and the names of organs and congresses.
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

function matchingRefusals(db: Db, scope: AuditScope, filter: RefusalFilter) {
  const { code, personId } = filter
  return db
    .selectFrom('refusal_record')
    .where((eb) =>
      eb.and([
        inReach(eb, 'refusal_record', scope),
        ...inPeriod('refusal_record', filter),
        ...(code === undefined ? [] : [eb('refusal_record.code', '=', code)]),
        ...(personId === undefined ? [] : [eb('refusal_record.person_id', '=', personId)]),
      ]),
    )
}

/** Newest first. */
export const selectRefusals = (
  db: Db,
  scope: AuditScope,
  filter: RefusalFilter,
  place: Place<string> | undefined,
  limit: number,
) =>
  matchingRefusals(db, scope, filter)
    .$if(place !== undefined, (query) => (place ? query.where(refusalsBefore(place)) : query))
    .leftJoin('person', 'person.id', 'refusal_record.person_id')
    .leftJoin('post', 'post.id', 'refusal_record.acting_id')
    .selectAll('refusal_record')
    .select(['person.name as person_name', 'post.role'])
    .orderBy('refusal_record.at', 'desc')
    .orderBy('refusal_record.id', 'desc')
    .limit(limit)
    .execute()

export const countRefusals = (db: Db, scope: AuditScope, filter: RefusalFilter, max: number) =>
  countUpTo(db, matchingRefusals(db, scope, filter).select(sql`1`.as('one')), max)

export type EventRow = Awaited<ReturnType<typeof selectEvents>>[number]
export type RefusalRow = Awaited<ReturnType<typeof selectRefusals>>[number]
