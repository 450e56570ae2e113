import { shanghaiDate } from '#kernel/clock.ts'
import { defineExport } from '#modules/export/index.ts'
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
  title: (say) => say('notification.list.title'),
  columns: (say) => {
    const column = (key: string, width: number, cell: (row: DeliveryView) => string) => ({
      header: say(`notification.list.${key}`),
      width,
      cell,
    })
    return [
      column('person', 14, ({ person }) => person.name),
      column('holder', 28, ({ holder }) => holder.name),
      column('number', 22, ({ number }) => number ?? ''),
      column('what', 40, ({ what }) => what),
      column('dueOn', 14, ({ dueOn }) => dueOn ?? ''),
      column('channel', 12, ({ channel }) => say(`notification.channels.${channel}`)),
      column('state', 12, ({ channel, state }) =>
        say(`notification.${channel === 'phone' ? 'phone_states' : 'states'}.${state}`),
      ),
      column('reason', 40, ({ reason }) => sayReason(say, reason)),
      column('attempts', 10, ({ attempts }) => String(attempts)),
      column('createdOn', 14, ({ createdAt }) => shanghaiDate(new Date(createdAt))),
    ]
  },
  words: { state: 'notification.states', channel: 'notification.channels', list: 'notification.lists' },
})
