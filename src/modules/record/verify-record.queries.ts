import { sql } from 'kysely'
import type { Db, Trx } from '#platform/db/database.ts'
import { within } from '#platform/db/within.ts'
import type { EventType } from './event-types.ts'
import type { StoredEvent } from './record.canonical.ts'
import { checkpointOf, hasOwnNumber, place, storedOf } from './record.queries.ts'
import type { Checkpoint } from './record.ts'

/** One view of the whole record, however long the checking takes and however busy the program is meanwhile. */
export const inOneSnapshot = <Result>(db: Db, read: (trx: Trx) => Promise<Result>): Promise<Result> =>
  db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(read)

/** What `read` gives, or undefined when it can't be read; the snapshot goes on either way. */
export const attempt = <Result>(trx: Trx, read: () => Promise<Result>): Promise<Result | undefined> =>
  within(trx)
    .transaction()
    .execute(read)
    .catch(async (error: unknown) => {
      // a database that is away is no fault of a row
      await sql`select 1`.execute(trx).catch(() => Promise.reject(error))
      return undefined
    })

export type StoredLeaf = StoredEvent & {
  leafIndex: number
  leafHash: Uint8Array
  /** False when its time was moved by less than the thousandth of a second that a leaf covers. */
  isExact: boolean
  note: { salt: Uint8Array | null; words: string | null; erased: boolean } | null
}

const pageSize = 2000
const safe = Number.MAX_SAFE_INTEGER

/** Events with a place or a number that the program gives to none. */
export async function findImpossible(trx: Trx): Promise<{ place: string; seq: string; eventId: string }[]> {
  const { rows } = await sql<{ place: string; seq: string; id: string }>`
    select id, coalesce(leaf_index::text, '—') as place, seq::text from event
    where leaf_index < 0 or leaf_index > ${safe}::bigint or seq < 1 or seq > ${safe}::bigint
    order by event.leaf_index, event.seq limit 100`.execute(trx)
  return rows.map(({ id, ...event }) => ({ ...event, eventId: id }))
}

/** All sealed events in the order of the tree, a page at a time; the impossible ones are left out. */
export async function* sealedPages(trx: Trx): AsyncGenerator<StoredLeaf[]> {
  for (let [after, id] = [0, '00000000-0000-0000-0000-000000000000']; ; ) {
    const rows = await trx
      .selectFrom('event')
      .leftJoin('event_note', 'event_note.id', 'event.note_id')
      .selectAll('event')
      .select(['event_note.id as found_note_id', 'event_note.salt', 'event_note.words', 'event_note.erased_at'])
      .select(sql<boolean>`event.at = date_trunc('milliseconds', event.at)`.as('is_exact'))
      .select(place)
      .where('event.leaf_index', '>=', after)
      .where('event.leaf_index', '<=', safe)
      .where(hasOwnNumber)
      .where(sql<boolean>`(event.leaf_index, event.id) > (${after}::bigint, ${id}::uuid)`)
      .orderBy('event.leaf_index')
      .orderBy('event.id')
      .limit(pageSize)
      .execute()
    const last = rows.at(-1)
    if (!last) return
    yield rows.map(({ found_note_id, salt, words, erased_at, is_exact, ...row }) => ({
      ...storedOf(row),
      leafIndex: row.leaf_index ?? after,
      leafHash: row.leaf_hash ?? new Uint8Array(),
      isExact: is_exact,
      note: found_note_id === null ? null : { salt, words, erased: erased_at !== null },
    }))
    ;[after, id] = [last.leaf_index ?? after, last.id]
  }
}

export async function checkpointsBetween(trx: Trx, above: number, upTo: number): Promise<Checkpoint[]> {
  const rows = await trx
    .selectFrom('checkpoint')
    .selectAll()
    .where('size', '>', above)
    .where('size', '<=', upTo)
    .orderBy('size')
    .execute()
  return rows.map(checkpointOf)
}

export type Claims = { claimed: number; frontier: { size: number; hashes: Uint8Array } | undefined }

/** How many leaves the program itself believes to have sealed, and what it would go on with. */
export async function claimsOf(trx: Trx): Promise<Claims> {
  const { rows } = await sql<{ size: number; hashes: Uint8Array }>`
    select least(size, ${safe}::bigint) as size, hashes from record_frontier limit 1`.execute(trx)
  const signed = await sql<{ size: number }>`
    select least(coalesce(max(size), 0), ${safe}::bigint) as size from checkpoint`.execute(trx)
  const [frontier] = rows
  return { claimed: Math.max(frontier?.size ?? 0, signed.rows[0]?.size ?? 0), frontier }
}

/** The events that wait to be sealed, in the order in which they will be; the impossible ones are left out. */
export async function* unsealedPages(trx: Trx): AsyncGenerator<StoredEvent[]> {
  for (let after = 0; ; ) {
    const rows = await trx
      .selectFrom('event')
      .selectAll()
      .select(place)
      .where('leaf_index', 'is', null)
      .where('seq', '>', after)
      .where(hasOwnNumber)
      .orderBy('seq')
      .limit(pageSize)
      .execute()
    const last = rows.at(-1)
    if (!last) return
    yield rows.map(storedOf)
    after = last.seq
  }
}

// an event beside the tree is named as a fault; it must not vouch for anything
const isInTree = sql<boolean>`((event.leaf_index is null or event.leaf_index between 0 and ${sql.lit(safe)}::bigint)
  and ${hasOwnNumber})`

// nor must one that the program did not write, or that stands where another does; told by place, for ids may be copied
const isNot = (foreign: readonly string[]) => sql<boolean>`event.ctid <> all(${foreign}::tid[])`

export type Copy = { eventId: string; place: string }

/** Events that have the id of another; the one that was sealed first is not among them. */
export async function findCopies(trx: Trx): Promise<Copy[]> {
  const { rows } = await sql<Copy>`
    select "eventId", place from (
      select id as "eventId", ctid::text as place,
        row_number() over (partition by id order by leaf_index nulls last, seq, ctid) as nth
      from event where id in (select id from event group by id having count(*) > 1)) as one
    where nth > 1 order by "eventId", place`.execute(trx)
  return rows
}

/** Of these notes, those whose erasing stands in the record; what `foreign` events say does not count. */
export async function erasingsOf(trx: Trx, noteIds: string[], foreign: readonly string[]): Promise<Set<string>> {
  if (noteIds.length === 0) return new Set()
  const rows = await trx
    .selectFrom('event')
    .select('subject_id')
    .where('type', '=', 'record.note_erased')
    .where('subject_id', '=', sql<string>`any(${noteIds}::text[])`)
    .where(isInTree)
    .where(isNot(foreign))
    .execute()
  return new Set(rows.map((row) => row.subject_id))
}

export type LastImage = { subjectId: string; eventId: string; afterHash: Uint8Array }

/** For every subject of a kind, the hash that its last event with an after-image gave it; of `foreign` ones none. */
export async function lastImages(trx: Trx, subjectKind: string, foreign: readonly string[]): Promise<LastImage[]> {
  const rows = await trx
    .selectFrom('event')
    .distinctOn('subject_id')
    .select(['subject_id', 'id', 'after_hash'])
    .where('subject_kind', '=', subjectKind)
    .where('after_hash', 'is not', null)
    .where(isInTree)
    .where(isNot(foreign))
    .orderBy('subject_id')
    .orderBy('leaf_index', (order) => order.desc().nullsFirst())
    .orderBy('seq', 'desc')
    .execute()
  return rows.map((row) => ({
    subjectId: row.subject_id,
    eventId: row.id,
    afterHash: row.after_hash ?? new Uint8Array(),
  }))
}

/** Whether the rows of a kind that were there before their images are in the record. */
export const isTakenIn = async (trx: Trx, kind: string, foreign: readonly string[]): Promise<boolean> =>
  (await trx
    .selectFrom('event')
    .select('id')
    .where('subject_id', '=', kind)
    .where('type', '=', 'record.kind_taken_in')
    .where(isInTree)
    .where(isNot(foreign))
    .limit(1)
    .executeTakeFirst()) !== undefined

/** The events that say so; only one with a code of our own keeps the next start from taking in. */
export const findTakenIn = async (trx: Trx, kind: string): Promise<StoredEvent[]> => {
  const rows = await trx
    .selectFrom('event')
    .selectAll()
    .select(place)
    .where('subject_id', '=', kind)
    .where('type', '=', 'record.kind_taken_in')
    .where(isInTree)
    .execute()
  return rows.map(storedOf)
}

/** Nobody writes a row of it until the transaction ends. */
export const holdTable = (trx: Trx, table: string) => sql`lock table ${sql.table(table)} in share mode`.execute(trx)

type Rows = {
  table: string
  column: string
  filled: string | undefined
  bareEvent: EventType | undefined
  foreign: readonly string[]
}

/** What rows of a table are about, as `column` says, and no event ever had an image of, and no `bareEvent` has made. */
export async function rowsWithoutEvent(trx: Trx, subjectKind: string, rows: Rows): Promise<string[]> {
  const { table, column, filled, bareEvent, foreign } = rows
  const found = await sql<{ id: string }>`
    select distinct one.${sql.ref(column)}::text as id from ${sql.table(table)} as one
    where ${filled === undefined ? sql`true` : sql`one.${sql.ref(filled)} is not null`}
      and not exists (select from event where event.subject_kind = ${subjectKind}
      and event.subject_id = one.${sql.ref(column)}::text and ${isInTree} and ${isNot(foreign)}
      and (event.after_hash is not null or event.type = ${bareEvent ?? null}))
    order by id`.execute(trx)
  return found.rows.map(({ id }) => id)
}
