import { TOTP } from 'otpauth'
import { expect, test, vi } from 'vitest'
import { settableClock } from '#kernel/clock.ts'
import { eventsOf } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import { runSql, statementsOf } from '#tests/support/statements.ts'
import { testApp } from '#tests/support/test-app.ts'
import { given, givenPassword } from './identity.given.ts'
import { issueActivation } from './index.ts'

type Site = Awaited<ReturnType<typeof testApp>>['site']

const wait = (app: App, minutes: number) => {
  const wall = settableClock(app.wall)
  wall?.set(new Date(app.wall.now().getTime() + minutes * 60_000))
}

/** A browser: keeps the cookie that it is given. */
function browser(site: Site) {
  let cookie = ''
  return {
    cookie: () => cookie,
    async send(method: string, path: string, body?: unknown, more: Record<string, string> = {}) {
      const reply = await site.request(path, {
        method,
        headers: { 'content-type': 'application/json', 'user-agent': 'test', ...(cookie && { cookie }), ...more },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      })
      // the second one tells our pages that somebody is signed in, and nothing else
      const [given = null] = reply.headers.getSetCookie()
      if (given) cookie = given.split(';')[0] ?? ''
      const text = await reply.text()
      const answer = text === '' ? undefined : JSON.parse(text)
      return { status: reply.status, body: answer, cookieLine: given }
    },
  }
}

const signIn = (site: Site, name: string, password = givenPassword, totp?: string) => {
  const one = browser(site)
  return one.send('POST', '/api/sign-in', { name, password, totp }).then((reply) => ({ ...reply, browser: one }))
}

test('with name and password one gets a session that says who one is and as what one acts', async () => {
  const { app, site } = await testApp()
  const clerk = await given.post(app, 'unit_clerk', { name: '朱明' })
  const { status, body, cookieLine, browser: clerks } = await signIn(site, clerk.accountName.toUpperCase())
  expect(status).toBe(200)
  expect(cookieLine).toMatch(/^minsheng_session=[\w-]{40,}; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/)
  expect(body).toMatchObject({
    person: { id: clerk.personId, name: '朱明' },
    state: 'open',
    actingAs: { kind: 'post', id: clerk.postId, role: 'unit_clerk', congressName: '武进区人民代表大会', level: 3 },
  })
  expect((await clerks.send('GET', '/api/session')).body).toEqual(body)
  await clerks.send('POST', '/api/sign-out')
  expect((await clerks.send('GET', '/api/session')).status).toBe(401)
})

test('an unknown name and a wrong password get the same answer', async () => {
  const { app, site } = await testApp()
  const deputy = await given.deputy(app)
  const wrong = await signIn(site, deputy.accountName, 'Wrong-Words-2026')
  const unknown = await signIn(site, 'nobody-of-this-name', 'Wrong-Words-2026')
  expect([wrong.status, unknown.status]).toEqual([401, 401])
  expect({ ...wrong.body, requestId: '' }).toEqual({ ...unknown.body, requestId: '' })
  expect(wrong.body.code).toBe('identity.wrong_credentials')
})

test('five failures lock the account for this source for thirty minutes, also against the right password', async () => {
  const { app, site } = await testApp()
  const deputy = await given.deputy(app)
  for (let times = 0; times < 5; times += 1) await signIn(site, deputy.accountName, 'Wrong-Words-2026')
  const locked = await signIn(site, deputy.accountName)
  expect(locked.status).toBe(423)
  expect(locked.body).toMatchObject({ code: 'identity.locked', data: { minutes: 30 } })
  expect((await signIn(site, (await given.deputy(app)).accountName)).status).toBe(200)
  wait(app, 30)
  expect((await signIn(site, deputy.accountName)).status).toBe(200)
})

test('guesses at the same moment are counted one by one', async () => {
  const { app, site } = await testApp()
  const deputy = await given.deputy(app)
  const guesses = Array.from({ length: 12 }, (_, index) => signIn(site, deputy.accountName, `Wrong-Words-${index}`))
  const statuses = (await Promise.all(guesses)).map(({ status }) => status)
  expect(statuses.filter((status) => status === 401)).toHaveLength(5)
  expect(statuses.filter((status) => status === 423)).toHaveLength(7)
})

test('one password tried on hundreds of names locks its source, right sign-ins do not add to it', async () => {
  const { app, db, site } = await testApp({ fresh: true })
  const deputy = await given.deputy(app)
  await signIn(site, deputy.accountName)
  const ofSource = () =>
    db.selectFrom('sign_in_failure').select('failures').where('account_name', '=', '*sign-in').executeTakeFirst()
  expect(await ofSource()).toEqual({ failures: 0 })
  await signIn(site, 'nobody-1')
  await db.updateTable('sign_in_failure').set({ failures: 299 }).where('account_name', '=', '*sign-in').execute()
  expect((await signIn(site, 'nobody-2')).status).toBe(401)
  expect((await signIn(site, deputy.accountName)).status).toBe(423)
})

test('a session of staff locks after 15 idle minutes and goes on in place with the password', async () => {
  const { app, site } = await testApp()
  const clerk = await given.post(app, 'unit_clerk')
  const { browser: clerks } = await signIn(site, clerk.accountName)
  wait(app, 15)
  expect((await clerks.send('GET', '/api/session')).body.state).toBe('locked')
  expect((await clerks.send('GET', '/api/organs')).body.code).toBe('identity.session_locked')
  expect((await clerks.send('GET', '/api/sessions')).status).toBe(401)
  const wrong = await clerks.send('POST', '/api/session/unlock', { password: 'Wrong-Words-2026' })
  expect(wrong.body.code).toBe('identity.wrong_credentials')
  const cookie = clerks.cookie()
  const unlocked = await clerks.send('POST', '/api/session/unlock', { password: givenPassword })
  expect(unlocked.body).toMatchObject({ state: 'open', actingAs: { id: clerk.postId } })
  expect(clerks.cookie()).toBe(cookie)
  expect((await clerks.send('GET', '/api/organs')).status).toBe(200)
  wait(app, 12 * 60)
  expect((await clerks.send('GET', '/api/session')).status).toBe(401)
})

test('a page that nobody touches locks its session at once; only the password opens it', async () => {
  const site = await testApp()
  const clerk = await given.post(site.app, 'unit_clerk')
  const me = site.as(clerk)
  expect((await (await me.post('/api/session/lock')).json()).state).toBe('locked')
  expect((await me.get('/api/organs')).status).toBe(401)
  expect((await me.post('/api/session/unlock', { password: 'Falsche-2026' })).status).toBe(401)
  expect((await (await me.get('/api/session')).json()).state).toBe('locked')
  expect((await me.post('/api/session/unlock', { password: givenPassword })).status).toBe(200)
  expect((await me.get('/api/organs')).status).toBe(200)
})

test('work keeps a staff session awake, asking for the session of a locked one does not', async () => {
  const { app, site } = await testApp()
  const clerk = await given.post(app, 'unit_clerk')
  const { browser: clerks } = await signIn(site, clerk.accountName)
  for (let times = 0; times < 4; times += 1) {
    wait(app, 10)
    expect((await clerks.send('GET', '/api/organs')).status).toBe(200)
  }
  wait(app, 16)
  await clerks.send('GET', '/api/session')
  expect((await clerks.send('GET', '/api/session')).body.state).toBe('locked')
})

test('a deputy without a post is not locked after fifteen minutes', async () => {
  const { app, site } = await testApp()
  const { browser: deputys } = await signIn(site, (await given.deputy(app)).accountName)
  wait(app, 24 * 60)
  expect((await deputys.send('GET', '/api/session')).body.state).toBe('open')
})

test('who has two mandates chooses one, acts as it, and finds it chosen at the next sign-in', async () => {
  const { app, site } = await testApp()
  const person = await given.person(app)
  const county = await given.deputy(app, { person })
  const town = await given.deputy(app, { person, congress: await given.congress(app, { areaCode: '320412100' }) })
  const first = await signIn(site, person.accountName)
  expect(first.body.actingAs).toBeNull()
  expect(first.body.identities.map((one: { label: string }) => one.label)).toEqual(['湖塘镇人大代表', '武进区人大代表'])
  const chosen = await first.browser.send('PUT', '/api/session/acting-as', { kind: 'mandate', id: town.mandateId })
  expect(chosen.body.actingAs.id).toBe(town.mandateId)
  expect((await signIn(site, person.accountName)).body.actingAs.id).toBe(town.mandateId)
  // a window that still shows the county's deputy does nothing as the town's
  const shown = (id: string) => first.browser.send('GET', '/api/todo', undefined, { 'minsheng-acting-as': id })
  expect((await shown(county.mandateId)).body.code).toBe('identity.acting_changed')
  expect((await shown(town.mandateId)).status).toBe(200)
  const strangers = await given.deputy(app)
  const foreign = { kind: 'mandate', id: strangers.mandateId }
  expect((await first.browser.send('PUT', '/api/session/acting-as', foreign)).status).toBe(404)
  expect(county.acting.congressLevel).toBe(3)
})

test('the sixth session ends the one unused longest; one can end others and all', async () => {
  const { app, site } = await testApp()
  const { accountName } = await given.deputy(app)
  const opened = []
  for (let times = 0; times < 6; times += 1) {
    opened.push((await signIn(site, accountName)).browser)
    wait(app, 1)
  }
  expect((await opened[0]?.send('GET', '/api/session'))?.status).toBe(401)
  const last = opened[5]
  const { items } = (await last?.send('GET', '/api/sessions'))?.body ?? {}
  expect(items).toHaveLength(5)
  expect(items.filter((one: { isThis: boolean }) => one.isThis)).toHaveLength(1)
  expect((await last?.send('DELETE', `/api/sessions/${items.at(-1).id}`))?.status).toBe(204)
  expect((await last?.send('DELETE', `/api/sessions/${items.at(-1).id}`))?.status).toBe(404)
  expect((await last?.send('POST', '/api/sessions/end-others'))?.body).toEqual({ ended: 3 })
  expect((await last?.send('POST', '/api/sessions/end-all'))?.body).toEqual({ ended: 1 })
  expect((await last?.send('GET', '/api/session'))?.status).toBe(401)
})

test('who must change the password can do nothing else until it is changed', async () => {
  const { app, site } = await testApp()
  const person = await given.person(app, { mustChangePassword: true })
  await given.deputy(app, { person })
  const { body, browser: deputys } = await signIn(site, person.accountName)
  expect(body.account.mustChangePassword).toBe(true)
  expect((await deputys.send('GET', '/api/organs')).body.code).toBe('identity.must_change_password')
  expect((await deputys.send('GET', '/api/sessions')).body.code).toBe('identity.must_change_password')
  const change = (next: string) => deputys.send('POST', '/api/password', { current: givenPassword, next })
  expect((await change('short')).body).toMatchObject({
    code: 'identity.weak_password',
    data: { faults: ['too_short', 'too_simple'] },
  })
  // the password that one was given is no new one
  expect((await change(givenPassword)).body.code).toBe('identity.password_used_before')
  expect((await change('Harvest-Moon-8')).status).toBe(204)
  expect((await deputys.send('GET', '/api/organs')).status).toBe(200)
  const again = { current: 'Harvest-Moon-8', next: 'Harvest-Moon-8' }
  expect((await deputys.send('POST', '/api/password', again)).body.code).toBe('identity.password_used_before')
})

test('a new password ends the other sessions and not this one', async () => {
  const { app, site } = await testApp()
  const { accountName } = await given.deputy(app)
  const other = (await signIn(site, accountName)).browser
  const mine = (await signIn(site, accountName)).browser
  await mine.send('POST', '/api/password', { current: givenPassword, next: 'Harvest-Moon-8' })
  expect((await other.send('GET', '/api/session')).status).toBe(401)
  expect((await mine.send('GET', '/api/session')).status).toBe(200)
})

test('with a second factor the password alone is not enough and a code works once', async () => {
  const { app, site } = await testApp()
  const { accountName } = await given.deputy(app)
  const { browser: mine } = await signIn(site, accountName)
  const { secret, uri } = (await mine.send('POST', '/api/totp/start')).body
  expect(uri).toContain('otpauth://totp/')
  const codeNow = () => new TOTP({ secret, algorithm: 'SHA1' }).generate({ timestamp: app.wall.now().getTime() })
  expect((await mine.send('POST', '/api/totp/confirm', { code: '000000' })).status).toBe(422)
  expect((await mine.send('POST', '/api/totp/confirm', { code: codeNow() })).status).toBe(204)
  expect((await mine.send('POST', '/api/totp/start')).body.code).toBe('identity.totp_on')
  expect((await signIn(site, accountName)).body.code).toBe('identity.totp_required')
  expect((await signIn(site, accountName, givenPassword, codeNow())).body.code).toBe('identity.wrong_credentials')
  wait(app, 1)
  const code = codeNow()
  expect((await signIn(site, accountName, givenPassword, code)).body.account.totp).toBe('on')
  expect((await signIn(site, accountName, givenPassword, code)).body.code).toBe('identity.wrong_credentials')
  wait(app, 1)
  const removal = { password: givenPassword, totp: codeNow() }
  expect((await mine.send('DELETE', '/api/totp', removal)).status).toBe(204)
  expect((await signIn(site, accountName)).status).toBe(200)
})

test('a known password does not give endless guesses at the code', async () => {
  const { app, site } = await testApp()
  const { accountName } = await given.deputy(app)
  const { browser: mine } = await signIn(site, accountName)
  const { secret } = (await mine.send('POST', '/api/totp/start')).body
  const code = new TOTP({ secret, algorithm: 'SHA1' }).generate({ timestamp: app.wall.now().getTime() })
  await mine.send('POST', '/api/totp/confirm', { code })
  const statuses = []
  for (let times = 0; times < 6; times += 1) {
    statuses.push((await signIn(site, accountName, givenPassword, '123456')).status)
    await signIn(site, accountName)
  }
  expect(statuses).toEqual([401, 401, 401, 401, 401, 423])
})

test('a slip opens the account once, for its own name only, and its password has to meet the rules', async () => {
  const { app, db, site } = await testApp()
  const deputy = await given.deputy(app, { person: await given.person(app, { isActivated: false }) })
  const issue = () =>
    db
      .transaction()
      .execute((trx) => issueActivation(app, trx, { accountId: deputy.accountId, kind: 'activation', madeBy: null }))
  const earlier = await issue()
  const code = await issue()
  const use = (wanted: object) =>
    browser(site).send('POST', '/api/activation', {
      code,
      accountName: deputy.accountName,
      password: 'Harvest-Moon-8',
      ...wanted,
    })
  const refusedAfter = async (wanted: object) => {
    const asked = await statementsOf(db, async () => expect((await use(wanted)).body.code).toBe('identity.wrong_code'))
    return asked.map(({ text }) => text)
  }
  // a wrong name and a wrong code are told apart by nothing
  expect(await refusedAfter({ accountName: 'someone.else' })).toEqual(await refusedAfter({ code: 'AAAA-BBBB-CCCC' }))
  expect((await use({ code: earlier })).status).toBe(410)
  expect((await use({ password: 'short' })).body.code).toBe('identity.weak_password')
  const first = await use({ code: code.toLowerCase().replaceAll('-', ' ') })
  expect(first.status).toBe(200)
  expect(first.body.actingAs.id).toBe(deputy.mandateId)
  expect((await use({})).body.code).toBe('identity.wrong_code')
  const types = (await eventsOf(db, deputy.accountId)).map(({ type }) => type)
  expect(types).toContain('account.activated')
  await expect(issue()).rejects.toMatchObject({ code: 'identity.activated_already' })
})

test('a session or a code that was put in or moved with the database’s password lets nobody in', async () => {
  const { app, db, site } = await testApp({ fresh: true })
  const [own, other] = [await given.deputy(app), await given.deputy(app)]
  const statusOf = async (token: string) =>
    (await site.request('/api/session', { headers: { cookie: `minsheng_session=${token}` } })).status
  const token = await given.token(app, own)
  expect(await statusOf(token)).toBe(200)
  await runSql(db, 'update sign_in_session set account_id = $1', [other.accountId])
  expect(await statusOf(token)).toBe(401)
  await runSql(db, 'update sign_in_session set account_id = $1', [own.accountId])
  expect(await statusOf(token)).toBe(200)
  // the digest that anybody can make
  await runSql(db, `update sign_in_session set token_hash = sha256(convert_to($1, 'UTF8'))`, [token])
  expect(await statusOf(token)).toBe(401)

  const [waiting, theirs] = await Promise.all(
    [1, 2].map(async () => given.deputy(app, { person: await given.person(app, { isActivated: false }) })),
  )
  const code = await db
    .transaction()
    .execute((trx) =>
      issueActivation(app, trx, { accountId: waiting?.accountId ?? '', kind: 'activation', madeBy: null }),
    )
  const use = (accountName = '') =>
    browser(site).send('POST', '/api/activation', { code, accountName, password: 'Harvest-Moon-8' })
  await runSql(db, 'update activation set account_id = $1', [theirs?.accountId])
  expect((await use(theirs?.accountName)).body.code).toBe('identity.wrong_code')
  await runSql(db, `update activation set account_id = $1, code_hash = sha256(convert_to($2, 'UTF8'))`, [
    waiting?.accountId,
    code,
  ])
  expect((await use(waiting?.accountName)).body.code).toBe('identity.wrong_code')
})

test('a slip that is used while another is printed for the same account: whoever comes second is told so', async () => {
  const { app, db, site } = await testApp({ fresh: true })
  const { accountId, accountName } = await given.person(app, { isActivated: false })
  const issue = () =>
    db.transaction().execute((trx) => issueActivation(app, trx, { accountId, kind: 'activation', madeBy: null }))
  const use = (code: string, password: string) =>
    browser(site).send('POST', '/api/activation', { code, accountName, password })
  const waiting = (count: number) =>
    vi.waitFor(async () => {
      const asked = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
      expect((await runSql(db, asked)).length).toBe(count)
    }, 8000)
  /** Both wait for the account, in this order. */
  const race = async <One, Other>(first: () => Promise<One>, second: () => Promise<Other>) => {
    const both = await db.transaction().execute(async (trx) => {
      await runSql(trx, 'select 1 from account where id = $1 for update', [accountId])
      const one = first()
      await waiting(1)
      const other = second()
      await waiting(2)
      return { done: Promise.allSettled([one, other]) }
    })
    return both.done
  }
  const slip = await issue()
  const [printed, tooLate] = await race(issue, () => use(slip, 'Harvest-Moon-8'))
  expect(tooLate).toMatchObject({ value: { status: 410, body: { code: 'identity.code_expired' } } })
  const next = printed?.status === 'fulfilled' ? String(printed.value) : ''
  const [used, refused] = await race(() => use(next, 'Harvest-Moon-9'), issue)
  expect(used).toMatchObject({ value: { status: 200 } })
  expect(refused).toMatchObject({ reason: { code: 'identity.activated_already' } })
})

test('a slip is worth nothing after thirty days, and a source that guesses is locked out', async () => {
  const { app, db, site } = await testApp()
  const deputy = await given.deputy(app, { person: await given.person(app, { isActivated: false }) })
  const code = await db
    .transaction()
    .execute((trx) => issueActivation(app, trx, { accountId: deputy.accountId, kind: 'activation', madeBy: null }))
  wait(app, 30 * 24 * 60)
  const use = (one: string) =>
    browser(site).send('POST', '/api/activation', {
      code: one,
      accountName: deputy.accountName,
      password: 'Harvest-Moon-8',
    })
  expect((await use(code)).body.code).toBe('identity.code_expired')
  for (let times = 0; times < 30; times += 1) await use('AAAA-BBBB-CCCC')
  expect((await use('AAAA-BBBB-CCCC')).status).toBe(423)
})

test('who acts in a post is refused outside the networks named for staff, a deputy is not', async () => {
  const { app, site } = await testApp()
  const person = await given.person(app)
  const [deputy, clerk] = [await given.deputy(app, { person }), await given.post(app, 'unit_clerk', { person })]
  const networks = app.env.MINSHENG_STAFF_NETWORKS
  const statusAs = async (actor: typeof deputy | typeof clerk, source: string) => {
    const headers = { cookie: `minsheng_session=${await given.token(app, actor)}`, 'x-forwarded-for': source }
    return (await site.request('/api/organs', { headers })).status
  }
  Object.assign(app.env, { TRUST_PROXY: true })
  networks.push('10.20.0.0/16', 'fd00::/8')
  expect(await statusAs(clerk, '10.20.3.4')).toBe(200)
  expect(await statusAs(clerk, '::ffff:10.20.3.4')).toBe(200)
  expect(await statusAs(clerk, 'fd00::7')).toBe(200)
  expect(await statusAs(clerk, '203.0.113.9')).toBe(403)
  expect(await statusAs(deputy, '203.0.113.9')).toBe(200)
})

test('a stranger is told to sign in at every route about a session', async () => {
  const { site } = await testApp()
  for (const [method, path] of [
    ['GET', '/api/session'],
    ['POST', '/api/session/unlock'],
    ['PUT', '/api/session/acting-as'],
    ['PUT', '/api/session/locale'],
    ['GET', '/api/sessions'],
    ['POST', '/api/sessions/end-others'],
    ['POST', '/api/sessions/end-all'],
    ['DELETE', '/api/sessions/01960000-0000-7000-8000-000000000000'],
    ['POST', '/api/sign-out'],
    ['POST', '/api/password'],
    ['POST', '/api/totp/start'],
    ['POST', '/api/totp/confirm'],
    ['DELETE', '/api/totp'],
  ] as const) {
    const reply = await browser(site).send(method, path)
    expect([path, reply.status, reply.body.code]).toEqual([path, 401, 'identity.not_signed_in'])
  }
})
