import { beforeEach, expect, test } from 'vitest'
import { type Cast, given } from '#modules/suggestion/suggestion.given.ts'
import { answer, assignmentOf, type Stage, stage } from '#modules/suggestion/suggestion-stage.given.ts'
import { runSql } from '#tests/support/statements.ts'
import { type TestSite, testApp, testMorning } from '#tests/support/test-app.ts'
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
  for (const who of [cast.lead, cast.office, cast.government, cast.clerk, cast.head, cast.coClerk]) {
    await mailAddressFor(site.app, who, `${who.accountName}@example.cn`)
  }
  post.received.length = 0
})

const goOn = async () => {
  await site.beat()
  await site.drain()
}
/** What each of the cast is told on a day, by the line that says what to do. */
async function toldOn(day: string): Promise<Record<string, string[]>> {
  post.received.length = 0
  site.clock.set(new Date(`${day}T09:00:00+08:00`))
  await goOn()
  const names = Object.fromEntries(
    Object.entries(cast).flatMap(([name, who]) =>
      'accountName' in who ? [[`${who.accountName}@example.cn`, name]] : [],
    ),
  )
  const told: Record<string, string[]> = {}
  for (const { to, text } of post.received) {
    const what = /事项：(.*)/.exec(text)?.[1] ?? ''
    const name = names[to[0] ?? ''] ?? ''
    told[name] = [...(told[name] ?? []), what].toSorted()
  }
  return told
}

test('an answer is called to mind 30, 15, 7 and 1 day before its last day, at the unit that owes it and nowhere else', async () => {
  const kase = await on.assigned({ withCo: true })
  const clerk = site.as(cast.clerk)
  const signed = await on.step(clerk, await on.open(clerk, kase.id), cast.leadUnit.id, 'acknowledgement')
  const talk = { mandateId: cast.lead.mandateId, means: 'phone', heldOn: '2026-03-04', summary: '说明办理安排。' }
  await clerk.post(`/api/assignments/${assignmentOf(signed, cast.leadUnit.id).id}/consultations`, talk)
  await goOn()
  // handed over on 4 March: three months end on 4 June
  for (const [day, left] of [
    ['2026-05-05', 30],
    ['2026-05-20', 15],
    ['2026-05-28', 7],
    ['2026-06-03', 1],
  ] as const) {
    const told = await toldOn(day)
    expect([day, told['clerk'], told['head']]).toEqual([day, [`答复还有 ${left} 天到期`], [`答复还有 ${left} 天到期`]])
    // the office hears of other things: that the co-handler, late by now, has no head to rise to
    const ofAnswer = [...(told['lead'] ?? []), ...(told['office'] ?? [])].filter((what) => what.startsWith('答复'))
    expect(ofAnswer).toEqual([])
  }
  expect((await toldOn('2026-06-05'))['clerk']).toEqual(['答复已经逾期，请尽快办理'])
})

test('a mail that the deputy was not spoken with in time does not go out once the talk has been noted', async () => {
  const [silent, noted] = [await on.assigned(), await on.assigned()]
  const clerk = site.as(cast.clerk)
  for (const { id } of [silent, noted])
    await on.step(clerk, await on.open(clerk, id), cast.leadUnit.id, 'acknowledgement')
  site.clock.set(new Date('2026-04-02T09:00:00+08:00'))
  await site.beat()
  const talk = { mandateId: cast.lead.mandateId, means: 'phone', heldOn: '2026-04-02', summary: '说明办理安排。' }
  await clerk.post(`/api/assignments/${assignmentOf(noted, cast.leadUnit.id).id}/consultations`, talk)
  expect((await toldOn('2026-04-02'))['clerk']).toEqual(['首次联系代表已经逾期，请尽快办理'])
})

test('the deputy is asked to evaluate 7 and 3 days before the window closes, and the unit hears nothing of it', async () => {
  await on.answered(await on.assigned(), { ...answer, class: 'A', commitments: [] })
  await goOn()
  const told = [await toldOn('2026-03-25'), await toldOn('2026-03-29')]
  expect(told.map(({ lead }) => lead)).toEqual([['代表评价还有 7 天到期'], ['代表评价还有 3 天到期']])
  expect(told.flatMap(({ clerk, head }) => [clerk, head])).toEqual([undefined, undefined, undefined, undefined])
})

test('a promise is called to mind at the unit that gave it, and again when its day has passed', async () => {
  const answered = await on.answered(await on.assigned())
  await on.evaluate(site.as(cast.lead), answered, { attitude: 'satisfied', result: 'satisfied', opinion: '' })
  await goOn()
  expect((await toldOn('2026-12-24'))['clerk']).toEqual(['承诺还有 7 天到期'])
  expect((await toldOn('2027-01-01'))['clerk']).toContain('承诺已经逾期，请尽快办理')
})

test('a reminder by the office reaches the unit that is reminded', async () => {
  const kase = await on.assigned({ withCo: true })
  const clerk = site.as(cast.clerk)
  await on.step(clerk, await on.open(clerk, kase.id), cast.leadUnit.id, 'acknowledgement')
  await goOn()
  const { id } = assignmentOf(kase, cast.leadUnit.id)
  const reminded = await site.as(cast.office).post(`/api/assignments/${id}/reminder`, { words: '请抓紧办理。' })
  expect(reminded.ok).toBe(true)
  const told = await toldOn('2026-03-05')
  expect(told['clerk']).toEqual(['催办：请抓紧办理'])
  expect(told['coClerk']).toBeUndefined()
})

test('that a merged unit is late is called to the head of the unit that took it over', async () => {
  await on.assigned()
  const heir = await given.unit(site.app, { congress: cast.congress, name: '武进区社会工作局' })
  const head = await given.post(site.app, 'unit_head', { congress: cast.congress, organ: heir })
  const merger = { intoId: heir.id, effectiveOn: '2026-03-04', version: 1 }
  expect((await site.as(cast.office).post(`/api/organs/${cast.leadUnit.id}/merge`, merger)).status).toBe(200)
  site.clock.set(new Date('2026-06-08T09:00:00+08:00'))
  await goOn()
  const told = await runSql(site.db, `select 1 from notice where person_id = $1 and kind = 'escalated'`, [
    head.personId,
  ])
  expect(told.length).toBeGreaterThan(0)
})
