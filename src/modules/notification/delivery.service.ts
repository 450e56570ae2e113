import type { Actor } from '#kernel/actor.ts'
import { decodeCursor, listMark, type Page, toPage } from '#kernel/page.ts'
import { Refusal } from '#kernel/refusal.ts'
import { recordEvent } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import { type DeliveryView, type Health, presentDelivery } from './delivery.contract.ts'
import {
  countDeliveries,
  type DeliveryFilter,
  dropPhone,
  findDeliveries,
  findHealth,
  lockDeliveries,
  saveRetry,
  saveTold,
} from './delivery-list.queries.ts'
import { deliverJob } from './notification.jobs.ts'
import { deliveryScope, maySeeHealth } from './notification.policy.ts'
import { offeredChannels } from './notification.ts'
import { timeOf } from './plan-delivery.service.ts'

export async function listDeliveries(
  app: App,
  actor: Actor,
  filter: DeliveryFilter,
  page: { cursor: string | undefined; limit: number },
): Promise<Page<DeliveryView>> {
  const scope = deliveryScope(actor)
  const list = listMark('deliveries', filter)
  const rows = await findDeliveries(app.db, scope, filter, {
    cursor: decodeCursor(page.cursor, ['instant', 'id'], list),
    limit: page.limit,
  })
  const counted = await countDeliveries(app.db, scope, filter)
  return toPage(
    rows,
    page.limit,
    counted,
    (row) => [row.createdAt.toISOString(), row.id],
    (row) => presentDelivery(row, actor.locale),
    list,
  )
}

/** A failed one is tried anew, as if for the first time. Refuses `notification.no_such_delivery`, `.not_failed`. */
export function retryDelivery(app: App, actor: Actor, id: string): Promise<void> {
  return app.db.transaction().execute(async (trx) => {
    const [row] = await lockDeliveries(trx, deliveryScope(actor), [id])
    if (!row) throw new Refusal('not_found', 'notification.no_such_delivery')
    if (row.state !== 'failed') throw new Refusal('conflict', 'notification.not_failed')
    const now = app.clock.now()
    const channel = row.channel === 'sms' ? 'sms' : 'mail'
    const notBefore = timeOf({ channel, mode: 'immediate' }, now)
    await saveRetry(trx, id, notBefore, notBefore > now ? null : app.wall.now())
    await dropPhone(trx, row.noticeId, now)
    await recordEvent(app, trx, {
      type: 'delivery.tried_again',
      subjectKind: 'delivery',
      subjectId: id,
      actor,
      data: { channel: row.channel },
    })
    if (notBefore <= now) await app.jobs.enqueue(trx, deliverJob, { id })
  })
}

/** One call, and all that it told. Refuses `notification.no_such_delivery`, `.not_to_phone`. */
export function markTold(
  app: App,
  actor: Actor,
  { ids, note }: { ids: readonly string[]; note: string },
): Promise<void> {
  return app.db.transaction().execute(async (trx) => {
    const wanted = [...new Set(ids)]
    const rows = await lockDeliveries(trx, deliveryScope(actor), wanted)
    if (rows.length !== wanted.length) throw new Refusal('not_found', 'notification.no_such_delivery')
    if (rows.some(({ channel, state }) => channel !== 'phone' || state !== 'waiting')) {
      throw new Refusal('conflict', 'notification.not_to_phone')
    }
    const eventId = await recordEvent(app, trx, {
      type: 'delivery.told_by_phone',
      subjectKind: 'delivery',
      subjectId: rows[0]?.id ?? '',
      actor,
      data: { deliveryIds: rows.map((row) => row.id), noticeIds: rows.map((row) => row.noticeId) },
      ...(note.trim() === '' ? {} : { note }),
    })
    await saveTold(trx, wanted, { personId: actor.personId, eventId, at: app.clock.now() })
  })
}

const dayMs = 86_400_000

export async function channelHealth(app: App, actor: Actor): Promise<Health> {
  maySeeHealth(actor)
  const dayAgo = new Date(app.clock.now().getTime() - dayMs)
  const channels = await Promise.all(
    offeredChannels.map(async (channel) => {
      const { lastSentAt, lastFault, waiting, sent, failed } = await findHealth(app.db, channel, dayAgo)
      return {
        channel,
        isConfigured: app[channel] !== undefined,
        lastSentAt: lastSentAt?.toISOString() ?? null,
        lastFaultAt: lastFault?.at?.toISOString() ?? null,
        lastFault: lastFault?.reason ?? null,
        waiting,
        sent,
        failed,
      }
    }),
  )
  return { channels }
}
