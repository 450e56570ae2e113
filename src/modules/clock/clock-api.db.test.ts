import { OpenAPIHono } from '@hono/zod-openapi'
import { expect, test } from 'vitest'
import type { Actor, Role } from '#kernel/actor.ts'
import { organisationGiven as given } from '#modules/organisation/organisation.given.ts'
import type { App } from '#platform/app.ts'
import { isOneOf } from '#platform/db/condition.ts'
import type { MemberEnv, PublicEnv } from '#platform/http/env.ts'
import { problem } from '#platform/http/problem.ts'
import { cloneDatabase } from '#tests/support/database.ts'
import { officialList } from './calendar.source.ts'
import { calendarApi } from './clock.api.ts'
import { clockApp, givenClock, wrongList } from './clock.given.ts'
import { ensureCalendar, registerCaseSight } from './index.ts'

const uuid = () => crypto.randomUUID()

const actorAs = (role: Role, congressId: string = uuid()): Actor => ({
  accountId: uuid(),
  personId: uuid(),
  locale: 'zh-CN',
  acting: {
    kind: 'post',
    id: uuid(),
    role,
    organId: uuid(),
    congressId,
    congressLevel: 3,
    areaPath: '32.3204',
  },
})

/** The routes as the program mounts them, behind an edge that knows who is calling already. */
async function program() {
  const { db } = await cloneDatabase({ fresh: true })
  const app = clockApp(db, '2026-02-12T09:00:00')
  await ensureCalendar(app)
  // the county runs the deployment; a township on it has an office of its own
  const top = await given.congress(app as unknown as App)
  const township = await given.congress(app as unknown as App, { areaCode: '320412100' })
  for (const congress of [top, township]) await given.organ(app as unknown as App, { congress, kind: 'deputy_office' })
  const as = (actor: Actor) => {
    const members = new OpenAPIHono<MemberEnv>()
    members.use('*', async (c, next) => {
      // The clock's routes need of the program what the clock needs: database, moment and ids.
      c.set('app', app as unknown as App)
      c.set('actor', actor)
      c.set('locale', actor.locale)
      c.set('requestId', uuid())
      await next()
    })
    members.route('/', calendarApi)
    const api = new OpenAPIHono<PublicEnv>()
    api.route('/', members)
    api.onError((error, c) => problem(c, error))
    const body = (content: unknown) => ({
      body: JSON.stringify(content),
      headers: { 'content-type': 'application/json' },
    })
    return {
      get: (path: string) => api.request(path),
      post: (path: string, content: unknown) => api.request(path, { method: 'POST', ...body(content) }),
    }
  }
  return { app, as, top, township }
}

test('everyone signed in can read the published calendar, whole or one year of it', async () => {
  const { as } = await program()
  const all = await (await as(actorAs('unit_clerk')).get('/calendar')).json()
  expect(all).toMatchObject({ version: 1, source: 'chinese-days', years: [2024, 2025, 2026] })
  const one = await (await as(actorAs('unit_clerk')).get('/calendar?year=2026')).json()
  expect(one.days).toHaveLength(39)
  expect(one.days).toContainEqual({ day: '2026-02-14', kind: 'workday', name: 'spring_festival', label: '春节' })
  expect((await as(actorAs('unit_clerk')).get('/calendar?version=9')).status).toBe(404)
  expect((await as(actorAs('unit_clerk')).get('/calendar?year=26')).status).toBe(422)
})

test('the deputy office and the system administrator publish a calendar; others are refused and nothing is written', async () => {
  const { as, top } = await program()
  const list = { source: 'posted', ...wrongList(), note: '试用' }
  const refused = await as(actorAs('leader', top.id)).post('/calendar', list)
  expect(refused.status).toBe(403)
  expect(await refused.json()).toMatchObject({
    code: 'clock.may_not_publish',
    detail: expect.stringContaining('代表工委'),
  })
  const published = await as(actorAs('deputy_office', top.id)).post('/calendar', { ...list, version: 1 })
  expect(published.status).toBe(200)
  expect(await published.json()).toMatchObject({ isNew: true, recomputed: 0, calendar: { version: 2, note: '试用' } })
  const stale = await as(actorAs('sysadmin', top.id)).post('/calendar', {
    source: 'posted',
    ...officialList(2026, 2026),
    version: 1,
  })
  expect(stale.status).toBe(409)
  expect(
    (await as(actorAs('sysadmin', top.id)).post('/calendar', { source: 'chinese-days', from: 2026, to: 2026 })).status,
  ).toBe(200)
})

test('the one calendar of the deployment is not for a township to change, whatever its office is called', async () => {
  const { as, top, township } = await program()
  const list = { source: 'posted', ...wrongList(), version: 1 }
  for (const role of ['deputy_office', 'sysadmin'] as const) {
    const refused = await as(actorAs(role, township.id)).post('/calendar', list)
    expect(refused.status).toBe(403)
    expect(await refused.json()).toMatchObject({
      code: 'clock.top_congress_publishes',
      detail: expect.stringContaining('请报其代表工委'),
    })
  }
  expect(await (await as(actorAs('deputy_office', top.id)).get('/calendar')).json()).toMatchObject({ version: 1 })
})

test('a bad list is refused with every fault named by its day', async () => {
  const { as, top } = await program()
  const office = as(actorAs('deputy_office', top.id))
  const { years, days } = officialList(2026, 2026)
  const faulty = [
    ...days.filter(({ day }) => day !== '2026-10-01'),
    { day: '2026-03-03', kind: 'workday', name: '调休' },
  ]
  const reply = await office.post('/calendar', { source: 'posted', years, days: faulty })
  expect(reply.status).toBe(422)
  expect(await reply.json()).toMatchObject({
    code: 'clock.bad_calendar',
    detail: '名单有 2 处不对，没有导入。请按列出的日期逐一更正。',
    data: {
      problems: [
        { day: '2026-03-03', problem: 'workday_on_weekday' },
        { day: '2026-10-01', problem: 'festival_missing' },
      ],
    },
  })
  expect((await office.post('/calendar', { source: 'posted', years, days: [{ day: '2026-02-30' }] })).status).toBe(422)
  expect((await office.post('/calendar', { source: 'chinese-days', from: 2090, to: 2095 })).status).toBe(422)
})

test('a clock is shown to who sees its case, and to anyone else there is no such clock', async () => {
  const { app, as } = await program()
  const [clock, foreign] = [await givenClock(app), await givenClock(app)]
  registerCaseSight('test_case', () => isOneOf('clock.case_id', [clock.caseId]))
  const office = as(actorAs('deputy_office'))
  const shown = await (await office.get(`/clocks/${clock.id}`)).json()
  expect(shown).toMatchObject({ id: clock.id, dueOn: '2026-02-26', remainingDays: 14, state: 'running', warning: null })
  expect(shown.explanation).toContain('2 月 15 日至 2 月 23 日春节放假，不计入')
  const [hidden, absent] = [await office.get(`/clocks/${foreign.id}`), await office.get(`/clocks/${uuid()}`)]
  expect([hidden.status, absent.status]).toEqual([404, 404])
  const without = async (reply: Response) => ({ ...(await reply.json()), requestId: '' })
  expect(await without(hidden)).toEqual(await without(absent))
})
