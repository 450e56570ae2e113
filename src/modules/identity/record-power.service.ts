import type { Actor } from '#kernel/actor.ts'
import type { JsonObject } from '#kernel/refusal.ts'
import { type EventTypeOf, type Recording, recordEvent } from '#modules/record/index.ts'
import type { Trx } from '#platform/db/database.ts'
import { powerImage } from './power-image.queries.ts'

type PowerEvent = {
  type: EventTypeOf<'account'> | 'post.holder_changed' | 'mandate.holder_changed'
  id: string
  actor: Actor
  data?: JsonObject
}

const ofProof: readonly string[] = [
  'account.activated',
  'account.password_changed',
  'account.reset',
  'account.reset_used',
  'account.totp_removed',
  'account.totp_set_up',
] satisfies EventTypeOf<'account'>[]

function kindOf(type: PowerEvent['type']) {
  if (type === 'post.holder_changed') return 'post'
  if (type === 'mandate.holder_changed') return 'mandate'
  return ofProof.includes(type) ? 'account_proof' : 'account'
}

/**
 * Tells of an account, of what its owner is known by, or of a post or mandate that goes over to another row of its
 * person, with its image.
 */
export async function recordPower(app: Recording, trx: Trx, { type, id, ...event }: PowerEvent): Promise<void> {
  const kind = kindOf(type)
  const after = await powerImage(trx, kind, id)
  await recordEvent(app, trx, { type, subjectKind: kind, subjectId: id, ...event, after })
}

/** Mandates and posts that a merger, or its being taken back, has given to another row. */
export async function recordMoved(
  app: Recording,
  trx: Trx,
  actor: Actor,
  moved: { mandateIds: readonly string[]; postIds: readonly string[] },
  toPersonId: string,
): Promise<void> {
  const data = { personId: toPersonId }
  for (const id of moved.mandateIds) await recordPower(app, trx, { type: 'mandate.holder_changed', id, actor, data })
  for (const id of moved.postIds) await recordPower(app, trx, { type: 'post.holder_changed', id, actor, data })
}
