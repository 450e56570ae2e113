import { expect, test } from 'vitest'
import { eventsOf } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import { type Client, testApp } from '#tests/support/test-app.ts'
import { given } from './identity.given.ts'

const json = async (reply: Response) => ({ status: reply.status, body: await reply.json() })

/** Changes contacts as somebody who has read them a moment before; the look is not what is tested. */
const putContactIn = (app: App) => async (by: Client, path: string, change: object) =>
  by.put(path, { version: await given.contactVersion(app, path.split('/')[3] ?? ''), ...change })

test('of two who save contacts at once one is told, and what the other has saved stands', async () => {
  const { app, as } = await testApp()
  const deputy = await given.deputy(app)
  const path = `/api/people/${deputy.personId}/contact`
  const [one, other] = [as(await given.post(app, 'deputy_office')), as(deputy)]
  const look = await one.get(path)
  const { version } = (await look.json()) as { version: number }
  const replies = await Promise.all([
    one.put(path, { version, phone: '13900001111' }),
    other.put(path, { version, phone: '13900002222' }),
  ])
  expect(replies.map(({ status }) => status).toSorted()).toEqual([200, 409])
  const refused = replies.find(({ status }) => status === 409)
  expect((await json(refused as Response)).body.code).toBe('identity.stale_version')
  const saved = replies.find(({ status }) => status === 200)
  const phone = saved === replies[0] ? '13900001111' : '13900002222'
  const { body: next } = await json(saved as Response)
  expect((await json(await one.get(path))).body).toMatchObject({ phone, version: next.version })
  // what was read may be said as a condition as well
  const headers = { 'content-type': 'application/json', 'if-match': look.headers.get('etag') ?? '' }
  const stale = await one.fetch(path, { method: 'PUT', headers, body: JSON.stringify({ phone: null }) })
  expect((await json(stale)).body.code).toBe('identity.stale_version')
})

test('telephone numbers are sealed, each look is recorded, units and fellow deputies may not look', async () => {
  const { app, db, as } = await testApp()
  const put = putContactIn(app)
  const deputy = await given.deputy(app)
  const path = `/api/people/${deputy.personId}/contact`
  expect((await put(as(deputy), path, { phone: '１３８ 0000 1234' })).status).toBe(200)
  for (const phone of ['call me', '86312345', '13900001111/13900002222']) {
    expect((await json(await put(as(deputy), path, { phone }))).body.code).toBe('identity.bad_phone')
  }
  const office = await given.post(app, 'deputy_office')
  expect((await json(await as(office).get(path))).body).toMatchObject({
    phone: '13800001234',
    mail: null,
    withdrawn: [],
  })
  for (const role of ['unit_head', 'secadmin', 'auditor'] as const) {
    expect((await as(await given.post(app, role)).get(path)).status).toBe(403)
  }
  expect((await as(await given.deputy(app)).get(path)).status).toBe(403)
  const stored = await db.selectFrom('person_contact').selectAll().where('person_id', '=', deputy.personId).execute()
  expect(stored[0]?.phone_cipher.toString('latin1')).not.toContain('0000')
  const looks = (await eventsOf(db, deputy.personId)).filter(({ type }) => type === 'contact.seen')
  expect(looks.map(({ actorPersonId }) => actorPersonId)).toEqual([office.personId])
})

test('the office enters the mail address and mobile of a deputy; neither is listed, each change is recorded', async () => {
  const { app, db, as } = await testApp()
  const put = putContactIn(app)
  const deputy = await given.deputy(app)
  const office = as(await given.post(app, 'deputy_office'))
  const path = `/api/people/${deputy.personId}/contact`
  expect((await put(office, path, { phone: '13900005678', mail: 'ｚhang@example.cn' })).status).toBe(200)
  expect((await json(await put(office, path, { mail: 'zhang@' }))).body.code).toBe('identity.bad_mail_address')
  expect((await office.put(path, {})).status).toBe(422)
  const known = { phone: '13900005678', mail: 'zhang@example.cn', withdrawn: [] }
  expect((await json(await as(deputy).get(path))).body).toMatchObject(known)
  for (const listed of [`/api/people/${deputy.personId}`, '/api/people?limit=100', '/api/deputies?limit=100']) {
    expect(await (await office.get(listed)).text()).not.toMatch(/zhang@|1390000/)
  }
  expect((await put(as(await given.post(app, 'unit_head')), path, { mail: null })).status).toBe(403)
  expect((await put(as(deputy), path, { mail: null })).status).toBe(200)
  expect((await json(await office.get(path))).body).toMatchObject({ ...known, mail: null, withdrawn: ['mail'] })
  const changes = (await eventsOf(db, deputy.personId)).filter(({ type }) => type === 'contact.changed')
  expect(changes.map(({ data }) => data)).toEqual([{ means: ['phone', 'mail'] }, { means: ['mail'] }])
})

test('what its owner has taken out the office cannot enter again, until the owner has entered it anew', async () => {
  const { app, as } = await testApp()
  const put = putContactIn(app)
  const deputy = await given.deputy(app)
  const office = as(await given.post(app, 'deputy_office'))
  const path = `/api/people/${deputy.personId}/contact`
  const [phone, mail] = ['13900005678', 'zhang@example.cn']
  await put(office, path, { phone, mail })
  expect((await put(as(deputy), path, { phone: null })).status).toBe(200)
  expect((await as(deputy).put('/api/notices/mail-address', { address: null })).status).toBe(200)
  for (const one of [{ phone }, { mail }, { phone, mail }]) {
    const refused = await put(office, path, one)
    expect([refused.status, (await json(refused)).body.code]).toEqual([409, 'identity.contact_withdrawn'])
  }
  expect((await json(await office.get(path))).body).toMatchObject({
    phone: null,
    mail: null,
    withdrawn: ['mail', 'phone'],
  })
  expect((await put(office, path, { phone: null })).status).toBe(200)
  expect((await as(deputy).put('/api/notices/mail-address', { address: mail })).status).toBe(200)
  expect((await put(office, path, { mail: 'office@example.cn' })).status).toBe(200)
  expect((await put(office, path, { phone })).status).toBe(409)
})
