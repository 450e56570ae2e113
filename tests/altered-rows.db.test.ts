import { beforeAll, expect, test } from 'vitest'
import type { JsonValue } from '#kernel/refusal.ts'
import { importCalendar } from '#modules/clock/index.ts'
import { sealRecord, verifyRecord } from '#modules/record/index.ts'
import { afterImageHash } from '#modules/record/record.canonical.ts'
import { loadImages } from '#modules/suggestion/case.queries.ts'
import { type Cast, given, viewOf } from '#modules/suggestion/suggestion.given.ts'
import { answer, assignmentOf, finalAnswer, stage } from '#modules/suggestion/suggestion-stage.given.ts'
import { runSql } from './support/statements.ts'
import { foundInTable } from './support/tamper.ts'
import { type Client, type TestSite, testApp } from './support/test-app.ts'

// What someone with the database's password may do to what the congress has decided, issued and published.
let site: TestSite
let cast: Cast
let caseId: string

async function decideRules(office: Client, colleague: Client): Promise<void> {
  const { version } = (await (await office.get('/api/rules/proposal')).json()) as { version: number }
  const changes = [{ rule: 'oversight.stallDays', value: 20 }]
  const body = { version, effectiveOn: '2026-03-04', reason: '主任会议决定。', changes }
  expect((await office.post('/api/rules/proposal', body)).status).toBe(201)
  const { pending } = (await (await colleague.get('/api/rules/proposal')).json()) as {
    pending: { approvalId: string }
  }
  expect((await colleague.post(`/api/approvals/${pending.approvalId}/approve`)).status).toBe(200)
}

async function publish(id: string): Promise<void> {
  const [office, path] = [site.as(cast.office), `/api/suggestions/${id}/publication`]
  await viewOf(await office.post(path))
  const { version, content } = (await (await office.get(path)).json()) as { version: number; content: object }
  expect((await office.put(path, { version, content })).status).toBe(200)
  await viewOf(await site.as(cast.lead).post(`${path}/agreement`))
  await viewOf(await site.as(cast.clerk).post(`${path}/secrecy-check`))
  await viewOf(await site.as(cast.colleague).post(`${path}/release`))
}

beforeAll(async () => {
  site = await testApp({ fresh: true })
  cast = await given.cast(site.app)
  const on = stage(site, cast)
  const office = site.as(cast.office)
  await importCalendar(site.app, 'system', { source: 'chinese-days', from: 2025, to: 2027 })
  await decideRules(office, site.as(cast.colleague))
  const kase = await on.answered(await on.assigned(), finalAnswer)
  caseId = kase.id
  const assignmentId = assignmentOf(kase, cast.leadUnit.id).id
  expect((await office.post('/api/papers', { kind: 'handover_note', caseId, assignmentId })).status).toBe(201)
  await publish(caseId)
  await on.answered(await on.assigned({ title: '关于东升社区增设助餐点的建议' }), answer)
  await sealRecord(site.app)
})

const verified = async () => (await verifyRecord({ db: site.db, keys: site.app.keys })).faults

/** Alters one column of every row of a table, verifies, and puts the values back. */
async function foundWhen(table: string, key: string, column: string, altered: string): Promise<unknown[]> {
  await runSql(site.db, `create table kept as select * from ${table}`)
  await runSql(site.db, `update ${table} set ${column} = ${altered}`)
  const faults = await verified()
  await runSql(site.db, `update ${table} as t set ${column} = kept.${column} from kept where kept.${key} = t.${key}`)
  await runSql(site.db, 'drop table kept')
  return faults.map((fault) => `${fault.code} ${'kind' in fault ? fault.kind : ''}`)
}

test('what was done in order passes', async () => {
  expect(await verified()).toEqual([])
})

test.each([
  ['a rule', 'rule_set', 'congress_id', 'content', `content || '{"oversight.stallDays": 90}'`, 'congress'],
  ['a day of the calendar', 'work_calendar_day', 'day', 'kind', `'workday'`, 'work_calendar'],
  ['an issued paper', 'issued_paper', 'id', 'number', `number || '补'`, 'paper'],
  ['the words that the public reads', 'published_page', 'id', 'title', `'假' || title`, 'publication'],
  ['the copy behind them', 'publication', 'id', 'content', `content || '{"subject": "改过的案由"}'`, 'publication'],
  ['the units that the public reads', 'published_page', 'id', 'unit_names', `'改局'`, 'publication'],
  ['the state that the public reads', 'published_page', 'id', 'state', `'closed'`, 'suggestion'],
  ['the command that a second person approves', 'approval', 'id', 'command', `command || '{"value": 90}'`, 'approval'],
  ['that a command was carried out', 'approval', 'id', 'status', `'approved'`, 'approval'],
  [
    'who asked for it',
    'approval',
    'id',
    'asked_by_person_id',
    `(select max(id::text) from person where id not in
    (select asked_by_person_id from approval union select decided_by_person_id from approval))::uuid`,
    'approval',
  ],
  [
    'the unit that a promise is counted for',
    'commitment',
    'id',
    'unit_id',
    '(select id from organ where organ.id <> commitment.unit_id order by id limit 1)',
    'suggestion',
  ],
  ['that a promise was sent', 'commitment', 'id', 'sent_at', 'null', 'suggestion'],
  ['that a copy was withdrawn', 'publication', 'id', 'status', `'withdrawn'`, 'publication'],
])(
  '%s is altered behind the back of the program: it is found and named',
  async (_what, table, key, column, altered, kind) => {
    expect(await foundWhen(table, key, column, altered)).toEqual([`row_changed ${kind}`])
    expect(await verified()).toEqual([])
  },
)

test.each([
  [
    'who may read a confidential case',
    'suggestion_reader',
    `insert into suggestion_reader (suggestion_id, person_id)
    select suggestion.id, person.id from suggestion, person limit 1`,
  ],
  ['the course that the public reads', 'published_step', 'delete from published_step'],
  ['a day of that course', 'published_step', 'update published_step set happened_on = happened_on - 1'],
  [
    'what a unit has promised in public',
    'published_promise',
    `insert into published_promise
    (id, page_id, unit_name, due_on, first_due_on, state)
    select gen_random_uuid(), id, '某局', '2026-12-31', '2026-12-31', 'open' from published_page`,
  ],
])('%s is altered behind the back of the program: the case is named', async (_what, table, statement) => {
  expect(await foundInTable(site, table, statement)).toMatchObject([{ code: 'row_changed', kind: 'suggestion' }])
  expect(await verified()).toEqual([])
})

test('a case that was sealed before its image held its readers and its page passes, and is found when a word of it is altered', async () => {
  const [image] = await site.db
    .transaction()
    .execute((trx) => loadImages(trx, [caseId]))
    .then((images) => [...images.values()])
  const { readers: _readers, page: _page, ...former } = image as { [part: string]: JsonValue }
  const sealedAs = async (form: JsonValue) => {
    await runSql(site.db, 'alter table event disable trigger user')
    await runSql(
      site.db,
      `update event set after_hash = $2 where subject_id = $1 and after_hash is not null and leaf_index =
         (select max(leaf_index) from event where subject_id = $1 and after_hash is not null)`,
      [caseId, afterImageHash(form)],
    )
    return (await verified()).map(({ code }) => code)
  }
  // the event itself is another one then
  expect(await sealedAs(former)).toEqual(['changed'])
  expect(await sealedAs({ ...former, assignments: [] })).toEqual(['changed', 'row_changed'])
  expect(await sealedAs(image ?? null)).toEqual([])
})

test('a page that nobody has published is named, also where it is the copy of one that was', async () => {
  const id = site.app.ids.uuid()
  await runSql(
    site.db,
    `insert into published_page (id, case_kind, congress_name, area_name, number, title, category, state, unit_names,
       proposed_on, published_at, content, bigrams)
     select $1, case_kind, congress_name, area_name, number, '假冒的公开件', category, state, unit_names,
       proposed_on, published_at, content, bigrams from published_page`,
    [id],
  )
  expect(await verified()).toEqual([{ code: 'row_unrecorded', kind: 'publication', subjectId: id }])
  await runSql(site.db, 'delete from published_page where id = $1', [id])
  expect(await verified()).toEqual([])
})

test('a published page that was deleted, and a case that no act has made, are found and named', async () => {
  const forged = site.app.ids.uuid()
  await runSql(
    site.db,
    `create table forged as select * from suggestion where id = '${caseId}';
     update forged set id = '${forged}', number = '伪造〔2026〕1号';
     insert into suggestion select * from forged; drop table forged`,
  )
  expect(await verified()).toEqual([{ code: 'row_unrecorded', kind: 'suggestion', subjectId: forged }])
  await runSql(site.db, `delete from suggestion where id = $1`, [forged])
  await runSql(site.db, 'delete from published_page')
  expect(await verified()).toMatchObject([
    { code: 'row_changed', kind: 'publication' },
    { code: 'row_changed', kind: 'suggestion' },
  ])
})

test('first rules that were put in by hand for a congress that has never changed its own are found and named', async () => {
  const { id } = await given.congress(site.app, { areaCode: '320411' })
  await runSql(
    site.db,
    `insert into rule_set (congress_id, version, effective_on, content, created_at)
     values ($1, 1, '2026-01-01', '{"oversight.stallDays": 90}', $2)`,
    [id, site.app.clock.now()],
  )
  expect(await verified()).toContainEqual({ code: 'row_unrecorded', kind: 'congress', subjectId: id })
  await runSql(site.db, 'delete from rule_set where congress_id = $1', [id])
  expect(await verified()).not.toContainEqual(expect.objectContaining({ kind: 'congress' }))
})

test('papers, publications, calendars and rules of before their images pass, and rules that no act has made are still named', async () => {
  const kinds = ['paper', 'publication', 'work_calendar', 'congress']
  const made = ['paper.issued', 'publication.prepared', 'clock.calendar_published', 'rules.changed']
  await runSql(site.db, 'alter table event disable trigger user')
  const bare = await runSql(
    site.db,
    'update event set after_hash = null where subject_kind = any($1) and after_hash is not null returning type',
    [kinds],
  )
  expect(bare.map(({ type }) => type)).toEqual(expect.arrayContaining(made))
  const named = async () => (await verified()).filter(({ code }) => code === 'row_unrecorded')
  expect(await named()).toEqual([])
  // what else was done about a congress makes no rules
  await runSql(site.db, `update event set type = 'rules.change_proposed' where type = 'rules.changed'`)
  expect(await named()).toMatchObject([{ code: 'row_unrecorded', kind: 'congress' }])
})
