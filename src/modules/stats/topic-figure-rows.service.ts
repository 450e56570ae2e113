import { decodeCursor, encodeCursor, type ListMark, type Page } from '#kernel/page.ts'
import { type Category, categories } from '#modules/suggestion/suggestion.ts'
import type { Db } from '#platform/db/database.ts'
import type { Scope } from './fact.queries.ts'
import type { Span } from './formula.queries.ts'
import type { FigureRow } from './stats.contract.ts'
import { definitionOf, type RowPart, type TopicCode } from './stats.ts'
import { countTopicFigureRows, findTopicFigureRows, type TopicRowFacts } from './topic-figure.queries.ts'

type Asked = { code: TopicCode; part: RowPart; span: Span }

/** The topics, claims or deputies that a figure of the list of topics counts; their number is the figure. */
export async function openTopicFigure(
  db: Db,
  scope: Scope,
  asked: Asked,
  { cursor, limit, list }: { cursor?: string | undefined; limit: number; list: ListMark },
): Promise<Page<FigureRow>> {
  const rows = await findTopicFigureRows(db, scope, asked, decodeCursor(cursor, ['id', 'id'], list), limit)
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    items: shown.map((row) => presentRow(asked.code, row)),
    next: rows.length > limit && last ? encodeCursor([last.case_id, last.item_id], list) : null,
    total: { value: await countTopicFigureRows(db, scope, asked), exact: true },
  }
}

const categoryOf = (code: string | null): Category => categories.find((one) => one === code) ?? 'other'

const presentRow = (code: TopicCode, row: TopicRowFacts): FigureRow => ({
  id: row.item_id,
  caseId: row.case_id,
  number: null,
  title: row.title ?? row.deputy_name ?? '',
  state: null,
  category: categoryOf(row.category),
  confidential: false,
  leadName: row.deputy_name ?? '',
  congressName: row.congress_name,
  unitName: row.organ_name,
  submittedAt: null,
  handedAt: null,
  dueBefore: null,
  repliedAt: null,
  result: null,
  promise: null,
  topic: {
    state: row.status,
    delegationName: row.delegation_name,
    at: row.at?.toISOString() ?? null,
    claims: row.claims,
    converted: row.converted,
  },
  // who may open the figure may read the list of topics
  opens: definitionOf(code).of !== 'deputy',
})
