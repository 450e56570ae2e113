import { sql } from 'kysely'
import type { Db, Trx } from '#platform/db/database.ts'
import { itemsOf } from './fact.queries.ts'

export type UnitFigure = {
  unit_id: string
  year: number
  unit_name: string
  handed_over: number
  due: number
  in_time: number
  evaluated: number
  satisfied: number
  promised: number
  kept: number
}

/** What units that answer were handed over, by year, with what came of it to this day. Of a withdrawn case only the judgement counts. Confidential cases count nowhere. */
export async function countUnitFigures(db: Db | Trx, congressId: string, now: Date): Promise<UnitFigure[]> {
  const scope = {
    congressIds: [congressId],
    system: null,
    category: null,
    delegationId: null,
    committeeId: null,
    intake: null,
    reader: null,
  }
  const { rows } = await sql<UnitFigure>`
    with ${itemsOf({ ...scope, parts: 'all' })}
    select item.unit_id, extract(year from item.handed_at at time zone 'Asia/Shanghai')::int as year, o.name as unit_name,
      (count(*) filter (where not item.is_out))::int as handed_over,
      (count(*) filter (where not item.is_out and (item.replied_at is not null or item.answer_due <= ${now})))::int as due,
      (count(*) filter (where not item.is_out and item.in_time))::int as in_time,
      (count(*) filter (where item.is_judged and item.last_rank is not null))::int as evaluated,
      (count(*) filter (where item.is_judged and item.last_rank <= 2))::int as satisfied,
      coalesce(sum(promise.made), 0)::int as promised, coalesce(sum(promise.kept), 0)::int as kept
    from item
    join suggestion s on s.id = item.case_id and not s.confidential
    join organ o on o.id = item.unit_id
    left join lateral (
      select count(*) as made, count(*) filter (where p.status = 'confirmed') as kept
      from commitment p join reply r on r.id = p.reply_id and r.sent_at is not null
      where p.assignment_id = item.item_id
        and s.status not in ('withdrawn', 'merged', 'split', 'converted_to_letter')
    ) promise on true
    where item.answers
      and (not item.is_out or (item.is_judged and item.last_rank is not null) or promise.made > 0)
    group by item.unit_id, 2, o.name`.execute(db)
  return rows
}

type Published = Omit<UnitFigure, 'evaluated' | 'satisfied'> & { evaluated: number | null; satisfied: number | null }

/** All of them anew, in one transaction: a reader of the portal sees the old ones or the new ones. */
export async function replaceUnitFigures(trx: Trx, rows: readonly Published[], countedAt: Date): Promise<void> {
  await trx.deleteFrom('published_unit_figure').execute()
  if (rows.length === 0) return
  await trx
    .insertInto('published_unit_figure')
    .values(rows.map((row) => ({ ...row, counted_at: countedAt })))
    .execute()
}
