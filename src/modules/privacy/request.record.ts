import type { JsonObject, JsonValue } from '#kernel/refusal.ts'
import { type EventTypeOf, type RecordingActor, recordEvent } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import { seal, unseal } from '#platform/crypto/seal-box.ts'
import type { Trx } from '#platform/db/database.ts'
import {
  findMessages,
  findRequestRows,
  insertMessage,
  type MessageRecord,
  type RequestRecord,
} from './privacy.queries.ts'

/**
 * The row and what was said, in the one form whose hash the record holds. Of what is sealed it holds only that it is
 * there: its key changes, it is erased in its time, and what was changed in it opens no more.
 */
export async function loadRequestImages(trx: Trx, ids: readonly string[]): Promise<ReadonlyMap<string, JsonValue>> {
  const said = Map.groupBy(await findMessages(trx, ids), ({ request_id }) => request_id)
  return new Map((await findRequestRows(trx, ids)).map((row) => [row.id, imageOf(row, said.get(row.id) ?? [])]))
}

const hexOf = (bytes: Buffer | null) => bytes?.toString('hex') ?? null

const imageOf = (row: RequestRecord, said: readonly MessageRecord[]): JsonValue => ({
  id: row.id,
  number: row.number,
  kind: row.kind,
  channel: row.channel,
  status: row.status,
  ground: row.ground,
  receivedAt: row.received_at.toISOString(),
  dueBefore: row.due_before.toISOString(),
  endedAt: row.ended_at?.toISOString() ?? null,
  erasedAt: row.erased_at?.toISOString() ?? null,
  version: row.version,
  people: {
    congressId: row.congress_id,
    personId: row.person_id,
    proposedBy: row.proposed_by_person_id,
    decidedBy: row.decided_by_person_id,
    noticeVersion: row.notice_version,
    isSuspect: row.is_suspect,
  },
  sealed: {
    hasContact: row.contact_cipher !== null,
    contact: hexOf(row.contact_hmac),
    code: hexOf(row.code_hash),
    form: hexOf(row.form_hmac),
  },
  messages: said.map(({ id, author, said_at }) => ({ id, author, saidAt: said_at.toISOString() })),
})

type Told = { type: EventTypeOf<'privacy'>; from?: string; to?: string; data?: JsonObject }

/** Codes and ids only; every word of a request is sealed elsewhere. */
export async function recordRequest(app: App, trx: Trx, id: string, actor: RecordingActor, told: Told): Promise<void> {
  const images = await loadRequestImages(trx, [id])
  await recordEvent(app, trx, {
    ...told,
    subjectKind: 'privacy_request',
    subjectId: id,
    actor,
    after: images.get(id) ?? null,
  })
}

export async function keepMessage(
  app: App,
  trx: Trx,
  requestId: string,
  author: 'requester' | 'office',
  words: string,
): Promise<void> {
  const id = app.ids.uuid()
  const { cipher, keyId } = seal(app.keys, id, words)
  const said_at = app.clock.now()
  await insertMessage(trx, { id, request_id: requestId, author, words_cipher: cipher, key_id: keyId, said_at })
}

export const readMessage = (app: Pick<App, 'keys'>, row: MessageRecord) => ({
  id: row.id,
  author: row.author as 'requester' | 'office',
  words: unseal(app.keys, row.id, { cipher: row.words_cipher, keyId: row.key_id }),
  saidAt: row.said_at.toISOString(),
})
