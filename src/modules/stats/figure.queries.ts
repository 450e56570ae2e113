import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#platform/db/database.ts'
import { overItems } from './counted-item.queries.ts'
import { promisesOf, type Scope } from './fact.queries.ts'
import { and, formulas, instants, type Moment, type Part, presentOf, type Span } from './formula.queries.ts'
import {
  type Counted,
  type Counts,
  definitionOf,
  type FigureCode,
  figureCodes,
  hiddenGroup,
  isOfTopics,
  nothingOf,
  type SideBySide,
  tellsIntake,
} from './stats.ts'

// what may not be read has no category: it stands by itself
const groupColumn: Record<SideBySide, RawBuilder<unknown>> = {
  unit: sql`item.unit_id::text`,
  category: sql`coalesce(item.category, ${hiddenGroup})`,
  delegation: sql`case when item.category is null then ${hiddenGroup} else coalesce(item.delegation_id::text, '') end`,
  congress: sql`item.congress_id::text`,
}

type Asked = {
  codes: readonly FigureCode[]
  spans: readonly Span[]
  now: Date
  today: string
  by: SideBySide | null
}
/** Which span, of which group ('' when there are none), and its counts. */
export type CountedRow = { at: number; group: string; counts: Counts }

/** All figures of cases or parts in all spans and groups: one statement. Spans in which nothing is counted are left out. */
export const countItems = (db: Db, scope: Scope, asked: Asked): Promise<CountedRow[]> =>
  overItems(db, scope, asked.by === 'category' || asked.by === 'delegation', (inside, items) =>
    countOf(inside, items, 'item', asked),
  )

/** The same of promises. */
export const countPromises = (db: Db, scope: Scope, asked: Asked): Promise<CountedRow[]> =>
  countOf(db, promisesOf(scope), 'promise', asked)

type Column = { code: FigureCode; role: keyof Counted; part: Part }
/** What was counted of one moment between two bounds that follow each other: a number for each of its columns. */
type Bucket = { moment: Moment; bucket: number; group: string; sums: number[] }

/**
 * The ends of all spans cut time into buckets; each item is counted once for each of its moments, and a span is the sum
 * of its buckets. To count each span by itself would be to look at every item as often as there are spans.
 */
async function countOf(
  db: Db,
  items: RawBuilder<unknown>,
  of: 'item' | 'promise',
  { codes, spans, now, today, by }: Asked,
): Promise<CountedRow[]> {
  const asked = figureCodes.filter((code) => codes.includes(code) && definitionOf(code).of === of)
  const columns = Map.groupBy(asked.flatMap(columnsOf), ({ part }) => part.moment)
  if (columns.size === 0) return []
  const times = spans.flatMap(({ from, until, termFrom }) => [from.getTime(), until.getTime(), termFrom.getTime()])
  const bounds = [...new Set(times)].toSorted((a, b) => a - b)
  const group = by === null ? sql`''` : groupColumn[by]
  const ends = bounds.map((time) => new Date(time))
  const buckets = [...columns].map(([moment, parts]) => bucketsOf(moment, parts, group, ends))
  const { rows } = await sql<Bucket>`
    with ${items}, ${presentOf(now, today)}
    ${sql.join(buckets, sql` union all `)}`.execute(db)
  const tallies = rows.flatMap(({ moment, bucket, group, sums }) =>
    (columns.get(moment) ?? []).map((column, place) => ({
      ...column,
      group,
      from: bounds[bucket - 1] ?? 0,
      until: bounds[bucket] ?? 0,
      sum: sums[place] ?? 0,
    })),
  )
  return spans.flatMap((span, at) => {
    const groups = new Map<string, Counts>()
    for (const { code, role, part, group, from, until, sum } of tallies) {
      if (from < (part.isOfTerm ? span.termFrom : span.from).getTime() || until > span.until.getTime()) continue
      const counts = groups.get(group) ?? {}
      counts[code] ??= nothingOf(code)
      counts[code][role] = (counts[code][role] ?? 0) + sum
      groups.set(group, counts)
    }
    return [...groups].map(([group, counts]) => ({ at, group, counts }))
  })
}

function columnsOf(code: FigureCode): Column[] {
  if (code === 'resolved_satisfied_score' || isOfTopics(code)) return []
  const { numerator, denominator } = formulas[code]
  return [
    { code, role: 'numerator', part: numerator },
    ...(denominator ? [{ code, role: 'denominator', part: denominator } as const] : []),
    ...(tellsIntake(code) ? [{ code, role: 'session', part: and(numerator, sql`item.in_session`) } as const] : []),
  ]
}

const bucketsOf = (
  moment: Moment,
  columns: readonly Column[],
  group: RawBuilder<unknown>,
  ends: readonly Date[],
): RawBuilder<unknown> => sql`
  select ${moment}::text as moment, width_bucket(${instants[moment]}, ${ends}::timestamptz[]) as bucket, ${group} as "group",
    array[${sql.join(columns.map(({ part }) => sql`count(*) filter (where ${part.condition})`))}]::int[] as sums
  from item
  where ${instants[moment]} >= ${ends.at(0)} and ${instants[moment]} < ${ends.at(-1)}
  group by 2, 3`

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
