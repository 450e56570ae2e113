import { shanghaiDate } from '#kernel/clock.ts'
import { Refusal } from '#kernel/refusal.ts'
import { columnsIn, defineExport } from '#modules/export/index.ts'
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
  key: ({ id }) => id,
  title: (say) => say('motion.list.sheet'),
  columns: (say) =>
    columnsIn<MotionRow>(say, 'motion.list', [
      ['number', 22, ({ number }) => number ?? ''],
      ['heading', 50, ({ title }) => title],
      ['category', 14, ({ category }) => say(`suggestion.categories.${category}`)],
      ['state', 20, ({ state }) => say(`motion.states.${state}`)],
      ['lead', 14, ({ leadName }) => leadName],
      ['sponsors', 12, ({ sponsorsCounted, sponsorsNeeded }) => `${sponsorsCounted}/${sponsorsNeeded}`],
      ['submitted', 14, ({ submittedAt }) => (submittedAt ? shanghaiDate(new Date(submittedAt)) : '')],
    ]),
  words: { state: 'motion.states', category: 'suggestion.categories', box: 'motion.list.boxes' },
})
