import { Refusal } from '#kernel/refusal.ts'
import { columnsIn, defineExport } from '#modules/export/index.ts'
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
  key: ({ id }) => id,
  title: (say) => say('handover.title'),
  columns: (say) =>
    columnsIn<MeetingRow>(say, 'handover.list', [
      ['heldOn', 14, ({ heldOn }) => heldOn],
      ['title', 40, ({ title }) => title],
      ['state', 12, ({ state }) => say(`handover.states.${state}`)],
      ['line', 18, ({ line }) => say(`handover.lines.${line}`)],
      ['place', 30, ({ place }) => place],
      ['handedOver', 12, ({ cases, handedOver }) => `${handedOver}/${cases}`],
      ['signed', 12, ({ signed }) => String(signed)],
    ]),
  words: { state: 'handover.states', line: 'handover.lines' },
})
