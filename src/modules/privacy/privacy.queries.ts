import { sql } from 'kysely'
import { type Cursor, totalCountedMax } from '#kernel/page.ts'
import { Refusal } from '#kernel/refusal.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import type { RequestQuery } from './privacy.contract.ts'
import type { RequestKind, RequestState } from './privacy.ts'

const absent = () => new Refusal('not_found', 'privacy.not_found')

export type RequestRecord = Awaited<ReturnType<typeof getRequest>>

export const getRequest = (db: Db | Trx, id: string) =>
  db.selectFrom('privacy_request').selectAll().where('id', '=', id).executeTakeFirstOrThrow(absent)

/** Those of them that are there. */
export const findRequestRows = (trx: Trx, ids: readonly string[]) =>
  trx.selectFrom('privacy_request').selectAll().where('id', 'in', ids).execute()

export const lockRequest = (trx: Trx, id: string) =>
  trx.selectFrom('privacy_request').selectAll().where('id', '=', id).forUpdate().executeTakeFirstOrThrow(absent)

export const findRequestByCode = (db: Db | Trx, codeHash: Buffer) =>
  db.selectFrom('privacy_request').selectAll().where('code_hash', '=', codeHash).executeTakeFirst()

export const findOwnRequests = (db: Db | Trx, personIds: readonly string[]) =>
  db
    .selectFrom('privacy_request')
    .selectAll()
    .where('person_id', 'in', personIds)
    .orderBy('received_at', 'desc')
    .orderBy('id', 'desc')
    .limit(100)
    .execute()

export type NewRequest = {
  id: string
  congress_id: string
  number: string
  kind: RequestKind
  channel: 'portal' | 'workbench'
  status: RequestState
  person_id?: string
  contact_cipher?: Buffer
  contact_key_id?: string
  contact_hmac?: Buffer
  code_hash?: Buffer
  form_hmac?: Buffer
  is_suspect: boolean
  notice_version: string
  received_at: Date
  due_before: Date
}

export const insertRequest = (trx: Trx, row: NewRequest) =>
  trx
    .insertInto('privacy_request')
    .values({ ...row, changed_at: row.received_at })
    .execute()

type Change = Partial<{
  status: RequestState
  ground: string
  proposed_by_person_id: string | null
  decided_by_person_id: string
  ended_at: Date
}>

export const saveRequest = (trx: Trx, id: string, change: Change, at: Date) =>
  trx
    .updateTable('privacy_request')
    .set((eb) => ({ ...change, version: eb('version', '+', 1), changed_at: at }))
    .where('id', '=', id)
    .execute()

export type MessageRecord = Awaited<ReturnType<typeof findMessages>>[number]

export const findMessages = async (db: Db | Trx, requestIds: readonly string[]) =>
  requestIds.length === 0
    ? []
    : db
        .selectFrom('privacy_message')
        .selectAll()
        .where('request_id', 'in', requestIds)
        .orderBy('said_at')
        .orderBy('id')
        .execute()

export const insertMessage = (
  trx: Trx,
  row: {
    id: string
    request_id: string
    author: 'requester' | 'office'
    words_cipher: Buffer
    key_id: string
    said_at: Date
  },
) => trx.insertInto('privacy_message').values(row).execute()

export type ListFilter = RequestQuery & { contactHmac: Buffer | null; now: Date }

const filtered = (db: Db, congressId: string, filter: ListFilter) =>
  db
    .selectFrom('privacy_request')
    .where('congress_id', '=', congressId)
    .$if(filter.state !== undefined, (query) => query.where('status', '=', filter.state ?? 'received'))
    .$if(filter.kind !== undefined, (query) => query.where('kind', '=', filter.kind ?? 'access'))
    .$if(filter.box !== 'all', (query) => query.where('ended_at', 'is', null))
    .$if(filter.box === 'late', (query) => query.where('due_before', '<=', filter.now))
    .$if(filter.q !== undefined, (query) =>
      query.where((eb) =>
        eb.or([
          eb('number', '=', filter.q ?? ''),
          ...(filter.contactHmac ? [eb('contact_hmac', '=', filter.contactHmac)] : []),
        ]),
      ),
    )

/** One row more than asked for, newest first, or the nearest deadline first among those not ended. */
export const findRequests = (db: Db, congressId: string, filter: ListFilter, cursor: Cursor | undefined) =>
  filtered(db, congressId, filter)
    .selectAll()
    .$if(filter.sort === 'received', (query) =>
      query
        .$if(cursor !== undefined, (page) =>
          page.where(
            sql<boolean>`(received_at, id) < (${new Date(String(cursor?.[0]))}, ${String(cursor?.[1])}::uuid)`,
          ),
        )
        .orderBy('received_at', 'desc')
        .orderBy('id', 'desc'),
    )
    .$if(filter.sort === 'due', (query) =>
      query
        .where('ended_at', 'is', null)
        .$if(cursor !== undefined, (page) =>
          page.where(sql<boolean>`(due_before, id) > (${new Date(String(cursor?.[0]))}, ${String(cursor?.[1])}::uuid)`),
        )
        .orderBy('due_before')
        .orderBy('id'),
    )
    .limit(filter.limit + 1)
    .execute()

export async function countRequests(db: Db, congressId: string, filter: ListFilter): Promise<number> {
  const row = await db
    .selectFrom(
      filtered(db, congressId, filter)
        .$if(filter.sort === 'due', (query) => query.where('ended_at', 'is', null))
        .select('id')
        .limit(totalCountedMax + 1)
        .as('counted'),
    )
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow()
  return row.count
}

/** Counts one more of a kind from a source within the hour that began with the first; returns how many. */
export async function countAttempt(
  trx: Trx | Db,
  source: Buffer,
  kind: 'form' | 'code',
  now: Date,
  windowBegan: Date,
): Promise<number> {
  const row = await trx
    .insertInto('privacy_attempt')
    .values({ source_hmac: source, kind, count: 1, began_at: now })
    .onConflict((conflict) =>
      conflict.columns(['source_hmac', 'kind']).doUpdateSet({
        count: sql`case when privacy_attempt.began_at <= ${windowBegan} then 1
          else least(privacy_attempt.count + 1, 30000) end`,
        began_at: sql`case when privacy_attempt.began_at <= ${windowBegan} then ${now}::timestamptz
          else privacy_attempt.began_at end`,
      }),
    )
    .returning('count')
    .executeTakeFirstOrThrow()
  return row.count
}

/** How many there were within the hour, without counting one. */
export const attemptsOf = async (db: Db, source: Buffer, kind: 'form' | 'code', windowBegan: Date): Promise<number> => {
  const row = await db
    .selectFrom('privacy_attempt')
    .select('count')
    .where('source_hmac', '=', source)
    .where('kind', '=', kind)
    .where('began_at', '>', windowBegan)
    .executeTakeFirst()
  return row?.count ?? 0
}

export const deleteAttempts = (db: Db, before: Date) =>
  db.deleteFrom('privacy_attempt').where('began_at', '<', before).execute()

/** Requests that ended long enough ago, spam sooner than what was answered. */
export const findErasable = (db: Db, discardedBefore: Date, endedBefore: Date, limit: number) =>
  db
    .selectFrom('privacy_request')
    .select('id')
    .where('erased_at', 'is', null)
    .where('ended_at', '<', discardedBefore)
    .where((eb) => eb.or([eb('status', '=', 'discarded'), eb('ended_at', '<', endedBefore)]))
    .limit(limit)
    .execute()

/** That there was a request stays, with its dates and its outcome; who asked and what was said is gone. */
export async function eraseRequest(trx: Trx, id: string, at: Date): Promise<void> {
  await trx.deleteFrom('privacy_message').where('request_id', '=', id).execute()
  await trx
    .updateTable('privacy_request')
    .set({ contact_cipher: null, contact_key_id: null, contact_hmac: null, form_hmac: null, erased_at: at })
    .where('id', '=', id)
    .execute()
}
