import { shanghaiDate } from '#kernel/clock.ts'
import { Refusal } from '#kernel/refusal.ts'
import { defineExport } from '#modules/export/index.ts'
import type { App } from '#platform/app.ts'
import { listMotions } from './list-motions.service.ts'
import type { MotionExportQuery, MotionRow } from './motion.contract.ts'
import { motionHolderOf } from './motion.policy.ts'

/** 议案清单 as the reader sees it. */
export const motionExport = defineExport<App, MotionExportQuery, MotionRow>({
  list: 'motion',
  approverRoles: ['deputy_office', 'presidium', 'secretariat', 'leader'],
  may: (actor) => {
    if (!motionHolderOf(actor)) throw new Refusal('forbidden', 'motion.not_yours_to_do')
  },
  page: (app, actor, query, from) => listMotions(app, actor, { ...query, ...from }),
  title: (say) => say('motion.list.sheet'),
  columns: (say) => {
    const column = (key: string, width: number, cell: (row: MotionRow) => string) => ({
      header: say(`motion.list.${key}`),
      width,
      cell,
    })
    return [
      column('number', 22, ({ number }) => number ?? ''),
      column('heading', 50, ({ title }) => title),
      column('category', 14, ({ category }) => say(`suggestion.categories.${category}`)),
      column('state', 20, ({ state }) => say(`motion.states.${state}`)),
      column('lead', 14, ({ leadName }) => leadName),
      column('sponsors', 12, ({ sponsorsCounted, sponsorsNeeded }) => `${sponsorsCounted}/${sponsorsNeeded}`),
      column('submitted', 14, ({ submittedAt }) => (submittedAt ? shanghaiDate(new Date(submittedAt)) : '')),
    ]
  },
  words: { state: 'motion.states', category: 'suggestion.categories', box: 'motion.list.boxes' },
})
