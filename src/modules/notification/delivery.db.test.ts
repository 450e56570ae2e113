import { beforeEach, expect, test } from 'vitest'
import { type Cast, given } from '#modules/suggestion/suggestion.given.ts'
import { type Stage, stage } from '#modules/suggestion/suggestion-stage.given.ts'
import { runSql } from '#tests/support/statements.ts'
import { type TestSite, testApp, testMorning } from '#tests/support/test-app.ts'
import { deliver } from './deliver.service.ts'
import type { DeliveryView } from './delivery.contract.ts'
import { type GivenMailServer, mailAddressFor, mailServer } from './notification.given.ts'

let post: GivenMailServer
let site: TestSite
let cast: Cast
let on: Stage

beforeEach(async () => {
  post ??= await mailServer()
  site = await testApp({ mail: post.mail, settings: { PUBLIC_URL: 'https://rd.example.gov.cn' }, fresh: true })
  cast = await given.cast(site.app)
  on = stage(site, cast)
  site.clock.set(testMorning)
  post.received.length = 0
  post.unknown.clear()
})

const everyone = () => [cast.lead, cast.first, cast.office, cast.government, cast.clerk, cast.head, cast.coClerk]
const reachable = async (...persons: { personId: string; accountName: string }[]) => {
  for (const person of persons) await mailAddressFor(site.app, person, `${person.accountName}@example.cn`)
}
const mailsTo = ({ accountName }: { accountName: string }) =>
  post.received.filter(({ to }) => to.includes(`${accountName}@example.cn`))
const goOn = async () => {
  await site.beat()
  await site.drain()
}
const acknowledge = async (id: string) => {
  const clerk = site.as(cast.clerk)
  return on.step(clerk, await on.open(clerk, id), cast.leadUnit.id, 'acknowledgement')
}
const later = (minutes: number) => site.clock.advance(minutes * 60_000)
const phoneList = async () =>
  ((await (await site.as(cast.office).get('/api/deliveries?list=phone')).json()) as { items: DeliveryView[] }).items
const deliveriesOf = ({ personId }: { personId: string }) =>
  runSql(site.db, 'select id, state, reason, attempts, channel from delivery where person_id = $1 order by channel', [
    personId,
  ])

test('a mail says number, what to do, by when and where to look, in the language of the person', async () => {
  await reachable(cast.clerk)
  await runSql(site.db, `update account set locale = 'en' where person_id = $1`, [cast.clerk.personId])
  const kase = await on.assigned()
  await goOn()
  const [mail, ...more] = mailsTo(cast.clerk)
  expect(more).toEqual([])
  expect(mail?.text).toContain(`Number: ${kase.number}`)
  expect(mail?.text).toMatch(/Due: 2026-03-11/)
  expect(mail?.text).toContain(`https://rd.example.gov.cn/console/suggestions/${kase.id}`)
  expect(mail?.headers.get('subject')).toContain('[Minsheng]')
  expect(mail?.headers.get('auto-submitted')).toBe('auto-generated')
})

test('run twice, and by two workers at once, a delivery is sent once', async () => {
  await reachable(cast.clerk)
  await on.assigned()
  await site.beat()
  const [row] = await deliveriesOf(cast.clerk)
  const id = String(row?.['id'])
  await Promise.all([deliver(site.app, id), deliver(site.app, id), site.drain()])
  await deliver(site.app, id)
  await goOn()
  expect(mailsTo(cast.clerk)).toHaveLength(1)
  expect(await deliveriesOf(cast.clerk)).toMatchObject([{ state: 'sent', attempts: 1 }])
})

test('a server that is down and comes up again gets the mail then', async () => {
  await reachable(cast.clerk)
  await on.assigned()
  await post.down()
  await goOn()
  expect(await deliveriesOf(cast.clerk)).toMatchObject([{ state: 'waiting', reason: 'unreachable', attempts: 1 }])
  await post.up()
  await goOn()
  expect(mailsTo(cast.clerk)).toHaveLength(0)
  later(2)
  await goOn()
  expect(mailsTo(cast.clerk)).toHaveLength(1)
  expect(await deliveriesOf(cast.clerk)).toMatchObject([{ state: 'sent' }])
})

test('three failures bring it on the telephone list; told there, it is done; tried again, it goes out', async () => {
  await reachable(...everyone())
  const kase = await on.assigned()
  await site.drain()
  await post.down()
  for (let attempt = 0; attempt < 4; attempt += 1) {
    await goOn()
    later(20)
  }
  expect(await deliveriesOf(cast.clerk)).toMatchObject([
    { state: 'failed', attempts: 3, reason: 'unreachable' },
    { state: 'waiting', channel: 'phone' },
  ])
  const ofClerk = (await phoneList()).filter(({ person }) => person.id === cast.clerk.personId)
  expect(ofClerk).toMatchObject([{ number: kase.number, dueOn: '2026-03-11', what: '有新交办的建议，请签收' }])
  const office = site.as(cast.office)
  const told = { ids: ofClerk.map(({ id }) => id), note: '已告知本人。' }
  expect((await office.post('/api/deliveries/told', told)).status).toBe(204)
  expect((await office.post('/api/deliveries/told', told)).status).toBe(409)
  const all = (await (await office.get('/api/deliveries?channel=phone&state=sent')).json()) as { items: DeliveryView[] }
  expect(all.items).toMatchObject([{ told: { by: cast.office.name, note: '已告知本人。' } }])
  await post.up()
  const failed = (await deliveriesOf(cast.head)).find(({ state }) => state === 'failed')
  expect((await office.post(`/api/deliveries/${String(failed?.['id'])}/retry`)).status).toBe(204)
  await site.drain()
  expect(mailsTo(cast.head)).toHaveLength(1)
  expect((await phoneList()).filter(({ person }) => person.id === cast.head.personId)).toEqual([])
})

test('an address that the server does not know is not tried again: the person is telephoned', async () => {
  await reachable(cast.clerk)
  post.unknown.add(`${cast.clerk.accountName}@example.cn`)
  await on.assigned()
  await goOn()
  expect(await deliveriesOf(cast.clerk)).toMatchObject([
    { state: 'failed', reason: 'address_rejected', attempts: 1 },
    { state: 'waiting', channel: 'phone' },
  ])
  const listed = (await phoneList()).filter(({ person }) => person.id === cast.clerk.personId)
  expect(listed).toMatchObject([{ channel: 'phone', reason: 'address_rejected', person: { name: cast.clerk.name } }])
})

test('whoever has no address is on the telephone list at once, until the notice is read in the program', async () => {
  await on.assigned()
  await goOn()
  const before = (await phoneList()).filter(({ person }) => person.id === cast.clerk.personId)
  expect(before).toMatchObject([{ channel: 'phone', reason: 'no_contact' }])
  await site.as(cast.clerk).post('/api/notices/read', { ids: 'all' })
  await goOn()
  expect((await phoneList()).filter(({ person }) => person.id === cast.clerk.personId)).toEqual([])
})

test("nobody telephones about a case that is no longer that person's", async () => {
  await on.assigned()
  await goOn()
  expect((await phoneList()).filter(({ person }) => person.id === cast.clerk.personId)).toHaveLength(1)
  await runSql(site.db, `update post set ends_on = '2026-03-04' where id = $1`, [cast.clerk.postId])
  later(11)
  await goOn()
  expect((await phoneList()).filter(({ person }) => person.id === cast.clerk.personId)).toEqual([])
})

test('nobody telephones about what has been done, and of what was told again only about the last time', async () => {
  const { id } = await on.assigned()
  await goOn()
  const kindsOf = async ({ personId }: { personId: string }) =>
    (await phoneList()).filter(({ person, caseId }) => person.id === personId && caseId === id).map(({ kind }) => kind)
  expect(await kindsOf(cast.clerk)).toEqual(['acknowledge'])
  expect(await kindsOf(cast.head)).toEqual(['acknowledge'])
  for (const day of ['09', '10']) {
    site.clock.set(new Date(`2026-03-${day}T09:00:00+08:00`))
    await goOn()
  }
  expect(await kindsOf(cast.head)).toEqual(['soon', 'acknowledge'])
  await acknowledge(id)
  await goOn()
  // of the signing nothing is left, though the unit has other things to do
  for (const who of [cast.head, cast.clerk]) {
    const left = await kindsOf(who)
    expect(left.filter((kind) => kind === 'acknowledge' || kind === 'soon')).toEqual([])
  }
  expect(await deliveriesOf(cast.head)).toContainEqual(
    expect.objectContaining({ channel: 'phone', state: 'dropped', reason: 'done_meanwhile' }),
  )
})

test('who acts on a case has read what was told of it', async () => {
  const { id } = await on.assigned()
  await goOn()
  const unreadOf = async (who: Cast['clerk']) =>
    ((await (await site.as(who).get('/api/notices/unread')).json()) as { count: number }).count
  const [clerkBefore, headBefore] = [await unreadOf(cast.clerk), await unreadOf(cast.head)]
  expect(clerkBefore).toBeGreaterThan(0)
  await acknowledge(id)
  await goOn()
  expect(await unreadOf(cast.clerk)).toBe(clerkBefore - 1)
  expect(await unreadOf(cast.head)).toBeGreaterThanOrEqual(headBefore)
})

test('a mail that waited for its second try is not sent about what was done meanwhile', async () => {
  await reachable(cast.head)
  const { id } = await on.assigned()
  await site.beat()
  await acknowledge(id)
  await goOn()
  expect(mailsTo(cast.head).filter(({ text }) => text.includes('请签收'))).toEqual([])
})

test('a daily digest is one mail at half past eight, with what is due soonest', async () => {
  await reachable(cast.clerk)
  await site.as(cast.clerk).put('/api/notices/preferences', { mail: 'digest' })
  const one = await on.assigned()
  const other = await on.assigned()
  await goOn()
  expect(mailsTo(cast.clerk)).toHaveLength(0)
  site.clock.set(new Date('2026-03-05T08:30:00+08:00'))
  await site.beat()
  const ids = (await deliveriesOf(cast.clerk)).map(({ id }) => String(id))
  await Promise.all([...ids.map((id) => deliver(site.app, id)), site.drain()])
  await goOn()
  const mails = mailsTo(cast.clerk)
  expect(mails).toHaveLength(1)
  const text = mails[0]?.text ?? ''
  for (const { number } of [one, other]) expect(text).toContain(number)
  expect(text).toContain('最近到期的事项')
  expect(text).not.toContain('助餐点')
})

test('whoever has turned mail off still hears of what is overdue', async () => {
  await reachable(cast.lead, cast.clerk)
  for (const who of [cast.lead, cast.clerk]) await site.as(who).put('/api/notices/preferences', { mail: 'off' })
  await on.assigned()
  await goOn()
  expect(mailsTo(cast.lead)).toHaveLength(0)
  post.received.length = 0
  site.clock.set(new Date('2026-03-12T09:00:00+08:00'))
  await goOn()
  expect(mailsTo(cast.clerk).map(({ text }) => text)).toEqual([expect.stringContaining('签收已经逾期')])
})

test('rights end: no mail to whom the post was taken from before it was sent', async () => {
  await reachable(cast.clerk)
  await on.assigned()
  await site.beat()
  await runSql(site.db, `update post set ends_on = '2026-03-04' where id = $1`, [cast.clerk.postId])
  await site.drain()
  expect(mailsTo(cast.clerk)).toHaveLength(0)
  expect(await deliveriesOf(cast.clerk)).toMatchObject([{ state: 'dropped', reason: 'rights_ended' }])
})

test('a name or an address can put nothing into the head of a mail', async () => {
  await runSql(site.db, 'update person set name = $2 where id = $1', [
    cast.clerk.personId,
    '王五\r\nBcc: spy@example.com\r\nSubject: x',
  ])
  await reachable(cast.clerk)
  await on.assigned()
  await goOn()
  const [mail] = mailsTo(cast.clerk)
  expect(mail?.to).toEqual([`${cast.clerk.accountName}@example.cn`])
  expect(mail?.headers.has('bcc')).toBe(false)
  expect(mail?.headers.get('subject')).toContain('民声')
  for (const address of ['a@b.cn\r\nBcc: c@d.cn', 'a@b.cn, c@d.cn', 'x <a@b.cn>', 'nothing']) {
    const reply = await site.as(cast.clerk).put('/api/notices/mail-address', { address })
    expect(`${address} ${reply.status}`).toBe(`${address} 422`)
  }
})

test('a unit that stays overdue is brought before its head, then the government office, then the leader', async () => {
  const leadership = await given.organ(site.app, { congress: cast.congress, kind: 'leadership', system: 'government' })
  const leader = await given.post(site.app, 'leader', { congress: cast.congress, organ: leadership })
  await reachable(cast.head, cast.government, leader, cast.clerk)
  await on.assigned()
  const toldOn = async (day: string) => {
    site.clock.set(new Date(`2026-03-${day}T09:00:00+08:00`))
    await goOn()
    const told = { head: cast.head, government: cast.government, leader, clerk: cast.clerk }
    const risen = (who: { accountName: string }) => mailsTo(who).filter(({ text }) => text.includes('督促')).length
    return Object.entries(told).flatMap(([name, who]) => (risen(who) > 0 ? [name] : []))
  }
  expect(await toldOn('12')).toEqual([])
  expect(await toldOn('13')).toEqual(['head'])
  expect(await toldOn('15')).toEqual(['head', 'government'])
  expect(await toldOn('19')).toEqual(['head', 'government', 'leader'])
})

test('where no leader in charge is registered the office hears that day that nobody has been told', async () => {
  await reachable(cast.head, cast.government, cast.office)
  await on.assigned()
  const told = () =>
    runSql(
      site.db,
      `select kind, person_id from notice where kind = 'escalated' or kind like 'unheard%' order by created_at`,
    )
  const goTo = async (day: string) => {
    site.clock.set(new Date(`2026-03-${day}T09:00:00+08:00`))
    await goOn()
  }
  await goTo('15')
  expect((await told()).map(({ kind }) => kind)).toEqual(['escalated', 'escalated'])
  await goTo('19')
  const byOffice = (await told()).slice(2)
  expect(byOffice).toContainEqual({ kind: 'unheard_leader', person_id: cast.office.personId })
  expect(new Set(byOffice.map(({ kind }) => kind))).toEqual(new Set(['unheard_leader']))
  expect(mailsTo(cast.office).at(-1)?.text).toContain('应报分管领导，但系统中没有登记')
})

test('a unit without a head in office is pressed by the office that hears so', async () => {
  await runSql(site.db, `update post set ends_on = '2026-03-04' where id = $1`, [cast.head.postId])
  await on.assigned()
  site.clock.set(new Date('2026-03-13T09:00:00+08:00'))
  await goOn()
  const told = await runSql(site.db, `select person_id from notice where kind = 'unheard_unit_head'`)
  expect(told).toContainEqual({ person_id: cast.office.personId })
})

test('what is left of the presidium of a session keeps it from the deputies’ office in no county', async () => {
  const presidium = await given.organ(site.app, { congress: cast.congress, kind: 'presidium' })
  const chair = await given.post(site.app, 'presidium', { congress: cast.congress, organ: presidium })
  await runSql(site.db, `update post set ends_on = '2026-03-04' where id = $1`, [cast.head.postId])
  await runSql(site.db, `delete from coordination where congress_id = $1`, [cast.congress.id])
  await on.assigned()
  site.clock.set(new Date('2026-03-15T09:00:00+08:00'))
  await goOn()
  const told = await runSql(site.db, `select kind, person_id from notice where kind like 'unheard%'`)
  expect(told.map(({ kind, person_id }) => [kind, person_id])).toEqual(
    expect.arrayContaining([
      ['unheard_unit_head', cast.office.personId],
      ['unheard_gov_office', cast.office.personId],
    ]),
  )
  expect(told.map(({ person_id }) => person_id)).not.toContain(chair.personId)
})

const takeIn = async (id: string, decision: object) => {
  const { version } = await on.open(site.as(cast.office), id)
  const reviewed = await site.as(cast.office).post(`/api/suggestions/${id}/review`, { version, ...decision })
  expect(reviewed.status).toBe(200)
}
const noticesOf = async (who: Parameters<TestSite['as']>[0], id: string) =>
  ((await (await site.as(who).get('/api/notices')).json()) as { items: Record<string, unknown>[] }).items.filter(
    ({ caseId }) => caseId === id,
  )
/** Accepted before. */
async function answerMain(id: string) {
  const { version } = await on.open(site.as(cast.government), id)
  const units = [{ unitId: cast.leadUnit.id, part: 'lead' }]
  const plan = await site.as(cast.government).post(`/api/suggestions/${id}/assignment-plan`, { version, units })
  const handing = { version: ((await plan.json()) as { version: number }).version }
  expect((await site.as(cast.office).post(`/api/suggestions/${id}/assignment`, handing)).status).toBe(200)
  await on.answered(await on.open(site.as(cast.office), id))
  await goOn()
}

test('并案: whose suggestion was merged is told of it by its own number, in mails and among the notices', async () => {
  const other = await given.deputy(site.app, { congress: cast.congress, name: '吴海燕' })
  await reachable(cast.lead, other)
  const main = await on.accepted()
  const own = await stage(site, { ...cast, lead: other }).registered({ title: '关于东升社区老年人就餐难的建议' })
  await takeIn(own.id, { decision: 'merge', reason: '同一事项。', mergeIntoId: main.id })
  await answerMain(main.id)
  const answered = (who: { accountName: string }) => mailsTo(who).find(({ text }) => text.includes(`/cases/${main.id}`))
  expect(answered(other)?.text).toContain(`编号：${own.number}（与主件${main.number}并案办理）`)
  expect(answered(cast.lead)?.text).toContain(`编号：${main.number}\n`)
  expect(await noticesOf(other, main.id)).toContainEqual(
    expect.objectContaining({ number: main.number, ownNumber: own.number, ownTitle: own.title }),
  )
  for (const notice of await noticesOf(cast.lead, main.id))
    expect(notice).toMatchObject({ ownNumber: null, ownTitle: null })
})

test('并案: who leads the main case reads its number, also where another one of their own was merged into it', async () => {
  await reachable(cast.lead)
  const main = await on.registered()
  for (const title of ['关于社区老年助餐点的建议', '关于老年人用餐的建议']) {
    const { id } = await on.registered({ title })
    await takeIn(id, { decision: 'merge', reason: '同一事项。', mergeIntoId: main.id })
  }
  await takeIn(main.id, { decision: 'accept' })
  await answerMain(main.id)
  const told = await noticesOf(cast.lead, main.id)
  expect(told.map(({ kind }) => kind)).toContain('reply_sent')
  for (const notice of told) {
    expect(notice).toMatchObject({ number: main.number, title: main.title, ownNumber: null, ownTitle: null })
  }
  const mails = mailsTo(cast.lead).filter(({ text }) => text.includes(`/cases/${main.id}`))
  expect(mails.length).toBeGreaterThan(0)
  for (const { text } of mails) expect(text).toContain(`编号：${main.number}\n`)
})
