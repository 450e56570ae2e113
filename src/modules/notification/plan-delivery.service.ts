import { contactsForSending } from '#modules/identity/index.ts'
import type { App } from '#platform/app.ts'
import type { Trx } from '#platform/db/database.ts'
import { findCongressesOf, findPreferences, insertDeliveries, type NewDelivery } from './delivery.queries.ts'
import { digestTime, smsTime } from './delivery-time.ts'
import { deliverJob } from './notification.jobs.ts'
import { type DeliveryMode, type OfferedChannel, type Planned, planDelivery, type Reach } from './notification.ts'

export type PlannedNotice = { id: string; personId: string; holderId: string; kind: string }

/** Puts what is to leave the program into the outbox, in the transaction that writes the notices. */
export async function planDeliveries(app: App, trx: Trx, notices: readonly PlannedNotice[]): Promise<void> {
  if (notices.length === 0 || (!app.mail && !app.sms)) return
  const personIds = [...new Set(notices.map(({ personId }) => personId))]
  const contacts = await contactsForSending(app, trx, personIds)
  const preferences = await findPreferences(trx, personIds)
  const congresses = await findCongressesOf(trx, [...new Set(notices.map(({ holderId }) => holderId))])
  const modeOf = (personId: string, channel: OfferedChannel): DeliveryMode =>
    preferences.find((one) => one.personId === personId && one.channel === channel)?.mode ?? 'immediate'
  const rows = notices.flatMap(({ id, personId, holderId, kind }) => {
    const found = contacts.get(personId)
    const reach: Reach = {
      mail: {
        isConfigured: app.mail !== undefined,
        hasContact: found?.mail != null,
        mode: modeOf(personId, 'mail'),
      },
      sms: {
        // a kind without a registered template is not for this channel
        isConfigured: app.sms?.hasTemplate(kind) ?? false,
        hasContact: found?.phone != null,
        mode: modeOf(personId, 'sms'),
      },
    }
    const congressId = congresses.get(holderId)
    if (congressId === undefined) return []
    return planDelivery(kind, reach).map((planned) => rowOf(app, { noticeId: id, personId, congressId, planned }))
  })
  await insertDeliveries(trx, rows)
  for (const { id, queuedAt } of rows) if (queuedAt !== null) await app.jobs.enqueue(trx, deliverJob, { id })
}

function rowOf(
  app: App,
  { planned, ...of }: { noticeId: string; personId: string; congressId: string; planned: Planned },
): NewDelivery {
  const now = app.clock.now()
  const notBefore = timeOf(planned, now)
  const isNow = planned.channel !== 'phone' && notBefore <= now
  return {
    id: app.ids.uuid(),
    ...of,
    ...planned,
    notBefore,
    // what waits is enqueued by the sweep when its time has come
    queuedAt: isNow ? app.wall.now() : null,
    at: now,
  }
}

export function timeOf({ channel, mode }: Pick<Planned, 'channel' | 'mode'>, now: Date): Date {
  if (mode === 'digest') return digestTime(now)
  return channel === 'sms' ? smsTime(now) : now
}
