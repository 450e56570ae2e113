import type { Actor } from '#kernel/actor.ts'
import { decodeCursor, listMark, type Page, toPage } from '#kernel/page.ts'
import type { App } from '#platform/app.ts'
import { categoryOf, type TopicQuery, type TopicRow } from './topic.contract.ts'
import { topicScopeOf } from './topic.policy.ts'
import type { ClaimState, TopicState } from './topic.ts'
import { countTopics, findTopics, type TopicListRow } from './topic-list.queries.ts'

export async function listTopics(app: App, actor: Actor, filter: TopicQuery): Promise<Page<TopicRow>> {
  const scope = topicScopeOf(actor)
  if (!scope) return { items: [], next: null, total: { value: 0, exact: true } }
  const list = listMark('topics', filter)
  const rows = await findTopics(
    app.db,
    scope,
    filter,
    decodeCursor(filter.cursor, [filter.sort === 'until' ? 'date?' : 'instant', 'id'], list),
  )
  const counted = await countTopics(app.db, scope, filter)
  const sortedBy = (row: TopicListRow) => (filter.sort === 'until' ? row.open_until : row.changed_at.toISOString())
  return toPage(rows, filter.limit, counted, (row) => [sortedBy(row), row.id], presentRow, list)
}

const presentRow = (row: TopicListRow): TopicRow => ({
  id: row.id,
  title: row.title,
  category: categoryOf(row.category),
  state: row.status as TopicState,
  organName: row.organ_name,
  claimsMax: row.claims_max,
  held: row.held,
  converted: row.converted,
  openUntil: row.open_until,
  ownClaim: row.own_claim as ClaimState | null,
  publishedAt: row.published_at?.toISOString() ?? null,
  changedAt: row.changed_at.toISOString(),
})
