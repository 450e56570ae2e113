import { Refusal } from '#kernel/refusal.ts'
import { type RulesQuery, type RuleView, rulesFor } from '#modules/rules/index.ts'
import type { App } from '#platform/app.ts'
import { defineExport } from './export.service.ts'
import { columnsIn } from './export.ts'

/** 规则 as the page lists them. */
export const rulesExport = defineExport<App, RulesQuery, RuleView>({
  list: 'rules',
  approverRoles: ['deputy_office', 'presidium', 'leader', 'secadmin'],
  may: ({ acting }) => {
    if (!acting) throw new Refusal('forbidden', 'rules.no_identity')
  },
  page: async (app, actor, query) => ({ items: (await rulesFor(app, actor, query)).rules, next: null }),
  key: ({ key }) => key,
  title: (say) => say('console.rules.sheet'),
  columns: (say) =>
    columnsIn<RuleView>(say, 'console.rules', [
      ['rule', 36, ({ name }) => name],
      ['value', 18, ({ words }) => words],
      ['changed', 14, ({ isDefault }) => (isDefault ? '' : say('console.rules.changed'))],
      ['source', 14, ({ source }) => say(`console.rules.sources.${source}`)],
      ['article', 60, ({ article }) => article],
    ]),
  words: { source: 'console.rules.sources' },
})
