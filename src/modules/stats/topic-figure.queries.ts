import { type RawBuilder, sql } from 'kysely'
import type { Cursor } from '#kernel/page.ts'
import type { Db } from '#platform/db/database.ts'
import type { CountedRow } from './bucket.queries.ts'
import type { Scope } from './fact.queries.ts'
import type { Span } from './formula.queries.ts'
import type { RowPart, SideBySide, TopicCode } from './stats.ts'

type Narrowed = Pick<Scope, 'congressIds' | 'category' | 'delegationId'>

const onTheList = sql`t.status in ('published', 'closed')`

/** The spans as the relation `p`. */
const spansOf = (spans: readonly Span[]) => sql`
  p as (
    select at - 1 as at, from_at, until_at, (until_at at time zone 'Asia/Shanghai')::date as until_day
    from unnest(${spans.map(({ from }) => from)}::timestamptz[], ${spans.map(({ until }) => until)}::timestamptz[])
      with ordinality as span (from_at, until_at, at)
  )`

/**
 * 领题率 of the topics published in a period (whoever claimed them since), 代表领题参与率 of the deputies in office on its
 * last day (who claimed in it), 题转建议率 of the claims made in it (whose suggestion was registered since). Topics that
 * were withdrawn and claims that were released count nowhere. `taken` has one row for each thing that a figure's whole
 * holds in each span `p`; `counts` says which of them are its part. With a delegation, claims are those of its deputies.
 */
const taken = ({ congressIds, category, delegationId }: Narrowed, spans: RawBuilder<unknown>) => sql`
  with ${spans},
  claim as (
    select c.id, c.topic_id, c.mandate_id, c.claimed_at, t.congress_id, t.category, m.delegation_id,
      exists (select from topic_claim_suggestion l join suggestion s on s.id = l.suggestion_id
        where l.claim_id = c.id and s.registered_at is not null) as is_converted
    from topic t join topic_claim c on c.topic_id = t.id and c.status <> 'released' join mandate m on m.id = c.mandate_id
    where t.congress_id = any(${congressIds}::uuid[]) and ${onTheList}
      ${category === null ? sql`` : sql`and t.category = ${category}`}
      ${delegationId === null ? sql`` : sql`and m.delegation_id = ${delegationId}`}
  ),
  claiming as (
    select distinct p.at, claim.mandate_id from claim join p on claim.claimed_at >= p.from_at and claim.claimed_at < p.until_at
  ),
  taken as (
    select 'topic_claimed_rate' as code, p.at, t.id as item_id, t.id as case_id, t.congress_id, t.category,
      null::uuid as delegation_id, exists (select from claim where claim.topic_id = t.id) as counts
    from topic t join p on t.published_at >= p.from_at and t.published_at < p.until_at
    where t.congress_id = any(${congressIds}::uuid[]) and ${onTheList}
      ${category === null ? sql`` : sql`and t.category = ${category}`}
    union all
    select 'topic_deputy_rate', p.at, m.id, m.id, m.congress_id, null, m.delegation_id, claiming.mandate_id is not null
    from mandate m
    join p on m.started_on < p.until_day and (m.ended_on is null or m.ended_on >= p.until_day)
    left join claiming on claiming.at = p.at and claiming.mandate_id = m.id
    where m.congress_id = any(${congressIds}::uuid[]) and m.status <> 'elected'
      ${delegationId === null ? sql`` : sql`and m.delegation_id = ${delegationId}`}
    union all
    select 'topic_converted_rate', p.at, claim.id, claim.topic_id, claim.congress_id, claim.category, claim.delegation_id,
      claim.is_converted
    from claim join p on claim.claimed_at >= p.from_at and claim.claimed_at < p.until_at
  )`

const groupColumn: Record<SideBySide, RawBuilder<unknown>> = {
  unit: sql`''`,
  category: sql`taken.category`,
  delegation: sql`coalesce(taken.delegation_id::text, '')`,
  congress: sql`taken.congress_id::text`,
}

type Asked = {
  codes: readonly TopicCode[]
  spans: readonly Span[]
  by: SideBySide | null
}

/** The figures of the list of topics in all spans and groups: one statement. */
export async function countTopicFigures(db: Db, scope: Narrowed, { codes, spans, by }: Asked): Promise<CountedRow[]> {
  if (codes.length === 0) return []
  const { rows } = await sql<{ code: TopicCode; at: number; group: string; numerator: number; denominator: number }>`
    ${taken(scope, spansOf(spans))}
    select taken.code, taken.at::int as at, ${by === null ? sql`''` : groupColumn[by]} as "group",
      (count(*) filter (where taken.counts))::int as numerator, count(*)::int as denominator
    from taken where taken.code = any(${codes}::text[]) group by 1, 2, 3`.execute(db)
  return rows.map(({ code, at, group, ...counted }) => ({ at, group, counts: { [code]: counted } }))
}

export type TopicRowFacts = {
  item_id: string
  case_id: string
  /** A topic's title; null for a deputy. */
  title: string | null
  category: string | null
  /** Of the topic, or of the claim. */
  status: string | null
  organ_name: string | null
  deputy_name: string | null
  delegation_name: string | null
  congress_name: string
  at: Date | null
  /** Of a topic or a deputy: claims that were not released; of a deputy only those of the period. */
  claims: number
  converted: number
}

type AskedRows = { code: TopicCode; part: RowPart; span: Span }

const ofPart: Record<RowPart, RawBuilder<unknown>> = {
  denominator: sql``,
  numerator: sql`and taken.counts`,
  rest: sql`and not taken.counts`,
}
const counted = (scope: Narrowed, { code, part, span }: AskedRows) => sql`
  ${taken(scope, spansOf([span]))},
  counted as (select taken.* from taken where taken.code = ${code} ${ofPart[part]})`

/** One page of the rows, the newest topic first. */
export async function findTopicFigureRows(
  db: Db,
  scope: Narrowed,
  asked: AskedRows,
  cursor: Cursor | undefined,
  limit: number,
): Promise<TopicRowFacts[]> {
  const { rows } = await sql<TopicRowFacts>`
    ${counted(scope, asked)}
    select item.item_id, item.case_id, t.title, t.category, coalesce(c.status, t.status) as status,
      organ.short_name as organ_name, person.name as deputy_name, delegation.name as delegation_name,
      congress.short_name as congress_name, coalesce(c.claimed_at, t.published_at) as at,
      made.claims, made.converted
    from counted item
    join congress on congress.id = item.congress_id
    left join topic_claim c on c.id = item.item_id
    left join topic t on t.id = item.case_id
    left join organ on organ.id = t.organ_id
    left join mandate m on m.id = coalesce(c.mandate_id, item.item_id)
    left join person on person.id = m.person_id
    left join delegation on delegation.id = m.delegation_id
    cross join lateral (
      select count(*)::int as claims, (count(*) filter (where claim.is_converted))::int as converted from claim cross join p
      where claim.id = item.item_id or claim.topic_id = item.item_id
        or (claim.mandate_id = item.item_id and claim.claimed_at >= p.from_at and claim.claimed_at < p.until_at)
    ) made
    ${cursor === undefined ? sql`` : sql`where (item.case_id, item.item_id) < (${String(cursor[0])}::uuid, ${String(cursor[1])}::uuid)`}
    order by item.case_id desc, item.item_id desc
    limit ${limit + 1}`.execute(db)
  return rows
}

/** How many rows there are, exactly: it is the figure. */
export async function countTopicFigureRows(db: Db, scope: Narrowed, asked: AskedRows): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    ${counted(scope, asked)} select count(*)::int as count from counted`.execute(db)
  return rows[0]?.count ?? 0
}
