import { type Selectable, sql } from 'kysely'
import type { JsonObject } from '#kernel/refusal.ts'
import { compiledOnce } from '#platform/db/compiled-once.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import type { DB } from '#platform/db/db.types.ts'
import type { StoredEvent } from './record.canonical.ts'
import { type Frontier, type Hash, packFrontier, unpackFrontier } from './record.merkle.ts'
import type { ActingKind, Checkpoint, EventFields } from './record.ts'

export const fieldsOf = (row: Selectable<DB['event']>): EventFields => ({
  id: row.id,
  type: row.type,
  subjectKind: row.subject_kind,
  subjectId: row.subject_id,
  caseId: row.case_id,
  actorAccountId: row.actor_account_id,
  actorPersonId: row.actor_person_id,
  actingKind: row.acting_kind as ActingKind,
  actingId: row.acting_id,
  actingRole: row.acting_role,
  areaPath: row.area_path,
  from: row.from_state,
  to: row.to_state,
  ruleVersion: row.rule_version,
  data: row.data as JsonObject,
  noteId: row.note_id,
  noteHash: row.note_hash,
  afterHash: row.after_hash,
  at: row.at,
})

/** An event with what the leaf holds beside its fields. */
export const storedOf = (row: Selectable<DB['event']> & { place: string }): StoredEvent => ({
  ...fieldsOf(row),
  seq: row.seq,
  // a database that the new version has not been started on yet is verified as well
  code: row.code ?? null,
  place: row.place,
})

/** Where the row of an event lies: true of one snapshot, and of an unsealed one while the frontier is held. */
export const place = sql<string>`event.ctid::text`.as('place')
/** The numbers that the database gives of itself; another was written by hand and could not be read exactly. */
export const hasOwnNumber = sql<boolean>`event.seq between 1 and ${sql.lit(Number.MAX_SAFE_INTEGER)}::bigint`

const bytes = (hash: Uint8Array | null): Buffer | null => (hash === null ? null : Buffer.from(hash))

/** One statement for all of them: an import records thousands. */
export const insertEvents = (trx: Trx, events: readonly (EventFields & { code: Buffer })[]) =>
  trx
    .insertInto('event')
    .values(
      events.map((event) => ({
        id: event.id,
        type: event.type,
        subject_kind: event.subjectKind,
        subject_id: event.subjectId,
        case_id: event.caseId,
        actor_account_id: event.actorAccountId,
        actor_person_id: event.actorPersonId,
        acting_kind: event.actingKind,
        acting_id: event.actingId,
        acting_role: event.actingRole,
        area_path: event.areaPath,
        from_state: event.from,
        to_state: event.to,
        rule_version: event.ruleVersion,
        data: JSON.stringify(event.data),
        note_id: event.noteId,
        note_hash: bytes(event.noteHash),
        after_hash: bytes(event.afterHash),
        at: event.at,
        code: event.code,
      })),
    )
    .execute()

export const insertNote = (trx: Trx, note: { id: string; salt: Uint8Array; words: string }) =>
  trx
    .insertInto('event_note')
    .values({ id: note.id, salt: Buffer.from(note.salt), words: note.words })
    .execute()

/** Undefined when there is no such note, or when it was erased before. */
export const eraseNoteWords = (trx: Trx, noteId: string, at: Date) =>
  trx
    .updateTable('event_note')
    .set({ salt: null, words: null, erased_at: at })
    .where('id', '=', noteId)
    .where('erased_at', 'is', null)
    .returning('id')
    .executeTakeFirst()

export const findEventOfNote = (db: Db, noteId: string) =>
  db.selectFrom('event').select(['id', 'case_id', 'area_path']).where('note_id', '=', noteId).executeTakeFirst()

/** The events of a case with their notes, in the order in which they came about. */
export const selectTimeline = (db: Db, caseId: string) => askTimeline(db, { caseId })

const askTimeline = compiledOnce((db, { caseId }: { caseId: string }) =>
  db
    .selectFrom('event')
    .leftJoin('event_note', 'event_note.id', 'event.note_id')
    .selectAll('event')
    .select(['event_note.words', 'event_note.erased_at'])
    .where((eb) => eb.or([eb('event.case_id', '=', caseId), eb('event.subject_id', '=', caseId)]))
    // the places in the tree are proved, and a cause is sealed before its effect
    .orderBy('event.leaf_index', (order) => order.asc().nullsLast())
    .orderBy('event.seq'),
)

// — sealing —

/** One sealer at a time; a second one waits here and then sees what the first has sealed. */
export async function lockFrontier(trx: Trx): Promise<Frontier> {
  const row = await trx.selectFrom('record_frontier').selectAll().forUpdate().executeTakeFirstOrThrow()
  return unpackFrontier(row.size, row.hashes)
}

export const selectUnsealed = (trx: Trx, limit: number) =>
  trx
    .selectFrom('event')
    .selectAll()
    .select(place)
    .where('leaf_index', 'is', null)
    .where(hasOwnNumber)
    .orderBy('seq')
    .limit(limit)
    .execute()

/** The leaves that stand already at places which are still to be given: put in by hand, they are built around. */
export async function selectSquatters(trx: Trx, from: number, until: number): Promise<Map<number, Hash>> {
  const rows = await trx
    .selectFrom('event')
    .select(['leaf_index', 'leaf_hash'])
    .where('leaf_index', '>=', from)
    .where('leaf_index', '<', until)
    .execute()
  return new Map(rows.map(({ leaf_index, leaf_hash }) => [leaf_index ?? 0, leaf_hash ?? new Uint8Array()]))
}

export type Leaf = { id: string; place: string; index: number; hash: Hash }

export async function saveLeaves(trx: Trx, leaves: readonly Leaf[]): Promise<void> {
  const ids = leaves.map((leaf) => leaf.id)
  const places = leaves.map((leaf) => leaf.place)
  const indexes = leaves.map((leaf) => leaf.index)
  const hashes = leaves.map((leaf) => Buffer.from(leaf.hash))
  const sealed = await sql`
    update event set leaf_index = leaf.index, leaf_hash = leaf.hash
    from unnest(${ids}::uuid[], ${places}::tid[], ${indexes}::bigint[], ${hashes}::bytea[])
      as leaf (id, place, index, hash)
    where event.id = leaf.id and event.ctid = leaf.place`.execute(trx)
  if (sealed.numAffectedRows !== BigInt(leaves.length)) throw new Error('an event vanished while it was being sealed')
}

export const saveFrontier = (trx: Trx, frontier: Frontier) =>
  trx
    .updateTable('record_frontier')
    .set({ size: frontier.size, hashes: Buffer.from(packFrontier(frontier)) })
    .execute()

export const insertCheckpoint = (trx: Trx, checkpoint: Checkpoint) =>
  trx
    .insertInto('checkpoint')
    .values({
      size: checkpoint.size,
      root_hash: Buffer.from(checkpoint.rootHash, 'hex'),
      signed_at: new Date(checkpoint.signedAt),
      key_id: checkpoint.keyId,
      signature: Buffer.from(checkpoint.signature, 'base64'),
    })
    .execute()

/** What the program never wrote, a date without end for one, has a text that no signature covers. */
const instantText = (at: Date): string => (Number.isFinite(Number(at)) ? at.toISOString() : String(at))

export const checkpointOf = (row: Selectable<DB['checkpoint']>): Checkpoint => ({
  size: row.size,
  rootHash: row.root_hash.toString('hex'),
  signedAt: instantText(row.signed_at),
  keyId: row.key_id,
  signature: row.signature.toString('base64'),
})

/** The event that names a key as the one that signs from then on. */
export const findAnnouncement = (trx: Trx, keyId: string) =>
  trx
    .selectFrom('event')
    .select(sql<boolean>`leaf_index is not null`.as('isSealed'))
    .where('subject_id', '=', keyId)
    .where('type', '=', 'key.signing_changed')
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst()

export const findLatestCheckpoint = (db: Db) =>
  db.selectFrom('checkpoint').selectAll().orderBy('size', 'desc').limit(1).executeTakeFirst()

/**
 * The keys that signed the first and the newest checkpoint: with them the record begins, and goes on. None in a database
 * that no program has begun yet.
 */
export async function signersOf(db: Db): Promise<string[]> {
  const there = await sql<{ is: boolean }>`select to_regclass('checkpoint') is not null as is`.execute(db)
  if (!there.rows[0]?.is) return []
  const end = (order: 'asc' | 'desc') =>
    db.selectFrom('checkpoint').select('key_id').orderBy('size', order).limit(1).executeTakeFirst()
  const ends = [await end('asc'), await end('desc')]
  return [...new Set(ends.flatMap((row) => (row ? [row.key_id] : [])))]
}

/** How many events are committed: sealed ones have numbers without a gap, the others are few. */
export async function countRecorded(db: Db): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select f.size + (select count(*) from event where leaf_index is null) as count from record_frontier f`.execute(db)
  return rows[0]?.count ?? 0
}
