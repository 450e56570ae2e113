import type { Actor } from '#kernel/actor.ts'
import type { JsonObject } from '#kernel/refusal.ts'
import { type EventTypeOf, type Recording, recordEvent } from '#modules/record/index.ts'
import type { Trx } from '#platform/db/database.ts'
import { personImage } from './person-image.queries.ts'

type PersonEvent = { type: EventTypeOf<'person'>; id: string; actor: Actor; data?: JsonObject; note?: string }

/** Tells of a person's own row, with its image. */
export async function recordPerson(app: Recording, trx: Trx, { id, ...event }: PersonEvent): Promise<void> {
  await recordEvent(app, trx, { ...event, subjectKind: 'person', subjectId: id, after: await personImage(trx, id) })
}
