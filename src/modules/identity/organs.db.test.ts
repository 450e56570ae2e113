import { expect, test } from 'vitest'
import { addSession, importAreas, organNameOn, startTerm } from '#modules/organisation/index.ts'
import { testApp } from '#tests/support/test-app.ts'
import { given } from './identity.given.ts'

// The routes of the organisation module: they need people who act in posts, which organisation itself does not know.

const json = async (reply: Response) => ({ status: reply.status, body: await reply.json() })
const nobody = '01960000-0000-7000-8000-000000000000'

test('a county comes with its chain up, its towns and its villages; importing it again changes nothing', async () => {
  const { app, db, as } = await testApp({ fresh: true })
  const bring = () => db.transaction().execute((trx) => importAreas(app, trx, '320412'))
  expect(await bring()).toBe(318)
  expect(await bring()).toBe(0)
  const deputys = as(await given.deputy(app))
  const list = async (query: string) => (await json(await deputys.get(`/api/areas${query}`))).body.items
  const [province] = await list('')
  expect(province).toMatchObject({ name: '江苏省', level: 1, path: '/32/' })
  const [city] = await list(`?parent=${province.id}`)
  const [county] = await list(`?parent=${city.id}`)
  expect(county.name).toBe('武进区')
  const towns = await list(`?parent=${county.id}`)
  expect(towns).toHaveLength(18)
  const kindOf = (name: string) => towns.find((town: { name: string }) => town.name === name)?.kind
  expect([kindOf('湖塘镇'), kindOf('潞城街道')]).toEqual(['area', 'street'])
  expect((await list('?q=湖塘')).map(({ level }: { level: number }) => level)).toContain(4)
  await expect(db.transaction().execute((trx) => importAreas(app, trx, '999999'))).rejects.toMatchObject({
    code: 'organisation.unknown_county',
  })
})

test('a new term ends the one before on the day of its first session', async () => {
  const { app, db, as, clock } = await testApp({ fresh: true })
  const congress = await given.congress(app)
  const start = (number: number, firstSessionOn: string) =>
    db
      .transaction()
      .execute((trx) => startTerm(app, trx, { congressId: congress.id, number, firstSessionOn, seats: 320 }))
  await expect(start(17, '2027-01-07')).rejects.toMatchObject({ code: 'organisation.term_not_later' })
  const termId = await start(18, '2027-01-07')
  await db
    .transaction()
    .execute((trx) => addSession(app, trx, { termId, number: 1, opensOn: '2027-01-07', closesOn: '2027-01-10' }))
  const office = as(await given.post(app, 'deputy_office', { congress }))
  const termInOffice = async () =>
    (await json(await office.get(`/api/congresses/${congress.id}`))).body.currentTerm.number
  expect(await termInOffice()).toBe(17)
  clock.set(new Date('2027-01-07T00:00:00+08:00'))
  expect(await termInOffice()).toBe(18)
  const { body } = await json(await office.get(`/api/congresses/${congress.id}`))
  expect(body).toMatchObject({
    currentTerm: { number: 18, seats: 320 },
    terms: [{ number: 18 }, { number: 17, endedOn: '2027-01-07' }],
    sessions: [{ number: 1, opensOn: '2027-01-07', closesOn: '2027-01-10' }],
  })
  expect((await json(await office.get('/api/congresses'))).body.items[0]).toMatchObject({ areaName: '武进区' })
  expect((await office.get(`/api/congresses/${nobody}`)).status).toBe(404)
})

test('the office creates an organ in its own area, once for a code', async () => {
  const { app, as } = await testApp({ fresh: true })
  const congress = await given.congress(app)
  const office = as(await given.post(app, 'deputy_office', { congress }))
  const organ = {
    code: 'WJ-CG',
    name: '武进区城市管理局',
    shortName: '区城管局',
    kind: 'unit',
    system: 'government',
    congressId: congress.id,
    areaId: congress.areaId,
    startsOn: '2020-01-01',
  }
  expect(await json(await office.post('/api/organs', organ))).toMatchObject({ status: 201, body: { version: 1 } })
  expect((await json(await office.post('/api/organs', organ))).body.code).toBe('organisation.code_taken')
  const late = { ...organ, code: 'Z', startsOn: '2099-01-01' }
  expect((await json(await office.post('/api/organs', late))).body.code).toBe('organisation.day_too_far')
  const elsewhere = await given.area(app, '320411')
  expect((await office.post('/api/organs', { ...organ, code: 'X', areaId: elsewhere.id })).status).toBe(403)
  for (const role of ['unit_head', 'gov_office', 'secadmin'] as const) {
    expect((await as(await given.post(app, role)).post('/api/organs', { ...organ, code: 'Y' })).status).toBe(403)
  }
})

test('a renamed organ keeps its earlier names with their days', async () => {
  const { app, db, as } = await testApp()
  const office = as(await given.post(app, 'deputy_office'))
  const { id } = await given.unit(app, { name: '区城管局' })
  const rename = (name: string, effectiveOn: string, version: number) =>
    office.post(`/api/organs/${id}/rename`, { name, shortName: name, effectiveOn, version }).then(json)
  expect((await rename('区综合执法局', '2026-03-05', 1)).body.code).toBe('organisation.day_not_come')
  expect((await rename('区综合执法局', '2019-12-31', 1)).body.code).toBe('organisation.day_too_early')
  expect((await rename('区综合执法局', '2026-03-01', 1)).body).toMatchObject({ name: '区综合执法局', version: 2 })
  expect((await rename('又一个名', '2026-03-02', 1)).body.code).toBe('organisation.stale_version')
  expect((await organNameOn(db, id, '2026-02-28')).name).toBe('区城管局')
  expect((await organNameOn(db, id, '2026-03-01')).name).toBe('区综合执法局')
  expect((await json(await office.get(`/api/organs/${id}/names`))).body.items).toEqual([
    { name: '区城管局', shortName: '区城管局', startsOn: '2020-01-01', endsOn: '2026-03-01' },
  ])
  const unit = as(await given.post(app, 'unit_head'))
  const body = { name: '甲', shortName: '甲', effectiveOn: '2026-03-02', version: 2 }
  expect((await unit.post(`/api/organs/${id}/rename`, body)).status).toBe(403)
  expect((await office.post(`/api/organs/${nobody}/rename`, body)).status).toBe(404)
})

test('an organ that is merged is gone from its day on and gives its people no rights', async () => {
  const { app, as } = await testApp()
  const office = as(await given.post(app, 'deputy_office'))
  const [from, into] = [await given.unit(app, { name: '区园林局' }), await given.unit(app, { name: '区住建局' })]
  const clerk = as(await given.post(app, 'unit_clerk', { organ: from }))
  expect((await json(await clerk.get('/api/session'))).body.identities).toHaveLength(1)
  const merge = (intoId: string) =>
    office.post(`/api/organs/${from.id}/merge`, { intoId, effectiveOn: '2026-03-04', version: 1 }).then(json)
  expect((await merge(from.id)).body.code).toBe('organisation.cannot_merge')
  expect((await merge(into.id)).body).toMatchObject({ endsOn: '2026-03-04', mergedIntoId: into.id, version: 2 })
  expect((await merge(into.id)).status).toBe(409)
  expect((await json(await clerk.get('/api/session'))).body.identities).toEqual([])
  const open = (await json(await office.get('/api/organs?kind=unit&on=2026-03-04&limit=100'))).body
  const ids = open.items.map(({ id }: { id: string }) => id)
  expect([ids.includes(from.id), ids.includes(into.id)]).toEqual([false, true])
  expect((await json(await office.get(`/api/organs/${from.id}`))).body.name).toBe('区园林局')
})

test('who worked in an organ that is merged works in the one that took it over, once and from that day', async () => {
  const { app, as, beat } = await testApp()
  const office = as(await given.post(app, 'deputy_office'))
  const [from, into] = [await given.unit(app, { name: '区粮食局' }), await given.unit(app, { name: '区发改委' })]
  const [clerk, head] = [
    await given.post(app, 'unit_clerk', { organ: from, title: '科员' }),
    await given.post(app, 'unit_head', { organ: from }),
  ]
  const { postId: already } = await given.post(app, 'unit_head', { organ: into, person: head })
  await office.post(`/api/organs/${from.id}/merge`, { intoId: into.id, effectiveOn: '2026-03-02', version: 1 })
  await beat()
  await beat()
  const postsOf = async (personId: string) => (await json(await office.get(`/api/people/${personId}`))).body.posts
  expect(await postsOf(clerk.personId)).toMatchObject([
    { organId: into.id, role: 'unit_clerk', title: '科员', startsOn: '2026-03-02', endsOn: null },
    { organId: from.id, endsOn: '2026-03-02' },
  ])
  expect(
    (await postsOf(head.personId)).filter(({ endsOn }: { endsOn: string | null }) => endsOn === null),
  ).toMatchObject([{ id: already }])
  const session = await json(await as(clerk, { anew: true }).get('/api/session'))
  expect(session.body.identities).toMatchObject([{ kind: 'post' }])
})

test('two mergers in opposite directions at once: one is done, the other refused', async () => {
  const { app, as } = await testApp()
  const office = as(await given.post(app, 'deputy_office'))
  const [one, two] = [await given.unit(app), await given.unit(app)]
  const merge = (id: string, intoId: string) =>
    office.post(`/api/organs/${id}/merge`, { intoId, effectiveOn: '2026-03-04', version: 1 })
  const replies = await Promise.all([merge(one.id, two.id), merge(two.id, one.id)])
  expect(replies.map(({ status }) => status).toSorted()).toEqual([200, 422])
})

test('organs are listed page by page, by kind, system, name and congress', async () => {
  const { app, as } = await testApp({ fresh: true })
  const deputys = as(await given.deputy(app))
  const congress = await given.congress(app)
  for (const name of ['区教育局', '区水利局', '区交通局']) await given.unit(app, { name })
  await given.unit(app, { name: '区法院', system: 'court' })
  const list = async (query: string) => (await json(await deputys.get(`/api/organs?${query}`))).body
  const first = await list(`limit=3&congressId=${congress.id}`)
  expect(first.total).toEqual({ value: 4, exact: true })
  expect((await list(`limit=3&congressId=${congress.id}&cursor=${first.next}`)).items).toHaveLength(1)
  expect((await list('system=court')).items).toMatchObject([{ name: '区法院' }])
  expect((await list('q=水利')).items).toMatchObject([{ name: '区水利局' }])
  expect((await list('kind=station')).items).toEqual([])
  expect((await deputys.get('/api/organs?kind=castle')).status).toBe(422)
})

test('a stranger gets nothing of the organisation', async () => {
  const { anonymous } = await testApp()
  for (const path of [
    '/areas',
    '/congresses',
    `/congresses/${nobody}`,
    '/organs',
    `/organs/${nobody}`,
    `/organs/${nobody}/names`,
  ]) {
    expect((await anonymous.get(`/api${path}`)).status).toBe(401)
  }
  for (const path of ['/organs', `/organs/${nobody}/rename`, `/organs/${nobody}/merge`]) {
    expect((await anonymous.post(`/api${path}`, {})).status).toBe(401)
  }
})
