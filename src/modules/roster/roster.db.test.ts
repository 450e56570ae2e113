import { beforeAll, describe, expect, test, vi } from 'vitest'
import { given } from '#modules/identity/identity.given.ts'
import { verifyRecord } from '#modules/record/index.ts'
import { runSql } from '#tests/support/statements.ts'
import { type Client, testApp } from '#tests/support/test-app.ts'
import { forgetImports } from './index.ts'
import { idNumberOf, officeSheet, type SheetCells, uploadForm } from './roster.given.ts'
import type { ImportKind } from './roster.ts'

// Each test reads and writes whole files, in a worker and a database of its own
vi.setConfig({ testTimeout: 60_000 })

type View = {
  id: string
  status: string
  version: number
  counts: { total: number; create: number; change: number; unchanged: number; refused: number }
  newDelegations: string[]
  beyondSeats: { name: string; seats: number; deputies: number }[]
  skipped: { number: number }[]
  allowed: string[]
  failure: { code: string; sentence: string } | null
}
type Row = {
  row: number
  label: string
  outcome: string
  changes: { field: string; fieldName: string; from: string | null; to: string }[]
  reasons: { code: string; sentence: string }[]
}

let setup: Awaited<ReturnType<typeof testApp>>
let office: Client
let congress: Awaited<ReturnType<typeof given.congress>>

beforeAll(async () => {
  setup = await testApp()
  congress = await given.congress(setup.app)
  office = setup.as(await given.post(setup.app, 'deputy_office'))
})

async function preview(kind: ImportKind, rows: SheetCells | Uint8Array, client = office): Promise<View> {
  const bytes = rows instanceof Uint8Array ? rows : await officeSheet(rows)
  const reply = await client.fetch('/api/imports', { method: 'POST', body: uploadForm(kind, bytes) })
  expect(reply.status).toBe(202)
  const { id }: View = await reply.json()
  await setup.drain()
  return (await client.get(`/api/imports/${id}`)).json()
}

const rowsOf = async (view: View, filter = ''): Promise<Row[]> =>
  (await (await office.get(`/api/imports/${view.id}/rows?limit=100${filter && `&filter=${filter}`}`)).json()).items

const order = (view: View, acceptGoodRows = false, client = office): Promise<Response> =>
  client.post(`/api/imports/${view.id}/apply`, { acceptGoodRows, version: view.version })

async function bringIn(kind: ImportKind, rows: SheetCells | Uint8Array, acceptGoodRows = false): Promise<View> {
  const view = await preview(kind, rows)
  if (!acceptGoodRows) expect(reasonsOf(await rowsOf(view, 'refused'))).toEqual([])
  const reply = await order(view, acceptGoodRows)
  expect([reply.status, await reply.text()]).toEqual([202, expect.any(String)])
  await setup.drain()
  return (await office.get(`/api/imports/${view.id}`)).json()
}

const reasonsOf = (rows: readonly Row[]) => rows.map(({ reasons }) => reasons.map(({ code }) => code))

const heading = ['代表证号', '姓 名', '性别', '出生年月', '民族', '党派', '选区', '代表团', '身份证号', '联系电话']

test('a roster is previewed, brought in as a whole, and brought in again changes nothing', async () => {
  const constituencies = await bringIn('constituencies', [
    ['选区编号', '选区名称', '应选名额'],
    ['001', '湖塘第一选区', 3],
    ['002', '牛塘选区', '２'],
  ])
  expect(constituencies).toMatchObject({ status: 'applied', counts: { create: 2, refused: 0 } })
  const roster: SheetCells = [
    heading,
    ['Ａ-001', '张 三', '男', '1975年3月', '汉', '中共', '湖塘第一选区', '湖塘代表团', idNumberOf(1), '138 0000 1111'],
    ['A-002', '阿依古丽・买买提', '女', '80.5.6', '维吾尔', '群众', '002', '牛塘代表团', null, null],
    ['备注:本表一式两份'],
  ]
  const view = await preview('deputies', roster)
  expect(view).toMatchObject({
    status: 'ready',
    counts: { total: 2, create: 2, change: 0, unchanged: 0, refused: 0 },
    newDelegations: ['湖塘代表团', '牛塘代表团'],
    skipped: [{ number: 5 }],
  })
  const [zhang] = await rowsOf(view)
  expect(zhang).toMatchObject({ row: 3, label: '张三', outcome: 'create' })
  const shown = Object.fromEntries((zhang?.changes ?? []).map(({ fieldName, to }) => [fieldName, to]))
  expect(shown).toMatchObject({
    代表证号: 'A-001',
    姓名: '张三',
    性别: '男',
    身份证号: '****',
    联系电话: '138****1111',
  })
  expect((await setup.db.selectFrom('mandate').select('id').execute()).length).toBe(0)

  const applied = await order(view)
  expect(applied.status).toBe(202)
  await setup.drain()
  const persons = await setup.db
    .selectFrom('person')
    .select(['name', 'born_on', 'party', 'ethnicity'])
    .where('born_on', 'is not', null)
    .orderBy('born_on')
    .execute()
  expect(persons).toEqual([
    { name: '张三', born_on: '1975-03-02', party: '中共党员', ethnicity: '汉族' },
    { name: '阿依古丽·买买提', born_on: '1980-05-06', party: '群众', ethnicity: '维吾尔族' },
  ])
  const again = await preview('deputies', roster)
  expect(again.counts).toEqual({ total: 2, create: 0, change: 0, unchanged: 2, refused: 0 })
  expect((await order(again)).status).toBe(409)
})

test('after writing, nothing of ID numbers and telephones is left in the import', async () => {
  const left = await setup.db.selectFrom('roster_import_row').selectAll().execute()
  const text = JSON.stringify(left)
  expect(text).not.toContain(idNumberOf(1))
  expect(text).not.toContain('13800001111')
})

test('a changed cell is shown with what it was, an empty cell changes nothing', async () => {
  const view = await preview('deputies', [
    ['代表证号', '姓名', '政治面貌', '职业', '代表团'],
    ['A-002', null, '无党派', '小学教师', null],
  ])
  const [row] = await rowsOf(view)
  expect(row?.changes.map(({ field, from, to }) => [field, from, to])).toEqual([
    ['party', '群众', '无党派人士'],
    ['occupation', null, '小学教师'],
  ])
  await order(view)
  await setup.drain()
  const events = await setup.db
    .selectFrom('event')
    .select(['type', 'data'])
    .where('type', '=', 'roster.mandate_changed')
    .execute()
  expect(events).toEqual([
    { type: 'roster.mandate_changed', data: { importId: view.id, fields: ['party', 'occupation'] } },
  ])
})

test('a file with refused rows is not written unless the good rows are accepted', async () => {
  const rows: SheetCells = [
    ['代表证号', '姓名', '性别', '选区', '身份证号', '联系电话'],
    ['A-010', '王五', '男', '湖塘第一选区', idNumberOf(10), null],
    ['A-011', '赵六', '男', '不存在的选区', null, '12'],
    ['A-012', '钱七', '女', null, idNumberOf(12), null],
    [null, '孙八', '男', null, null, null],
    ['A-010', '周九', '男', null, null, null],
    ['A-013', '吴十', '未知', null, `${idNumberOf(13).slice(0, 17)}Y`, null],
  ]
  const view = await preview('deputies', rows)
  expect(view.counts).toMatchObject({ create: 1, refused: 5 })
  expect(reasonsOf(await rowsOf(view, 'refused'))).toEqual([
    ['phone_unreadable'],
    ['id_number_sex'],
    ['no_key'],
    ['repeated'],
    ['id_number_wrong', 'unknown_value'],
  ])
  const refused = await order(view)
  expect([refused.status, (await refused.json()).code]).toEqual([409, 'roster.has_refused_rows'])
  expect((await order(view, true)).status).toBe(202)
  await setup.drain()
  const stored = await setup.db.selectFrom('mandate').select('number').where('number', 'like', 'A-01%').execute()
  expect(stored).toEqual([{ number: 'A-010' }])
})

test('a mail address comes in with the list, is shown covered, and is kept nowhere in the open', async () => {
  const rows = (address: string): SheetCells => [
    ['代表证号', '姓名', '电子邮箱'],
    ['A-002', null, address],
  ]
  expect(reasonsOf(await rowsOf(await preview('deputies', rows('ayi@')), 'refused'))).toEqual([['mail_unreadable']])
  const view = await preview('deputies', rows('ayi@example.cn'))
  const [row] = await rowsOf(view)
  expect(row?.changes).toMatchObject([{ field: 'mail', from: null, to: 'a…@example.cn' }])
  await order(view)
  await setup.drain()
  expect((await preview('deputies', rows('ayi@example.cn'))).counts).toMatchObject({ unchanged: 1 })
  const stored = await setup.db.selectFrom('person_mail_address').select('address_cipher').execute()
  expect(stored).toHaveLength(1)
  expect(stored[0]?.address_cipher.toString('latin1')).not.toContain('ayi')
})

test('a mobile or mail address that its owner has withdrawn is refused in the list too, with the reason', async () => {
  await runSql(
    setup.db,
    `insert into withdrawn_contact select person_id, 'mail', '2026-03-04' from mandate where number = 'A-002'`,
  )
  const view = await preview('deputies', [
    ['代表证号', '姓名', '电子邮箱'],
    ['A-002', null, 'again@example.cn'],
  ])
  expect(reasonsOf(await rowsOf(view, 'refused'))).toEqual([['contact_withdrawn']])
})

test('an ID number with a day of birth that never was, or of a child, is refused with the reason', async () => {
  const child = idNumberOf(7, '20150302')
  const view = await preview('deputies', [
    ['代表证号', '姓名', '身份证号', '出生年月'],
    ['A-020', '郑一', idNumberOf(20, '19750230'), null],
    ['A-021', '郑二', child, null],
    ['A-022', '郑三', idNumberOf(22, '19750302'), '1975-04'],
  ])
  expect(reasonsOf(await rowsOf(view, 'refused'))).toEqual([['id_number_date'], ['born_too_late'], ['id_number_born']])
})

describe('who a row means', () => {
  test('a bare name is refused, not merged; the ID number of another person with that name passes', async () => {
    const view = await preview('deputies', [
      ['代表证号', '姓名', '身份证号'],
      ['A-020', '阿依古丽·买买提', null],
      ['A-021', '阿依古丽·买买提', idNumberOf(21, '19850101', 'female')],
      ['A-022', '张三', idNumberOf(22)],
    ])
    expect(reasonsOf(await rowsOf(view))).toEqual([['bare_name'], ['same_name_without_id'], []])
  })

  test('a deputy number does not make one person into another; with the ID number a new name is a change', async () => {
    const view = await preview('deputies', [
      ['代表证号', '姓名', '身份证号'],
      ['A-001', '李四', null],
      ['A-010', '王午', idNumberOf(10)],
      ['A-002', '阿依古丽·买买提', idNumberOf(1)],
    ])
    expect(reasonsOf(await rowsOf(view))).toEqual([['number_other_name'], [], ['two_persons']])
    expect((await rowsOf(view))[1]).toMatchObject({ outcome: 'change', changes: [{ from: '王五', to: '王午' }] })
  })

  test('two new deputies of one name in one congress are two persons', async () => {
    const view = await preview('deputies', [
      ['代表证号', '姓名'],
      ['A-030', '张伟'],
      ['A-031', '张伟'],
    ])
    expect(view.counts).toMatchObject({ create: 2, refused: 0 })
  })
})

test('选举法 48: a second mandate above or below is taken, one in an unrelated town is refused', async () => {
  await given.congress(setup.app, { areaCode: '320412100' })
  await given.congress(setup.app, { areaCode: '320412102' })
  const view = await preview('deputies', [
    ['代表证号', '姓名', '所属人大', '身份证号'],
    ['H-001', '张三', '湖塘镇人大', idNumberOf(1)],
    ['N-001', '张三', '牛塘镇', idNumberOf(1)],
    ['X-001', '张三', '某某镇', idNumberOf(1)],
  ])
  expect(reasonsOf(await rowsOf(view))).toEqual([[], ['unrelated_area'], ['congress_unknown']])
  const [, refused] = await rowsOf(view)
  expect(refused?.reasons[0]?.sentence).toContain('选举法')
  await order(view, true)
  await setup.drain()
  const held = await setup.db
    .selectFrom('mandate')
    .innerJoin('person', 'person.id', 'mandate.person_id')
    .select('mandate.number')
    .where('person.name', '=', '张三')
    .orderBy('mandate.number')
    .execute()
  expect(held.map(({ number }) => number)).toEqual(['A-001', 'H-001'])
})

test('what changed between preview and writing is not written over: the preview is made again', async () => {
  const view = await preview('deputies', [
    ['代表证号', '姓名', '职业'],
    ['A-001', '张三', '医生'],
  ])
  await setup.db.updateTable('person').set({ occupation: '律师' }).where('name', '=', '张三').execute()
  await order(view)
  await setup.drain()
  const after: View = await (await office.get(`/api/imports/${view.id}`)).json()
  expect(after).toMatchObject({ status: 'ready', failure: { code: 'roster.preview_outdated' } })
  expect((await rowsOf(after))[0]?.changes).toMatchObject([{ from: '律师', to: '医生' }])
  expect((await order({ ...view })).status).toBe(409)
  expect((await order(after)).status).toBe(202)
  await setup.drain()
})

test('areas, units and posts come in the same way, a second time without change', async () => {
  const areas: SheetCells = [
    ['区划代码', '名称'],
    ['320412103201', '丫河村'],
    ['320412103000', '前黄镇'],
    ['320505', '虎丘区'],
    ['3204121', '错码'],
  ]
  const seen = await preview('areas', areas)
  expect(reasonsOf(await rowsOf(seen))).toEqual([[], [], ['area_parent_unknown'], ['area_code_wrong']])
  await bringIn('areas', areas, true)
  const units: SheetCells = [
    ['单位编码', '单位名称', '简称', '系统', '所在区划', '上级单位', '设立日期', '更名日期'],
    ['WJ-CGJ', '武进区城市管理局', '区城管局', '政府', null, null, '2019-03-01', null],
    ['WJ-HW', '武进区环境卫生管理处', '区环卫处', '政府', null, '武进区城市管理局', '2019-03-01', null],
  ]
  await bringIn('units', units)
  expect((await preview('units', units)).counts).toMatchObject({ unchanged: 2 })
  const renamed = units.map((row) => row.map((cell) => (cell === '武进区环境卫生管理处' ? '武进区环卫中心' : cell)))
  expect(reasonsOf(await rowsOf(await preview('units', renamed)))).toEqual([[], ['effective_on_missing']])
  await bringIn('units', [...renamed.slice(0, 2), [...(renamed[2] ?? []).slice(0, 7), '2025年1月1日']])
  const earlier = await setup.db.selectFrom('organ_name').select(['name', 'starts_on', 'ends_on']).execute()
  expect(earlier).toEqual([{ name: '武进区环境卫生管理处', starts_on: '2019-03-01', ends_on: '2025-01-01' }])

  const posts: SheetCells = [
    ['姓名', '身份证号', '代表编号', '单位', '角色', '职务', '任职日期', '手机'],
    ['许一', idNumberOf(41), null, '区城管局', '承办经办人', '办公室主任', '2023.5.1', '13900000041'],
    ['张三', null, 'A-001', 'WJ-CGJ', '承办负责人', '局长', '2022.1', null],
    ['许二', idNumberOf(42), null, '区城管局', '代表工委工作人员', null, null, null],
    ['许三', null, null, '区城管局', '承办经办人', null, null, null],
  ]
  expect(reasonsOf(await rowsOf(await preview('posts', posts)))).toEqual([[], [], ['role_not_yours'], ['no_key']])
  await bringIn('posts', posts, true)
  expect((await preview('posts', posts)).counts).toMatchObject({ unchanged: 2, refused: 2 })
})

test('a broken file fails with a sentence; a discarded import is gone; strangers see none of it', async () => {
  const broken = await preview('deputies', Buffer.from('not a workbook'))
  expect(broken).toMatchObject({ status: 'failed', failure: { code: 'document.not_a_workbook' } })
  expect(broken.failure?.sentence).toContain('.xlsx')
  expect((await office.delete(`/api/imports/${broken.id}?version=${broken.version}`)).status).toBe(204)
  expect((await office.get(`/api/imports/${broken.id}`)).status).toBe(404)
  const view = await preview('deputies', [heading, ['A-090', '沈十', '男']])
  const clerk = setup.as(await given.post(setup.app, 'unit_clerk'))
  const town = await given.congress(setup.app, { areaCode: '320412100' })
  const neighbour = setup.as(await given.post(setup.app, 'presidium', { congress: town }))
  for (const stranger of [clerk, neighbour]) {
    expect((await stranger.get(`/api/imports/${view.id}`)).status).toBe(404)
    expect((await order(view, true, stranger)).status).toBe(404)
  }
  const upload = uploadForm('deputies', await officeSheet([heading]))
  expect((await clerk.fetch('/api/imports', { method: 'POST', body: upload })).status).toBe(403)
  expect(congress.name).toContain('武进')
})

test('deputies of the term to come are brought in by naming it; the roster of today stays as it is', async () => {
  const { termId } = await given.congress(setup.app, { areaCode: '320412105' })
  await setup.db.updateTable('term').set({ ended_on: '2027-01-08' }).where('id', '=', termId).execute()
  const next = setup.app.ids.uuid()
  const { congress_id } = await setup.db
    .selectFrom('term')
    .select('congress_id')
    .where('id', '=', termId)
    .executeTakeFirstOrThrow()
  await setup.db
    .insertInto('term')
    .values({ id: next, congress_id, number: 18, first_session_on: '2027-01-08', seats: 60 })
    .execute()
  const town = '区划320412105人大'
  const view = await bringIn('deputies', [
    ['代表证号', '姓名', '所属人大', '届次', '身份证号'],
    ['T-001', '冯一', town, null, idNumberOf(61)],
    ['T-001', '冯二', town, '第十八届', idNumberOf(62)],
  ])
  expect(view.counts).toMatchObject({ create: 2, refused: 0 })
  const stored = await setup.db
    .selectFrom('mandate')
    .select(['term_id', 'status', 'started_on'])
    .where('congress_id', '=', congress_id)
    .orderBy('started_on')
    .execute()
  expect(stored).toEqual([
    { term_id: termId, status: 'active', started_on: '2022-01-06' },
    { term_id: next, status: 'elected', started_on: '2027-01-08' },
  ])
  const names = async (query: string) =>
    (await (await office.get(`/api/deputies?congressId=${congress_id}${query}`)).json()).items.map(
      ({ name }: { name: string }) => name,
    )
  expect([await names(''), await names(`&termId=${next}`)]).toEqual([['冯一'], ['冯二']])
})

test('a roster that is larger than the seats it is for is shown with a warning, and may be brought in all the same', async () => {
  const four = ['甲', '乙', '丙', '丁'].map((given, index) => [`Q-${index}`, `蒋${given}`, '牛塘选区'])
  const columns = ['代表证号', '姓名', '选区']
  const before = await preview('deputies', [columns, ...four.slice(0, 1)])
  expect(before).toMatchObject({ counts: { create: 1 }, beyondSeats: [] })
  const view = await preview('deputies', [columns, ...four])
  expect(view.counts).toMatchObject({ create: 4, refused: 0 })
  // one of the two seats was taken in the first test
  expect(view.beyondSeats).toEqual([{ name: '牛塘选区', seats: 2, deputies: 5 }])
  expect(view.allowed).toContain('apply')
})

test('a preview that nobody came back to is given up after fourteen days, with all that stood in it', async () => {
  const view = await preview('deputies', [heading, ['A-099', '韩一', '男']])
  await forgetImports(setup.app)
  expect((await office.get(`/api/imports/${view.id}`)).status).toBe(200)
  const later = new Date(setup.clock.now().getTime() + 15 * 86_400_000)
  await forgetImports({ ...setup.app, clock: { now: () => later } })
  expect((await office.get(`/api/imports/${view.id}`)).status).toBe(404)
  const left = await setup.db
    .selectFrom('roster_import_row')
    .select('ordinal')
    .where('import_id', '=', view.id)
    .execute()
  expect(left).toEqual([])
})

test('posts and mandates that were brought in are what their last events say', async () => {
  const { faults, kinds } = await verifyRecord(setup.app)
  expect(faults).toEqual([])
  for (const of of ['mandate', 'post']) expect(kinds.find(({ kind }) => kind === of)?.rows).toBeGreaterThan(0)
})
