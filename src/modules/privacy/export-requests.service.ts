import { shanghaiDate } from '#kernel/clock.ts'
import { columnsIn, defineExport } from '#modules/export/index.ts'
import type { App } from '#platform/app.ts'
import { listRequests } from './list-requests.service.ts'
import type { RequestExportQuery, RequestRow } from './privacy.contract.ts'
import { asHandler } from './privacy.policy.ts'

const dayOf = (at: string | null) => (at === null ? '' : shanghaiDate(new Date(at)))

/** The list as it is shown: names, contacts and words are never in it. */
export const requestExport = defineExport<App, RequestExportQuery, RequestRow>({
  list: 'privacy',
  approverRoles: ['deputy_office', 'presidium', 'leader'],
  may: asHandler,
  page: (app, actor, query, from) => listRequests(app, actor, { ...query, ...from }),
  key: ({ id }) => id,
  title: (say) => say('privacy.page.title'),
  columns: (say) =>
    columnsIn<RequestRow>(say, 'privacy.list', [
      ['number', 18, ({ number }) => number],
      ['kind', 18, ({ kind }) => say(`privacy.kinds.${kind}`)],
      ['channel', 18, ({ channel }) => say(`privacy.channels.${channel}`)],
      ['state', 18, ({ state }) => say(`privacy.states.${state}`)],
      ['receivedOn', 18, ({ receivedAt }) => dayOf(receivedAt)],
      ['dueOn', 18, ({ dueBefore }) => shanghaiDate(new Date(Date.parse(dueBefore) - 1))],
      ['endedOn', 18, ({ endedAt }) => dayOf(endedAt)],
    ]),
  words: { state: 'privacy.states', kind: 'privacy.kinds' },
})
