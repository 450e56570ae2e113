import { sql } from 'kysely'
import type { Db, Trx } from '#platform/db/database.ts'
import { checkpointOf, fieldsOf } from './record.queries.ts'
import type { Checkpoint, EventFields } from './record.ts'

/** One view of the whole record, however long the checking takes and however busy the program is meanwhile. */
export const inOneSnapshot = <Result>(db: Db, read: (trx: Trx) => Promise<Result>): Promise<Result> =>
  db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(read)

export type StoredLeaf = EventFields & {
  leafIndex: number
  leafHash: Uint8Array
  note: { salt: Uint8Array | null; words: string | null; erased: boolean } | null
}

const pageSize = 2000

/** All sealed events in the order of the tree, a page at a time. */
export async function* sealedPages(trx: Trx): AsyncGenerator<StoredLeaf[]> {
  for (let after = -1; ; ) {
    const rows = await trx
      .selectFrom('event')
      .leftJoin('event_note', 'event_note.id', 'event.note_id')
      .selectAll('event')
      .select(['event_note.id as found_note_id', 'event_note.salt', 'event_note.words', 'event_note.erased_at'])
      .where('event.leaf_index', '>', after)
      .orderBy('event.leaf_index')
      .limit(pageSize)
      .execute()
    if (rows.length === 0) return
    const page = rows.map(({ found_note_id, salt, words, erased_at, ...row }) => ({
      ...fieldsOf(row),
      leafIndex: row.leaf_index ?? after,
      leafHash: row.leaf_hash ?? new Uint8Array(),
      note: found_note_id === null ? null : { salt, words, erased: erased_at !== null },
    }))
    yield page
    after = page.at(-1)?.leafIndex ?? after
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

/** How many leaves the program itself believes to have sealed. */
export async function claimedSize(trx: Trx): Promise<number> {
  const frontier = await trx.selectFrom('record_frontier').select('size').executeTakeFirst()
  const checkpoint = await trx
    .selectFrom('checkpoint')
    .select((eb) => eb.fn.max('size').as('size'))
    .executeTakeFirst()
  return Math.max(frontier?.size ?? 0, checkpoint?.size ?? 0)
}

export async function countUnsealed(trx: Trx): Promise<number> {
  const row = await trx
    .selectFrom('event')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('leaf_index', 'is', null)
    .executeTakeFirstOrThrow()
  return row.count
}

/** Of these notes, those whose erasing stands in the record. */
export async function erasingsOf(trx: Trx, noteIds: readonly string[]): Promise<Set<string>> {
  if (noteIds.length === 0) return new Set()
  const rows = await trx
    .selectFrom('event')
    .select('subject_id')
    .where('type', '=', 'record.note_erased')
    .where('subject_id', 'in', noteIds)
    .execute()
  return new Set(rows.map((row) => row.subject_id))
}

export type LastImage = { subjectId: string; eventId: string; afterHash: Uint8Array }

/** For every subject of a kind, the hash that its last event with an after-image gave it. */
export async function lastImages(trx: Trx, subjectKind: string): Promise<LastImage[]> {
  const rows = await trx
    .selectFrom('event')
    .distinctOn('subject_id')
    .select(['subject_id', 'id', 'after_hash'])
    .where('subject_kind', '=', subjectKind)
    .where('after_hash', 'is not', null)
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

/** What rows of a table are about, as `column` says, and no event ever had an image of. */
export async function rowsWithoutImage(
  trx: Trx,
  subjectKind: string,
  table: string,
  column: string,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct one.${sql.ref(column)}::text as id from ${sql.table(table)} as one
    where not exists (select from event where event.subject_kind = ${subjectKind}
      and event.subject_id = one.${sql.ref(column)}::text and event.after_hash is not null)
    order by id`.execute(trx)
  return rows.map(({ id }) => id)
}
