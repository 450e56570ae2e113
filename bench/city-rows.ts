import { CompiledQuery } from 'kysely'
import type { App } from '#platform/app.ts'
import type { Trx } from '#platform/db/database.ts'
import { queryRaw } from '#platform/db/raw.ts'

type Rows = {
  congress: { id: string; termId: string }
  leads: readonly string[]
  units: readonly string[]
  organs: { office: string; government: string }
  /** Numbered from here up to there. */
  from: number
  until: number
}

// Three years of a county: most are closed, some wait for the deputy, a tenth is being handled. One row in five
// thousand holds a rare word. What the acts would have written, in as many statements as there are tables.
const statement = `
  with s as (
    insert into suggestion (id, congress_id, term_id, number, title, subject, grounds, proposal, category,
      lead_mandate_id, status, created_at, changed_at, submitted_at, registered_at, accepted_at, assigned_at, closed_at)
    select uuidv7(), $1, $2, '武人建〔' || (2024 + i % 3) || '〕' || i || '号',
      '关于在' || ($7::text[])[1 + i % 10] || ($8::text[])[1 + i / 10 % 6] || ($9::text[])[1 + i / 60 % 9] || '的建议',
      ($7::text[])[1 + i % 10] || '的' || ($9::text[])[1 + i / 60 % 9] || '不能满足需要，群众反映第' || i || '次。',
      '走访' || (10 + i % 90) || '户，多数住户希望尽快解决。' || case when i % 5000 = 4999 then '附近还有鼋头渚码头。' else '' end,
      '由主管部门牵头，明年六月底前完成，并向代表反馈。',
      ($10::text[])[1 + i % 7], ($3::uuid[])[1 + i % array_length($3::uuid[], 1)],
      case when i % 10 < 8 then 'closed' when i % 10 = 8 then 'awaiting_evaluation' else 'handling' end,
      t, t + interval '60 days', t, t, t, t, case when i % 10 < 8 then t + interval '60 days' end
    from generate_series($5::int, $6::int - 1) i, lateral (select now() - interval '90 days' - ((i * 97) % 1500000) * interval '1 minute') a (t)
    returning id, lead_mandate_id, status, submitted_at, changed_at, (regexp_match(number, '〕(\\d+)号'))[1]::int i
  ), a as (
    insert into assignment (id, suggestion_id, unit_id, part, status, assigned_at, acknowledged_at)
    select uuidv7(), id, ($4::uuid[])[1 + i % array_length($4::uuid[], 1)], 'lead',
      case when status = 'handling' then 'handling' when status = 'closed' then 'done' else 'replied' end,
      submitted_at, submitted_at + interval '2 days' from s
    returning id, suggestion_id, unit_id, assigned_at, status
  ), c as (
    insert into clock (id, subject_kind, subject_id, case_id, rule_id, rule_version, status, start_reason, started_at,
      n, unit, roll, end_of_day, soon_days, escalate_days, calendar_version, set_before, due_before, stopped_at)
    select uuidv7(), 'assignment', id, suggestion_id, 'suggestion.answer', 0,
      case when status = 'handling' then 'running' else 'stopped' end, 'assigned', assigned_at, 3, 'month',
      'next_workday', '24:00', '{}', '{}', 1, assigned_at + interval '92 days', assigned_at + interval '92 days',
      case when status <> 'handling' then assigned_at + interval '40 days' end from a
  ), r as (
    insert into reply (id, assignment_id, round, revision, body, class, drafted_by_person_id, drafted_at, sent_at)
    select uuidv7(), id, 1, 1, '经研究，已列入计划，年内完成。', 'A', $11::uuid, assigned_at,
      assigned_at + interval '40 days' from a where status <> 'handling'
  ), e as (
    insert into evaluation_round (id, suggestion_id, assignment_id, round, status, opened_at, attitude, result, cast_at)
    select uuidv7(), suggestion_id, id, 1, 'cast', assigned_at + interval '40 days', 'satisfied', 'satisfied',
      assigned_at + interval '50 days' from a where status = 'done'
  )
  insert into party (holder_id, case_id, role, case_kind, state, todo, due_before, changed_at)
  select h.holder, s.id, h.role, 'suggestion', s.status, case when s.status = h.waits then h.todo end,
    case when s.status <> 'closed' then s.submitted_at + interval '92 days' end, s.changed_at
  from s join a on a.suggestion_id = s.id, lateral (values
    ($12::uuid, 'deputy_office', null, null), ($13::uuid, 'distributor', null, null),
    (s.lead_mandate_id, 'lead', 'awaiting_evaluation', 'evaluate'), (a.unit_id, 'unit:' || a.id, 'handling', 'draftReply')
  ) h (holder, role, waits, todo)`

const places = ['湖塘镇', '牛塘镇', '前黄镇', '礼嘉镇', '雪堰镇', '嘉泽镇', '湟里镇', '洛阳镇', '遥观镇', '横林镇']
const acts = ['增设', '改造', '规范', '修缮', '延长', '清理']
const things = ['公交站台', '助餐点', '农村道路', '污水管网', '信号灯', '村卫生室', '路灯', '充电桩', '河道护栏']
const categories = ['transport', 'education', 'health', 'environment', 'civil_affairs', 'agriculture', 'construction']
const rowsAtOnce = 20_000
/** Each new row of these claims its id for ever; those that are made here are many, and nothing else has theirs. */
const filled = ['suggestion', 'assignment', 'clock', 'reply', 'evaluation_round']

/** What helps to find rows, and forbids none. */
const helping = `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
  from pg_index where indrelid = any ($1::regclass[]) and not indisunique`

/** Suggestions by the ten thousand, with their parts, clocks, answers, evaluations and party lines. */
export async function addSuggestions(app: Pick<App, 'db'>, rows: Rows): Promise<void> {
  const drafter = await app.db.selectFrom('person').select('id').orderBy('id').executeTakeFirstOrThrow()
  const inOne = (run: (trx: Trx) => Promise<unknown>) => app.db.transaction().execute(run)
  const found = await app.db.executeQuery(CompiledQuery.raw(helping, [[...filled, 'party']]))
  const indexes = found.rows as { name: string; definition: string }[]
  // made of all rows at once, as a restore does it, they cost less than row by row
  await inOne((trx) => queryRaw(trx, `drop index ${indexes.map(({ name }) => name).join()}`, []))
  for (let from = rows.from; from < rows.until; from += rowsAtOnce) {
    const until = Math.min(rows.until, from + rowsAtOnce)
    const { id, termId } = rows.congress
    const values = [id, termId, rows.leads, rows.units, from, until, places, acts, things, categories, drafter.id]
    const holders = [rows.organs.office, rows.organs.government]
    await inOne(async (trx) => {
      for (const table of filled) await queryRaw(trx, `alter table ${table} disable trigger user`, [])
      await queryRaw(trx, statement, [...values, ...holders])
      for (const table of filled) await queryRaw(trx, `alter table ${table} enable trigger user`, [])
    })
  }
  await inOne(async (trx) => {
    await queryRaw(trx, `set local maintenance_work_mem = '1GB'`, [])
    for (const { definition } of indexes) await queryRaw(trx, definition, [])
  })
  // in order, as what came about over years is; the server would do it while something is measured
  await app.db.executeQuery(CompiledQuery.raw('vacuum analyze'))
}
