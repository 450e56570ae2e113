import { expect, test, vi } from 'vitest'
import type { App } from '#platform/app.ts'
import { runSql } from '#tests/support/statements.ts'
import { testApp } from '#tests/support/test-app.ts'
import { given, givenPassword } from './identity.given.ts'

const json = async (reply: Response) => ({ status: reply.status, body: await reply.json() })
const nobody = '01960000-0000-7000-8000-000000000000'
const days = (app: App, count: number) => new Date(app.clock.now().getTime() + count * 86_400_000)

test('the security administrator lists accounts of her area by name and state', async () => {
  const { app, as } = await testApp({ fresh: true })
  const secadmin = as(await given.post(app, 'secadmin', { name: '安全员' }))
  const deputy = await given.deputy(app, { name: '卢欣隆' })
  await given.deputy(app, { congress: await given.congress(app, { areaCode: '320411' }), name: '卢外人' })
  const find = async (query: string) => (await json(await secadmin.get(`/api/accounts?${query}`))).body
  expect(await find('q=卢')).toMatchObject({
    items: [{ id: deputy.accountId, person: { name: '卢欣隆' }, state: 'open', totp: false }],
    total: { value: 1, exact: true },
  })
  expect((await find(`q=${deputy.accountName.toUpperCase()}`)).items).toHaveLength(1)
  expect((await find('state=waiting')).items).toEqual([])
  const first = await find('limit=1')
  expect((await find(`limit=1&cursor=${first.next}`)).items).toHaveLength(1)
  for (const role of ['sysadmin', 'deputy_office', 'unit_head'] as const) {
    expect((await as(await given.post(app, role)).get('/api/accounts')).status).toBe(403)
  }
})

test('accounts that nobody uses are found, to be closed', async () => {
  const { app, db, as } = await testApp({ fresh: true })
  const secadmin = as(await given.post(app, 'secadmin'))
  const [used, unused, young] = [await given.deputy(app), await given.deputy(app), await given.deputy(app)]
  const longAgo = new Date(app.wall.now().getTime() - 91 * 86_400_000)
  for (const { accountId } of [used, unused]) {
    await db.updateTable('account').set({ created_at: longAgo }).where('id', '=', accountId).execute()
    await given.token(app, { accountId, acting: null })
  }
  await db.updateTable('sign_in_session').set({ seen_at: longAgo }).where('account_id', '=', unused.accountId).execute()
  const { items } = (await json(await secadmin.get('/api/accounts?state=stale'))).body
  expect(items).toMatchObject([{ id: unused.accountId, lastSeenAt: longAgo.toISOString() }])
  expect(items.map(({ id }: { id: string }) => id)).not.toContain(young.accountId)
  expect((await secadmin.post(`/api/accounts/${unused.accountId}/disable`)).status).toBe(204)
  expect((await json(await secadmin.get('/api/accounts?state=stale'))).body.items).toEqual([])
})

test('an account opened for a person gives a code shown once, with which its owner signs in', async () => {
  const { app, as, anonymous } = await testApp()
  const secadmin = as(await given.post(app, 'secadmin'))
  const office = as(await given.post(app, 'deputy_office'))
  const { id: personId } = (await json(await office.post('/api/people', { name: '新来的' }))).body
  const opened = await json(await secadmin.post('/api/accounts', { personId, name: 'Xin.Lai' }))
  expect(opened.status).toBe(201)
  expect((await json(await secadmin.post('/api/accounts', { personId, name: 'xin.lai' }))).body.code).toBe(
    'identity.account_name_taken',
  )
  expect((await json(await secadmin.post('/api/accounts', { personId, name: 'other' }))).body.code).toBe(
    'identity.has_account',
  )
  expect((await office.post('/api/accounts', { personId, name: 'other' })).status).toBe(403)
  const { code } = opened.body
  const reply = await anonymous.post('/api/activation', { code, accountName: 'xin.lai', password: 'Harvest-Moon-8' })
  expect(await json(reply)).toMatchObject({ status: 200, body: { person: { name: '新来的' }, identities: [] } })
})

test('a disabled account is out at once and can sign in again when enabled', async () => {
  const { app, as, anonymous } = await testApp()
  const officer = await given.post(app, 'secadmin')
  const secadmin = as(officer)
  const deputy = await given.deputy(app)
  const deputys = as(deputy)
  expect((await deputys.get('/api/session')).status).toBe(200)
  expect((await secadmin.post(`/api/accounts/${deputy.accountId}/disable`)).status).toBe(204)
  expect((await deputys.get('/api/session')).status).toBe(401)
  const signIn = () => anonymous.post('/api/sign-in', { name: deputy.accountName, password: givenPassword })
  expect((await json(await signIn())).body.code).toBe('identity.wrong_credentials')
  expect((await secadmin.post(`/api/accounts/${deputy.accountId}/disable`)).status).toBe(409)
  expect((await secadmin.post(`/api/accounts/${deputy.accountId}/enable`)).status).toBe(204)
  expect((await secadmin.post(`/api/accounts/${deputy.accountId}/enable`)).status).toBe(409)
  expect((await signIn()).status).toBe(200)
  expect((await json(await secadmin.post(`/api/accounts/${officer.accountId}/disable`))).body.code).toBe(
    'identity.not_to_oneself',
  )
  expect((await secadmin.post(`/api/accounts/${nobody}/disable`)).status).toBe(404)
})

test('a reset at the counter needs two persons; the code is shown to the second, once', async () => {
  const { app, as, anonymous } = await testApp({ fresh: true })
  const person = await given.person(app)
  const counter = await given.post(app, 'deputy_office', { person })
  const deputy = await given.deputy(app)
  const asked = await json(await as(counter).post(`/api/accounts/${deputy.accountId}/reset`))
  expect(asked.status).toBe(202)
  const path = `/api/approvals/${asked.body.approvalId}/approve`
  expect((await json(await as(counter).post(path))).body.code).toBe('approval.own_request')
  // the same natural person in her other post is no second person
  const otherPost = await given.post(app, 'secadmin', { person })
  expect((await json(await as(otherPost).post(path))).body.code).toBe('approval.own_request')
  expect((await as(await given.post(app, 'unit_head')).post(path)).status).toBe(404)
  expect((await as(await given.deputy(app)).post(path)).status).toBe(404)
  const second = as(await given.post(app, 'secadmin'))
  expect((await json(await second.get('/api/approvals'))).body.items).toMatchObject([
    { id: asked.body.approvalId, kind: 'identity.reset', status: 'pending', askedBy: { id: person.personId } },
  ])
  const approved = (await json(await second.post(path))).body
  expect(approved.approval.status).toBe('used')
  expect(approved.result.code).toMatch(/^[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}$/)
  expect((await json(await second.post(path))).body.code).toBe('approval.not_pending')
  const old = await anonymous.post('/api/sign-in', { name: deputy.accountName, password: givenPassword })
  expect(old.status).toBe(401)
  const fresh = { code: approved.result.code, accountName: deputy.accountName, password: 'Harvest-Moon-8' }
  expect((await anonymous.post('/api/activation', fresh)).status).toBe(200)
})

test('the list of what one can approve waits for nobody who works on one of its rows', async () => {
  const { app, db, as } = await testApp()
  const deputy = await given.deputy(app)
  const asked = await json(
    await as(await given.post(app, 'deputy_office')).post(`/api/accounts/${deputy.accountId}/reset`),
  )
  const second = as(await given.post(app, 'secadmin'))
  await db.transaction().execute(async (trx) => {
    await trx.selectFrom('account').select('id').where('id', '=', deputy.accountId).forUpdate().execute()
    const { items } = (await json(await second.get('/api/approvals?limit=100'))).body
    expect(items.map(({ id }: { id: string }) => id)).toContain(asked.body.approvalId)
  })
})

test('two approvers at once: one code is made', async () => {
  const { app, as } = await testApp()
  const deputy = await given.deputy(app)
  const asked = await json(
    await as(await given.post(app, 'deputy_office')).post(`/api/accounts/${deputy.accountId}/reset`),
  )
  const approvers = [as(await given.post(app, 'secadmin')), as(await given.post(app, 'deputy_office'))]
  const replies = await Promise.all(approvers.map((one) => one.post(`/api/approvals/${asked.body.approvalId}/approve`)))
  expect(replies.map(({ status }) => status).toSorted()).toEqual([200, 409])
})

test("an officer's account is reset by the other two officers only", async () => {
  const { app, as } = await testApp({ fresh: true })
  const secadmin = await given.post(app, 'secadmin')
  const office = as(await given.post(app, 'deputy_office'))
  const path = `/api/accounts/${secadmin.accountId}/reset`
  expect((await office.post(path)).status).toBe(403)
  const asked = (await json(await as(await given.post(app, 'sysadmin')).post(path))).body
  const decide = (client: ReturnType<typeof as>) => client.post(`/api/approvals/${asked.approvalId}/approve`)
  expect((await decide(office)).status).toBe(403)
  expect((await json(await decide(as(secadmin)))).body.code).toBe('identity.not_to_oneself')
  expect((await decide(as(await given.post(app, 'auditor')))).status).toBe(200)
})

test('a request can be declined with a reason, asked once at a time, and is worth nothing after seven days', async () => {
  const { app, as, clock } = await testApp({ fresh: true })
  const counter = as(await given.post(app, 'deputy_office'))
  const second = as(await given.post(app, 'secadmin'))
  const deputy = await given.deputy(app)
  const ask = () => counter.post(`/api/accounts/${deputy.accountId}/reset`).then(json)
  const first = (await ask()).body
  expect((await ask()).body.code).toBe('approval.asked_already')
  const decline = (reason: string) => second.post(`/api/approvals/${first.approvalId}/decline`, { reason }).then(json)
  expect((await decline(' ')).status).toBe(422)
  expect((await decline('本人未到场')).body.approval.status).toBe('declined')
  clock.advance(1000)
  const again = (await ask()).body
  clock.set(days(app, 7))
  expect((await json(await second.get('/api/approvals'))).body.items).toEqual([])
  expect((await second.post(`/api/approvals/${again.approvalId}/approve`)).status).toBe(410)
  const mine = (await json(await counter.get('/api/approvals?box=mine&limit=1'))).body
  expect(mine.items).toMatchObject([{ id: again.approvalId, status: 'expired' }])
  const rest = (await json(await counter.get(`/api/approvals?box=mine&cursor=${mine.next}`))).body
  expect(rest.items).toMatchObject([{ id: first.approvalId, status: 'declined' }])
})

test('a stranger gets nothing of accounts and approvals', async () => {
  const { anonymous } = await testApp()
  expect((await anonymous.get('/api/accounts')).status).toBe(401)
  expect((await anonymous.get('/api/approvals')).status).toBe(401)
  for (const path of [
    '/api/accounts',
    `/api/accounts/${nobody}/disable`,
    `/api/accounts/${nobody}/enable`,
    `/api/accounts/${nobody}/reset`,
    `/api/approvals/${nobody}/approve`,
    `/api/approvals/${nobody}/decline`,
  ]) {
    expect((await anonymous.post(path, {})).status).toBe(401)
  }
})

test('the server speaks the language that is asked in, whatever was chosen on another device; asked in none, the chosen one', async () => {
  const { app, as } = await testApp()
  const office = as(await given.post(app, 'deputy_office'))
  const told = async (headers?: Record<string, string>) => {
    const { body } = await json(await office.fetch('/api/session', headers && { headers }))
    return [body.account.locale, body.actingAs.label]
  }
  const [, chinese] = await told({ 'accept-language': 'zh-CN' })
  expect((await office.put('/api/session/locale', { locale: 'en' })).status).toBe(200)
  expect(await told({ 'accept-language': 'zh-CN' })).toEqual(['en', chinese])
  const [, english] = await told({ 'accept-language': 'en' })
  expect(english).not.toBe(chinese)
  expect(await told()).toEqual(['en', english])
})

test('an account that is opened again while a death is recorded stays closed, and neither is lost to a deadlock', async () => {
  const { app, db, as } = await testApp({ fresh: true })
  const [secadmin, office] = [as(await given.post(app, 'secadmin')), as(await given.post(app, 'deputy_office'))]
  const { accountId, personId } = await given.deputy(app)
  expect((await secadmin.post(`/api/accounts/${accountId}/disable`)).status).toBe(204)
  const waiting = (count: number) =>
    vi.waitFor(async () => {
      const asked = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
      expect(await runSql(db, asked)).toHaveLength(count)
    }, 20_000)
  const both = await db.transaction().execute(async (trx) => {
    await runSql(trx, 'select 1 from person where id = $1 for update', [personId])
    const death = office.post(`/api/people/${personId}/death`, { diedOn: '2026-03-01', version: 1 })
    await waiting(1)
    const opening = secadmin.post(`/api/accounts/${accountId}/enable`)
    await waiting(2)
    return { done: Promise.all([death, opening]) }
  })
  const [death, opening] = await both.done
  expect(death.status).toBe(200)
  expect((await json(opening)).body.code).toBe('identity.person_dead')
})
