import { type RawBuilder, sql } from 'kysely'
import { shanghaiDate, startOfShanghaiDay } from '#kernel/clock.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import { type Asked, type Bucket, bucketsOf, type Column, type Columns, columnsFor } from './bucket.queries.ts'
import { itemColumns, itemsOf, type Scope } from './fact.queries.ts'
import { instants, type Moment, type Predicate, presentOf } from './formula.queries.ts'
import { figureCodes, type SideBySide } from './stats.ts'

/** All that is kept of a day, each moment in this order. */
const everything: Columns = columnsFor('item', figureCodes)

// what is kept of a day is as it will be when the day is over: until then its deadlines are counted one by one
const whenAllIsOver = sql`p as (select 'infinity'::timestamptz as now, 'infinity'::date as today)`
const dayOf = (moment: Moment) => sql`(${instants[moment]} at time zone 'Asia/Shanghai')::date`

const daysOf = (moment: Moment, sign: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  select item.congress_id, ${moment}::text as moment, ${dayOf(moment)} as day, item.systems, item.in_session,
    array[${sql.join(
      (everything.get(moment) ?? []).map(({ part }) => sql`${sign} * count(*) filter (where ${part.condition})`),
    )}]::int[] as sums
  from item where ${instants[moment]} is not null group by 1, 3, 4, 5`

/** What the days hold of the cases that are kept. */
export const countedDays = (sign: 'more' | 'less') => sql`
  ${whenAllIsOver},
  day as (${sql.join(
    [...everything.keys()].map((moment) => daysOf(moment, sign === 'more' ? sql`1` : sql`-1`)),
    sql` union all `,
  )})`

/** Adds what these cases count for, as they are kept now, to their days, or takes it from there. */
export const moveDays = (trx: Trx, caseIds: readonly string[], sign: 'more' | 'less') =>
  sql`
    with item as (select * from counted_case where case_id = any(${caseIds}::uuid[])), ${countedDays(sign)}
    insert into counted_day as known (congress_id, moment, day, systems, in_session, sums)
    select congress_id, moment, day, systems, in_session, sums from day
    on conflict (congress_id, moment, day, systems, in_session) do update set sums = array(
      select one + other from unnest(known.sums, excluded.sums) with ordinality as sum (one, other, place) order by place)
    `.execute(trx)

/** Where the sum of this column stands in those of its moment. */
const placeOf = (moment: Moment, { code, role }: Column): number =>
  (everything.get(moment) ?? []).findIndex((one) => one.code === code && one.role === role) + 1

/** Whether days tell all that is asked: cases as a whole, by nothing that they are not told apart by. */
export const isOfDays = ({ parts }: Scope, by: SideBySide | null): boolean =>
  parts === null && (by === null || by === 'congress')

/**
 * Counts by the days that are kept. Of these cases what is kept holds no more: it is taken off again, and what they count
 * for now is added. A deadline of today has passed or has not, and is no day's yet.
 */
export async function countDays(
  trx: Db,
  scope: Scope,
  unkept: readonly string[],
  { columns, ends, now, today, by }: Asked,
): Promise<Bucket[]> {
  const { congressIds, system, intake } = scope
  const begun = shanghaiDate(now)
  const which = (of: string) => sql`${sql.ref(`${of}.congress_id`)} = any(${congressIds}::uuid[])
    ${system === null ? sql`` : sql`and ${sql.ref(`${of}.systems`)} = array[${system}]`}
    ${intake === null ? sql`` : sql`and ${sql.ref(`${of}.in_session`)} = ${intake === 'session'}`}`
  const facts = sql.join(itemColumns.map((column) => sql.ref(column)))
  const groupIn = (of: string) => (by === null ? sql`''` : sql`${sql.ref(`${of}.congress_id`)}::text`)
  const signed = (condition: Predicate) => sql`coalesce(sum(item.sign) filter (where ${condition}), 0)`
  const ofDays = ([moment, asked]: [Moment, readonly Column[]]) => {
    const places = asked.map((column) => placeOf(moment, column))
    return sql`
      select ${moment}::text as moment, width_bucket(d.day::timestamp at time zone 'Asia/Shanghai', ${ends}::timestamptz[]) as bucket,
        ${groupIn('d')} as "group", array[${sql.join(places.map((place) => sql`sum(d.sums[${sql.lit(place)}])`))}]::int[] as sums
      from counted_day d
      where ${which('d')} and d.moment = ${moment} and d.day >= ${shanghaiDate(ends[0] ?? now)}::date
        and d.day < ${shanghaiDate(ends.at(-1) ?? now)}::date
        ${moment === 'answer_due' ? sql`and d.day < ${begun}::date` : sql``}
      group by 2, 3`
  }
  const ofCases = ([moment, asked]: [Moment, readonly Column[]]) =>
    bucketsOf({
      moment,
      columns: asked,
      group: groupIn('item'),
      ends,
      from: moment === 'answer_due' ? 'due' : 'changed',
      tally: signed,
    })
  const { rows } = await sql<Bucket>`
    with ${itemsOf({ ...scope, caseIds: unkept }, 'anew')}, ${presentOf(now, today)},
      changed as materialized (
        select ${facts}, 1 as sign from anew
        union all select ${facts}, -1 from counted_case k where k.case_id = any(${unkept}::uuid[]) and ${which('k')}),
      due as materialized (
        select * from changed
        union all select ${facts}, 1 from counted_case k
        where ${which('k')} and k.answer_due > ${startOfShanghaiDay(begun)} and k.answer_due <= ${now})
    ${sql.join(
      [...columns].flatMap((one) => [ofDays(one), ofCases(one)]),
      sql` union all `,
    )}`.execute(trx)
  return rows
}
