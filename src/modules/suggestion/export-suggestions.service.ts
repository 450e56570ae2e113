import { shanghaiDate } from '#kernel/clock.ts'
import { Refusal } from '#kernel/refusal.ts'
import { lastDayOf } from '#modules/clock/index.ts'
import { columnsIn, defineExport } from '#modules/export/index.ts'
import type { App } from '#platform/app.ts'
import { listSuggestions } from './list-suggestions.service.ts'
import { scopeOf } from './suggestion.policy.ts'
import type { ListExportQuery, SuggestionRow } from './suggestion-list.contract.ts'

/** The list as the reader sees it, the words of confidential cases left out. */
export const suggestionExport = defineExport<App, ListExportQuery, SuggestionRow>({
  list: 'suggestion',
  approverRoles: ['deputy_office', 'presidium', 'gov_office', 'leader'],
  may: (actor) => {
    if (!scopeOf(actor)) throw new Refusal('forbidden', 'suggestion.not_yours_to_do')
  },
  page: (app, actor, query, from) => listSuggestions(app, actor, { ...query, ...from }),
  key: ({ id }) => id,
  title: (say) => say('suggestion.export.title'),
  columns: (say) =>
    columnsIn<SuggestionRow>(say, 'suggestion.export', [
      ['number', 22, ({ number }) => number ?? ''],
      ['heading', 50, ({ title }) => title],
      ['category', 14, ({ category }) => say(`suggestion.categories.${category}`)],
      ['state', 20, ({ state }) => say(`suggestion.states.${state}`)],
      ['lead', 14, ({ leadName }) => leadName],
      ['unit', 20, ({ leadUnitName }) => leadUnitName ?? ''],
      ['submittedOn', 14, ({ submittedAt }) => (submittedAt ? shanghaiDate(new Date(submittedAt)) : '')],
      ['dueOn', 14, ({ dueBefore }) => (dueBefore ? lastDayOf(new Date(dueBefore)) : '')],
    ]),
  words: { state: 'suggestion.states' },
})
