import { expect, test } from 'vitest'
import { type Cursor, encodeCursor, type ListMark } from '#kernel/page.ts'
import type { Db } from '#platform/db/database.ts'
import { runSql } from '#tests/support/statements.ts'
import { type Client, testApp } from '#tests/support/test-app.ts'
import { given } from './identity.given.ts'

// A congress sets its own house up: routes of the organisation module, asked by people who act in posts.

const json = async (reply: Response) => ({ status: reply.status, body: await reply.json() })
const nobody = '01960000-0000-7000-8000-000000000000'

async function house() {
  const site = await testApp({ fresh: true })
  const congress = await given.congress(site.app)
  const office = site.as(await given.post(site.app, 'deputy_office', { congress }))
  const post = (path: string, body: object) => office.post(`/api/congresses${path}`, body).then(json)
  return { ...site, congress, office, post }
}

const versionOf = async (client: Client, id: string): Promise<number> =>
  (await json(await client.get(`/api/congresses/${id}`))).body.version

const typesOf = async (db: Db, id: string) =>
  (await runSql(db, `select type from event where subject_id = '${id}' order by id`)).map(({ type }) => type)

test('the office opens the congress of a town below it, once; a street can have none', async () => {
  const { app, db, post } = await house()
  const [town, street] = [await given.area(app, '320412102'), await given.area(app, '320412001')]
  const wanted = { areaId: town.id, name: '牛塘镇人民代表大会', shortName: '牛塘镇人大' }
  const opened = await post('', wanted)
  expect(opened).toMatchObject({ status: 201, body: { level: 4, areaName: '牛塘镇', currentTerm: null } })
  expect(await typesOf(db, opened.body.id)).toEqual(['congress.opened'])
  expect((await post('', wanted)).body).toMatchObject({ code: 'organisation.area_has_congress', status: 409 })
  const refused = await post('', { ...wanted, areaId: street.id })
  expect(refused.body).toMatchObject({ code: 'organisation.street_has_no_congress', status: 422 })
  expect(refused.body.detail).toContain('街道和村、社区不设人民代表大会')
  expect((await post('', { ...wanted, areaId: nobody })).body.code).toBe('organisation.no_such_area')
})

test('congresses are listed from the top down, page by page, and found by name', async () => {
  const { app, office, congress } = await house()
  for (const areaCode of ['320412100', '320412102']) await given.congress(app, { areaCode })
  const list = async (query: string) => (await json(await office.get(`/api/congresses?${query}`))).body
  const first = await list('limit=2')
  expect(first).toMatchObject({ items: [{ id: congress.id, level: 3 }, { areaName: '湖塘镇' }], total: { value: 3 } })
  expect((await list(`limit=2&cursor=${first.next}`)).items).toMatchObject([{ areaName: '牛塘镇' }])
  expect((await list(`q=${encodeURIComponent('牛塘')}`)).items).toHaveLength(1)
})

test('a place in the list that no level of a congress can be is refused, and is no fault of the program', async () => {
  const { app, office } = await house()
  await given.congress(app, { areaCode: '320412100' })
  const { next } = (await json(await office.get('/api/congresses?limit=1'))).body
  const [mark, , code] = JSON.parse(decodeURIComponent(atob(next))) as [ListMark, ...Cursor]
  const at = async (level: number) => {
    const { status, body } = await json(
      await office.get(`/api/congresses?limit=1&cursor=${encodeCursor([level, code ?? ''], mark)}`),
    )
    return [level, status, body.code]
  }
  for (const level of [2 ** 31 - 1, -(2 ** 31), 2 ** 15])
    expect(await at(level)).toEqual([level, 422, 'http.bad_cursor'])
  for (const level of [2 ** 15 - 1, -(2 ** 15), 3]) expect(await at(level)).toEqual([level, 200, undefined])
})

test('an area of the county next door is not for this office, and no unit or deputy opens a congress', async () => {
  const { app, as, post } = await house()
  const [elsewhere, town] = [await given.area(app, '320411100', '邻区镇'), await given.area(app, '320412102')]
  const wanted = { name: '人民代表大会', shortName: '人大' }
  expect((await post('', { ...wanted, areaId: elsewhere.id })).body.code).toBe('organisation.congress_not_yours')
  for (const actor of [
    await given.deputy(app),
    await given.post(app, 'unit_head'),
    await given.post(app, 'sysadmin'),
  ]) {
    expect((await as(actor).post('/api/congresses', { ...wanted, areaId: town.id })).status).toBe(403)
  }
})

test('two offices that open the congress of one town at once: one does, the other is told', async () => {
  const { app, post } = await house()
  const town = await given.area(app, '320412102')
  const open = () => post('', { areaId: town.id, name: '牛塘镇人民代表大会', shortName: '牛塘镇人大' })
  const replies = await Promise.all([open(), open()])
  expect(replies.map(({ status }) => status).toSorted()).toEqual([201, 409])
})

test('the next term ends the one before on the day of its first session and says when it will be full', async () => {
  const { db, post, congress, clock, office } = await house()
  const begin = (body: object) => post(`/${congress.id}/terms`, body)
  const next = { number: 18, firstSessionOn: '2027-01-07', seats: 320 }
  expect((await begin({ ...next, number: 17 })).body.code).toBe('organisation.term_not_later')
  expect((await begin({ ...next, firstSessionOn: '2021-12-31' })).body.code).toBe('organisation.term_not_later')
  expect((await begin({ ...next, firstSessionOn: '2099-01-01' })).body.code).toBe('organisation.day_too_far')
  expect((await begin({ ...next, number: 19 })).body.code).toBe('organisation.term_not_next')
  expect((await begin({ ...next, firstSessionOn: '2026-01-05' })).body.code).toBe('organisation.term_too_short')
  const begun = await begin(next)
  expect(begun).toMatchObject({
    status: 201,
    body: {
      currentTerm: { number: 17, endedOn: '2027-01-07', fullOn: '2027-01-06' },
      terms: [
        { number: 18, fullOn: '2032-01-07', endedOn: null },
        { number: 17, endedOn: '2027-01-07' },
      ],
    },
  })
  const termId = begun.body.terms[0].id
  expect(begun.body.shownTermId).toBe(termId)
  expect(await typesOf(db, termId)).toEqual(['term.begun'])
  clock.set(new Date('2027-01-07T00:00:00+08:00'))
  const after = await json(await office.get(`/api/congresses/${congress.id}`))
  expect(after.body.currentTerm.number).toBe(18)
})

test('a first term that was entered with a wrong number or day is corrected, and the next one can begin', async () => {
  const { app, db, as, post, congress, office } = await house()
  const correct = async (body: object, by = office) =>
    by
      .fetch(`/api/congresses/${congress.id}/only-term`, {
        method: 'PUT',
        body: JSON.stringify({ version: await versionOf(office, congress.id), ...body }),
        headers: { 'content-type': 'application/json' },
      })
      .then(json)
  const next = { number: 18, firstSessionOn: '2027-01-07', seats: 320 }
  expect((await correct({ number: 7, firstSessionOn: '2026-01-06' })).body.allowed).toContain('correct_term')
  expect((await post(`/${congress.id}/terms`, next)).body.code).toBe('organisation.term_not_next')
  const session = { termId: congress.termId, number: 5, opensOn: '2026-01-06', closesOn: '2026-01-09' }
  expect((await post(`/${congress.id}/sessions`, session)).status).toBe(201)
  const late = await correct({ number: 17, firstSessionOn: '2026-01-07' })
  expect(late.body).toMatchObject({ code: 'organisation.term_begun_before', status: 409 })
  expect(late.body.detail).toContain('2026')
  const right = { number: 17, firstSessionOn: '2022-01-06' }
  expect((await correct({ ...right, firstSessionOn: '1022-01-06' })).body.code).toBe('organisation.day_too_old')
  const presidium = as(await given.post(app, 'presidium', { congress }))
  expect((await correct(right, presidium)).body.code).toBe('organisation.congress_not_yours')
  expect(await correct(right)).toMatchObject({ status: 200, body: { currentTerm: right } })
  const [event] = await runSql(db, `select data from event where type = 'term.corrected' order by id desc limit 1`)
  expect(event?.['data']).toMatchObject({ before: { number: 7, firstSessionOn: '2026-01-06' }, ...right })
  const begun = await post(`/${congress.id}/terms`, next)
  expect(begun.status).toBe(201)
  expect(begun.body.allowed).not.toContain('correct_term')
  expect((await correct(right)).body.code).toBe('organisation.not_only_term')
})

test('sessions lie in their term, do not overlap and follow their numbers', async () => {
  const { post, congress } = await house()
  const enter = (number: number, opensOn: string, closesOn: string) =>
    post(`/${congress.id}/sessions`, { termId: congress.termId, number, opensOn, closesOn })
  expect((await enter(1, '2022-01-06', '2022-01-09')).status).toBe(201)
  const codeOf = async (asked: ReturnType<typeof enter>) => (await asked).body.code
  expect(await codeOf(enter(1, '2023-01-06', '2023-01-09'))).toBe('organisation.session_number_taken')
  expect(await codeOf(enter(2, '2022-01-09', '2022-01-12'))).toBe('organisation.sessions_overlap')
  expect(await codeOf(enter(2, '2023-01-09', '2023-01-08'))).toBe('organisation.ends_before_start')
  expect(await codeOf(enter(2, '2021-01-06', '2021-01-09'))).toBe('organisation.session_outside_term')
  expect((await enter(3, '2026-01-06', '2026-01-09')).status).toBe(201)
  expect(await codeOf(enter(2, '2026-02-06', '2026-02-09'))).toBe('organisation.session_out_of_order')
  const done = await enter(2, '2023-01-06', '2023-01-09')
  expect(done.body.sessions.map(({ number }: { number: number }) => number)).toEqual([1, 2, 3])
  const early = { number: 18, firstSessionOn: '2026-01-09', seats: 300 }
  expect((await post(`/${congress.id}/terms`, early)).body.code).toBe('organisation.session_in_the_way')
  const of = { termId: nobody, number: 4, opensOn: '2025-01-06', closesOn: '2025-01-07' }
  expect((await post(`/${congress.id}/sessions`, of)).body.code).toBe('organisation.no_such_term')
})

test('a presidium enters the sessions of its own township, and neither its terms nor the sessions of others', async () => {
  const { app, as, congress } = await house()
  const township = await given.congress(app, { areaCode: '320412100' })
  const presidium = as(await given.post(app, 'presidium', { congress: township }))
  const days = { number: 9, opensOn: '2026-01-20', closesOn: '2026-01-21' }
  const enter = (at: typeof township) =>
    presidium.post(`/api/congresses/${at.id}/sessions`, { ...days, termId: at.termId }).then(json)
  const entered = await enter(township)
  expect(entered).toMatchObject({ status: 201, body: { allowed: ['enter_session'] } })
  expect((await enter(congress)).body.code).toBe('organisation.sessions_not_yours')
  const term = { number: 18, firstSessionOn: '2027-01-07', seats: 60 }
  expect((await presidium.post(`/api/congresses/${township.id}/terms`, term)).status).toBe(403)
})

test('the office names who distributes for each system; a merged or foreign organ cannot', async () => {
  const { app, db, office, congress } = await house()
  const government = await given.theOrgan(app, 'gov_office', congress)
  const court = await given.unit(app, { name: '区法院', system: 'court' })
  const name = async (system: string, organId: string, version?: number) =>
    office
      .put(`/api/congresses/${congress.id}/coordinators`, {
        version: version ?? (await versionOf(office, congress.id)),
        system,
        organId,
      })
      .then(json)
  expect((await name('government', government.id)).status).toBe(200)
  const named = await name('court', court.id)
  expect(named.body.coordinators).toEqual(
    expect.arrayContaining([
      { system: 'government', organId: government.id, organName: government.name },
      { system: 'court', organId: court.id, organName: '区法院' },
    ]),
  )
  expect(await typesOf(db, congress.id)).toEqual(['coordinator.named', 'coordinator.named'])
  const station = await given.organ(app, { kind: 'station' })
  const foreign = await given.theOrgan(app, 'gov_office', await given.congress(app, { areaCode: '320411' }))
  for (const { id } of [station, foreign]) {
    expect((await name('party', id)).body.code).toBe('organisation.cannot_coordinate')
  }
  expect((await name('party', nobody)).status).toBe(404)
  // of two who name somebody at once one is told, and what the other has named stands
  const read = await versionOf(office, congress.id)
  const both = await Promise.all([name('court', government.id, read), name('party', government.id, read)])
  expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409])
  expect(both.map(({ body }) => body.code)).toContain('organisation.stale_version')
})

test('what an organ coordinated, the one that takes it over coordinates', async () => {
  const { app, office, congress } = await house()
  const [old, heir] = [await given.unit(app, { name: '老法院' }), await given.unit(app, { name: '新法院' })]
  const version = await versionOf(office, congress.id)
  await office.put(`/api/congresses/${congress.id}/coordinators`, { version, system: 'court', organId: old.id })
  await office.post(`/api/organs/${old.id}/merge`, { intoId: heir.id, effectiveOn: '2026-03-04', version: 1 })
  const { body } = await json(await office.get(`/api/congresses/${congress.id}`))
  expect(body.coordinators).toEqual([{ system: 'court', organId: heir.id, organName: '新法院' }])
})

test('a stranger gets nothing of it', async () => {
  const { anonymous, congress } = await house()
  for (const path of ['', `/${congress.id}/terms`, `/${congress.id}/sessions`]) {
    expect((await anonymous.post(`/api/congresses${path}`, {})).status).toBe(401)
  }
  expect((await anonymous.put(`/api/congresses/${congress.id}/coordinators`, {})).status).toBe(401)
})
