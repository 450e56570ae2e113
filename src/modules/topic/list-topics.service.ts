import type { Actor } from '#kernel/actor.ts'
import { shanghaiDate } from '#kernel/clock.ts'
import { decodeCursor, type Page, pageLimitMax, toPage } from '#kernel/page.ts'
import { Refusal } from '#kernel/refusal.ts'
import { askApproval, registerApproval, useApproval as spendApproval } from '#modules/approval/index.ts'
import { recordEvent } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import { documents } from '#platform/documents/documents.ts'
import { translate } from '#platform/i18n/i18n.ts'
import { type ConversionView, categoryOf, type TopicQuery, type TopicRow } from './topic.contract.ts'
import { asKeeper, topicScopeOf } from './topic.policy.ts'
import { type ClaimState, ratesOf, type TopicState } from './topic.ts'
import { countConversion, countTopics, findTopics, type TopicListRow } from './topic-list.queries.ts'

export async function listTopics(app: App, actor: Actor, filter: TopicQuery): Promise<Page<TopicRow>> {
  const scope = topicScopeOf(actor)
  if (!scope) return { items: [], next: null, total: { value: 0, exact: true } }
  const rows = await findTopics(app.db, scope, filter, decodeCursor(filter.cursor, 2))
  const counted = await countTopics(app.db, scope, filter)
  const sortedBy = (row: TopicListRow) => (filter.sort === 'until' ? row.open_until : row.changed_at.toISOString())
  return toPage(rows, filter.limit, counted, (row) => [sortedBy(row), row.id], presentRow)
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

/** What has come of the list: counts and the three rates; for the congress's side, of the congress acted in. */
export async function getConversion(app: App, actor: Actor): Promise<ConversionView> {
  const scope = topicScopeOf(actor)
  if (!scope) throw new Refusal('forbidden', 'topic.not_yours_to_do')
  const counts = await countConversion(app.db, scope.congressId)
  return { ...counts, ...ratesOf(counts) }
}

const approvalKind = 'topic.export'
const exportRowsMax = 100
const rowsMax = 5000

// More than a hundred rows leave with a second person's word and a watermark.
registerApproval(approvalKind, { approverRoles: ['deputy_office', 'presidium', 'leader'] })

export function askTopicExport(app: App, actor: Actor): Promise<string> {
  const acting = asKeeper(actor)
  return app.db
    .transaction()
    .execute((trx) => askApproval(app, trx, actor, { kind: approvalKind, subjectId: acting.id, command: {} }))
}

const columns = [
  ['heading', 50],
  ['category', 14],
  ['organ', 20],
  ['state', 12],
  ['claims', 10],
  ['places', 10],
  ['converted', 14],
  ['until', 14],
] as const

/** The list as the reader sees it. Refuses `topic.export_needs_approval` over a hundred rows without one. */
export async function exportTopics(
  app: App,
  actor: Actor,
  filter: TopicQuery,
  approvalId: string | undefined,
): Promise<Uint8Array> {
  const rows = await allRows(app, actor, filter)
  await app.db.transaction().execute(async (trx) => {
    if (rows.length > exportRowsMax) {
      if (approvalId === undefined) {
        throw new Refusal('forbidden', 'topic.export_needs_approval', { rows: rows.length, rowsMax: exportRowsMax })
      }
      await spendApproval(app, trx, actor, approvalId, approvalKind)
    }
    const data = { rows: rows.length, approvalId: approvalId ?? null }
    await recordEvent(app, trx, {
      type: 'topic.list_exported',
      subjectKind: 'account',
      subjectId: actor.accountId,
      actor,
      data,
    })
  })
  const word = (key: string) => translate(actor.locale, `topic.${key}`)
  const category = (row: TopicRow) => translate(actor.locale, `suggestion.categories.${row.category}`)
  return documents.writeSheet({
    sheets: [
      {
        name: word('export.title'),
        title: word('export.title'),
        columns: columns.map(([key, width]) => ({ header: word(`export.${key}`), width, kind: 'text' })),
        rows: rows.map((row) => [
          row.title,
          category(row),
          row.organName,
          word(`states.${row.state}`),
          String(row.held),
          row.claimsMax === null ? word('places_open') : String(row.claimsMax),
          String(row.converted),
          row.openUntil ?? '',
        ]),
      },
    ],
    watermark: translate(actor.locale, 'topic.export.watermark', {
      day: shanghaiDate(app.clock.now()),
      approval: approvalId ?? '',
      post: actor.acting?.id.slice(-8) ?? '',
    }),
  })
}

async function allRows(app: App, actor: Actor, filter: TopicQuery): Promise<TopicRow[]> {
  const rows: TopicRow[] = []
  let cursor: string | undefined
  do {
    const page = await listTopics(app, actor, { ...filter, cursor, limit: pageLimitMax })
    rows.push(...page.items)
    cursor = page.next ?? undefined
  } while (cursor !== undefined && rows.length < rowsMax)
  return rows
}
