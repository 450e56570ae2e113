import { Refusal } from '#kernel/refusal.ts'
import { columnsIn, defineExport } from '#modules/export/index.ts'
import type { App } from '#platform/app.ts'
import type { CommitmentFilter, CommitmentRow } from './commitment.contract.ts'
import { listCommitments } from './list-promises.service.ts'
import { scopeOf } from './suggestion.policy.ts'

/** 承诺台账 as the reader sees it, the words of confidential cases left out. */
export const commitmentExport = defineExport<App, CommitmentFilter, CommitmentRow>({
  list: 'commitment',
  approverRoles: ['deputy_office', 'presidium', 'gov_office', 'leader'],
  may: (actor) => {
    if (!scopeOf(actor)) throw new Refusal('forbidden', 'suggestion.not_yours_to_do')
  },
  page: (app, actor, query, from) => listCommitments(app, actor, { ...query, ...from }),
  key: ({ id }) => id,
  title: (say) => say('suggestion.commitmentSheet.title'),
  columns: (say) =>
    columnsIn<CommitmentRow>(say, 'suggestion.commitmentSheet', [
      ['dueOn', 14, ({ dueOn }) => dueOn],
      ['firstDueOn', 14, ({ firstDueOn }) => firstDueOn ?? ''],
      ['content', 50, ({ content }) => content],
      ['unit', 24, ({ unitName }) => unitName],
      ['owner', 18, ({ owner }) => owner],
      ['state', 22, ({ state }) => say(`suggestion.commitmentStates.${state}`)],
      ['owedTo', 14, ({ owedTo }) => owedTo],
      ['number', 22, ({ number }) => number ?? ''],
      ['heading', 50, ({ title }) => title],
    ]),
  words: { state: 'suggestion.commitmentStates' },
})
