import { shanghaiDate } from '#kernel/clock.ts'
import { defineExport } from '#modules/export/index.ts'
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
  title: (say) => say('privacy.page.title'),
  columns: (say) => {
    const column = (key: string, cell: (row: RequestRow) => string) => ({
      header: say(`privacy.list.${key}`),
      width: 18,
      cell,
    })
    return [
      column('number', ({ number }) => number),
      column('kind', ({ kind }) => say(`privacy.kinds.${kind}`)),
      column('channel', ({ channel }) => say(`privacy.channels.${channel}`)),
      column('state', ({ state }) => say(`privacy.states.${state}`)),
      column('receivedOn', ({ receivedAt }) => dayOf(receivedAt)),
      column('dueOn', ({ dueBefore }) => shanghaiDate(new Date(Date.parse(dueBefore) - 1))),
      column('endedOn', ({ endedAt }) => dayOf(endedAt)),
    ]
  },
  words: { state: 'privacy.states', kind: 'privacy.kinds' },
})
