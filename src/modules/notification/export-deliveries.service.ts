import { shanghaiDate } from '#kernel/clock.ts'
import { columnsIn, defineExport } from '#modules/export/index.ts'
import type { App } from '#platform/app.ts'
import { isTranslated } from '#platform/i18n/i18n.ts'
import type { DeliveryView } from './delivery.contract.ts'
import { listDeliveries } from './delivery.service.ts'
import type { DeliveryFilter } from './delivery-list.queries.ts'
import { deliveryScope } from './notification.policy.ts'

const sayReason = (say: (key: string) => string, reason: string | null): string => {
  const key = `notification.reasons.${reason}`
  return isTranslated('zh-CN', key) ? say(key) : ''
}

/** The list as it is shown; telephone numbers are never in it. */
export const deliveryExport = defineExport<App, DeliveryFilter, DeliveryView>({
  list: 'notification',
  approverRoles: ['deputy_office', 'presidium', 'leader'],
  may: deliveryScope,
  page: (app, actor, filter, from) => listDeliveries(app, actor, filter, from),
  key: ({ id }) => id,
  title: (say) => say('notification.list.title'),
  columns: (say) =>
    columnsIn<DeliveryView>(say, 'notification.list', [
      ['person', 14, ({ person }) => person.name],
      ['holder', 28, ({ holder }) => holder.name],
      ['number', 22, ({ number }) => number ?? ''],
      ['what', 40, ({ what }) => what],
      ['dueOn', 14, ({ dueOn }) => dueOn ?? ''],
      ['channel', 12, ({ channel }) => say(`notification.channels.${channel}`)],
      [
        'state',
        12,
        ({ channel, state }) => say(`notification.${channel === 'phone' ? 'phone_states' : 'states'}.${state}`),
      ],
      ['reason', 40, ({ reason }) => sayReason(say, reason)],
      ['attempts', 10, ({ attempts }) => String(attempts)],
      ['createdOn', 14, ({ createdAt }) => shanghaiDate(new Date(createdAt))],
    ]),
  words: { state: 'notification.states', channel: 'notification.channels', list: 'notification.lists' },
})
