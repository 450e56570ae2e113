import { expect, test } from 'vitest'
import { startTerm } from '#modules/organisation/index.ts'
import { eventsOf } from '#modules/record/index.ts'
import { statementsOf } from '#tests/support/statements.ts'
import { testApp } from '#tests/support/test-app.ts'
import { given } from './identity.given.ts'
import { addMandate, expireMandates } from './index.ts'

const json = async (reply: Response) => ({ status: reply.status, body: await reply.json() })
const nobody = '01960000-0000-7000-8000-000000000000'

test('the office finds people by one and by two characters, page by page, with the count', async () => {
  const { app, as } = await testApp({ fresh: true })
  const office = await given.post(app, 'deputy_office', { name: '欧阳文' })
  for (const name of ['谢蔼岚', '谢小龙', '卢欣隆', '石绛雁', '谢_百']) await given.deputy(app, { name })
  const find = async (query: string) => (await json(await as(office).get(`/api/people?${query}`))).body
  const names = (page: { items: { name: string }[] }) => page.items.map(({ name }) => name).toSorted()
  expect(names(await find('q=谢'))).toEqual(['谢_百', '谢小龙', '谢蔼岚'].toSorted())
  expect(names(await find('q=欣隆'))).toEqual(['卢欣隆'])
  expect(names(await find(`q=${encodeURIComponent('谢_')}`))).toEqual(['谢_百'])
  expect(names(await find(`q=${encodeURIComponent('%龙')}`))).toEqual([])
  const first = await find('limit=4')
  expect(first.total).toEqual({ value: 6, exact: true })
  const second = await find(`limit=4&cursor=${first.next}`)
  expect([...names(first), ...names(second)]).toHaveLength(6)
  expect(second.next).toBeNull()
  expect((await as(office).get('/api/people?cursor=nonsense')).status).toBe(422)
})

test('people are filtered by what they hold, sorted, and listed in few statements however many they are', async () => {
  const { app, db, as } = await testApp({ fresh: true })
  const actor = await given.post(app, 'deputy_office', { name: '安文' })
  const [office, resigned] = [as(actor), await given.deputy(app, { name: '乙退' })]
  await given.deputy(app, { name: '丁在' })
  await given.deputy(app, { name: '张在' })
  await given.person(app, { name: '卜无' })
  const end = { reason: 'resigned', effectiveOn: '2026-03-03', version: 1 }
  await office.post(`/api/mandates/${resigned.mandateId}/end`, end)
  const names = async (query: string) => {
    const { items, total } = (await json(await office.get(`/api/people?${query}`))).body
    expect(total.value).toBe(items.length)
    return items.map(({ name }: { name: string }) => name)
  }
  expect(await names('holds=mandate')).toEqual(['丁在', '张在'])
  expect(await names('holds=post')).toEqual(['安文'])
  expect(await names('holds=nothing')).toEqual(['乙退', '卜无'])
  expect(await names('sort=pinyin')).toEqual(['安文', '卜无', '丁在', '乙退', '张在'])
  const count = async (limit: number) => (await statementsOf(db, () => names(`limit=${limit}`).catch(() => []))).length
  expect(await count(5)).toBe(await count(100))
})

test('what one may see in the list is what one may open', async () => {
  const { app, as } = await testApp({ fresh: true })
  const [county, other] = [await given.congress(app), await given.congress(app, { areaCode: '320411' })]
  const town = await given.congress(app, { areaCode: '320412100' })
  const people = {
    county: await given.deputy(app, { congress: county }),
    other: await given.deputy(app, { congress: other }),
    town: await given.deputy(app, { congress: town }),
    resting: await given.deputy(app, { congress: county, status: 'suspended' }),
    clerk: await given.post(app, 'unit_clerk', { congress: county }),
  }
  const viewers = {
    office: await given.post(app, 'deputy_office', { congress: county }),
    presidium: await given.post(app, 'presidium', { congress: town }),
    secadmin: await given.post(app, 'secadmin', { congress: other }),
    deputy: people.county,
    unit: people.clerk,
  }
  const seenBy: Record<string, string[]> = {}
  for (const [viewer, actor] of Object.entries(viewers)) {
    const list = await as(actor).get('/api/people?limit=100')
    const listed = list.status === 200 ? (await list.json()).items.map(({ id }: { id: string }) => id) : []
    seenBy[viewer] = []
    for (const [who, { personId }] of Object.entries(people)) {
      const isListed = listed.includes(personId)
      const { status } = await as(actor).get(`/api/people/${personId}`)
      if (personId !== actor.personId) expect([viewer, who, status === 200]).toEqual([viewer, who, isListed])
      if (isListed) seenBy[viewer].push(who)
    }
  }
  expect(seenBy).toEqual({
    office: ['county', 'town', 'resting', 'clerk'],
    presidium: ['town'],
    secadmin: ['other'],
    deputy: ['county'],
    unit: [],
  })
  expect((await as(viewers.unit).get('/api/people')).status).toBe(403)
  expect((await as(viewers.presidium).get(`/api/people/${people.county.personId}`)).status).toBe(404)
})

test('birth, party and the account are shown to who keeps the rosters, not to fellow deputies', async () => {
  const { app, as } = await testApp()
  const deputy = await given.deputy(app)
  const seen = async (actor: Parameters<typeof as>[0]) =>
    (await json(await as(actor).get(`/api/people/${deputy.personId}`))).body
  expect(await seen(await given.deputy(app))).toMatchObject({ profile: null, account: null })
  expect(await seen(await given.post(app, 'deputy_office'))).toMatchObject({
    profile: { sex: null },
    account: { name: deputy.accountName, disabled: false },
    mandates: [{ status: 'active', congressName: '武进区人民代表大会' }],
  })
})

test('H33 one person is deputy of county and town, but not of two counties (选举法 48)', async () => {
  const { app, as } = await testApp({ fresh: true })
  const office = await given.post(app, 'deputy_office')
  const town = await given.congress(app, { areaCode: '320412100' })
  const deputy = await given.deputy(app)
  const start = (actor: Parameters<typeof as>[0], congressId: string, number: string) =>
    as(actor)
      .post('/api/mandates', { personId: deputy.personId, congressId, number, startedOn: '2022-01-08' })
      .then(json)
  expect(await start(office, town.id, '湖塘01')).toMatchObject({ status: 201, body: { status: 'active', level: 4 } })
  expect((await start(office, town.id, '湖塘02')).body.code).toBe('identity.already_deputy')
  const other = await given.congress(app, { areaCode: '320411' })
  const otherOffice = await given.post(app, 'deputy_office', { congress: other })
  expect((await start(otherOffice, other.id, '1')).body).toMatchObject({
    code: 'identity.unrelated_mandate',
    detail: expect.stringContaining('选举法第四十八条'),
  })
  expect((await start(office, other.id, '1')).status).toBe(403)
  expect((await start(await given.post(app, 'unit_head'), town.id, '3')).status).toBe(403)
})

test('a mandate outside its term, or of days to come, is refused with the reason; one of the term to come waits', async () => {
  const { app, db, as } = await testApp({ fresh: true })
  const office = as(await given.post(app, 'deputy_office'))
  const congress = await given.congress(app)
  const next = { congressId: congress.id, number: 18, firstSessionOn: '2027-01-07', seats: 300 }
  const termId = await db.transaction().execute((trx) => startTerm(app, trx, next))
  const ofNext = app.ids.uuid()
  await db.insertInto('delegation').values({ id: ofNext, term_id: termId, name: '第一代表团' }).execute()
  const start = async (startedOn: string, more: object = {}) => {
    const { personId } = await given.person(app)
    const wanted = { personId, congressId: congress.id, number: personId.slice(-12), startedOn, ...more }
    return json(await office.post('/api/mandates', wanted))
  }
  const refused: [string, object, string][] = [
    ['2001-01-06', {}, 'started_before_term'],
    ['2026-03-05', {}, 'started_in_future'],
    ['2027-01-07', { termId: congress.termId }, 'started_after_term'],
    ['2030-01-01', {}, 'started_in_future'],
    ['2025-12-31', { termId }, 'started_before_term'],
    ['2027-01-07', { status: 'active' }, 'term_not_begun'],
    ['2026-03-01', { delegationId: ofNext }, 'place_of_other_term'],
    ['2026-03-01', { constituencyId: app.ids.uuid() }, 'place_of_other_term'],
  ]
  for (const [startedOn, more, code] of refused) {
    const { status, body } = await start(startedOn, more)
    expect([startedOn, status, body.code]).toEqual([startedOn, 422, `identity.${code}`])
  }
  expect((await start('2026-03-01', { termId })).body).toMatchObject({ status: 'elected', termNumber: 18 })
  expect((await start('2026-03-01')).body).toMatchObject({ status: 'active', termNumber: 17 })
  expect((await start('2026-03-01', { termId, delegationId: ofNext })).status).toBe(201)
})

test('two offices at once can not give one person two mandates that do not go together', async () => {
  const { app, as } = await testApp({ fresh: true })
  const [one, two] = [await given.congress(app), await given.congress(app, { areaCode: '320411' })]
  const { personId } = await given.person(app)
  const offices = [one, two].map(async (congress) => ({
    congress,
    client: as(await given.post(app, 'deputy_office', { congress })),
  }))
  const statuses = await Promise.all(
    (await Promise.all(offices)).map(({ congress, client }) =>
      client
        .post('/api/mandates', { personId, congressId: congress.id, number: '1', startedOn: '2022-01-08' })
        .then(({ status }) => status),
    ),
  )
  expect(statuses.toSorted()).toEqual([201, 409])
})

test('H35 a suspended deputy has no rights with the next request and has them back when resumed', async () => {
  const { app, db, as } = await testApp()
  const office = as(await given.post(app, 'deputy_office'))
  const deputy = await given.deputy(app)
  const deputys = as(deputy)
  const acting = async () => (await json(await deputys.get('/api/session'))).body.actingAs?.id ?? null
  expect(await acting()).toBe(deputy.mandateId)
  const step = (action: string, version: number, effectiveOn = '2026-03-04') =>
    office.post(`/api/mandates/${deputy.mandateId}/${action}`, { effectiveOn, version, note: '依法' }).then(json)
  expect(await step('suspend', 1)).toMatchObject({ status: 200, body: { status: 'suspended', version: 2 } })
  expect(await acting()).toBeNull()
  expect((await deputys.get('/api/people')).status).toBe(403)
  expect((await step('resume', 1)).body.code).toBe('identity.stale_version')
  expect((await step('suspend', 2)).body.code).toBe('identity.not_now')
  expect((await step('resume', 2, '2026-03-05')).body.code).toBe('identity.day_not_come')
  expect((await step('resume', 2)).body.status).toBe('active')
  expect(await acting()).toBe(deputy.mandateId)
  const types = (await eventsOf(db, deputy.mandateId)).map(({ type }) => type)
  expect(types).toEqual(['mandate.suspended', 'mandate.resumed'])
})

test('what was entered by mistake and ended on its first day may begin again on that day', async () => {
  const { app, as } = await testApp()
  const office = as(await given.post(app, 'deputy_office'))
  const deputy = await given.deputy(app)
  const step = (action: string, version: number) =>
    office
      .post(`/api/mandates/${deputy.mandateId}/${action}`, { effectiveOn: '2026-03-04', version, note: '依法' })
      .then(json)
  for (const [at, action] of ['suspend', 'resume', 'suspend', 'resume', 'suspend'].entries()) {
    expect((await step(action, at + 1)).status).toBe(200)
  }
  expect((await step('resume', 6)).body.status).toBe('active')

  const security = as(await given.post(app, 'secadmin'))
  const unit = await given.organ(app, { kind: 'unit', system: 'government' })
  const { personId } = await given.person(app)
  const grant = () =>
    security.post('/api/posts', { personId, organId: unit.id, role: 'unit_clerk', startsOn: '2026-03-04' }).then(json)
  const first = await grant()
  expect(first.status).toBe(201)
  const ended = await security.post(`/api/posts/${first.body.id}/end`, { endsOn: '2026-03-04', version: 1 })
  expect(ended.status).toBe(200)
  expect((await grant()).status).toBe(201)
  expect((await grant()).body.code).toBe('identity.has_post')
})

test('the end of a mandate takes the rights at once and is told in the record', async () => {
  const { app, db, as } = await testApp()
  const deputy = await given.deputy(app)
  const end = { reason: 'resigned', effectiveOn: '2026-03-03', note: '常委会已接受辞职并公告', version: 1 }
  const path = `/api/mandates/${deputy.mandateId}/end`
  expect((await as(await given.deputy(app)).post(path, end)).status).toBe(403)
  const foreign = await given.post(app, 'presidium', { congress: await given.congress(app, { areaCode: '320412100' }) })
  expect((await as(foreign).post(path, end)).status).toBe(404)
  const office = as(await given.post(app, 'deputy_office'))
  expect((await office.post(path, { ...end, reason: 'unwanted' })).status).toBe(422)
  expect((await json(await office.post(path, end))).body).toMatchObject({
    status: 'terminated',
    endReason: 'resigned',
    endedOn: '2026-03-03',
  })
  expect((await json(await as(deputy).get('/api/session'))).body).toMatchObject({ identities: [], actingAs: null })
  const [event] = (await eventsOf(db, deputy.mandateId, () => true)).slice(-1)
  expect(event).toMatchObject({
    type: 'mandate.ended',
    from: 'active',
    to: 'terminated',
    note: '常委会已接受辞职并公告',
    data: { reason: 'resigned', personId: deputy.personId },
  })
})

test('death ends every mandate and post, closes the account and keeps the name', async () => {
  const { app, as } = await testApp()
  const person = await given.person(app, { name: '石绛雁' })
  const deputy = await given.deputy(app, { person })
  await given.post(app, 'unit_head', { person })
  const deputys = as(deputy)
  expect((await deputys.get('/api/session')).status).toBe(200)
  const office = as(await given.post(app, 'deputy_office'))
  const path = `/api/people/${person.personId}/death`
  expect((await as(await given.post(app, 'secadmin')).post(path, { diedOn: '2026-03-01', version: 1 })).status).toBe(
    403,
  )
  expect((await office.post(`/api/people/${nobody}/death`, { diedOn: '2026-03-01', version: 1 })).status).toBe(404)
  const after = (await json(await office.post(path, { diedOn: '2026-03-01', version: 1 }))).body
  expect(after).toMatchObject({
    name: '石绛雁',
    diedOn: '2026-03-01',
    mandates: [{ status: 'deceased', endReason: 'died' }],
    posts: [{ endsOn: '2026-03-01' }],
    account: { disabled: true },
  })
  expect((await deputys.get('/api/session')).status).toBe(401)
  expect((await json(await office.post(path, { diedOn: '2026-03-01', version: 2 }))).body.code).toBe(
    'identity.person_dead',
  )
})

test('H32 with the first session of the new term the old mandates are over and give no rights', async () => {
  const { app, db, as, clock } = await testApp({ fresh: true })
  const congress = await given.congress(app)
  const [goes, stays] = [await given.deputy(app, { congress }), await given.deputy(app, { congress })]
  await given.deputy(app, { congress, status: 'suspended' })
  const next = { congressId: congress.id, number: 18, firstSessionOn: '2026-03-06', seats: 300 }
  const termId = await db.transaction().execute((trx) => startTerm(app, trx, next))
  expect(await expireMandates(app)).toBe(0)
  const acting = async (actor: typeof goes) => (await json(await as(actor).get('/api/session'))).body.identities.length
  expect(await acting(goes)).toBe(1)
  clock.advance(2 * 86_400_000)
  expect(await acting(goes)).toBe(0)
  expect(await expireMandates(app)).toBe(3)
  expect(await expireMandates(app)).toBe(0)
  const again = { personId: stays.personId, congressId: congress.id, termId, number: '18-1', startedOn: '2026-03-06' }
  await db.transaction().execute((trx) => addMandate(app, trx, again))
  expect([await acting(goes), await acting(stays)]).toEqual([0, 1])
  expect((await eventsOf(db, goes.mandateId)).at(-1)).toMatchObject({ type: 'mandate.ended', to: 'term_expired' })
})

test('a person is created once for an ID number, which is nowhere kept', async () => {
  const { app, db, as } = await testApp()
  const office = as(await given.post(app, 'deputy_office'))
  const person = { name: '许 静', sex: 'female', bornOn: '1979-05-06', idNumber: '320412197905060029' }
  expect(await json(await office.post('/api/people', person))).toMatchObject({
    status: 201,
    body: { name: '许 静', profile: { sex: 'female', bornOn: '1979-05-06' }, mandates: [] },
  })
  const again = { ...person, name: '许静', idNumber: '320412197905060029' }
  expect((await json(await office.post('/api/people', again))).body.code).toBe('identity.person_known')
  expect((await as(await given.deputy(app)).post('/api/people', person)).status).toBe(403)
  const refused: [object, string][] = [
    [{ idNumber: '320412197905060020' }, 'id_number_wrong'],
    [{ idNumber: '320412790506002' }, 'id_number_old'],
    [{ idNumber: '320412197902300021' }, 'id_number_date'],
    [{ sex: 'male' }, 'id_number_sex'],
    [{ bornOn: '1979-05-07' }, 'id_number_born'],
    [{ name: '许静2' }, 'name_unreadable'],
    [{ name: '=cmd|calc' }, 'name_unreadable'],
    [{ bornOn: '2008-03-05' }, 'born_too_late'],
    [{ bornOn: '1890-01-01' }, 'born_too_early'],
    [{ ethnicity: '火星族' }, 'ethnicity_unknown'],
    [{ party: '某某党' }, 'party_unknown'],
    [{ occupationGroup: '宇航员' }, 'occupation_group_unknown'],
  ]
  for (const [change, code] of refused) {
    const reply = await json(await office.post('/api/people', { ...person, ...change }))
    expect([reply.status, reply.body.code]).toEqual([422, `identity.${code}`])
  }
  const rows = await db.selectFrom('person').selectAll().where('name', '=', '许 静').execute()
  expect(JSON.stringify(rows)).not.toContain('19790506002')
})

test('the office corrects a name; who corrects an older page is refused', async () => {
  const { app, as } = await testApp()
  const deputy = await given.deputy(app, { name: '王小' })
  const office = as(await given.post(app, 'deputy_office'))
  const path = `/api/people/${deputy.personId}`
  const change = { name: '王晓', ethnicity: '汉', version: 1 }
  expect((await json(await office.put(path, change))).body).toMatchObject({
    name: '王晓',
    version: 2,
    profile: { ethnicity: '汉族' },
  })
  expect((await json(await office.put(path, change))).body.code).toBe('identity.stale_version')
  expect((await as(deputy).put(path, change)).status).toBe(403)
  const foreign = await given.post(app, 'presidium', { congress: await given.congress(app, { areaCode: '320412102' }) })
  expect((await as(foreign).put(path, change)).status).toBe(404)
})

test('only the security administrator grants posts, to others, and the three officers stay three persons', async () => {
  const { app, as } = await testApp({ fresh: true })
  const secadmin = await given.post(app, 'secadmin')
  const [operations, unit] = [secadmin.organ, await given.unit(app)]
  const { personId } = await given.person(app)
  const grant = (actor: Parameters<typeof as>[0], wanted: object) =>
    as(actor)
      .post('/api/posts', { personId, organId: operations.id, role: 'auditor', startsOn: '2026-03-01', ...wanted })
      .then(json)
  expect((await grant(await given.post(app, 'sysadmin'), {})).status).toBe(403)
  expect((await grant(secadmin, { personId: secadmin.personId })).body.code).toBe('identity.not_to_oneself')
  const granted = await grant(secadmin, {})
  expect(granted).toMatchObject({ status: 201, body: { role: 'auditor', endsOn: null } })
  expect((await grant(secadmin, {})).body.code).toBe('identity.has_post')
  expect((await grant(secadmin, { role: 'sysadmin' })).body.code).toBe('identity.officers_apart')
  expect((await grant(secadmin, { role: 'unit_head' })).body.code).toBe('identity.role_does_not_fit')
  for (const [startsOn, code] of [
    ['1066-10-14', 'day_too_old'],
    ['2099-01-01', 'day_too_far'],
  ]) {
    const wanted = { role: 'unit_head', organId: unit.id, startsOn }
    expect((await grant(secadmin, wanted)).body.code).toBe(`identity.${code}`)
  }
  expect((await grant(secadmin, { role: 'unit_head', organId: unit.id })).status).toBe(201)
  expect((await grant(secadmin, { organId: nobody })).status).toBe(404)
})

test('a post that ends today gives no rights from the next request on', async () => {
  const { app, as } = await testApp()
  const secadmin = as(await given.post(app, 'secadmin'))
  const clerk = await given.post(app, 'unit_clerk')
  const clerks = as(clerk)
  expect((await json(await clerks.get('/api/session'))).body.actingAs.id).toBe(clerk.postId)
  const path = `/api/posts/${clerk.postId}/end`
  expect((await secadmin.post(path, { endsOn: '2026-03-04', version: 9 })).status).toBe(409)
  expect((await as(clerk).post(path, { endsOn: '2026-03-04', version: 1 })).status).toBe(403)
  expect((await json(await secadmin.post(path, { endsOn: '2026-03-04', version: 1 }))).body.endsOn).toBe('2026-03-04')
  expect((await json(await clerks.get('/api/session'))).body).toMatchObject({ identities: [], actingAs: null })
  expect((await json(await secadmin.post(path, { endsOn: '2026-03-04', version: 2 }))).body.code).toBe(
    'identity.post_ended',
  )
})

test('a stranger gets nothing of people, mandates and posts', async () => {
  const { anonymous } = await testApp()
  for (const path of ['/api/people', `/api/people/${nobody}`, `/api/people/${nobody}/contact`]) {
    expect((await anonymous.get(path)).status).toBe(401)
  }
  expect((await anonymous.put(`/api/people/${nobody}`, {})).status).toBe(401)
  expect((await anonymous.put(`/api/people/${nobody}/contact`, {})).status).toBe(401)
  for (const path of [
    '/api/people',
    `/api/people/${nobody}/death`,
    '/api/mandates',
    `/api/mandates/${nobody}/end`,
    `/api/mandates/${nobody}/suspend`,
    '/api/posts',
    `/api/posts/${nobody}/end`,
  ]) {
    expect((await anonymous.post(path, {})).status).toBe(401)
  }
})
