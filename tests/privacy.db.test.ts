import { beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '#kernel/actor.ts'
import type { SettableClock } from '#kernel/clock.ts'
import type { OwnPrivacy, RequestRow, RequestView } from '#modules/privacy/privacy.contract.ts'
import { given, requestIn } from '#modules/privacy/privacy.given.ts'
import { verifyRecord } from '#modules/record/index.ts'
import { runSql } from '#tests/support/statements.ts'
import { foundAfter, foundInTable } from '#tests/support/tamper.ts'
import { type Client, testApp } from '#tests/support/test-app.ts'

type Site = Awaited<ReturnType<typeof testApp>>
let site: Site
let cast: Awaited<ReturnType<typeof given.cast>>
beforeEach(async () => {
  site = await testApp({ fresh: true })
  cast = await given.cast(site.app)
})

const name = '欧阳求是'
const contact = '13912345678'
const words = '请删除建议公开页中我家的门牌号，狴犴巷七号。'
const typed = { kind: 'deletion', name, contact, words }
type Fields = Record<string, string>

const wait = (seconds: number) => (site.app.wall as SettableClock).advance(seconds * 1000)
const fieldOf = (html: string, field: string) => new RegExp(`name="${field}" value="([^"]*)"`).exec(html)?.[1] ?? ''
const openForm = async (place = '/requests') => fieldOf(await (await site.anonymous.get(place)).text(), 'form')

async function post(place: string, fields: Fields, headers: Fields = {}, by: Client = site.anonymous) {
  const reply = await by.fetch(place, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams(fields).toString(),
  })
  return { status: reply.status, html: await reply.text(), headers: reply.headers }
}

async function send(fields: Partial<typeof typed> = {}, place = '/requests') {
  const form = await openForm(place)
  wait(10)
  return post(place, { ...typed, ...fields, form, website: '' })
}
const codeIn = (html: string) => /<b class="code">([^<]+)</.exec(html)?.[1] ?? ''
const look = (code: string) => post('/requests/status', { code })

const listed = async (query = '') =>
  (await (await site.as(cast.office).get(`/api/privacy/requests${query}`)).json()) as { items: RequestRow[] }
async function only(): Promise<RequestView> {
  const { items } = await listed()
  expect(items).toHaveLength(1)
  return requestIn(await site.as(cast.office).get(`/api/privacy/requests/${items[0]?.id}`))
}
const decide = async (view: RequestView, action: string, more: object = {}, by = cast.office) => {
  site.clock.advance(1000)
  return site.as(by).post(`/api/privacy/requests/${view.id}/decisions`, { version: view.version, action, ...more })
}
const step = async (...args: Parameters<typeof decide>) => requestIn(await decide(...args))

describe('a request from the portal', () => {
  test('is sent without script, cookie or sign-in; its receipt is shown once and says what comes next', async () => {
    const sent = await send()
    expect([sent.status, sent.headers.get('cache-control'), sent.headers.get('set-cookie')]).toEqual([
      200,
      'no-store',
      null,
    ])
    expect(codeIn(sent.html)).toMatch(/^([0-9A-Z]{5}-){5}[0-9A-Z]$/)
    expect(sent.html).toContain('个信〔2026〕1号')
    // received on Wednesday 4 March: the fifteenth working day after it
    expect(sent.html).toContain('2026 年 3 月 25 日（星期三）')
    const seen = await look(codeIn(sent.html).toLowerCase())
    expect(seen.html).toContain('已收到，等待核看')
    expect(seen.html).toContain('狴犴巷七号')
    expect(seen.html).not.toContain(contact)
  })

  test('is screened, answered by one and deleted by two; who asked reads the answer', async () => {
    const code = codeIn((await send()).html)
    const view = await step(await only(), 'accept')
    expect((await decide(view, 'finish', { words: '已删除。' })).status).toBe(409)
    const asked = await step(view, 'ask', { words: '请告诉我们是哪一件建议。' })
    expect((await look(code)).html).toContain('是哪一件建议')
    const supplied = await post('/requests/status', { code, supply: '1', words: '第12号。' })
    expect(supplied.html).toContain('第12号。')
    const proposed = await step({ ...asked, version: asked.version + 1 }, 'propose', { words: '门牌号已删除。' })
    expect((await look(code)).html).toContain('已受理，办理中')
    expect((await decide(proposed, 'confirm')).status).toBe(403)
    const done = await step(proposed, 'confirm', {}, cast.colleague)
    expect([done.state, done.allowed]).toEqual(['done', []])
    expect((await look(code)).html).toContain('门牌号已删除')
    const types = await runSql(site.db, `select type from event where subject_kind = 'privacy_request'`)
    expect(types.map(({ type }) => type).toSorted()).toEqual(
      ['accepted', 'asked', 'done', 'proposed', 'received', 'supplied'].map((one) => `privacy.${one}`),
    )
  })

  test('is refused with its ground: what the law keeps is restricted, and that is explained', async () => {
    const code = codeIn((await send()).html)
    const view = await step(await only(), 'accept')
    expect((await decide(view, 'refuse', { words: '不能删除。' })).status).toBe(422)
    await step(view, 'refuse', { words: '履职档案不能删除。', ground: 'statutory_archive' })
    const { html } = await look(code)
    expect(html).toContain('限制处理')
    expect(html).toContain('履职档案不能删除')
  })

  test('a complaint about the platform goes the same way, with numbers of its own', async () => {
    const sent = await send({ kind: 'complaint', words: '要求每天打卡。' }, '/complaints')
    expect(sent.html).toContain('诉〔2026〕1号')
    expect((await listed('?kind=complaint')).items).toHaveLength(1)
    expect((await listed('?kind=deletion')).items).toHaveLength(0)
  })

  test('is found by its number and by the exact contact, however it is written', async () => {
    await send()
    for (const q of ['个信〔2026〕1号', contact, '139 1234-5678']) {
      expect((await listed(`?q=${encodeURIComponent(q)}`)).items).toHaveLength(1)
    }
    for (const q of ['139123', name]) expect((await listed(`?q=${encodeURIComponent(q)}`)).items).toHaveLength(0)
    expect((await listed('?box=late')).items).toHaveLength(0)
    site.clock.set(new Date('2026-03-26T00:00:00+08:00'))
    expect((await listed('?box=late&sort=due')).items).toMatchObject([{ isLate: true }])
  })
})

describe('what people really send', () => {
  test('scripts in every field are words, and stay where they were typed', async () => {
    const script = '<script>alert(1)</script>"\'><img src=x onerror=alert(1)>'
    const refused = await send({ kind: script, name: script, contact: script, words: script })
    expect(refused.status).toBe(422)
    const sent = await send({ name: script.slice(0, 50), contact: script.slice(0, 50), words: script })
    const seen = await look(codeIn(sent.html))
    const code = await look(script)
    for (const { html } of [refused, sent, seen, code]) expect(html).not.toMatch(/<script|<img/)
    expect(seen.html).toContain('&lt;script&gt;')
    expect(fieldOf(refused.html, 'contact')).toContain('&lt;script&gt;')
  })

  test('an empty form comes back with all that is missing marked, the choice as well as what is written', async () => {
    const { status, html } = await post('/requests', { form: await openForm() })
    expect(status).toBe(422)
    expect(html).toContain('<fieldset class="wanting" aria-describedby="refused">')
    expect(html.match(/aria-invalid="true"/g)).toHaveLength(3)
    const chosen = await post('/requests', { kind: 'deletion', form: await openForm() })
    expect(chosen.html).not.toContain('class="wanting"')
  })

  test('a name of ten thousand letters is refused, with everything typed still there', async () => {
    const long = await send({ name: '长'.repeat(3400) })
    expect(long.status).toBe(422)
    expect(long.html).toContain('长'.repeat(3400))
    expect(long.html).toContain('狴犴巷七号')
    expect((await send({ words: '多'.repeat(60_000) })).status).toBe(422)
    expect((await listed()).items).toHaveLength(0)
  })

  test('too quick, forged, open for days: refused in a sentence, and the next try of the same page goes through', async () => {
    const form = await openForm()
    const quick = await post('/requests', { ...typed, form })
    expect([quick.status, quick.html.includes('提交得太快')]).toEqual([422, true])
    expect(quick.html).toContain('狴犴巷七号')
    wait(5)
    expect((await post('/requests', { ...typed, form: fieldOf(quick.html, 'form') })).status).toBe(200)
    const forged = await post('/requests', { ...typed, form: 'x.y.z' })
    expect([forged.status, forged.html.includes('已经失效')]).toEqual([422, true])
    const old = await openForm()
    wait(3 * 86_400)
    const late = await post('/requests', { ...typed, form: old })
    expect([late.status, late.html.includes('超过 24 小时')]).toEqual([422, true])
    wait(5)
    expect((await post('/requests', { ...typed, form: fieldOf(late.html, 'form') })).status).toBe(200)
  })

  test('the same form twice, also at the same moment, is one request with one receipt; other words are refused', async () => {
    const form = await openForm()
    wait(10)
    const both = await Promise.all([post('/requests', { ...typed, form }), post('/requests', { ...typed, form })])
    const again = await post('/requests', { ...typed, form })
    const codes = [...both, again].map(({ html }) => codeIn(html))
    expect(new Set(codes).size).toBe(1)
    expect(codes[0]).not.toBe('')
    expect((await listed()).items).toHaveLength(1)
    const other = await post('/requests', { ...typed, words: '另一件事。', form })
    expect([other.status, codeIn(other.html)]).toEqual([409, ''])
    expect(other.html).toContain('另一件事')
  })

  test('a program that fills the hidden field is taken in but marked; the eleventh form within an hour is refused', async () => {
    const form = await openForm()
    wait(10)
    expect((await post('/requests', { ...typed, form, website: 'http://spam.example' })).status).toBe(200)
    expect((await only()).isSuspect).toBe(true)
    for (let sent = 1; sent < 10; sent += 1) expect((await send()).status).toBe(200)
    const last = await send()
    expect(last.status).toBe(429)
    expect(last.html).toContain('狴犴巷七号')
    wait(3600)
    expect((await send()).status).toBe(200)
  })

  test('a hundred wrong codes: after twenty nobody learns anything for an hour; a right one is never counted', async () => {
    const code = codeIn((await send()).html)
    for (let times = 0; times < 30; times += 1) expect((await look(code)).status).toBe(200)
    const replies: number[] = []
    for (let times = 0; times < 100; times += 1) replies.push((await look('0'.repeat(26))).status)
    expect(replies).toEqual([...Array<number>(20).fill(404), ...Array<number>(80).fill(429)])
    expect((await look(code)).status).toBe(429)
    wait(3600)
    expect((await look(code)).status).toBe(200)
    expect((await look('')).status).toBe(422)
  })

  test('what bears the mark of a state secret is taken in by no form; the security officer hears where it was met', async () => {
    const officer = site.as(await given.post(site.app, 'secadmin', { congress: cast.congress }))
    const code = codeIn((await send()).html)
    await step(await step(await only(), 'accept'), 'ask', { words: '请告诉我们是哪一件建议。' })
    const marked = '机\u200b密★十年'
    const refused = [
      [await send({ words: marked }), marked, '带有密级标志'],
      [await send({ contact: `${contact} 秘密★` }), '狴犴', '带有密级标志'],
      [await send({ kind: 'complaint', words: marked }, '/complaints'), marked, '带有密级标志'],
      [await send({ words: marked }, '/en/requests'), marked, 'mark of a state secret'],
      [await post('/requests/status', { code, supply: '1', words: marked }), marked, '带有密级标志'],
    ] as const
    for (const [{ status, html }, still, sentence] of refused) {
      expect([status, codeIn(html)]).toEqual([403, ''])
      expect(html).toContain(sentence)
      expect(html).toContain(still)
    }
    expect((await listed()).items).toHaveLength(1)
    expect((await look(code)).html).not.toContain('★')
    await site.beat()
    const { items } = (await (await officer.get('/api/notices')).json()) as { items: { kind: string }[] }
    expect(items.map(({ kind }) => kind)).toEqual(Array(5).fill('secrecy_mark_stopped'))
    const told = await runSql(site.db, `select * from event where type = 'secrecy.mark_stopped' order by seq`)
    expect(told.map(({ acting_kind, data }) => [acting_kind, data])).toEqual(
      ['/requests', '/requests', '/complaints', '/requests', '/requests/status'].map((route) => [
        'anonymous',
        { code: 'http.secret_mark', route },
      ]),
    )
    // what is refused again and again counts like a form
    for (let sent = 6; sent < 10; sent += 1) await post('/requests/status', { code, supply: '1', words: marked })
    const last = await post('/requests/status', { code, supply: '1', words: marked })
    expect([last.status, last.html.includes(marked)]).toEqual([429, true])
    expect((await post('/requests/status', { code, supply: '1', words: '第12号。' })).status).toBe(200)
    expect((await post('/requests/status', { code, supply: '1', words: marked })).status).toBe(409)
  })

  test('a form that comes from another site is refused', async () => {
    const form = await openForm()
    wait(10)
    const foreign = await post('/requests', { ...typed, form }, { origin: 'https://evil.example', host: 'localhost' })
    expect(foreign.status).toBe(403)
    expect((await listed()).items).toHaveLength(0)
  })
})

describe('who learns what', () => {
  test('contact and words are nowhere but in the request: not in the database, the record, notices or lists', async () => {
    const code = codeIn((await send()).html)
    const view = await step(await only(), 'accept')
    const office = site.as(cast.office)
    expect(await (await office.get(`/api/privacy/requests/${view.id}/contact`)).json()).toEqual({ name, contact })
    await step(view, 'propose', { words: '螭吻答复。' })
    await site.beat()
    const tables = await runSql(site.db, `select tablename from pg_tables where schemaname = current_schema()`)
    for (const { tablename } of tables) {
      const rows = JSON.stringify(await runSql(site.db, `select to_jsonb(t) as row from "${String(tablename)}" t`))
      for (const secret of [contact, name, '狴犴', '螭吻', code, code.replaceAll('-', '')]) {
        expect([tablename, secret, rows.includes(secret)]).toEqual([tablename, secret, false])
      }
    }
    const lists = ['/api/privacy/requests', '/api/notices', '/api/todo']
    for (const address of lists) {
      const text = await (await office.get(address)).text()
      for (const secret of [contact, name, '狴犴']) expect(text).not.toContain(secret)
    }
    expect(await runSql(site.db, `select type from event where type = 'privacy.contact_seen'`)).toHaveLength(1)
  })

  test('another congress finds nothing, a unit and an auditor are told it is not theirs', async () => {
    await send()
    const { id } = await only()
    const paths = [`/api/privacy/requests/${id}`, `/api/privacy/requests/${id}/contact`]
    for (const path of paths) {
      expect((await site.as(cast.neighbourOffice).get(path)).status).toBe(404)
      for (const actor of [cast.clerk, cast.auditor, cast.deputy])
        expect((await site.as(actor).get(path)).status).toBe(403)
    }
    const { items } = (await (await site.as(cast.neighbourOffice).get('/api/privacy/requests')).json()) as { items: [] }
    expect(items).toEqual([])
  })

  test('who asked, who decided and what was said is found when it is altered behind the back of the program', async () => {
    await send()
    await step(await step(await only(), 'accept'), 'ask', { words: '请告诉我们是哪一件建议。' })
    await site.beat()
    for (const [table, statement] of [
      ['privacy_message', 'delete from privacy_message'],
      ['privacy_message', `update privacy_message set author = 'office'`],
      ['privacy_message', `update privacy_message set said_at = said_at - interval '1 day'`],
    ] as const) {
      const faults = await foundInTable(site, table, statement)
      expect(faults, statement).toMatchObject([{ code: 'row_changed', kind: 'privacy_request' }])
    }
    for (const column of ['proposed_by_person_id', 'decided_by_person_id']) {
      const set = `update privacy_request set ${column} = `
      const faults = await foundAfter(site, `${set}(select id from person limit 1)`, `${set}null`)
      expect(faults, column).toMatchObject([{ code: 'row_changed', kind: 'privacy_request' }])
    }
    await runSql(site.db, 'delete from privacy_message')
    await runSql(site.db, 'delete from privacy_request')
    expect((await verifyRecord(site.app)).faults).toMatchObject([{ code: 'row_removed', kind: 'privacy_request' }])
  })

  test('what was said is erased in its time; number, dates and outcome stay', async () => {
    await send()
    await step(await only(), 'discard')
    site.clock.set(new Date('2026-04-05T09:00:00+08:00'))
    await site.beat()
    const view = await only()
    expect([view.state, view.isErased, view.messages, view.hasContact]).toEqual(['discarded', true, [], false])
    expect((await verifyRecord(site.app)).faults).toEqual([])
  })
})

describe('one’s own data', () => {
  const own = async (by: { accountId: string; acting: Actor['acting'] } = cast.deputy) =>
    (await (await site.as(by).get('/api/privacy/own')).json()) as OwnPrivacy

  test('is downloaded as JSON and as a workbook, and holds nobody else’s', async () => {
    const version = await given.contactVersion(site.app, cast.deputy.personId)
    await site.as(cast.office).put(`/api/people/${cast.deputy.personId}/contact`, { version, phone: contact })
    const text = await (await site.as(cast.deputy).get('/api/privacy/own/copy.json')).text()
    expect(text).toContain(cast.deputy.name)
    expect(text).toContain(contact)
    expect(text).not.toContain(cast.office.name)
    const sheet = await site.as(cast.deputy).get('/api/privacy/own/copy.xlsx')
    expect([sheet.status, sheet.headers.get('content-type')]).toMatchObject([
      200,
      expect.stringContaining('spreadsheetml'),
    ])
  })

  test('a correction is asked for, answered, and seen by its asker only; nobody decides about their own', async () => {
    const asked = { kind: 'correction', words: '学历应为本科。' }
    expect((await site.as(cast.office).post('/api/privacy/own/requests', asked)).status).toBe(201)
    const view = await only()
    expect(view.allowed).toEqual([])
    expect((await decide(view, 'accept')).status).toBe(403)
    const accepted = await step(view, 'accept', {}, cast.colleague)
    await step(accepted, 'finish', { words: '已更正。' }, cast.colleague)
    expect((await own(cast.office)).requests).toMatchObject([{ state: 'done', messages: [{}, { words: '已更正。' }] }])
    expect((await own()).requests).toEqual([])
  })

  test('a mail address is agreed to under a notice; taking the agreement back takes the address out', async () => {
    const deputy = site.as(cast.deputy)
    await deputy.put('/api/notices/mail-address', { address: 'a@wujin.example' })
    await site.beat()
    const [consent] = (await own()).consents
    expect(consent).toMatchObject({ purpose: 'mail_address', noticeVersion: '1.0', withdrawnAt: null })
    const path = `/api/privacy/own/consents/${consent?.id}/withdrawal`
    expect((await site.as(cast.office).post(path)).status).toBe(404)
    expect((await deputy.post(path)).status).toBe(200)
    await site.beat()
    expect((await own()).consents).toMatchObject([{ withdrawnAt: expect.any(String) }])
    expect(await runSql(site.db, 'select * from person_mail_address')).toEqual([])
    expect((await deputy.post(path)).status).toBe(409)
  })
})
