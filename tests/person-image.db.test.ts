import { beforeAll, expect, test } from 'vitest'
import { type GivenDeputy, type GivenPost, given } from '#modules/identity/identity.given.ts'
import { rowImage, sealRecord, takeInRows, verifyRecord } from '#modules/record/index.ts'
import { afterImageHash } from '#modules/record/record.canonical.ts'
import { idNumberOf, officeSheet, uploadForm } from '#modules/roster/roster.given.ts'
import { runSql, statementsOf } from './support/statements.ts'
import { foundAfter } from './support/tamper.ts'
import { type Client, type TestSite, testApp } from './support/test-app.ts'

// What someone with the database's password may do to who somebody is.
let site: TestSite
let office: GivenPost
let colleague: GivenPost
let deputy: GivenDeputy
let by: Client

beforeAll(async () => {
  site = await testApp({ fresh: true })
  office = await given.post(site.app, 'deputy_office')
  colleague = await given.post(site.app, 'deputy_office')
  const person = await given.person(site.app, { name: '沈秋萍', bornOn: '1975-03-02', idNumber: idNumberOf(1) })
  deputy = await given.deputy(site.app, { person })
  by = site.as(office)
  await takeInRows(site.app)
  await sealRecord(site.app)
})

const faults = async () => (await verifyRecord({ db: site.db, keys: site.app.keys })).faults

async function done(client: Client, path: string, body: object = {}): Promise<{ id: string; version: number }> {
  const reply = await client.post(path, body)
  if (!reply.ok) throw new Error(`${path}: ${reply.status} ${await reply.text()}`)
  return (await reply.json()) as { id: string; version: number }
}

const versionOf = async (id: string) =>
  ((await (await by.get(`/api/people/${id}`)).json()) as { version: number }).version

test.each([
  ['the name', `name = '沈秋平'`, `name = '沈秋萍'`],
  ['the day of birth', `born_on = '1985-03-02'`, `born_on = '1975-03-02'`],
  ['the digest of the ID number', `id_number_hmac = sha256(id_number_hmac)`, `id_number_hmac = kept.id_number_hmac`],
  ['that somebody has died', `died_on = '2026-01-01'`, 'died_on = null'],
  [
    'into whose row it went',
    `merged_into_id = (select id from person where name <> '沈秋萍' limit 1)`,
    'merged_into_id = null',
  ],
])('%s of a person altered behind the back of the program is named', async (_what, altered, put) => {
  const where = `where person.id = '${deputy.personId}'`
  const found = await foundAfter(
    site,
    `create table kept as select * from person; update person set ${altered} ${where}`,
    `update person set ${put} from kept ${where} and kept.id = person.id; drop table kept`,
  )
  expect(found).toMatchObject([{ code: 'row_changed', kind: 'person', subjectId: deputy.personId }])
  expect(await faults()).toEqual([])
})

test('a person who was put in is named', async () => {
  const id = site.app.ids.uuid()
  const found = await foundAfter(
    site,
    `insert into person (id, name, salt) values ('${id}', '张三', decode(md5('a'), 'hex'))`,
    `delete from person where id = '${id}'`,
  )
  expect(found).toEqual([{ code: 'row_unrecorded', kind: 'person', subjectId: id }])
})

test('who is entered, corrected, merged, split again and dies in order is right in the record', async () => {
  const [row, kept] = [
    await done(by, '/api/people', { name: '甲', idNumber: idNumberOf(2) }),
    await done(by, '/api/people', { name: '甲' }),
  ]
  expect(
    (await by.put(`/api/people/${kept.id}`, { name: '甲', ethnicity: '汉族', version: kept.version })).status,
  ).toBe(200)
  const decide = async (path: string, body: object = {}) => {
    const { approvalId } = (await done(by, path, body)) as unknown as { approvalId: string }
    await done(site.as(colleague), `/api/approvals/${approvalId}/approve`)
    expect(await faults()).toEqual([])
  }
  await decide(`/api/people/${row.id}/merge-requests`, { intoId: kept.id })
  await decide(`/api/people/${row.id}/split-requests`)
  await done(by, `/api/people/${row.id}/death`, { diedOn: '2026-03-03', version: await versionOf(row.id) })
  expect(await faults()).toEqual([])
})

test('what a row said before a correction can’t be found out from the record by trying', async () => {
  const { id, version } = await done(by, '/api/people', { name: '错别字' })
  const rowOf = async () => (await runSql(site.db, 'select * from person where id = $1', [id]))[0] ?? {}
  const { name_stroke: _, name_pinyin: __, salt, ...before } = await rowOf()
  const sealed = async (used: unknown) => {
    const form = { ...rowImage(before), salt: Buffer.from(used as Uint8Array).toString('hex') }
    return runSql(site.db, 'select type from event where subject_id = $1 and after_hash = $2', [
      id,
      afterImageHash(form),
    ])
  }
  expect(await sealed(salt)).toEqual([{ type: 'person.created' }])
  expect((await by.put(`/api/people/${id}`, { name: '改正了', version })).status).toBe(200)
  expect(await sealed((await rowOf())['salt'])).toEqual([])
  const told = await runSql(site.db, 'select data from event where subject_id = $1', [id])
  expect(JSON.stringify(told)).not.toMatch(/错别字|改正了/)
})

test('a roster of many takes no more statements than one of few, and every person of it is in the record', async () => {
  const heading = ['代表证号', '姓名', '性别', '出生年月', '民族', '党派']
  const apply = async (numbers: readonly number[], ethnicity: string) => {
    const rows = numbers.map((one) => [
      `R-${one}`,
      `代表${'甲乙丙丁戊己庚辛壬癸'[one % 10]}${'天地玄黄'[Math.floor(one / 10)]}`,
      '男',
      '1975-03',
      ethnicity,
      '群众',
    ])
    const form = uploadForm('deputies', await officeSheet([heading, ...rows]))
    const { id } = (await (await by.fetch('/api/imports', { method: 'POST', body: form })).json()) as { id: string }
    await site.drain()
    const { version } = (await (await by.get(`/api/imports/${id}`)).json()) as { version: number }
    const asked = await by.post(`/api/imports/${id}/apply`, { acceptGoodRows: false, version })
    expect([asked.status, await asked.text()]).toEqual([202, expect.any(String)])
    const statements = await statementsOf(site.db, () => site.drain())
    const view = (await (await by.get(`/api/imports/${id}`)).json()) as { status: string }
    expect(view.status).toBe('applied')
    return statements.length
  }
  const few = await apply([1, 2], '汉')
  expect(
    await apply(
      Array.from({ length: 30 }, (_, at) => at + 3),
      '汉',
    ),
  ).toBe(few)
  expect(await faults()).toEqual([])
  await apply([1, 2], '回')
  const told = await runSql(
    site.db,
    `select type, data->'fields' as fields from event where subject_kind = 'person' and type like 'roster.%' order by seq desc limit 2`,
  )
  expect(told).toEqual(
    [1, 2].map(() => ({ type: 'roster.person_changed', fields: expect.arrayContaining(['ethnicity']) })),
  )
  expect(await faults()).toEqual([])
})
