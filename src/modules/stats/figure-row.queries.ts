import { type RawBuilder, sql } from 'kysely'
import type { Cursor } from '#kernel/page.ts'
import { isNamedReader } from '#modules/party/index.ts'
import type { Db } from '#platform/db/database.ts'
import { overItems } from './counted-item.queries.ts'
import { promisesOf, type Scope } from './fact.queries.ts'
import { predicateOf, presentOf, type Span } from './formula.queries.ts'
import { definitionOf, type FigureCode, type RowPart } from './stats.ts'

export type FigureRowFacts = {
  item_id: string
  case_id: string
  number: string | null
  title: string
  status: string
  /** Null where the reader may not know it. */
  category: string | null
  confidential: boolean
  is_published: boolean
  lead_name: string
  congress_name: string
  unit_name: string | null
  submitted_at: Date | null
  changed_at: Date
  handed_at: Date | null
  answer_due: Date | null
  replied_at: Date | null
  last_rank: number | null
  promise: string | null
  promise_due_on: string | null
  promise_status: string | null
  /** In the party index for this reader, and for a confidential case one of those it is open to. */
  is_party: boolean
  is_reader: boolean
}

type Asked = {
  code: FigureCode
  part: RowPart
  span: Span
  now: Date
  today: string
  reader: { holderId: string; personId: string }
}

/** Asks about the items that a figure's part counts, the relation `counted`; nothing when it opens none. */
async function overCounted<Row>(
  db: Db,
  scope: Scope,
  { code, part, span, now, today }: Asked,
  select: RawBuilder<unknown>,
): Promise<Row[]> {
  const predicate = predicateOf(code, part, span)
  if (!predicate) return []
  const ask = async (inside: Db, items: RawBuilder<unknown>) => {
    const { rows } = await sql<Row>`with ${items}, ${presentOf(now, today)},
      counted as (select item.* from item where ${predicate})
      ${select}`.execute(inside)
    return rows
  }
  return definitionOf(code).of === 'promise' ? ask(db, promisesOf(scope)) : overItems(db, scope, true, ask)
}

/** One page of the rows, the newest case first; a case stands before its parts and promises by their ids. */
export function findFigureRows(
  db: Db,
  scope: Scope,
  asked: Asked,
  cursor: Cursor | undefined,
  limit: number,
): Promise<FigureRowFacts[]> {
  const isPromise = definitionOf(asked.code).of === 'promise'
  const select = sql`
    select item.item_id, item.case_id, s.number, s.title, s.status, item.category, s.confidential,
      exists (select from publication where publication.case_kind = 'suggestion' and publication.case_id = s.id
        and publication.status = 'published') as is_published,
      person.name as lead_name, congress.short_name as congress_name, s.submitted_at, s.changed_at,
      ${
        isPromise
          ? sql`null::timestamptz as handed_at, null::timestamptz as answer_due, null::timestamptz as replied_at,
            null::int as last_rank, c.content as promise, c.due_on as promise_due_on, c.status as promise_status`
          : sql`item.handed_at, item.answer_due, item.replied_at, item.last_rank, null as promise,
            null::date as promise_due_on, null as promise_status`
      },
      coalesce(unit.short_name, (
        select o.short_name from assignment a join organ o on o.id = a.unit_id
        where a.suggestion_id = s.id and a.part <> 'co' and a.status not in ('reassigned', 'cancelled', 'proposed')
        order by a.id limit 1)) as unit_name,
      exists (select from party where party.holder_id = ${asked.reader.holderId} and party.case_id = s.id) as is_party,
      ${isNamedReader(asked.reader.personId, 's.id')} as is_reader
    from counted item
    join suggestion s on s.id = item.case_id
    join mandate m on m.id = s.lead_mandate_id
    join person on person.id = m.person_id
    join congress on congress.id = s.congress_id
    left join organ unit on unit.id = item.unit_id
    ${isPromise ? sql`join commitment c on c.id = item.item_id` : sql``}
    ${cursor === undefined ? sql`` : sql`where (item.case_id, item.item_id) < (${String(cursor[0])}::uuid, ${String(cursor[1])}::uuid)`}
    order by item.case_id desc, item.item_id desc
    limit ${limit + 1}`
  return overCounted(db, scope, asked, select)
}

/** How many rows there are, exactly: it is the figure. */
export async function countFigureRows(db: Db, scope: Scope, asked: Asked): Promise<number> {
  const [row] = await overCounted<{ count: number }>(db, scope, asked, sql`select count(*)::int as count from counted`)
  return row?.count ?? 0
}
