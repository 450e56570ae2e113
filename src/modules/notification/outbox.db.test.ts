import { beforeEach, expect, test } from 'vitest'
import { type Cast, given } from '#modules/suggestion/suggestion.given.ts'
import { answer, finalAnswer, type Stage, stage } from '#modules/suggestion/suggestion-stage.given.ts'
import { runSql } from '#tests/support/statements.ts'
import { type TestSite, testApp, testMorning } from '#tests/support/test-app.ts'
import type { DeliveryView, Health, PreferencesView } from './delivery.contract.ts'
import {
  type GivenMailServer,
  type GivenSmsGateway,
  mailAddressFor,
  mailServer,
  smsGateway,
} from './notification.given.ts'

let post: GivenMailServer
let gateway: GivenSmsGateway
let site: TestSite
let cast: Cast
let on: Stage

beforeEach(async () => {
  post ??= await mailServer()
  gateway ??= await smsGateway({ acknowledge: 'SMS_1001', overdue: 'SMS_1002', digest: 'SMS_1003' })
  site = await testApp({
    mail: post.mail,
    sms: gateway.sms,
    settings: { PUBLIC_URL: 'https://rd.example.gov.cn' },
    fresh: true,
  })
  cast = await given.cast(site.app)
  on = stage(site, cast)
  site.clock.set(testMorning)
  post.received.length = 0
  gateway.received.length = 0
  Object.assign(gateway.answer, { status: 200, text: '{"code":"OK"}' })
})

const goOn = async () => {
  await site.beat()
  await site.drain()
}
const clerkPhone = async () => {
  const set = await site.as(cast.clerk).put(`/api/people/${cast.clerk.personId}/contact`, {
    version: await given.contactVersion(site.app, cast.clerk.personId),
    phone: '13800000001',
  })
  expect(set.status).toBe(200)
}
const ofClerk = () =>
  runSql(site.db, 'select channel, state, reason, attempts from delivery where person_id = $1 order by channel', [
    cast.clerk.personId,
  ])

test('a short message has a number and a link in it, the template of its kind, the signature, never the matter', async () => {
  await clerkPhone()
  const kase = await on.assigned()
  await goOn()
  const link = `https://rd.example.gov.cn/console/suggestions/${kase.id}`
  const values = { number: kase.number, link }
  expect(gateway.received.map(({ body }) => body)).toEqual([
    { mobile: '13800000001', templateId: 'SMS_1001', values, sign: '武进人大', text: `a ${JSON.stringify(values)}` },
  ])
  expect(gateway.received[0]?.headers['authorization']).toBe('Bearer gateway-secret')
})

test('between 22 and 8 no telephone rings: the message is kept until 8, and no attempt is counted', async () => {
  await clerkPhone()
  await on.assigned()
  await site.beat()
  site.clock.set(new Date('2026-03-04T22:00:00+08:00'))
  await site.drain()
  expect(await ofClerk()).toMatchObject([{ channel: 'sms', state: 'waiting', attempts: 0 }])
  site.clock.set(new Date('2026-03-05T07:59:59+08:00'))
  await goOn()
  expect(gateway.received).toHaveLength(0)
  site.clock.set(new Date('2026-03-05T08:00:00+08:00'))
  await goOn()
  expect(gateway.received).toHaveLength(1)
})

test('a gateway that says no in an answer of its own is tried three times, then the person is telephoned', async () => {
  await clerkPhone()
  Object.assign(gateway.answer, { text: '{"code":"isv.BUSINESS_LIMIT"}' })
  await on.assigned()
  for (let attempt = 0; attempt < 5; attempt += 1) {
    await goOn()
    site.clock.advance(20 * 60_000)
  }
  expect(gateway.received).toHaveLength(3)
  expect(await ofClerk()).toMatchObject([
    { channel: 'phone', state: 'waiting', reason: 'gateway_refused' },
    { channel: 'sms', state: 'failed', attempts: 3 },
  ])
})

test('where one channel works nobody telephones because another one does not', async () => {
  await clerkPhone()
  await mailAddressFor(site.app, cast.clerk, 'clerk@example.cn')
  post.unknown.add('clerk@example.cn')
  await on.assigned()
  await goOn()
  post.unknown.clear()
  expect((await ofClerk()).map(({ channel, state }) => `${channel} ${state}`)).toEqual(['mail failed', 'sms sent'])
})

test('a confidential case is told to its named readers only, also in mails', async () => {
  await mailAddressFor(site.app, cast.office, 'reader@example.cn')
  await mailAddressFor(site.app, cast.colleague, 'colleague@example.cn')
  const draft = await on.submitted({ confidential: true, title: '关于梼杌密提的建议' })
  await runSql(site.db, 'delete from suggestion_reader where suggestion_id = $1 and person_id = $2', [
    draft.id,
    cast.colleague.personId,
  ])
  await goOn()
  const to = post.received.flatMap((mail) => mail.to)
  expect(to).toEqual(['reader@example.cn'])
  expect(post.received[0]?.raw.includes('梼杌') || post.received[0]?.text.includes('梼杌')).toBe(false)
  const listOf = async (who: Cast['office']) =>
    ((await (await site.as(who).get('/api/deliveries')).json()) as { items: DeliveryView[] }).items
  const about = (items: DeliveryView[]) => items.filter(({ caseId }) => caseId === draft.id).length
  expect(about(await listOf(cast.colleague))).toBe(0)
  expect(about(await listOf(cast.office))).toBeGreaterThan(0)
})

test('who may read a confidential case no more gets no mail about it, though it was written before', async () => {
  await mailAddressFor(site.app, cast.office, 'reader@example.cn')
  const { id } = await on.submitted({ confidential: true })
  await site.beat()
  await runSql(site.db, 'delete from suggestion_reader where suggestion_id = $1', [id])
  await site.drain()
  expect(post.received).toEqual([])
})

test('nothing of the matter leaves in any mail or short message of a suggestion from draft to dissent', async () => {
  const everyone = [...[cast.lead, cast.first, cast.office, cast.government], cast.clerk, cast.head]
  for (const who of everyone) await mailAddressFor(site.app, who, `${who.accountName}@example.cn`)
  await clerkPhone()
  const markers = ['麒麟', '貔貅', '饕餮', '白泽', '沈秋萍', '13800000001', '助餐']
  const kase = await on.assigned()
  await goOn()
  const answered = await on.answered(kase, { ...answer, body: '经研究，貔貅事项年底前完成。' })
  await goOn()
  site.clock.set(new Date('2026-03-26T09:00:00+08:00'))
  await goOn()
  await on.evaluate(site.as(cast.lead), answered, {
    attitude: 'satisfied',
    result: 'dissatisfied',
    opinion: '饕餮没有办。',
  })
  await goOn()
  const again = await on.open(site.as(cast.clerk), kase.id)
  await on.answered(again, { ...finalAnswer, body: '白泽已经完成。' })
  await goOn()
  expect(post.received.length).toBeGreaterThan(8)
  expect(gateway.received.length).toBeGreaterThan(0)
  const said = [
    ...post.received.map(({ headers, text }) => `${headers.get('subject')} ${text}`),
    ...gateway.received.map(({ body }) => JSON.stringify(body['values'])),
  ]
  for (const marker of markers) expect(said.filter((text) => text.includes(marker))).toEqual([])
})

test('a title of any length makes no difference to a mail', async () => {
  await mailAddressFor(site.app, cast.office, 'office@example.cn')
  const { id } = await on.submitted()
  await runSql(site.db, 'update suggestion set title = $2 where id = $1', [id, '很长的标题'.repeat(4000)])
  await goOn()
  expect(post.received).toHaveLength(1)
  expect(post.received[0]?.raw.length).toBeLessThan(3000)
})

test('each sets how to be told: modes, the own address, covered when shown', async () => {
  const own = site.as(cast.first)
  const view = async () => (await (await own.get('/api/notices/preferences')).json()) as PreferencesView
  expect(await view()).toMatchObject({
    mailAddress: null,
    channels: [
      { channel: 'mail', mode: 'immediate', hasContact: false, isConfigured: true },
      { channel: 'sms', mode: 'immediate', hasContact: false, isConfigured: true },
    ],
  })
  await own.put('/api/notices/mail-address', { address: 'guoliang.jiang@example.cn' })
  await own.put('/api/notices/preferences', { sms: 'off' })
  expect(await view()).toMatchObject({
    mailAddress: 'g…@example.cn',
    channels: [{ hasContact: true }, { channel: 'sms', mode: 'off' }],
  })
  const stored = await runSql(site.db, 'select address_cipher from person_mail_address')
  expect(JSON.stringify(stored)).not.toContain('guoliang')
  await own.put('/api/notices/mail-address', { address: null })
  expect((await view()).mailAddress).toBeNull()
})

test('the office sees its own congress, the system officer only whether the channels work, others nothing', async () => {
  await mailAddressFor(site.app, cast.clerk, 'clerk@example.cn')
  await on.assigned()
  await goOn()
  const next = await given.congress(site.app, { areaCode: '320411' })
  const neighbour = await given.post(site.app, 'deputy_office', { congress: next })
  const sysadmin = await given.post(site.app, 'sysadmin', { congress: cast.congress })
  const total = async (who: Cast['office']) =>
    ((await (await site.as(who).get('/api/deliveries')).json()) as { total: { value: number } }).total.value
  expect(await total(cast.office)).toBeGreaterThan(0)
  expect(await total(neighbour)).toBe(0)
  expect((await site.as(sysadmin).get('/api/deliveries')).status).toBe(403)
  expect((await site.as(cast.government).get('/api/deliveries/health')).status).toBe(403)
  const health = (await (await site.as(sysadmin).get('/api/deliveries/health')).json()) as Health
  expect(health.channels).toMatchObject([
    { channel: 'mail', isConfigured: true, lastSentAt: testMorning.toISOString(), lastFault: null, sent: 1 },
    { channel: 'sms', isConfigured: true, lastSentAt: null },
  ])
  expect(JSON.stringify(health)).not.toContain('example.cn')
  const [row] = await runSql(site.db, `select id from delivery where channel = 'phone' limit 1`)
  const told = await site.as(neighbour).post('/api/deliveries/told', { ids: [row?.['id']], note: '' })
  expect(told.status).toBe(404)
  const sheet = await site.as(cast.office).get('/api/deliveries/export.xlsx')
  expect([sheet.status, (await sheet.arrayBuffer()).byteLength > 2000]).toEqual([200, true])
})

test('a worker that was killed in the middle leaves nothing behind for good', async () => {
  await mailAddressFor(site.app, cast.clerk, 'clerk@example.cn')
  await on.assigned()
  await site.beat()
  await runSql(
    site.db,
    `update delivery set state = 'sending', claim = id, claimed_at = $1, attempts = 1 where channel = 'mail'`,
    [new Date(site.app.wall.now().getTime() - 6 * 60_000)],
  )
  await site.drain()
  expect(post.received).toHaveLength(0)
  await goOn()
  expect(post.received).toHaveLength(1)
})

test('what happened days ago, or was brought in from earlier years, is no news: nothing leaves the program', async () => {
  await mailAddressFor(site.app, cast.clerk, 'clerk@example.cn')
  await on.assigned()
  site.clock.advance(3 * 86_400_000)
  await goOn()
  expect(post.received).toHaveLength(0)
  const notices = (await (await site.as(cast.clerk).get('/api/notices')).json()) as { items: unknown[] }
  expect(notices.items.length).toBeGreaterThan(0)
})
