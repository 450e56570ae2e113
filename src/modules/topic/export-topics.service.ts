import { Refusal } from '#kernel/refusal.ts'
import { defineExport } from '#modules/export/index.ts'
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
  title: (say) => say('topic.export.title'),
  columns: (say) => {
    const column = (key: string, width: number, cell: (row: TopicRow) => string) => ({
      header: say(`topic.export.${key}`),
      width,
      cell,
    })
    return [
      column('heading', 50, ({ title }) => title),
      column('category', 14, ({ category }) => say(`suggestion.categories.${category}`)),
      column('organ', 20, ({ organName }) => organName),
      column('state', 12, ({ state }) => say(`topic.states.${state}`)),
      column('claims', 10, ({ held }) => String(held)),
      column('places', 10, ({ claimsMax }) => (claimsMax === null ? say('topic.places_open') : String(claimsMax))),
      column('converted', 14, ({ converted }) => String(converted)),
      column('until', 14, ({ openUntil }) => openUntil ?? ''),
    ]
  },
  words: { state: 'topic.states', category: 'suggestion.categories' },
})
