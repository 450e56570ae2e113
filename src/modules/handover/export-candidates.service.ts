import { columnsIn, defineExport } from '#modules/export/index.ts'
import type { App } from '#platform/app.ts'
import type { Candidate, CandidateFilter } from './handover.contract.ts'
import { asKeeper } from './handover.policy.ts'
import { listCandidates } from './handover.service.ts'
import type { CandidateSort } from './handover.ts'

/** What can still be put on the list of a meeting; of a confidential case neither title nor category. */
export const candidateExport = defineExport<App, CandidateFilter & { sort: CandidateSort }, Candidate>({
  list: 'handover_candidate',
  approverRoles: ['deputy_office', 'presidium', 'leader'],
  may: asKeeper,
  page: (app, actor, query, from) => listCandidates(app, actor, { ...query, ...from }),
  key: ({ id }) => id,
  title: (say) => say('handover.page.candidates'),
  columns: (say) =>
    columnsIn<Candidate>(say, 'handover.candidateSheet', [
      ['number', 22, ({ number }) => number ?? ''],
      ['case', 50, ({ title }) => title ?? say('handover.page.secret')],
      ['category', 14, ({ title, category }) => (title === null ? '' : say(`suggestion.categories.${category}`))],
      ['state', 20, ({ state }) => say(`suggestion.states.${state}`)],
      ['units', 40, ({ units }) => units.join('、')],
    ]),
  words: {
    sort: 'handover.candidate_sorts',
    line: 'handover.lines',
    category: 'suggestion.categories',
    ready: 'handover.fields',
  },
})
