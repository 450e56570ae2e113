import { beforeAll, expect, test } from 'vitest'
import type { SettableClock } from '#kernel/clock.ts'
import { takeInRows, verifyRecord } from '#modules/record/index.ts'
import { type Cast, codeOf, given, viewOf } from '#modules/suggestion/suggestion.given.ts'
import { type Stage, stage } from '#modules/suggestion/suggestion-stage.given.ts'
import { runSql } from '#tests/support/statements.ts'
import { foundAfter } from '#tests/support/tamper.ts'
import { type TestSite, testApp } from '#tests/support/test-app.ts'
import type { OwnPrivacy, RequestRow } from './privacy.contract.ts'
import { given as privacyGiven } from './privacy.given.ts'
import { newForm, submitFromPortal, submitOwn } from './submit-request.service.ts'

let site: TestSite
let cast: Cast
let on: Stage
beforeAll(async () => {
  site = await testApp({ fresh: true })
  cast = await given.cast(site.app)
  on = stage(site, cast)
})

type As = Parameters<TestSite['as']>[0]
const ownOf = async (as: As) => (await (await site.as(as).get('/api/privacy/own')).json()) as OwnPrivacy
const requestsOf = async (as: As) =>
  ((await (await site.as(as).get('/api/privacy/requests')).json()) as { items: RequestRow[] }).items

/** Answered, redacted, agreed to by the deputy and checked by the unit: ready for a second person to release. */
async function agreedCopy() {
  const { id } = await on.answered(await on.assigned())
  const path = `/api/suggestions/${id}/publication`
  const office = site.as(cast.office)
  await viewOf(await office.post(path))
  const { version, content } = (await (await office.get(path)).json()) as { version: number; content: object }
  expect((await office.put(path, { version, content })).status).toBe(200)
  await viewOf(await site.as(cast.lead).post(`${path}/agreement`))
  await viewOf(await site.as(cast.clerk).post(`${path}/secrecy-check`))
  await site.beat()
  const consent = (await ownOf(cast.lead)).consents.find(({ subjectId }) => subjectId === id)
  return { id, path, withdrawal: `/api/privacy/own/consents/${consent?.id}/withdrawal` }
}

test('a deputy who takes the agreement back is not published: the release is refused until they agree again', async () => {
  const { id, path, withdrawal } = await agreedCopy()
  expect((await site.as(cast.lead).post(withdrawal)).status).toBe(200)
  const release = () => site.as(cast.colleague).post(`${path}/release`)
  expect(await codeOf(await release())).toBe('409 publication.confirmations_missing')
  const todo = JSON.stringify(await (await site.as(cast.lead).get('/api/todo')).json())
  expect(todo).toContain('agreePublication')
  const { timeline } = await viewOf(await site.as(cast.office).get(`/api/suggestions/${id}`))
  expect(timeline.map(({ type }) => type)).toContain('publication.agreement_withdrawn')
  await viewOf(await site.as(cast.lead).post(`${path}/agreement`))
  expect((await release()).status).toBe(200)
})

test('what was agreed to is in the record: one that was put in, taken back or given to another by hand is named', async () => {
  const { app, db } = site
  await agreedCopy()
  await site.as(cast.lead).put('/api/notices/mail-address', { address: 'shen@example.cn' })
  await site.beat()
  await takeInRows(app)
  const faults = async () => (await verifyRecord({ db, keys: app.keys })).faults
  expect(await faults()).toEqual([])
  const [consent] = (await ownOf(cast.lead)).consents
  const where = `where id = '${consent?.id}'`
  const named = (code: string, id = consent?.id) => [expect.objectContaining({ code, kind: 'consent', subjectId: id })]
  const back = `update consent set withdrawn_at = null ${where}`
  expect(await foundAfter(site, `update consent set withdrawn_at = given_at ${where}`, back)).toEqual(
    named('row_changed'),
  )
  const id = app.ids.uuid()
  const putIn = `insert into consent (id, person_id, purpose, subject_id, notice_version, given_at)
    select '${id}', '${cast.office.personId}', purpose, '${cast.office.personId}', notice_version, given_at from consent ${where}`
  expect(await foundAfter(site, putIn, `delete from consent where id = '${id}'`)).toEqual(named('row_unrecorded', id))
  // another address, and the same by the deputy: one consent ends, the other is withdrawn
  await site.as(cast.lead).put('/api/notices/mail-address', { address: 'qiuping@example.cn' })
  await site.beat()
  const now = (await ownOf(cast.lead)).consents.find(
    ({ purpose, withdrawnAt }) => purpose === 'mail_address' && !withdrawnAt,
  )
  expect((await site.as(cast.lead).post(`/api/privacy/own/consents/${now?.id}/withdrawal`)).status).toBe(200)
  await site.beat()
  const told = await runSql(
    db,
    `select distinct type from event where subject_kind = 'consent' and type like 'privacy.%' order by 1`,
  )
  expect(told.map(({ type }) => type)).toEqual([
    'privacy.consent_ended',
    'privacy.consent_given',
    'privacy.consent_withdrawn',
  ])
  expect(await faults()).toEqual([])
})

test('the request to take a copy down comes to the office of the case’s congress, whatever the deputy acts as then', async () => {
  const { withdrawal } = await agreedCopy()
  const town = await given.congress(site.app, { areaCode: '320412100' })
  const elsewhere = await given.deputy(site.app, { congress: town, person: cast.lead })
  const presidium = await given.post(site.app, 'presidium', { congress: town })
  const before = (await requestsOf(cast.office)).length
  expect((await site.as(elsewhere).post(withdrawal)).status).toBe(200)
  expect(await requestsOf(presidium)).toEqual([])
  expect(await requestsOf(cast.office)).toHaveLength(before + 1)
})

test('more requests at one moment than there are connections are all received, each with its number', async () => {
  const { app } = await testApp({ fresh: true })
  const { deputy } = await privacyGiven.cast(app)
  const wall = app.wall as SettableClock
  const many = Array.from({ length: 12 }, (_, index) => ({ sealed: newForm(app), source: `192.0.2.${index}` }))
  wall.advance(10_000)
  const form = { kind: 'access', name: '欧阳求是', contact: '13912345678', words: '请提供我的信息。' } as const
  const receipts = await Promise.all(many.map((one) => submitFromPortal(app, { ...one, form, trap: '' })))
  expect(new Set(receipts.map(({ number }) => number)).size).toBe(12)
  const words = '请提供我的信息。'
  const own = await Promise.all(many.map(() => submitOwn(app, deputy, { kind: 'access', words })))
  expect(new Set(own).size).toBe(12)
})
