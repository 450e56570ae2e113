import { Workbook } from 'exceljs'
import { beforeAll, expect, test } from 'vitest'
import { defineExport } from '#modules/export/index.ts'
import { inline, runSql, statementsOf } from '#tests/support/statements.ts'
import { testApp } from '#tests/support/test-app.ts'
import { type Cast, given } from './suggestion.given.ts'

type Site = Awaited<ReturnType<typeof testApp>>
let site: Site
let cast: Cast
const rows = 4000

/** Many suggestions of many deputies, written as the module would have written them. */
beforeAll(async () => {
  site = await testApp({ fresh: true })
  cast = await given.cast(site.app)
  const { congress, lead, office } = cast
  await runSql(
    site.db,
    `insert into suggestion (id, congress_id, term_id, number, title, lead_mandate_id, status, created_at, changed_at)
      select gen_random_uuid(), $1, $2, 'n' || i, '关于第' || i || '号道路照明的建议', $3,
        case when i % 5 = 0 then 'closed' else 'handling' end,
        timestamptz '2026-01-01' + i * interval '1 minute', timestamptz '2026-01-01' + i * interval '1 minute'
      from generate_series(1, $4::int) i`,
    [congress.id, congress.termId, lead.mandateId, rows],
  )
  await runSql(
    site.db,
    `insert into party (holder_id, case_id, role, case_kind, state, todo, due_before, changed_at)
      select h.holder, s.id, h.role, 'suggestion', s.status, case when s.status = 'handling' then 'review' end,
        s.changed_at + interval '90 days', s.changed_at
      from suggestion s, (values ($1::uuid, 'deputy_office'), ($2::uuid, 'lead')) h (holder, role)`,
    [office.organ.id, lead.mandateId],
  )
  await runSql(site.db, 'analyze')
})

type Listed = { items: { id: string; number: string }[]; next: string | null; total: { value: number; exact: boolean } }
const list = async (query: string): Promise<Listed> =>
  (await (await site.as(cast.office).get(`/api/suggestions?${query}`)).json()) as Listed

test('pages follow each other without gap or repetition, newest first', async () => {
  const seen: string[] = []
  let cursor = ''
  for (let page = 0; page < 5; page += 1) {
    const reply = await list(`limit=30&cursor=${cursor}`)
    seen.push(...reply.items.map(({ number }) => number))
    cursor = reply.next ?? ''
  }
  expect(seen).toEqual(Array.from({ length: 150 }, (_, index) => `n${rows - index}`))
})

test('a count beyond a thousand says “more than 1000”', async () => {
  expect((await list('limit=1')).total).toEqual({ value: 1000, exact: false })
  expect((await list('limit=1&box=closed')).total).toEqual({ value: 800, exact: true })
})

test('a cursor that is not ours, or of another order, is refused in a sentence', async () => {
  const { next } = await list('limit=5&sort=changed')
  expect((await site.as(cast.office).get(`/api/suggestions?sort=due&cursor=${next}`)).status).toBe(422)
  const reply = await site.as(cast.office).get('/api/suggestions?cursor=nonsense')
  expect(reply.status).toBe(422)
})

test('by deadline: the soonest first', async () => {
  expect((await list('limit=3&sort=due')).items.map(({ number }) => number)).toEqual(['n1', 'n2', 'n3'])
})

test('by deadline nothing is left out: what has none comes last, on the pages and in the count', async () => {
  const wanted = `holder_id = $1 and case_id in (select id from suggestion where number in ('n2', 'n3990'))`
  await runSql(site.db, `update party set due_before = null where ${wanted}`, [cast.office.organ.id])
  const numbers: string[] = []
  let cursor = ''
  do {
    const page = await list(`limit=30&sort=due&q=99&cursor=${cursor}`)
    numbers.push(...page.items.map(({ number }) => number))
    cursor = page.next ?? ''
  } while (cursor !== '')
  expect([numbers.length, numbers.at(-1), new Set(numbers).size]).toEqual([76, 'n3990', 76])
  expect((await list('limit=1&sort=due&q=n2')).total).toEqual((await list('limit=1&q=n2')).total)
})

test.each([
  ['changed', 'party_changed'],
  ['changed&state=handling', 'party_state_changed'],
  ['changed&box=closed', 'party_closed_changed'],
  ['due', 'party_due'],
  ['due&state=handling', 'party_state_due'],
  ['due&box=closed', 'party_closed_due'],
  // a word that nearly every case holds is met on the way; one that few hold is looked up
  ['changed&q=道路照明', 'party_changed'],
  ['changed&q=第3999号', 'suggestion_bigrams'],
])('the list sorted by %s is a scan of the index %s', async (query, index) => {
  const statements = await statementsOf(site.db, () => list(`limit=20&sort=${query}`))
  const plans = await Promise.all(
    statements
      .filter(({ text }) => / limit \$?\d+$/.test(text))
      .map((statement) => runSql(site.db, `explain ${inline(statement)}`)),
  )
  expect(plans.flatMap((plan) => plan.map((row) => row['QUERY PLAN'])).join('\n')).toContain(index)
})

test.each([
  'sort=changed',
  'sort=due',
  'sort=changed&box=open',
  'sort=due&box=open',
  'sort=changed&box=closed',
  'sort=due&box=closed',
  'sort=changed&state=handling',
  'sort=due&state=closed',
])('the plan that is kept of the list by %s, one for whoever asks, sorts nothing', async (query) => {
  const statements = await statementsOf(site.db, () => list(`limit=20&${query}`))
  const page = statements.find(({ text }) => / limit 21$/.test(text))
  const plan = await site.db.transaction().execute(async (trx) => {
    // an office holds all of them, each of its 400 deputies ten: the plan is made for a holder between them
    await runSql(
      trx,
      `insert into party (holder_id, case_id, role, case_kind, state, due_before, changed_at)
        select deputy.id, one.case_id, 'lead', 'suggestion', one.state, one.due_before, one.changed_at
        from (select gen_random_uuid() as id from generate_series(1, 400)) deputy,
          lateral (select * from party where holder_id = $1 and deputy.id is not null order by random() limit 10) one`,
      [cast.office.organ.id],
    )
    await runSql(trx, 'analyze party')
    await runSql(trx, 'set local plan_cache_mode = force_generic_plan')
    await runSql(trx, `prepare kept as ${page?.text}`)
    const values = page?.values.map((_, at) => `$${at + 1}`).join(', ')
    const executed = inline({ text: `execute kept(${values})`, values: page?.values ?? [] })
    const explained = await runSql(trx, `explain ${executed}`)
    await runSql(trx, 'deallocate kept')
    return explained
  })
  const lines = plan.map((row) => row['QUERY PLAN']).join('\n')
  expect(lines).toContain('party')
  expect(lines).not.toContain('Sort')
})

test('narrowed to a unit, a category, a year or a deputy the list has what lies there, and of a confidential case tells none of it', async () => {
  const { congress, office } = cast
  const unit = await given.unit(site.app, { congress, name: '区海塘管理处' })
  const before = await given.unit(site.app, { congress, name: '区堤防管理所' })
  await runSql(site.db, 'update organ set acting_id = $1 where id = $2', [unit.id, before.id])
  const { mandateId } = await given.deputy(site.app, { congress, name: '司空见' })
  const parts = [unit.id, before.id, unit.id, unit.id]
  for (const [index, unitId] of parts.entries()) {
    const id = site.app.ids.uuid()
    await runSql(
      site.db,
      `insert into suggestion (id, congress_id, term_id, number, title, lead_mandate_id, status, category, confidential,
          submitted_at, created_at, changed_at)
        values ($1, $2, $3, $4, '关于海塘的建议', $5, 'handling', 'justice', $6, $7, $7, $7)`,
      [id, congress.id, congress.termId, `h${index}`, mandateId, index === 3, `${2023 + index}-12-31T23:00:00+08:00`],
    )
    await runSql(
      site.db,
      `insert into assignment (id, suggestion_id, unit_id, part, status) values ($1, $2, $3, $4, $5)`,
      [site.app.ids.uuid(), id, unitId, index === 1 ? 'co' : 'lead', index === 2 ? 'reassigned' : 'handling'],
    )
    await runSql(
      site.db,
      `insert into party (holder_id, case_id, role, case_kind, state, confidential, changed_at)
        values ($1, $2, 'deputy_office', 'suggestion', 'handling', $3, $4)`,
      [office.organ.id, id, index === 3, new Date(Date.UTC(2025, 0, 1 + index))],
    )
  }
  const numbers = async (query: string) => (await list(`${query}&limit=10`)).items.map(({ number }) => number)
  expect(await numbers(`unit=${unit.id}`)).toEqual(['h1', 'h0'])
  expect(await numbers('category=justice')).toEqual(['h2', 'h1', 'h0'])
  expect(await numbers('q=司空见')).toEqual(['h2', 'h1', 'h0'])
  expect(await numbers('q=司空')).toEqual([])
  // the row of a confidential case says itself when it was submitted
  expect(await numbers('year=2024')).toEqual(['h1'])
  expect(await numbers('year=2026')).toEqual(['h3'])
  expect(await numbers(`unit=${unit.id}&category=justice&year=2023&q=海塘`)).toEqual(['h0'])
  expect((await site.as(cast.office).get('/api/suggestions?year=1899')).status).toBe(422)
})

test.each([
  ['unit', (): string => cast.office.organ.id],
  ['category', (): string => 'justice'],
  ['year', (): string => '2026'],
] as const)(
  'the list narrowed to one %s is the same few statements, of which none reads the whole table',
  async (name, of) => {
    const statements = await statementsOf(site.db, () => list(`limit=20&${name}=${of()}`))
    const plain = await statementsOf(site.db, () => list('limit=20'))
    expect(statements.length).toBeLessThanOrEqual(plain.length)
    const page = statements.find(({ text }) => / limit 21$/.test(text))
    const plan = (await runSql(site.db, `explain ${inline(page)}`)).map((row) => row['QUERY PLAN']).join('\n')
    expect(plan).toContain('party')
    expect(plan).not.toMatch(/Seq Scan on (suggestion|party) /)
  },
)

test('a word in more cases than are counted finds the newest of them, page by page', async () => {
  const first = await list('limit=3&q=道路照明')
  const second = await list(`limit=3&q=道路照明&cursor=${first.next}`)
  const numbers = [...first.items, ...second.items].map(({ number }) => number)
  expect(numbers).toEqual(['n4000', 'n3999', 'n3998', 'n3997', 'n3996', 'n3995'])
  expect(first.total).toEqual({ value: 1000, exact: false })
})

test('a list is the same few statements whatever its length', async () => {
  const short = await statementsOf(site.db, () => list('limit=5'))
  const long = await statementsOf(site.db, () => list('limit=100'))
  expect(long.length).toBe(short.length)
})

test('a case page is read in a fixed number of statements', async () => {
  const { items } = await list('limit=1')
  const statements = await statementsOf(site.db, async () => {
    await site.as(cast.office).get(`/api/suggestions/${items[0]?.id}`)
  })
  expect(statements.length).toBeLessThanOrEqual(40)
})

const told = async (reply: Response) => `${reply.status} ${((await reply.json()) as { code: string }).code}`

test('up to a hundred rows are exported at once, more only with a second person’s approval of exactly this', async () => {
  const office = site.as(cast.office)
  const short = await office.get('/api/suggestions/export.xlsx?q=第4000号')
  expect([short.status, short.headers.get('x-export-rows')]).toEqual([200, '1'])
  const closed = '/api/suggestions/export.xlsx?box=closed'
  expect(await told(await office.get(closed))).toBe('403 export.needs_approval')
  const asked = await office.post('/api/suggestions/export-requests?sort=due&box=closed')
  const { approvalId } = (await asked.json()) as { approvalId: string }
  expect(await told(await office.post('/api/suggestions/export-requests?box=closed'))).toBe(
    '409 approval.asked_already',
  )
  expect(await told(await office.get(closed))).toBe('409 export.waiting')
  expect((await office.post(`/api/approvals/${approvalId}/approve`)).status).toBe(403)
  const pending = await (await site.as(cast.colleague).get('/api/approvals')).text()
  expect(pending).toContain('范围：已办结')
  expect((await site.as(cast.colleague).post(`/api/approvals/${approvalId}/approve`)).status).toBe(200)
  // nothing else than what was approved, and nobody else than who asked
  expect(await told(await office.get('/api/suggestions/export.xlsx?box=all'))).toBe('403 export.needs_approval')
  expect(await told(await site.as(cast.colleague).get(closed))).toBe('403 export.needs_approval')
  const replies = await Promise.all([office.get(closed), office.get(closed)])
  expect(replies.map(({ status }) => status).toSorted()).toEqual([200, 409])
  const [given] = replies.filter(({ status }) => status === 200)
  const book = new Workbook()
  await book.xlsx.load((await given?.arrayBuffer()) ?? new ArrayBuffer(0))
  const [sheet] = book.worksheets
  const rows = Number(given?.headers.get('x-export-rows'))
  expect(String(sheet?.getCell('A1').value)).toContain(`共 ${rows} 行`)
  // watermark, title and headings above them: no row was left away
  expect(sheet?.rowCount).toBe(rows + 3)
  expect(await told(await office.get(closed))).toBe('403 export.needs_approval')
  const [event] = await runSql(
    site.db,
    `select data from event where type = 'export.taken' order by at desc, id desc limit 1`,
  )
  expect(event?.data).toEqual({ list: 'suggestion', filter: { box: 'closed' }, rows, approvalId })
}, 30_000)

test('only who could read each of its rows is asked to let a list out, and decides on it', async () => {
  const { office, government } = cast
  const wanted = 'box=closed&category='
  const asked = await site.as(office).post(`/api/suggestions/export-requests?${wanted}other`)
  const { approvalId } = (await asked.json()) as { approvalId: string }
  const decide = (act: string) => site.as(government).post(`/api/approvals/${approvalId}/${act}`, { reason: '不同意' })
  const isListed = async () => (await (await site.as(government).get('/api/approvals')).text()).includes(approvalId)
  const give = (which: string) =>
    runSql(
      site.db,
      `insert into party (holder_id, case_id, role, case_kind, state, changed_at)
        select $1, case_id, 'gov_office', case_kind, state, changed_at from party where holder_id = $2 and ${which}`,
      [government.organ.id, office.organ.id],
    )
  const [last] = await runSql(site.db, `select max(case_id::text) as id from party where state = 'closed'`)
  await give(`state = 'closed' and case_id <> '${last?.id}'`)
  expect(await isListed()).toBe(false)
  expect(await told(await decide('approve'))).toBe('404 approval.no_such_approval')
  expect(await told(await decide('decline'))).toBe('404 approval.no_such_approval')
  await give(`case_id = '${last?.id}'`)
  expect(await isListed()).toBe(true)
  expect((await decide('approve')).status).toBe(200)
  await runSql(site.db, 'delete from party where holder_id = $1', [government.organ.id])
}, 30_000)

const oneLess = `delete from party where (holder_id, case_id) =
  (select holder_id, case_id from party where holder_id = $1 order by case_id limit 1)`

test('an approval opens the rows that there were and still are; what came later is not in the workbook, which says so', async () => {
  const [office, colleague] = [site.as(cast.office), site.as(cast.colleague)]
  const holder = [cast.office.organ.id]
  const [later] = await runSql(site.db, `${oneLess} returning *`, holder)
  const asked = await office.post('/api/suggestions/export-requests?box=all')
  const { approvalId } = (await asked.json()) as { approvalId: string }
  expect((await colleague.post(`/api/approvals/${approvalId}/approve`)).status).toBe(200)
  await runSql(site.db, oneLess, holder)
  await runSql(site.db, `insert into party select * from jsonb_populate_record(null::party, $1::jsonb)`, [later])
  const [{ held } = {}] = await runSql(site.db, 'select count(*)::int as held from party where holder_id = $1', holder)
  const taken = await office.get('/api/suggestions/export.xlsx?box=all')
  expect(Number(taken.headers.get('x-export-rows'))).toBe(Number(held) - 1)
  const book = new Workbook()
  await book.xlsx.load(await taken.arrayBuffer())
  expect(String(book.worksheets[0]?.getCell('A1').value)).toContain('提请批准后新增的 1 行未导出')
}, 30_000)

test('who decides on an approval reads the unit, the committee and the term by name, and nothing of another congress', async () => {
  const phones = defineExport<typeof site.app, Record<string, string>, string>({
    list: 'phones',
    approverRoles: ['deputy_office'],
    may: () => undefined,
    key: (row) => row,
    title: () => 'list',
    columns: () => [{ header: 'telephone', width: 20, cell: (row) => row }],
    page: () => Promise.resolve({ items: ['13900000002'], next: null }),
    hasPhones: () => true,
  })
  const committee = await given.post(site.app, 'committee', { congress: cast.congress })
  const elsewhere = await given.congress(site.app, { areaCode: '320411' })
  const foreign = await given.unit(site.app, { congress: elsewhere, name: '新北区民政局' })
  const filter = {
    unit: cast.leadUnit.id,
    committee: committee.organ.id,
    term: cast.congress.termId,
    subjectId: foreign.id,
  }
  await phones.ask(site.app, cast.office, filter)
  const told = await (await site.as(cast.colleague).get('/api/approvals')).text()
  expect(told).toContain(`单位：${cast.leadUnit.name}`)
  expect(told).toContain(`对口委员会：${committee.organ.name}`)
  expect(told).toMatch(/届次：第 \d+ 届/)
  expect(told).toContain(`对象：…${foreign.id.slice(-8)}`)
  for (const id of Object.values(filter)) expect(told).not.toContain(id)
  expect(told).not.toContain('新北区')
})

test('when of the approved rows none is left, others do not leave in their place', async () => {
  let telephones = ['13900000001']
  const contacts = defineExport<typeof site.app, object, string>({
    list: 'contacts',
    approverRoles: ['deputy_office'],
    may: () => undefined,
    key: (row) => row,
    title: () => 'list',
    columns: () => [{ header: 'telephone', width: 20, cell: (row) => row }],
    page: () => Promise.resolve({ items: telephones, next: null }),
    hasPhones: () => true,
  })
  const approvalId = await contacts.ask(site.app, cast.office, {})
  expect((await site.as(cast.colleague).post(`/api/approvals/${approvalId}/approve`)).status).toBe(200)
  telephones = ['13900000002']
  await expect(contacts.take(site.app, cast.office, {})).rejects.toThrow('export.list_changed')
  telephones = ['13900000002', '13900000001']
  expect(await contacts.take(site.app, cast.office, {})).toMatchObject({ rows: 1 })
})

test('while a list waits for its second person it is not asked for again, whatever rows came; once decided, it is', async () => {
  let rows = 0
  const growing = defineExport<typeof site.app, { q?: string }, string>({
    list: 'looked_at',
    approverRoles: ['deputy_office'],
    may: () => undefined,
    key: (row) => row,
    title: () => 'list',
    columns: () => [{ header: 'row', width: 20, cell: (row) => row }],
    // each look adds a row, as it does in the record
    page: () => {
      rows += 1
      return Promise.resolve({ items: Array.from({ length: rows }, (_, at) => `${at}`), next: null })
    },
    hasPhones: () => true,
  })
  const ask = (query = {}, by = cast.office) => growing.ask(site.app, by, query)
  const both = await Promise.allSettled([ask(), ask()])
  const [first] = both.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  const [second] = both.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []))
  expect([typeof first, second]).toEqual(['string', expect.stringContaining('approval.asked_already')])
  await expect(ask()).rejects.toThrow('approval.asked_already')
  // another filter and another person are another matter
  await ask({ q: '道路' })
  await ask({}, cast.colleague)
  expect((await site.as(cast.colleague).post(`/api/approvals/${first}/approve`)).status).toBe(200)
  // approved and not yet used: the rows that came since may be asked for
  expect(await ask()).not.toBe(first)
  await expect(ask()).rejects.toThrow('approval.asked_already')
})

test('what is written while a list is taken away is in none of its pages', async () => {
  const pages: unknown[] = []
  const growing = defineExport<typeof site.app, object, { id: string }>({
    list: 'growing',
    approverRoles: [],
    may: () => undefined,
    key: ({ id }) => id,
    title: () => 'list',
    columns: () => [{ header: 'id', width: 40, cell: ({ id }) => id }],
    page: async (app, _, __, { cursor }) => {
      const [counted] = await runSql(app.db, 'select count(*)::int as cases from party')
      pages.push(counted?.cases)
      if (!cursor) await runSql(site.db, oneLess, [cast.office.organ.id])
      return { items: [], next: cursor ? null : 'more' }
    },
  })
  await growing.take(site.app, cast.office, {})
  expect(pages[0]).toBe(pages[1])
})

test('an export under way tells how far it has come, and what was searched for stays out of the sealed record', async () => {
  const office = site.as(cast.office)
  const running = async () => (await office.get('/api/exports/running')).json()
  expect(await running()).toEqual({ items: [] })
  await office.get('/api/suggestions/export.xlsx?q=第4001号')
  const [event] = await runSql(
    site.db,
    `select data from event where type = 'export.taken' order by at desc, id desc limit 1`,
  )
  expect(JSON.stringify(event?.data)).not.toContain('4001')
  expect(await running()).toEqual({ items: [] })
})

test('what another matter keeps on a case does not take its row: the case’s own to-do and deadline stand in the list', async () => {
  const kase = (await list('limit=1&box=open')).items[0]
  await runSql(
    site.db,
    `insert into party (holder_id, case_id, role, case_kind, state, todo, due_before, changed_at, kept_by)
      select holder_id, case_id, 'another:office', case_kind, state, 'moveOversight', null, changed_at, 'another'
      from party where holder_id = $1 and case_id = $2`,
    [cast.office.organ.id, kase?.id],
  )
  const after = await list('limit=1&box=open')
  expect(after.items[0]).toMatchObject({ id: kase?.id, todo: 'review' })
  const byDue = await list(`limit=1&sort=due&q=${kase?.number}`)
  expect(byDue.items.map(({ id }) => id)).toEqual([kase?.id])
})
