import { Refusal } from '#kernel/refusal.ts'
import { columnsIn, defineExport } from '#modules/export/index.ts'
import type { App } from '#platform/app.ts'
import { listTopics } from './list-topics.service.ts'
import type { TopicExportQuery, TopicRow } from './topic.contract.ts'
import { topicScopeOf } from './topic.policy.ts'

/** 选题清单 as the reader sees it. */
export const topicExport = defineExport<App, TopicExportQuery, TopicRow>({
  list: 'topic',
  approverRoles: ['deputy_office', 'presidium', 'leader'],
  may: (actor) => {
    if (!topicScopeOf(actor)) throw new Refusal('forbidden', 'topic.not_yours_to_do')
  },
  page: (app, actor, query, from) => listTopics(app, actor, { ...query, ...from }),
  key: ({ id }) => id,
  title: (say) => say('topic.export.title'),
  columns: (say) =>
    columnsIn<TopicRow>(say, 'topic.export', [
      ['heading', 50, ({ title }) => title],
      ['category', 14, ({ category }) => say(`suggestion.categories.${category}`)],
      ['organ', 20, ({ organName }) => organName],
      ['state', 12, ({ state }) => say(`topic.states.${state}`)],
      ['claims', 10, ({ held }) => String(held)],
      ['places', 10, ({ claimsMax }) => (claimsMax === null ? say('topic.places_open') : String(claimsMax))],
      ['converted', 14, ({ converted }) => String(converted)],
      ['until', 14, ({ openUntil }) => openUntil ?? ''],
    ]),
  words: { state: 'topic.states', category: 'suggestion.categories' },
})
