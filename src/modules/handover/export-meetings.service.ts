import { Refusal } from '#kernel/refusal.ts'
import { defineExport } from '#modules/export/index.ts'
import type { App } from '#platform/app.ts'
import type { MeetingExportQuery, MeetingRow } from './handover.contract.ts'
import { meetingScopeOf } from './handover.policy.ts'
import { listMeetings } from './handover.service.ts'

/** 交办会 as the reader sees them. */
export const meetingExport = defineExport<App, MeetingExportQuery, MeetingRow>({
  list: 'handover',
  approverRoles: ['deputy_office', 'presidium', 'leader'],
  may: (actor) => {
    if (!meetingScopeOf(actor)) throw new Refusal('forbidden', 'handover.not_yours_to_do')
  },
  page: (app, actor, query, from) => listMeetings(app, actor, { ...query, ...from }),
  title: (say) => say('handover.title'),
  columns: (say) => {
    const column = (key: string, width: number, cell: (row: MeetingRow) => string) => ({
      header: say(`handover.list.${key}`),
      width,
      cell,
    })
    return [
      column('heldOn', 14, ({ heldOn }) => heldOn),
      column('title', 40, ({ title }) => title),
      column('state', 12, ({ state }) => say(`handover.states.${state}`)),
      column('line', 18, ({ line }) => say(`handover.lines.${line}`)),
      column('place', 30, ({ place }) => place),
      column('handedOver', 12, ({ cases, handedOver }) => `${handedOver}/${cases}`),
      column('signed', 12, ({ signed }) => String(signed)),
    ]
  },
  words: { state: 'handover.states', line: 'handover.lines' },
})
