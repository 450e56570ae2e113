import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#platform/db/database.ts'
import {
  type Asked,
  type Bucket,
  bucketsOf,
  type CountedRow,
  columnsFor,
  eachOnce,
  endsOf,
  sumOf,
} from './bucket.queries.ts'
import { countDays, isOfDays } from './counted-day.queries.ts'
import { overItems, overKept } from './counted-item.queries.ts'
import { itemsOf, promisesOf, type Scope } from './fact.queries.ts'
import { presentOf, type Span } from './formula.queries.ts'
import { type FigureCode, hiddenGroup, type SideBySide } from './stats.ts'

// what may not be read has no category: it stands by itself
const groupColumn: Record<SideBySide, RawBuilder<unknown>> = {
  unit: sql`item.unit_id::text`,
  category: sql`coalesce(item.category, ${hiddenGroup})`,
  delegation: sql`case when item.category is null then ${hiddenGroup} else coalesce(item.delegation_id::text, '') end`,
  congress: sql`item.congress_id::text`,
}

type Question = Omit<Asked, 'columns' | 'ends'> & { codes: readonly FigureCode[]; spans: readonly Span[] }

/** All figures of cases or parts in all spans and groups: one statement. Spans in which nothing is counted are left out. */
export const countItems = (db: Db, scope: Scope, question: Question): Promise<CountedRow[]> =>
  countIn('item', question, (asked) =>
    isOfDays(scope, asked.by)
      ? overKept(db, scope, (inside, unkept) =>
          unkept ? countDays(inside, scope, unkept, asked) : countOf(inside, itemsOf(scope), asked),
        )
      : overItems(db, scope, asked.by === 'category' || asked.by === 'delegation', (inside, items) =>
          countOf(inside, items, asked),
        ),
  )

/** The same of promises. */
export const countPromises = (db: Db, scope: Scope, question: Question): Promise<CountedRow[]> =>
  countIn('promise', question, (asked) => countOf(db, promisesOf(scope), asked))

async function countIn(
  of: 'item' | 'promise',
  { codes, spans, ...question }: Question,
  count: (asked: Asked) => Promise<Bucket[]>,
): Promise<CountedRow[]> {
  const columns = columnsFor(of, codes)
  return columns.size === 0 ? [] : sumOf(await count({ ...question, columns, ends: endsOf(spans) }), columns, spans)
}

async function countOf(
  db: Db,
  items: RawBuilder<unknown>,
  { columns, ends, now, today, by }: Asked,
): Promise<Bucket[]> {
  const group = by === null ? sql`''` : groupColumn[by]
  const buckets = [...columns].map(([moment, asked]) =>
    bucketsOf({ moment, columns: asked, group, ends, from: 'item', tally: eachOnce }),
  )
  const { rows } = await sql<Bucket>`
    with ${items}, ${presentOf(now, today)}
    ${sql.join(buckets, sql` union all `)}`.execute(db)
  return rows
}

/** Deputies in office on the last day of each span, of a delegation or of each one. */
export async function countDeputies(
  db: Db,
  congressIds: readonly string[],
  delegationId: string | null,
  days: readonly string[],
  by: SideBySide | null,
): Promise<{ at: number; group: string; deputies: number }[]> {
  const group =
    by === 'congress'
      ? sql`m.congress_id::text`
      : by === 'delegation'
        ? sql`coalesce(m.delegation_id::text, '')`
        : sql`''`
  const { rows } = await sql<{ at: number; group: string; deputies: number }>`
    select (day.at - 1)::int as at, ${group} as "group", count(*)::int as deputies
    from unnest(${days}::date[]) with ordinality as day (last_day, at)
    join mandate m on m.congress_id = any(${congressIds}::uuid[]) and m.status <> 'elected'
      and m.started_on <= day.last_day and (m.ended_on is null or m.ended_on > day.last_day)
      ${delegationId === null ? sql`` : sql`and m.delegation_id = ${delegationId}`}
    group by 1, 2`.execute(db)
  return rows
}
