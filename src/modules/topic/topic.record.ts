import type { Actor } from '#kernel/actor.ts'
import type { JsonObject } from '#kernel/refusal.ts'
import { type NewEvent, recordEvent } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import type { Trx } from '#platform/db/database.ts'
import { loadTopicImages } from './topic.queries.ts'

export type EventOfTopic = {
  type: NewEvent['type']
  from?: string
  to?: string
  data?: JsonObject
  note?: string
}

/** What was done to a topic, with all its rows as they stand afterwards. */
export async function recordTopic(
  app: App,
  trx: Trx,
  id: string,
  actor: Actor | 'system',
  event: EventOfTopic,
): Promise<void> {
  const images = await loadTopicImages(trx, [id])
  await recordEvent(app, trx, {
    ...event,
    subjectKind: 'topic',
    subjectId: id,
    caseId: id,
    actor,
    after: images.get(id) ?? null,
  })
}
