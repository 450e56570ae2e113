import { beforeAll, expect, test, vi } from 'vitest'
import { given } from '#modules/identity/identity.given.ts'
import { verifyRecord } from '#modules/record/index.ts'
import { type Client, testApp } from '#tests/support/test-app.ts'
import { idNumberOf, officeSheet, type SheetCells, uploadForm } from './roster.given.ts'
import { ageBands, type ImportKind } from './roster.ts'

// Each test reads and writes whole files, in a worker and a database of its own
vi.setConfig({ testTimeout: 60_000 })

let setup: Awaited<ReturnType<typeof testApp>>
let office: Client
let colleague: Client
let congressId: string

type Deputy = { mandateId: string; name: string; number: string; account: string }

beforeAll(async () => {
  setup = await testApp()
  const keeper = await given.post(setup.app, 'deputy_office')
  congressId = keeper.acting.congressId
  office = setup.as(keeper)
  colleague = setup.as(await given.post(setup.app, 'deputy_office'))
  await bringIn('constituencies', [
    ['编号', '名称'],
    ['001', '湖塘第一选区'],
  ])
  const names = ['丁一', '马二', '王三', '龚四', '单五', '曾六', '卜𬭚', '欧阳龘', '陈七', '安八']
  await bringIn('deputies', [
    [
      '代表证号',
      '姓名',
      '性别',
      '出生年月',
      '政治面貌',
      '职业',
      '选区',
      '代表团',
      '身份证号',
      '电话',
      '学历',
      '代表构成',
    ],
    ...names.map((name, index) => [
      `D-${String(index + 1).padStart(3, '0')}`,
      name,
      index % 2 === 0 ? '女' : '男',
      null,
      index < 6 ? '中共党员' : '群众',
      index < 2 ? '农民' : null,
      '湖塘第一选区',
      index < 5 ? '湖塘代表团' : '牛塘代表团',
      idNumberOf(index, `19${60 + index * 4}0101`, index % 2 === 0 ? 'female' : 'male'),
      index === 0 ? '13800000001' : null,
      ['大学本科', '本科', '大学专科', '大专'][index] ?? null,
      ['种养大户', '农民', '村干部'][index] ?? null,
    ]),
  ])
})

async function preview(kind: ImportKind, bytes: Uint8Array) {
  const reply = await office.fetch('/api/imports', { method: 'POST', body: uploadForm(kind, bytes) })
  const { id } = await reply.json()
  await setup.drain()
  return (await office.get(`/api/imports/${id}`)).json()
}

async function bringIn(kind: ImportKind, rows: SheetCells): Promise<void> {
  const view = await preview(kind, await officeSheet(rows))
  expect(view.counts.refused).toBe(0)
  await office.post(`/api/imports/${view.id}/apply`, { version: view.version })
  await setup.drain()
}

const list = async (query: string): Promise<{ items: Deputy[]; next: string | null; total: { value: number } }> =>
  (await office.get(`/api/deputies?${query}`)).json()
const namesOf = async (query: string) => (await list(query)).items.map(({ name }) => name)

test('the roster sorts by strokes of the surname, by pinyin with surnames as they are read, and by number', async () => {
  expect(await namesOf('sort=stroke')).toEqual([
    '丁一',
    '卜𬭚',
    '马二',
    '王三',
    '安八',
    '陈七',
    '欧阳龘',
    '单五',
    '龚四',
    '曾六',
  ])
  expect(await namesOf('sort=pinyin')).toEqual([
    '安八',
    '卜𬭚',
    '陈七',
    '丁一',
    '龚四',
    '马二',
    '欧阳龘',
    '单五',
    '王三',
    '曾六',
  ])
  expect((await namesOf('sort=number')).slice(0, 2)).toEqual(['丁一', '马二'])
})

test('pages follow each other without gap or repetition, in every order', async () => {
  for (const sort of ['stroke', 'pinyin', 'number']) {
    const seen: string[] = []
    for (let cursor = ''; ; ) {
      const page = await list(`sort=${sort}&limit=3&cursor=${cursor}`)
      seen.push(...page.items.map(({ name }) => name))
      if (page.next === null) break
      cursor = page.next
    }
    expect(seen).toEqual(await namesOf(`sort=${sort}`))
  }
})

test('every figure of the composition opens exactly the deputies it counts', async () => {
  const { total, figures } = await (await office.get('/api/deputies/statistics')).json()
  expect(total).toBe(10)
  const figureOf = (by: string) =>
    figures.find((figure: { by: string }) => figure.by === by).items.map(({ value }: { value: string }) => value)
  expect(figureOf('ageBand')).toEqual(
    ageBands.map(({ code }) => code).filter((code) => figureOf('ageBand').includes(code)),
  )
  expect(figureOf('education').toSorted()).toEqual(['unknown', '大专', '本科'].toSorted())
  expect(figureOf('occupationGroup').toSorted()).toEqual(['unknown', '农民', '村（社区）干部'])
  expect(await namesOf('occupationGroup=农民&sort=number')).toEqual(['丁一', '马二'])
  expect(figures.map(({ by }: { by: string }) => by)).toEqual([
    'sex',
    'party',
    'ethnicity',
    'occupationGroup',
    'education',
    'ageBand',
  ])
  for (const { items } of figures) {
    expect(items.reduce((sum: number, { count }: { count: number }) => sum + count, 0)).toBe(total)
    for (const { count, filter } of items)
      expect((await list(new URLSearchParams(filter).toString())).total.value).toBe(count)
  }
})

test('the composition of a delegation counts that delegation', async () => {
  const { id } = await setup.db
    .selectFrom('delegation')
    .select('id')
    .where('name', '=', '湖塘代表团')
    .executeTakeFirstOrThrow()
  const { total, figures } = await (await office.get(`/api/deputies/statistics?delegationId=${id}`)).json()
  expect(total).toBe(5)
  expect(figures[0].items[0].filter).toEqual({ delegationId: id, sex: 'female' })
})

test('units and strangers have no roster; a town sees its own deputies only', async () => {
  const clerk = setup.as(await given.post(setup.app, 'unit_clerk'))
  expect((await clerk.get('/api/deputies')).status).toBe(403)
  expect((await clerk.get('/api/deputies/statistics')).status).toBe(403)
  expect((await clerk.post('/api/activation-slips', { filter: {} })).status).toBe(403)
  const town = await given.congress(setup.app, { areaCode: '320412100' })
  const presidium = setup.as(await given.post(setup.app, 'presidium', { congress: town }))
  expect(await (await presidium.get('/api/deputies')).json()).toMatchObject({ items: [], total: { value: 0 } })
})

test('slips make accounts with one-time codes that work once; who has a password gets none', async () => {
  const { items } = await list('sort=number&limit=2')
  const ids = items.map(({ mandateId }) => mandateId)
  const reply = await office.post('/api/activation-slips', { ids })
  expect([reply.status, reply.headers.get('content-type')]).toEqual([200, 'application/pdf'])
  expect(reply.headers.get('x-slips-printed')).toBe('2')
  expect((await reply.text()).slice(0, 5)).toBe('%PDF-')
  expect((await list('account=waiting')).items).toHaveLength(2)
  const accounts = await setup.db.selectFrom('account').select('name').where('name', 'like', '320412-d-%').execute()
  expect(accounts.map(({ name }) => name).toSorted()).toEqual(['320412-d-001', '320412-d-002'])
  await setup.db
    .updateTable('account')
    .set({ password_hash: 'x', password_changed_at: setup.clock.now() })
    .where('name', '=', '320412-d-001')
    .execute()
  const again = await office.post('/api/activation-slips', { ids })
  expect([again.headers.get('x-slips-printed'), again.headers.get('x-accounts-already-open')]).toEqual(['1', '1'])
})

test('an exported roster comes back without a change', async () => {
  for (const kind of ['deputies', 'constituencies', 'areas', 'units'] as const) {
    const reply = await office.get(`/api/rosters/${kind}/export.xlsx`)
    expect(reply.status).toBe(200)
    const { counts } = await preview(kind, new Uint8Array(await reply.arrayBuffer()))
    expect([kind, counts.create, counts.change, counts.refused]).toEqual([kind, 0, 0, 0])
    expect(counts.unchanged).toBeGreaterThan(0)
  }
})

test('units leave as they are filtered, and deputies too', async () => {
  await bringIn('units', [
    ['编码', '单位名称', '简称', '类型', '系统', '行政区划', '成立日期'],
    ['U-901', '武进区水利局', '水利局', '承办单位', '政府', '320412', '2020-01-01'],
  ])
  const rowsOf = async (path: string) => {
    const reply = await office.get(`/api/rosters/${path}`)
    return Number(reply.headers.get('x-export-rows'))
  }
  const all = await setup.db
    .selectFrom('organ')
    .select(['name', 'kind'])
    .where('congress_id', '=', congressId)
    .where('kind', '<>', 'operations')
    .execute()
  const units = all.filter(({ kind }) => kind === 'unit')
  expect(await rowsOf('units/export.xlsx')).toBe(all.length)
  expect(await rowsOf('units/export.xlsx?organKind=unit')).toBe(units.length)
  const [one] = units
  expect(await rowsOf(`units/export.xlsx?q=${encodeURIComponent(one?.name ?? '')}`)).toBe(1)
  expect(await rowsOf('units/export.xlsx?q=%25')).toBe(0)
  expect(await rowsOf('deputies/export.xlsx?party=群众')).toBe(4)
})

test('telephones leave with a second person only, once, and never with one’s own approval', async () => {
  const path = '/api/rosters/deputies/export.xlsx?phones=true'
  const refused = await office.get(path)
  expect([refused.status, (await refused.json()).code]).toEqual([403, 'export.needs_approval'])
  const { approvalId } = await (await office.post('/api/rosters/deputies/export-requests?phones=true')).json()
  expect((await office.get(path)).status).toBe(409)
  expect((await office.post(`/api/approvals/${approvalId}/approve`)).status).toBe(403)
  expect((await colleague.post(`/api/approvals/${approvalId}/approve`)).status).toBe(200)
  const exported = await office.get(path)
  expect(exported.status).toBe(200)
  const { counts } = await preview('deputies', new Uint8Array(await exported.arrayBuffer()))
  expect(counts).toMatchObject({ unchanged: 10, change: 0, refused: 0 })
  expect((await office.get(path)).status).toBe(403)
})

test('every template has headings that are read back', async () => {
  for (const kind of ['areas', 'units', 'posts', 'deputies', 'constituencies'] as const) {
    const reply = await office.get(`/api/imports/templates/${kind}.xlsx`)
    expect(reply.status).toBe(200)
    const view = await preview(kind, new Uint8Array(await reply.arrayBuffer()))
    expect([kind, view.failure?.code, view.sheets]).toEqual([kind, 'roster.no_rows', []])
  }
})

test('a term that was never set up, and a day of election before the term or to come, are told row by row', async () => {
  const view = await preview(
    'deputies',
    await officeSheet([
      ['代表证号', '姓名', '性别', '身份证号', '届次', '当选日期'],
      ['D-101', '赵早', '男', idNumberOf(101), null, '2001-01-01'],
      ['D-102', '钱晚', '男', idNumberOf(102), '99', null],
      ['D-103', '孙远', '男', idNumberOf(103), null, '2030-01-01'],
    ]),
  )
  expect(view.counts.refused).toBe(3)
  const { items } = await (await office.get(`/api/imports/${view.id}/rows`)).json()
  const codes = items.flatMap((row: { reasons: { code: string }[] }) => row.reasons.map(({ code }) => code))
  expect(codes).toEqual(['started_before_term', 'no_such_term', 'started_in_future'])
})

test('earlier imports are counted, and found by kind and by the name of their file', async () => {
  const found = async (query: string) => (await office.get(`/api/imports?${query}`)).json()
  const all = await found('limit=1')
  expect(all.items).toHaveLength(1)
  expect(all.total.value).toBeGreaterThan(2)
  const places = await found('kind=constituencies&q=名册')
  expect(new Set(places.items.map(({ kind }: { kind: string }) => kind))).toEqual(new Set(['constituencies']))
  expect((await found(`q=${encodeURIComponent('%')}`)).total.value).toBe(0)
  const times = async (sort: string) =>
    (await found(`sort=${sort}`)).items.map(({ createdAt }: { createdAt: string }) => createdAt)
  expect(await times('oldest')).toEqual((await times('newest')).toReversed())
  const states = (await found('state=applied')).items.map(({ status }: { status: string }) => status)
  expect(new Set(states)).toEqual(new Set(['applied']))
})

test('people, congresses and imports are taken away under the filter of the page, by those who keep or read them', async () => {
  const rowsOf = async (path: string) => {
    const reply = await office.get(`/api/${path}`)
    expect([path, reply.status]).toEqual([path, 200])
    return Number(reply.headers.get('x-export-rows'))
  }
  const countOf = async (path: string) => (await (await office.get(`/api/${path}`)).json()).total.value
  for (const [list, filter] of [
    ['people', 'holds=mandate'],
    ['people', 'holds=nothing'],
    ['congresses', 'level=3'],
    ['congresses', 'level=4'],
    ['imports', 'kind=deputies'],
  ]) {
    expect([list, filter, await rowsOf(`${list}/export.xlsx?${filter}`)]).toEqual([
      list,
      filter,
      await countOf(`${list}?${filter}`),
    ])
  }
  const deputy = setup.as(await given.deputy(setup.app))
  for (const list of ['people', 'congresses', 'imports']) {
    expect((await (await deputy.get(`/api/${list}/export.xlsx`)).json()).code).toBe('roster.list_not_yours')
  }
  expect((await deputy.get('/api/congresses?sort=name')).status).toBe(200)
})

test('mandates that were brought in and accounts that were opened with a slip are what their last events say', async () => {
  const { faults, kinds } = await verifyRecord(setup.app)
  expect(faults).toEqual([])
  for (const of of ['mandate', 'account']) expect(kinds.find(({ kind }) => kind === of)?.rows).toBeGreaterThan(0)
})
