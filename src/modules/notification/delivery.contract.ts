import { z } from '@hono/zod-openapi'
import type { Locale } from '#kernel/actor.ts'
import { Id, pageOf, pageQuery } from '#platform/http/routes.ts'
import { manyLines } from '#platform/http/typed-text.ts'
import { dueOnOf, whatOf } from './delivery.words.ts'
import type { DeliveryRow } from './delivery-list.queries.ts'
import { channels, deliveryModes, deliveryStates, offeredChannels } from './notification.ts'

const moment = z.string().openapi({ format: 'date-time' })

const Delivery = z
  .object({
    id: Id,
    channel: z.enum([...channels, 'phone']),
    state: z.enum(deliveryStates),
    /** Why it has failed, was dropped, or is to be told by telephone: a code of `reasons`. */
    reason: z.string().nullable(),
    attempts: z.number().int(),
    person: z.object({ id: Id, name: z.string() }),
    holder: z.object({ kind: z.enum(['mandate', 'organ']), name: z.string() }),
    kind: z.string(),
    /** What is to be told, in the language of the request. */
    what: z.string(),
    number: z.string().nullable(),
    caseKind: z.string().nullable(),
    caseId: Id.nullable(),
    dueOn: z.string().nullable(),
    createdAt: moment,
    /** When it goes out, while it waits. */
    notBefore: moment.nullable(),
    settledAt: moment.nullable(),
    told: z.object({ by: z.string(), note: z.string().nullable() }).nullable(),
  })
  .openapi('Delivery')
export type DeliveryView = z.infer<typeof Delivery>
export const DeliveryPage = pageOf(Delivery)

const filter = {
  list: z.enum(['all', 'phone']).default('all'),
  state: z.enum(deliveryStates).optional(),
  channel: z.enum([...channels, 'phone']).optional(),
  q: z.string().trim().max(60).optional(),
}
export const deliveryQuery = z.object({ ...filter, ...pageQuery })
export const exportQuery = z.object(filter)

export const Health = z
  .object({
    channels: z.array(
      z.object({
        channel: z.enum(offeredChannels),
        isConfigured: z.boolean(),
        lastSentAt: moment.nullable(),
        lastFaultAt: moment.nullable(),
        lastFault: z.string().nullable(),
        /** Now. */
        waiting: z.number().int(),
        /** In the last day. */
        sent: z.number().int(),
        failed: z.number().int(),
      }),
    ),
  })
  .openapi('ChannelHealth')
export type Health = z.infer<typeof Health>

export const Told = z.object({ ids: z.array(Id).min(1).max(200), note: manyLines().trim().max(500).default('') })

export const Preferences = z
  .object({
    /** One's own address with its middle covered; null when there is none. */
    mailAddress: z.string().nullable(),
    channels: z.array(
      z.object({
        channel: z.enum(offeredChannels),
        isConfigured: z.boolean(),
        hasContact: z.boolean(),
        mode: z.enum(deliveryModes),
      }),
    ),
  })
  .openapi('NoticePreferences')
export type PreferencesView = z.infer<typeof Preferences>

export const ChangePreferences = z
  .object({ mail: z.enum(deliveryModes).optional(), sms: z.enum(deliveryModes).optional() })
  .refine(({ mail, sms }) => mail !== undefined || sms !== undefined)
export const ChangeMailAddress = z.object({ address: z.string().trim().min(3).max(320).nullable() })

export const presentDelivery = (row: DeliveryRow, locale: Locale): DeliveryView => ({
  id: row.id,
  channel: row.channel as DeliveryView['channel'],
  state: row.state as DeliveryView['state'],
  reason: row.reason,
  attempts: row.attempts,
  person: { id: row.personId, name: row.personName },
  holder: { kind: row.isDeputy ? 'mandate' : 'organ', name: row.holderName ?? '' },
  kind: row.kind,
  what: whatOf(locale, row),
  number: row.number,
  caseKind: row.caseKind,
  caseId: row.caseId,
  dueOn: dueOnOf(row),
  createdAt: row.createdAt.toISOString(),
  notBefore: row.state === 'waiting' && row.channel !== 'phone' ? row.notBefore.toISOString() : null,
  settledAt: row.settledAt?.toISOString() ?? null,
  told: row.toldBy === null ? null : { by: row.toldBy, note: row.toldNote },
})
