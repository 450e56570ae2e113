import { shanghaiDate } from '#kernel/clock.ts'
import { Refusal } from '#kernel/refusal.ts'
import { columnsIn, defineExport } from '#modules/export/index.ts'
import type { App } from '#platform/app.ts'
import type { OversightExportQuery, OversightRow } from './oversight.contract.ts'
import { oversightScopeOf } from './oversight.policy.ts'
import { listOversights } from './oversight.service.ts'

/** 重点督办件 as the reader sees them. */
export const oversightExport = defineExport<App, OversightExportQuery, OversightRow>({
  list: 'oversight',
  approverRoles: ['deputy_office', 'presidium', 'gov_office', 'leader'],
  may: (actor) => {
    if (!oversightScopeOf(actor)) throw new Refusal('forbidden', 'oversight.not_yours_to_do')
  },
  page: (app, actor, query, from) => listOversights(app, actor, { ...query, ...from }),
  key: ({ id }) => id,
  title: (say) => say('oversight.title'),
  columns: (say) => {
    const nameOf = ({ side, name }: OversightRow['leadNames'][number]) => `${say(`oversight.sides.${side}`)} ${name}`
    return columnsIn<OversightRow>(say, 'oversight.list', [
      ['title', 50, ({ title }) => title],
      ['year', 10, ({ year }) => String(year)],
      ['state', 14, ({ state }) => say(`oversight.states.${state}`)],
      ['decision', 22, ({ decisionNumber }) => decisionNumber ?? ''],
      ['leads', 30, ({ leadNames }) => leadNames.map(nameOf).join('；')],
      ['committee', 24, ({ committeeName }) => committeeName ?? ''],
      ['cases', 10, ({ cases }) => String(cases)],
      ['activities', 10, ({ activities }) => String(activities)],
      ['moved', 14, ({ movedAt }) => (movedAt ? shanghaiDate(new Date(movedAt)) : '')],
    ])
  },
  words: { state: 'oversight.states', box: 'oversight.boxes' },
})
