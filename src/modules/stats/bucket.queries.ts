import { type RawBuilder, sql } from 'kysely'
import { and, formulas, instants, type Moment, type Part, type Predicate, type Span } from './formula.queries.ts'
import {
  type Counted,
  type Counts,
  definitionOf,
  type FigureCode,
  figureCodes,
  isOfTopics,
  nothingOf,
  type SideBySide,
  tellsIntake,
} from './stats.ts'

export type Column = { code: FigureCode; role: keyof Counted; part: Part }

/** What is counted of each moment: a number for each of its columns. */
export type Columns = ReadonlyMap<Moment, readonly Column[]>

export function columnsFor(of: 'item' | 'promise', codes: readonly FigureCode[]): Columns {
  const asked = figureCodes.filter((code) => codes.includes(code) && definitionOf(code).of === of)
  return Map.groupBy(asked.flatMap(columnsOf), ({ part }) => part.moment)
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

/** What was counted of one moment between two ends that follow each other. */
export type Bucket = { moment: Moment; bucket: number; group: string; sums: number[] }

/** The ends of all spans, which cut time into buckets. */
export function endsOf(spans: readonly Span[]): Date[] {
  const times = spans.flatMap(({ from, until, termFrom }) => [from.getTime(), until.getTime(), termFrom.getTime()])
  return [...new Set(times)].toSorted((a, b) => a - b).map((time) => new Date(time))
}

/** The ends cut time; `by` makes groups. */
export type Asked = { columns: Columns; ends: readonly Date[]; now: Date; today: string; by: SideBySide | null }

type Cut = {
  moment: Moment
  columns: readonly Column[]
  group: RawBuilder<unknown>
  ends: readonly Date[]
  /** The relation of what is counted. */
  from: string
  /** How many of one condition there are. */
  tally: (condition: Predicate) => RawBuilder<unknown>
}

export const eachOnce = (condition: Predicate): RawBuilder<unknown> => sql`count(*) filter (where ${condition})`

/** Each item once for each moment: to count every span by itself would be to look at it as often as there are spans. */
export const bucketsOf = ({ moment, columns, group, ends, from, tally }: Cut): RawBuilder<unknown> => sql`
  select ${moment}::text as moment, width_bucket(${instants[moment]}, ${ends}::timestamptz[]) as bucket, ${group} as "group",
    array[${sql.join(columns.map(({ part }) => tally(part.condition)))}]::int[] as sums
  from ${sql.ref(from)} as item
  where ${instants[moment]} >= ${ends.at(0)} and ${instants[moment]} < ${ends.at(-1)}
  group by 2, 3`

/** Which span, of which group ('' when there are none), and its counts. */
export type CountedRow = { at: number; group: string; counts: Counts }

/** A span is the sum of its buckets. Spans in which nothing is counted are left out. */
export function sumOf(buckets: readonly Bucket[], columns: Columns, spans: readonly Span[]): CountedRow[] {
  const ends = endsOf(spans)
  const tallies = buckets.flatMap(({ moment, bucket, group, sums }) =>
    (columns.get(moment) ?? []).map((column, place) => ({
      ...column,
      group,
      from: ends[bucket - 1]?.getTime() ?? 0,
      until: ends[bucket]?.getTime() ?? 0,
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
