import { beforeAll, expect, test } from 'vitest'
import { agreeTo } from '#modules/cosign/cosign.given.ts'
import { type Client, type TestSite, testApp } from '#tests/support/test-app.ts'
import type { PublicationView } from './public-copy.contract.ts'
import type { SuggestionView } from './suggestion.contract.ts'
import { type Cast, codeOf, given, viewOf } from './suggestion.given.ts'
import { answer, finalAnswer, type Stage, stage } from './suggestion-stage.given.ts'

let site: TestSite
let cast: Cast
let on: Stage
let lead: Client
let office: Client
let clerk: Client

beforeAll(async () => {
  site = await testApp({ fresh: true })
  cast = await given.cast(site.app)
  on = stage(site, cast)
  lead = site.as(cast.lead)
  office = site.as(cast.office)
  clerk = site.as(cast.clerk)
})

/** Redacted by the office, confirmed by the deputy and the unit, released by a colleague. */
async function release({ id }: { id: string }): Promise<string> {
  const path = `/api/suggestions/${id}/publication`
  const copy = (await (await office.get(path)).json()) as { version: number; content: object }
  expect((await office.put(path, { version: copy.version, content: copy.content })).status).toBe(200)
  await viewOf(await lead.post(`${path}/agreement`))
  await viewOf(await clerk.post(`${path}/secrecy-check`))
  const { publication } = await viewOf(await site.as(cast.colleague).post(`${path}/release`))
  return `/suggestions/${publication?.pageId}`
}
const htmlOf = async (path: string) => (await site.anonymous.get(path)).text()
const prepare = (kase: SuggestionView) => office.post(`/api/suggestions/${kase.id}/publication`)

test('the public page says of each promise who made it, until when, and what became of it, without its words', async () => {
  const kase = await on.answered(await on.assigned(), {
    ...answer,
    commitments: [
      { content: '内部措辞甲', owner: '养老服务科', dueOn: '2026-06-30' },
      { content: '内部措辞乙', owner: '养老服务科', dueOn: '2026-12-31' },
    ],
  })
  await viewOf(await prepare(kase))
  const page = await release(kase)
  const html = await htmlOf(page)
  expect(html).toContain('答复中承诺 2 项，已兑现 0 项。')
  expect(html).toContain('武进区民政局承诺在 2026 年 6 月 30 日')
  expect(html).not.toMatch(/内部措辞|养老服务科/)
  const steps = [...html.matchAll(/<li><p class="when">.*?<\/p><p>(.*?)<\/p>/g)].map(([, step]) => step)
  expect(steps.slice(-4)).toEqual([
    '武进区人民代表大会交承办单位办理',
    '武进区人民代表大会审查立案',
    '武进区人民代表大会登记',
    '代表向武进区人民代表大会提出',
  ])

  const [first, second] = kase.commitments
  const put = (id: string | undefined, path: string, body?: object) =>
    clerk.post(`/api/commitments/${id}/${path}`, body)
  await viewOf(await put(first?.id, 'fulfilment', { evidence: '已开餐。' }))
  expect(await htmlOf(page)).toContain('单位报告已兑现，等待代表确认')
  await viewOf(await lead.post(`/api/commitments/${first?.id}/confirmation`))
  await viewOf(await put(second?.id, 'rescheduling', { dueOn: '2027-03-31', explanation: '施工受阻。' }))
  const after = await htmlOf(page)
  expect(after).toContain('答复中承诺 2 项，已兑现 1 项。')
  expect(after).toContain('已兑现，代表已确认')
  expect(after).toContain('（原定 2026 年 12 月 31 日')
  expect(after).not.toContain('施工受阻')

  await viewOf(await office.post(`/api/suggestions/${kase.id}/publication/withdrawal`, { reason: '代表要求。' }))
  expect((await site.anonymous.get(page)).status).toBe(404)
})

test('a second answer comes into a new copy that is confirmed anew; until then the page stays as it was', async () => {
  const kase = await on.answered(await on.assigned(), { ...finalAnswer, body: '第一次答复。' })
  await viewOf(await prepare(kase))
  expect(await codeOf(await prepare(kase))).toBe('409 publication.prepared_already')
  const page = await release(kase)
  expect((await on.open(office, kase.id)).allowed).not.toContain('preparePublication')
  site.clock.set(new Date('2026-03-05T09:00:00+08:00'))
  const verdict = { attitude: 'satisfied', result: 'dissatisfied', opinion: '没有答到点上。' }
  const again = await viewOf(await on.evaluate(lead, await on.open(lead, kase.id), verdict))
  await on.answered(again, { ...finalAnswer, body: `第二次答复，请${cast.lead.name}代表指正。` })
  expect((await on.open(office, kase.id)).allowed).toContain('preparePublication')
  const renewed = await viewOf(await prepare(kase))
  expect(renewed.publication?.state).toBe('draft')
  const meanwhile = await htmlOf(page)
  expect(meanwhile).toContain('第一次答复。')
  expect(meanwhile).not.toContain('第二次答复')
  expect(await release(kase)).toBe(page)
  const html = await htmlOf(page)
  expect(html).toContain('第二次答复，请某代表指正。')
  expect(html).toContain('第一次答复。')
})

const unkept = { attitude: 'satisfied', result: 'dissatisfied', opinion: '没有答到点上。' }
const promised = (content: string) => ({
  ...answer,
  body: `${content}的答复。`,
  commitments: [{ content, owner: '养老服务科', dueOn: '2026-06-30' }],
})

/** Answered, released, found wanting; the second answer is written and signed, and ready to be sent. */
async function wanting(): Promise<{ kase: SuggestionView; page: string }> {
  const kase = await on.answered(await on.assigned(), promised('第一次'))
  await viewOf(await prepare(kase))
  const page = await release(kase)
  await on.evaluate(lead, await on.open(lead, kase.id), unkept)
  return { kase, page }
}

test('what a second answer promises is public when that answer is, and not a day before; with the copy it goes', async () => {
  const { kase, page } = await wanting()
  await on.answered(await on.open(clerk, kase.id), promised('第二次'))
  expect(await htmlOf(page)).toContain('答复中承诺 1 项')
  await viewOf(await prepare(kase))
  expect(await htmlOf(page)).toContain('答复中承诺 1 项')
  await release(kase)
  expect(await htmlOf(page)).toContain('答复中承诺 2 项')
  await viewOf(await office.post(`/api/suggestions/${kase.id}/publication/withdrawal`, { reason: '代表要求。' }))
  const left = site.app.db.selectFrom('published_promise').selectAll()
  expect(await left.where('page_id', '=', page.split('/').at(-1) ?? '').execute()).toEqual([])
})

test('an answer that is sent while a copy is being prepared comes into it before it can be released', async () => {
  const { kase } = await wanting()
  await viewOf(await office.post(`/api/suggestions/${kase.id}/publication/withdrawal`, { reason: '等第二次答复。' }))
  const path = `/api/suggestions/${kase.id}/publication`
  const copyOf = async () => (await (await office.get(path)).json()) as PublicationView
  const { version, content } = await copyOf()
  expect((await office.put(path, { version, content })).status).toBe(200)
  await viewOf(await lead.post(`${path}/agreement`))
  await viewOf(await clerk.post(`${path}/secrecy-check`))

  const colleague = site.as(cast.colleague)
  const signed = await on.signedOff(await on.open(clerk, kase.id), promised('第二次'))
  // the release and the sending at the same moment: whichever is second knows of the first
  const [released] = await Promise.all([
    colleague.post(`${path}/release`),
    on.step(clerk, signed, cast.leadUnit.id, 'sending'),
  ])
  if (released.status !== 200) expect(await codeOf(released)).toBe('409 publication.answers_missing')
  const after = await on.open(colleague, kase.id)
  expect(after.allowed).not.toContain('releasePublication')
  expect(after.allowed).toContain('preparePublication')
  expect((await copyOf()).newAnswers).toBe(1)
  await viewOf(await prepare(kase))
  const renewed = await copyOf()
  expect([renewed.state, renewed.newAnswers]).toEqual(['draft', 0])
  expect(renewed.content.answers.map(({ body }) => body)).toEqual(['第一次的答复。', '第二次的答复。'])

  const without = { ...renewed.content, answers: renewed.content.answers.slice(1) }
  expect(await codeOf(await office.put(path, { version: renewed.version, content: without }))).toBe(
    '422 publication.answers_differ',
  )
  expect(await htmlOf(await release(kase))).toContain('第二次的答复。')
})

test('of a suggestion that two units answered apart each checks the copy for itself before it is released', async () => {
  const coHead = await given.post(site.app, 'unit_head', { congress: cast.congress, organ: cast.coUnit })
  const [coClerk, government] = [site.as(cast.coClerk), site.as(cast.government)]
  const { id, version } = await on.accepted()
  const units = [cast.leadUnit.id, cast.coUnit.id].map((unitId) => ({ unitId, part: 'separate' }))
  const planned = await viewOf(await government.post(`/api/suggestions/${id}/assignment-plan`, { version, units }))
  const handed = await viewOf(await office.post(`/api/suggestions/${id}/assignment`, { version: planned.version }))
  const one = await on.answered(handed, finalAnswer)
  const received = await on.step(coClerk, one, cast.coUnit.id, 'acknowledgement')
  const written = await on.step(coClerk, received, cast.coUnit.id, 'reply-draft', finalAnswer)
  const signed = await on.step(site.as(coHead), written, cast.coUnit.id, 'sign-off')
  await on.step(coClerk, signed, cast.coUnit.id, 'sending')
  await viewOf(await office.post(`/api/suggestions/${id}/publication`))
  const path = `/api/suggestions/${id}/publication`
  const copyOf = async () => (await (await office.get(path)).json()) as PublicationView
  const { version: copied, content } = await copyOf()
  await office.put(path, { version: copied, content })
  await viewOf(await lead.post(`${path}/agreement`))
  const waiting = async (as: Client) => (await on.open(as, id)).allowed.includes('checkPublication')
  expect([await waiting(clerk), await waiting(coClerk)]).toEqual([true, true])
  const checked = await Promise.all([clerk, clerk].map((as) => as.post(`${path}/secrecy-check`)))
  expect(checked.map(({ status }) => status).toSorted()).toEqual([200, 409])
  expect([await waiting(clerk), await waiting(coClerk)]).toEqual([false, true])
  expect(await copyOf()).toMatchObject({ unitCheckedAt: null, waitsForUnits: [cast.coUnit.name] })
  const colleague = site.as(cast.colleague)
  expect(await codeOf(await colleague.post(`${path}/release`))).toBe('409 publication.confirmations_missing')
  expect(JSON.stringify(await (await coClerk.get('/api/todo')).json())).toContain('checkPublication')
  await viewOf(await coClerk.post(`${path}/secrecy-check`))
  expect((await copyOf()).waitsForUnits).toEqual([])
  expect((await viewOf(await colleague.post(`${path}/release`))).publication?.state).toBe('published')
})

test('in place of a lead who is out of office the first co-signer agrees to the copy, and where there is none the office', async () => {
  const first = site.as(cast.first)
  const draft = await on.drafted()
  const path = `/api/suggestions/${draft.id}`
  const step = async (as: Client, part: string, more: object = {}) =>
    viewOf(await as.post(`${path}/${part}`, { version: (await on.open(as, draft.id)).version, ...more }))
  const invited = await step(lead, 'invitations', { mandateIds: [cast.first.mandateId] })
  await viewOf(await first.post(`${path}/cosign`, agreeTo(invited)))
  await step(lead, 'submit')
  await step(office, 'registration')
  await step(office, 'review', { decision: 'accept' })
  await step(site.as(cast.government), 'assignment-plan', { units: [{ unitId: cast.leadUnit.id, part: 'lead' }] })
  await on.answered(await step(office, 'assignment'), finalAnswer)
  await viewOf(await office.post(`${path}/publication`))
  const copyOf = async () => (await (await office.get(`${path}/publication`)).json()) as PublicationView
  const { version, content } = await copyOf()
  await office.put(`${path}/publication`, { version, content })
  expect((await copyOf()).waitsForAgreementOf).toBe('lead')

  const leaves = async (mandateId: string, mandateVersion: number, act: 'suspend' | 'resume') => {
    const told = { effectiveOn: '2026-03-04', note: '代表法第六十一条。', version: mandateVersion }
    expect((await office.post(`/api/mandates/${mandateId}/${act}`, told)).status).toBe(200)
    await site.beat()
  }
  const may = async (as: Client) => (await on.open(as, draft.id)).allowed.includes('agreePublication')
  await leaves(cast.lead.mandateId, 1, 'suspend')
  expect((await copyOf()).waitsForAgreementOf).toBe('cosigner')
  expect([await may(first), await may(office)]).toEqual([true, false])
  expect(JSON.stringify(await (await first.get('/api/todo')).json())).toContain('agreePublication')
  expect(await codeOf(await office.post(`${path}/publication/agreement`))).toBe('403 suggestion.not_yours_to_do')

  await leaves(cast.first.mandateId, 1, 'suspend')
  expect((await copyOf()).waitsForAgreementOf).toBe('deputy_office')
  expect(await may(office)).toBe(true)
  expect(JSON.stringify(await (await office.get('/api/todo')).json())).toContain('agreePublication')
  await viewOf(await office.post(`${path}/publication/agreement`))
  expect((await copyOf()).waitsForAgreementOf).toBeNull()
  await viewOf(await clerk.post(`${path}/publication/secrecy-check`))
  // who redacted it still does not release it
  expect((await office.post(`${path}/publication/release`)).status).toBe(403)
  expect((await viewOf(await site.as(cast.colleague).post(`${path}/publication/release`))).publication?.state).toBe(
    'published',
  )
  for (const { mandateId } of [cast.lead, cast.first]) await leaves(mandateId, 2, 'resume')
})

test('the public page tells the whole way of a case by day, and neither who judged nor the words of it', async () => {
  const stepsOn = async (path: string) =>
    [...(await htmlOf(path)).matchAll(/<li><p class="when">.*?<\/p><p>(.*?)<\/p>/g)].map(([, step]) => step)
  const day = (on: string) => site.clock.set(new Date(`${on}T09:00:00+08:00`))
  day('2026-03-04')
  const kase = await on.answered(await on.assigned(), finalAnswer)
  await viewOf(await prepare(kase))
  const page = await release(kase)
  day('2026-03-05')
  const verdict = { attitude: 'satisfied', result: 'dissatisfied', opinion: '没有答到点上。' }
  const again = await viewOf(await on.evaluate(lead, await on.open(lead, kase.id), verdict))
  day('2026-03-06')
  const second = await on.answered(again, finalAnswer)
  day('2026-03-07')
  const content = { attitude: 'satisfied', result: 'satisfied', opinion: '' }
  await viewOf(await on.evaluate(lead, await on.open(lead, second.id), content))
  day('2026-03-08')
  const { version } = await on.open(office, kase.id)
  await viewOf(await office.post(`/api/suggestions/${kase.id}/reopening`, { version, reason: '承诺的设备没有到位。' }))
  expect(await stepsOn(page)).toEqual([
    '武进区人民代表大会决定重新办理',
    '办结',
    '经代表评价，由承办单位重新办理',
    '武进区人民代表大会向社会公开',
    '武进区民政局答复',
    '武进区人民代表大会交承办单位办理',
    '武进区人民代表大会审查立案',
    '武进区人民代表大会登记',
    '代表向武进区人民代表大会提出',
  ])
  day('2026-03-09')
  const open = await on.open(lead, kase.id)
  await viewOf(await lead.post(`/api/suggestions/${kase.id}/withdrawal`, { version: open.version, reason: '另提。' }))
  expect((await stepsOn(page))[0]).toBe('代表撤回建议，不再办理')
  const html = await htmlOf(page)
  for (const secret of [cast.lead.name, '没有答到点上', '没有到位', '另提']) expect(html).not.toContain(secret)
  await viewOf(await office.post(`/api/suggestions/${kase.id}/publication/withdrawal`, { reason: '代表要求。' }))
  expect((await site.anonymous.get(page)).status).toBe(404)
})
