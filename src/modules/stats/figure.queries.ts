import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#platform/db/database.ts'
import { itemsOf, promisesOf, type Scope } from './fact.queries.ts'
import {
  type Counted,
  type Counts,
  definitionOf,
  type FigureCode,
  figureCodes,
  hiddenGroup,
  isOfTopics,
  type RowPart,
  type SideBySide,
  type TopicCode,
  tellsIntake,
} from './stats.ts'

/** `from` and `until` are instants, the days the same in Shanghai; the term's figures begin at `termFrom`. */
export type Span = { from: Date; until: Date; fromDay: string; untilDay: string; termFrom: Date }

type Predicate = RawBuilder<boolean>

const during = (moment: string): Predicate => {
  const column = sql.ref(`item.${moment}`)
  return sql<boolean>`(${column} >= p.from_at and ${column} < p.until_at)`
}
const all = (...parts: Predicate[]): Predicate => sql<boolean>`(${sql.join(parts, sql` and `)})`
const inSum = sql<boolean>`not item.is_out`
const answers = sql<boolean>`item.answers`

const handed = during('handed_at')
const answered = all(during('replied_at'), inSum)
const answeredThisTerm = sql<boolean>`(item.replied_at >= p.term_from and item.replied_at < p.until_at and not item.is_out)`
const judged = all(during('last_cast_at'), inSum)
// A deadline is the first instant too late: the one of 28 February is the first instant of March, and still February's.
const fellDue = sql<boolean>`(item.answer_due > p.from_at and item.answer_due <= p.until_at and item.answer_due <= p.now
  and item.answers and not item.is_out)`
const promiseFellDue = sql<boolean>`(item.promised_for >= p.from_day and item.promised_for < p.until_day
  and item.promised_for < p.today)`
const closed = sql<boolean>`item.status in ('closed', 'closed_with_dissent')`

const ofAll = (whole: Predicate, which: Predicate): Parts => ({ denominator: whole, numerator: all(whole, which) })
type Parts = { numerator: Predicate; denominator?: Predicate }

/**
 * What each figure counts; the rows that it opens are those of the same predicate. Where a whole is of a period, what
 * became of it is looked at now: 办复率 of a year is of what was handed over in it, answered to this day.
 */
type Formula = Exclude<FigureCode, 'resolved_satisfied_score' | TopicCode>
const formulas: Record<Formula, Parts> = {
  submitted: { numerator: during('submitted_at') },
  accepted: { numerator: during('accepted_at') },
  handed_over: { numerator: handed },
  answered: { numerator: answered },
  closed: { numerator: all(during('closed_at'), closed) },
  // the denominator, deputies in office, is counted apart
  accepted_each: { numerator: during('accepted_at') },
  signed_in_time_rate: ofAll(all(handed, inSum), sql<boolean>`item.signed_in_time`),
  answered_in_time_rate: ofAll(fellDue, sql<boolean>`item.in_time`),
  answered_rate: ofAll(all(handed, answers, inSum), sql<boolean>`item.replied_at is not null`),
  closed_rate: ofAll(all(during('accepted_at'), answers, inSum), closed),
  consulted_rate: ofAll(answered, sql<boolean>`item.consulted`),
  contacted_rate: ofAll(answered, sql<boolean>`item.contacted`),
  face_replied_rate: ofAll(answered, sql<boolean>`item.face_replied`),
  // a re-handled case counts by its last evaluation; what was not evaluated is in no denominator
  satisfied_rate: ofAll(judged, sql<boolean>`item.last_rank = 1`),
  satisfied_or_basically_rate: ofAll(judged, sql<boolean>`item.last_rank <= 2`),
  satisfied_at_first_rate: ofAll(all(during('first_cast_at'), inSum), sql<boolean>`item.first_rank = 1`),
  turned_rate: ofAll(all(during('dissatisfied_at'), inSum), sql<boolean>`item.last_rank <= 2`),
  resolved_rate: ofAll(answered, sql<boolean>`item.resolved`),
  resolved_term_rate: ofAll(answeredThisTerm, sql<boolean>`item.resolved`),
  promise_in_time_rate: ofAll(promiseFellDue, sql<boolean>`(item.kept and item.kept_on <= item.promised_for)`),
  promise_kept_rate: ofAll(promiseFellDue, sql<boolean>`item.kept`),
  // merged cases were never handed over: a part of the whole only by tradition
  merged_rate: { numerator: all(during('closed_at'), sql<boolean>`item.status = 'merged'`), denominator: handed },
  returned_rate: ofAll(handed, sql<boolean>`item.returns > 0`),
  returned_twice: { numerator: all(handed, sql<boolean>`item.returns > 1`) },
  reassigned_rate: ofAll(handed, sql<boolean>`item.was_reassigned`),
  extended_rate: ofAll(handed, sql<boolean>`item.was_extended`),
}

/** The predicate of a figure's part over `item` and `p`; undefined where it opens no rows. */
export function predicateOf(code: FigureCode, part: RowPart): Predicate | undefined {
  if (code === 'resolved_satisfied_score' || isOfTopics(code)) return undefined
  const { numerator, denominator } = formulas[code]
  if (part !== 'rest') return part === 'numerator' ? numerator : denominator
  return denominator && sql<boolean>`(${denominator} and (${numerator}) is not true)`
}

/** The spans as the relation `p`, each with the present moment, which no deadline of the future has passed. */
export const spansOf = (spans: readonly Span[], now: Date, today: string) => sql`
  p as (
    select at - 1 as at, from_at, until_at, from_day, until_day, term_from, ${now}::timestamptz as now, ${today}::date as today
    from unnest(${spans.map(({ from }) => from)}::timestamptz[], ${spans.map(({ until }) => until)}::timestamptz[],
      ${spans.map(({ fromDay }) => fromDay)}::date[], ${spans.map(({ untilDay }) => untilDay)}::date[],
      ${spans.map(({ termFrom }) => termFrom)}::timestamptz[])
      with ordinality as span (from_at, until_at, from_day, until_day, term_from, at)
  )`

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
  countOf(db, itemsOf(scope), 'item', asked)

/** The same of promises. */
export const countPromises = (db: Db, scope: Scope, asked: Asked): Promise<CountedRow[]> =>
  countOf(db, promisesOf(scope), 'promise', asked)

type Column = { code: FigureCode; part: keyof Counted; sum: RawBuilder<number> }
const sumOf = (predicate: Predicate) => sql<number>`(count(*) filter (where ${predicate}))::int`
const inSession = sql<boolean>`item.in_session`

async function countOf(
  db: Db,
  items: RawBuilder<unknown>,
  of: 'item' | 'promise',
  { codes, spans, now, today, by }: Asked,
): Promise<CountedRow[]> {
  const columns = figureCodes
    .filter((code) => codes.includes(code) && definitionOf(code).of === of)
    .flatMap((code): Column[] => {
      if (code === 'resolved_satisfied_score' || isOfTopics(code)) return []
      const { numerator, denominator } = formulas[code]
      return [
        { code, part: 'numerator', sum: sumOf(numerator) },
        ...(denominator ? [{ code, part: 'denominator', sum: sumOf(denominator) } as const] : []),
        ...(tellsIntake(code) ? [{ code, part: 'session', sum: sumOf(all(numerator, inSession)) } as const] : []),
      ]
    })
  if (columns.length === 0) return []
  const { rows } = await sql<{ at: number; group: string; sums: number[] }>`
    with ${items}, ${spansOf(spans, now, today)}
    select p.at::int as at, ${by === null ? sql`''` : groupColumn[by]} as "group",
      array[${sql.join(columns.map(({ sum }) => sum))}] as sums
    from item cross join p group by 1, 2`.execute(db)
  return rows.map(({ at, group, sums }) => ({ at, group, counts: countsOf(columns, sums) }))
}

function countsOf(columns: readonly Column[], sums: readonly number[]): Counts {
  const counts: Counts = {}
  for (const [index, { code, part }] of columns.entries()) {
    const sum = sums[index] ?? 0
    const counted = counts[code] ?? { numerator: 0, denominator: null }
    counts[code] = { ...counted, [part]: sum }
  }
  return counts
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
