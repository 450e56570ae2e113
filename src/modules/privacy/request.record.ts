import type { JsonObject, JsonValue } from '#kernel/refusal.ts'
import { type EventTypeOf, type RecordingActor, recordEvent } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import { seal, unseal } from '#platform/crypto/seal-box.ts'
import type { Trx } from '#platform/db/database.ts'
import { findRequestRows, insertMessage, type MessageRecord, type RequestRecord } from './privacy.queries.ts'

/** The row in the one form whose hash the record holds: without what is sealed, which is erased in its time. */
export async function loadRequestImages(trx: Trx, ids: readonly string[]): Promise<ReadonlyMap<string, JsonValue>> {
  return new Map((await findRequestRows(trx, ids)).map((row) => [row.id, imageOf(row)]))
}

const imageOf = (row: RequestRecord): JsonValue => ({
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
