import { Refusal } from '#kernel/refusal.ts'
import { defineExport } from '#modules/export/index.ts'
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
  title: (say) => say('suggestion.commitmentSheet.title'),
  columns: (say) => {
    const column = (key: string, width: number, cell: (row: CommitmentRow) => string) => ({
      header: say(`suggestion.commitmentSheet.${key}`),
      width,
      cell,
    })
    return [
      column('dueOn', 14, ({ dueOn }) => dueOn),
      column('firstDueOn', 14, ({ firstDueOn }) => firstDueOn ?? ''),
      column('content', 50, ({ content }) => content),
      column('unit', 24, ({ unitName }) => unitName),
      column('owner', 18, ({ owner }) => owner),
      column('state', 22, ({ state }) => say(`suggestion.commitmentStates.${state}`)),
      column('owedTo', 14, ({ owedTo }) => owedTo),
      column('number', 22, ({ number }) => number ?? ''),
      column('heading', 50, ({ title }) => title),
    ]
  },
  words: { state: 'suggestion.commitmentStates' },
})
