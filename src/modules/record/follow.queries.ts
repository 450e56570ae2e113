import { sql } from 'kysely'
import type { Db, Trx } from '#platform/db/database.ts'
import { fieldsOf, hasOwnNumber } from './record.queries.ts'
import type { SealedEvent } from './record.ts'

/** Where a reader is, and how often in a row it could not go on from there. */
export type Place = { nextLeaf: number; failures: number; hasAskedAgain: boolean }

/** Locks the reader's place; two programs that follow for one reader take turns. */
export async function lockCursor(trx: Trx, reader: string): Promise<Place> {
  const place = () =>
    trx
      .selectFrom('reader_cursor')
      .select(['next_leaf as nextLeaf', 'failures'])
      .select((eb) =>
        eb
          .exists(
            eb
              .selectFrom('set_aside_event')
              .select('event_id')
              .where('set_aside_event.reader', '=', reader)
              .where('asked_again_at', 'is not', null),
          )
          .$castTo<boolean>()
          .as('hasAskedAgain'),
      )
      .where('reader_cursor.reader', '=', reader)
      .forUpdate()
      .executeTakeFirst()
  const known = await place()
  if (known) return known
  await insertCursor(trx, reader)
  const made = await place()
  if (!made) throw new Error(`${reader} has no place in the record`)
  return made
}

const insertCursor = (trx: Trx, reader: string) =>
  trx
    .insertInto('reader_cursor')
    .values({ reader })
    .onConflict((conflict) => conflict.doNothing())
    .execute()

export async function selectSealed(db: Db, fromLeaf: number, limit: number): Promise<SealedEvent[]> {
  const rows = await db
    .selectFrom('event')
    .selectAll()
    .where('leaf_index', '>=', fromLeaf)
    // what stands at a place that is still to be given was put in by hand: nobody goes on over those to come
    .where('leaf_index', '<', (eb) => eb.selectFrom('record_frontier').select('size'))
    .where(hasOwnNumber)
    .orderBy('leaf_index')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ ...fieldsOf(row), leafIndex: row.leaf_index ?? fromLeaf }))
}

export const moveCursor = (trx: Trx, reader: string, nextLeaf: number, at: Date) =>
  trx
    .updateTable('reader_cursor')
    .set({ next_leaf: nextLeaf, moved_at: at, failures: 0, failing_since: null })
    .where('reader', '=', reader)
    .execute()

/** Counts a failure at this place; how many there were in a row, 0 when somebody has read on meanwhile. */
export async function countFailure(trx: Trx, reader: string, leaf: number, at: Date): Promise<number> {
  await insertCursor(trx, reader)
  const counted = await trx
    .updateTable('reader_cursor')
    .set((eb) => ({ failures: eb('failures', '+', 1), failing_since: eb.fn.coalesce('failing_since', eb.val(at)) }))
    .where('reader', '=', reader)
    .where('next_leaf', '=', leaf)
    .returning('failures')
    .executeTakeFirst()
  return counted?.failures ?? 0
}

type SetAside = { reader: string; eventId: string; leafIndex: number; fault: string; tries: number; at: Date }

export const insertSetAside = (trx: Trx, { reader, eventId, leafIndex, fault, tries, at }: SetAside) =>
  trx
    .insertInto('set_aside_event')
    .values({ reader, event_id: eventId, leaf_index: leafIndex, fault, tries, at })
    .onConflict((conflict) => conflict.doNothing())
    .execute()

/** The first event that somebody asked to try again; a second program that asks passes over it. */
export async function lockAskedAgain(trx: Trx, reader: string): Promise<SealedEvent | undefined> {
  const row = await trx
    .selectFrom('set_aside_event')
    .innerJoin('event', 'event.id', 'set_aside_event.event_id')
    .selectAll('event')
    .where('reader', '=', reader)
    .where('asked_again_at', 'is not', null)
    .orderBy('set_aside_event.leaf_index')
    .limit(1)
    .forUpdate('set_aside_event')
    .skipLocked()
    .executeTakeFirst()
  return row && { ...fieldsOf(row), leafIndex: row.leaf_index ?? 0 }
}

export const deleteSetAside = (trx: Trx, reader: string, leafIndex: number) =>
  trx.deleteFrom('set_aside_event').where('reader', '=', reader).where('leaf_index', '=', leafIndex).execute()

/** It failed again: it stays aside until it is asked for anew. */
export const leaveAside = (db: Db, reader: string, leafIndex: number, fault: string, at: Date) =>
  db
    .updateTable('set_aside_event')
    .set((eb) => ({ asked_again_at: null, fault, at, tries: eb('tries', '+', 1) }))
    .where('reader', '=', reader)
    .where('leaf_index', '=', leafIndex)
    .execute()

/** Which events are meant: of one reader, one of them, or without either all. */
export type AskedAgain = { reader?: string | undefined; leafIndex?: number | undefined }

/** @returns how many are tried again */
export async function askAgain(trx: Trx, { reader, leafIndex }: AskedAgain, at: Date): Promise<number> {
  const { numUpdatedRows } = await trx
    .updateTable('set_aside_event')
    .set({ asked_again_at: at })
    .$if(reader !== undefined, (query) => query.where('reader', '=', reader ?? ''))
    .$if(leafIndex !== undefined, (query) => query.where('leaf_index', '=', leafIndex ?? 0))
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

export type SetAsideRow = {
  reader: string
  leaf_index: number
  type: string
  happened_at: Date
  set_aside_at: Date
  fault: string
  tries: number
  asked_again_at: Date | null
}

/** By reader and in the order of the record: nothing that is done changes the order. */
export const selectSetAside = (
  db: Db,
  after: { reader: string; leafIndex: number } | undefined,
  limit: number,
): Promise<SetAsideRow[]> =>
  db
    .selectFrom('set_aside_event')
    .innerJoin('event', 'event.id', 'set_aside_event.event_id')
    .select(['reader', 'set_aside_event.leaf_index', 'event.type', 'fault', 'tries', 'asked_again_at'])
    .select(['event.at as happened_at', 'set_aside_event.at as set_aside_at'])
    .$if(after !== undefined, (query) =>
      query.where(sql<boolean>`(reader, set_aside_event.leaf_index) > (${after?.reader}, ${after?.leafIndex}::bigint)`),
    )
    .orderBy('reader')
    .orderBy('set_aside_event.leaf_index')
    .limit(limit)
    .execute()

export async function countSetAside(db: Db, max: number): Promise<number> {
  const { counted } = await db
    .selectFrom(db.selectFrom('set_aside_event').select('reader').limit(max).as('found'))
    .select((eb) => eb.fn.countAll<number>().as('counted'))
    .executeTakeFirstOrThrow()
  return counted
}

/** As a subquery: the cases of which the record tells what this reader has not followed yet. */
export const casesAheadOf = (reader: string) => sql<string>`
  select case_id from event where leaf_index is null and case_id is not null
  union all select case_id from event
  where leaf_index >= coalesce((select next_leaf from reader_cursor where reader = ${reader}), 0) and case_id is not null
  union all select case_id from event join set_aside_event s on s.event_id = event.id
  where s.reader = ${reader} and case_id is not null`

/** The next time this reader begins where the record begins; waits for what it is reading now. */
export async function followAnew(trx: Trx, reader: string): Promise<void> {
  await trx.deleteFrom('reader_cursor').where('reader', '=', reader).execute()
  await trx.deleteFrom('set_aside_event').where('reader', '=', reader).execute()
}

export type ReaderRow = {
  reader: string
  events: number
  waitsSince: Date | null
  failures: number
  failingSince: Date | null
  setAside: number
}

/** Of each reader what it has still to read, since when the first of it waits, and what it went on without. */
export const selectReaders = async (db: Db): Promise<ReaderRow[]> =>
  (
    await sql<ReaderRow>`
      select c.reader, greatest(f.size - c.next_leaf, 0) as events, e.at as "waitsSince", c.failures,
        c.failing_since as "failingSince",
        (select count(*) from set_aside_event s where s.reader = c.reader) as "setAside"
      from reader_cursor c cross join record_frontier f left join event e on e.leaf_index = c.next_leaf
      order by c.reader`.execute(db)
  ).rows
