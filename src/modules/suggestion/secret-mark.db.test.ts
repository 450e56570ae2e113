import { beforeAll, expect, test } from 'vitest'
import { pdfOf, upload } from '#modules/attachment/attachment.given.ts'
import { uploadForm } from '#modules/roster/roster.given.ts'
import { runSql } from '#tests/support/statements.ts'
import { type Client, type TestSite, testApp } from '#tests/support/test-app.ts'
import { listing } from './import.given.ts'
import { type Cast, codeOf, draftOf, given, viewOf } from './suggestion.given.ts'
import { finalAnswer, type Stage, stage } from './suggestion-stage.given.ts'

let site: TestSite
let cast: Cast
let on: Stage
let lead: Client
let officer: Client

beforeAll(async () => {
  site = await testApp({ fresh: true })
  cast = await given.cast(site.app)
  on = stage(site, cast)
  lead = site.as(cast.lead)
  officer = site.as(await given.post(site.app, 'secadmin', { congress: cast.congress }))
})

type Notice = { kind: string; number: string | null; title: string | null; caseId: string | null }
const noticesOf = async (who: Client): Promise<Notice[]> => {
  await site.beat()
  return ((await (await who.get('/api/notices')).json()) as { items: Notice[] }).items
}
const alarm = { kind: 'secrecy_mark_stopped', number: null, title: null, caseId: null }

test('H08 what bears the mark of a state secret is not submitted; the security officer hears of it without its words', async () => {
  const marked = '详见区里的机密★10年文件，东升社区周边拟建设的设施须同步考虑。'
  const { id, version } = await on.drafted()
  // what an earlier program had kept
  await runSql(site.db, 'update suggestion set grounds = $2 where id = $1', [id, marked])
  expect(await codeOf(await lead.post(`/api/suggestions/${id}/submit`, { version }))).toBe('403 suggestion.secret_mark')
  expect(await viewOf(await lead.get(`/api/suggestions/${id}`))).toMatchObject({ state: 'draft', version })
  expect(await noticesOf(officer)).toMatchObject([alarm])
  expect(await noticesOf(site.as(cast.office))).toEqual([])
  const [event] = await runSql(site.db, `select * from event where type = 'secrecy.mark_stopped'`)
  expect(event).toMatchObject({ data: { code: 'suggestion.secret_mark' }, case_id: null, note_id: null })
})

test('H08 a draft with the mark is not kept on the server either, new or changed, and neither is a motion', async () => {
  const marked = draftOf({ grounds: '绝密★启用前' })
  const { id, version } = await on.drafted()
  const fresh = site.app.ids.uuid()
  expect(await codeOf(await lead.post('/api/suggestions', { id: fresh, ...marked }))).toBe('403 http.secret_mark')
  expect((await lead.get(`/api/suggestions/${fresh}`)).status).toBe(404)
  expect(await codeOf(await lead.put(`/api/suggestions/${id}`, { version, ...marked }))).toBe('403 http.secret_mark')
  expect(await viewOf(await lead.get(`/api/suggestions/${id}`))).toMatchObject({ version })
  const { title, subject, grounds, proposal } = marked
  const motion = { id: site.app.ids.uuid(), title, subject, grounds, proposal }
  expect(await codeOf(await lead.post('/api/motions', motion))).toBe('403 http.secret_mark')
})

test('H08 of a file whose name bears the mark nothing is kept: no row, no bytes, no preview', async () => {
  const { id } = await on.drafted()
  const before = await noticesOf(officer)
  const reply = await upload(lead, { caseId: id }, '绝密文件★机密.pdf', pdfOf())
  expect(await codeOf(reply)).toBe('403 attachment.secret_mark')
  expect(await runSql(site.db, 'select id from attachment')).toEqual([])
  expect((await noticesOf(officer)).length).toBe(before.length + 1)
  expect((await upload(lead, { caseId: id }, '秘密花园路现状.pdf', pdfOf())).status).toBe(201)
})

test('an answer and a public copy with the mark are not kept', async () => {
  const assigned = await on.assigned()
  const kase = await on.answered(assigned, finalAnswer)
  const path = `/api/suggestions/${kase.id}/publication`
  const office = site.as(cast.office)
  await viewOf(await office.post(path))
  const { version, content } = (await (await office.get(path)).json()) as { version: number; content: object }
  const marked = { ...content, proposal: '绝密★启用前' }
  expect(await codeOf(await office.put(path, { version, content: marked }))).toBe('403 http.secret_mark')
  expect((await office.put(path, { version, content })).status).toBe(200)
  await expect(on.answered(await on.assigned(), { ...finalAnswer, body: '密级：秘密' })).rejects.toThrow(
    'http.secret_mark',
  )
})

test('nor is the opinion of a unit that handles with another', async () => {
  const kase = await on.assigned({ withCo: true })
  const signed = await on.step(site.as(cast.coClerk), kase, cast.coUnit.id, 'acknowledgement')
  await expect(
    on.step(site.as(cast.coClerk), signed, cast.coUnit.id, 'co-opinion', { opinion: '机密★10年' }),
  ).rejects.toThrow('http.secret_mark')
})

test('nor any other words, a topic or a reason, whoever types them; each time the officer hears where', async () => {
  const office = site.as(cast.office)
  const told = async () => (await runSql(site.db, `select data from event where type = 'secrecy.mark_stopped'`)).length
  const before = await told()
  const topic = { title: '关于人防工程的选题（机密★）', description: '内容从略。', claimsMax: null, claimUntil: null }
  expect(await codeOf(await office.post('/api/topics', topic))).toBe('403 http.secret_mark')
  const { id, version } = await on.submitted()
  const body = { version, decision: 'return', reason: '来件附有秘密★5年文件。' }
  expect(await codeOf(await office.post(`/api/suggestions/${id}/review`, body))).toBe('403 http.secret_mark')
  expect(await told()).toBe(before + 2)
})

test.each([
  'Application/JSON',
  'application/json; charset=utf-8',
  'application/x+json',
  'application/vnd.api+json',
  'application/merge-patch+json',
])('however a program names the form of what it sends, the mark is met: %s', async (type) => {
  const send = (body: object) =>
    lead.fetch('/api/suggestions', {
      method: 'POST',
      headers: { 'content-type': type },
      body: JSON.stringify({ id: site.app.ids.uuid(), ...body }),
    })
  expect(await codeOf(await send(draftOf({ grounds: '绝密★启用前' })))).toBe('403 http.secret_mark')
  expect(await codeOf(await send(draftOf({ grounds: '机密\u200b★十年' })))).toBe('403 http.secret_mark')
  expect(await codeOf(await send({ '机密★10年': '' }))).toBe('403 http.secret_mark')
})

test('H08 nor is a file taken in whose name hides the mark behind signs that nobody sees', async () => {
  const { id } = await on.drafted()
  const reply = await upload(lead, { caseId: id }, '绝\u200b密\ufe0f★启用前.pdf', pdfOf())
  expect(await codeOf(reply)).toBe('403 attachment.secret_mark')
  const named = uploadForm('suggestions', Buffer.from('list'), '机\u00ad密★代表建议台账.xlsx')
  const refused = await site.as(cast.office).fetch('/api/imports', { method: 'POST', body: named })
  expect(await codeOf(refused)).toBe('403 attachment.secret_mark')
})

test('words on secrecy are advised on and submitted', async () => {
  const kase = await on.submitted({
    title: '关于商业秘密保护条例的建议',
    subject: '秘密花园路一带企业的商业机密保护不足。',
  })
  expect(kase.state).toBe('submitted')
})

test('H08 of a list in which a row bears the mark nothing is taken in, and the security officer hears of it', async () => {
  const { rowOf, preview } = await listing(site, cast)
  const rowsKept = 'select count(*)::int as kept from roster_import_row'
  const [before, kept] = [await noticesOf(officer), await runSql(site.db, rowsKept)]
  const good = rowOf({ 编号: '2026-901', 标题: '关于路灯的建议' })
  const told = { 提出日期: '2025-09-01', 交办日期: '2025-09-08', 主办单位: '武进区民政局', 答复日期: '2025-12-01' }
  const answered = { ...told, 编号: '2025-901', 标题: '关于答复的建议', 状态: '待评价', 答复分类: 'A' }
  for (const marked of [
    rowOf({ 编号: '2026-902', 标题: '关于设施的建议', 正文: '案由：路窄。案据：机密★10年。方案：拓宽。' }),
    rowOf({ ...answered, 答复内容: '绝密★启用前' }),
  ]) {
    const view = await preview([good, marked])
    expect(view).toMatchObject({ status: 'failed', failure: { code: 'roster.secret_mark' } })
  }
  const named = uploadForm('suggestions', Buffer.from('list'), '绝密★代表建议台账.xlsx')
  const refused = await site.as(cast.office).fetch('/api/imports', { method: 'POST', body: named })
  expect(await codeOf(refused)).toBe('403 attachment.secret_mark')
  expect(await runSql(site.db, rowsKept)).toEqual(kept)
  expect((await noticesOf(officer)).length).toBe(before.length + 3)
  expect((await preview([good])).status).toBe('ready')
})
