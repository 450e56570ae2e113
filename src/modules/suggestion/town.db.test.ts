import { beforeAll, expect, test } from 'vitest'
import { runSql } from '#tests/support/statements.ts'
import { type TestSite, testApp, testMorning } from '#tests/support/test-app.ts'
import { codeOf, draftOf, given, viewOf } from './suggestion.given.ts'

let site: TestSite
beforeAll(async () => {
  site = await testApp()
})

test('乡镇由主席团全程: a town that has registered no unit hands over to its own government, and what is late rises in the town', async () => {
  site.clock.set(testMorning)
  const county = await given.congress(site.app)
  const town = await given.congress(site.app, { areaCode: '320412102' })
  const government = await given.unit(site.app, {
    congress: county,
    areaCode: town.areaCode,
    name: '武进区牛塘镇人民政府',
  })
  const elsewhere = await given.unit(site.app, {
    congress: county,
    areaCode: '320412100',
    name: '武进区湖塘镇人民政府',
  })
  const presidiumPost = await given.post(site.app, 'presidium', { congress: town })
  const presidium = site.as(presidiumPost)
  const clerk = site.as(await given.post(site.app, 'unit_clerk', { congress: county, organ: government }))
  const deputy = site.as(await given.deputy(site.app, { congress: town }))

  const draft = await viewOf(await deputy.post('/api/suggestions', { id: site.app.ids.uuid(), ...draftOf() }))
  const path = `/api/suggestions/${draft.id}`
  const sent = await viewOf(await deputy.post(`${path}/submit`, { version: draft.version }))
  const registered = await viewOf(await presidium.post(`${path}/registration`, { version: sent.version }))
  const accepted = await viewOf(
    await presidium.post(`${path}/review`, { version: registered.version, decision: 'accept' }),
  )
  expect(await codeOf(await presidium.post(`${path}/assignment`, { version: accepted.version }))).toBe(
    '409 suggestion.plan_first',
  )
  const offered = await (await presidium.get(`${path}/assignable-units`)).json()
  expect(offered).toEqual({ items: [{ id: government.id, name: '武进区牛塘镇人民政府', system: 'government' }] })
  const plan = (unitId: string) =>
    presidium.post(`${path}/assignment-plan`, { version: accepted.version, units: [{ unitId, part: 'lead' }] })
  expect(await codeOf(await plan(elsewhere.id))).toBe('422 suggestion.unknown_unit')
  const planned = await viewOf(await plan(government.id))
  const handed = await viewOf(await presidium.post(`${path}/assignment`, { version: planned.version }))
  expect(handed.state).toBe('assigned')
  const { id, version } = handed.assignments[0] ?? { id: '', version: 0 }
  expect((await clerk.get(path)).status).toBe(200)

  site.clock.set(new Date('2026-03-15T09:00:00+08:00'))
  await site.beat()
  await site.drain()
  const told = await runSql(site.db, `select person_id, kind from notice where case_id = $1 and kind = 'escalated'`, [
    draft.id,
  ])
  expect(told).toEqual([{ person_id: presidiumPost.personId, kind: 'escalated' }])
  expect((await clerk.post(`/api/assignments/${id}/acknowledgement`, { version })).status).toBe(200)
  // the county's figures are not the town's, but those of its government are of both
  const head = site.as(await given.post(site.app, 'unit_head', { congress: county, organ: government }))
  const figures = (await (await head.get('/api/figures')).json()) as {
    figures: { code: string; numerator: number | null }[]
  }
  expect(figures.figures.find(({ code }) => code === 'handed_over')?.numerator).toBe(1)
})
