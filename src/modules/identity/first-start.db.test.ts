import { expect, test } from 'vitest'
import type { App } from '#platform/app.ts'
import { testApp } from '#tests/support/test-app.ts'
import { given } from './identity.given.ts'
import { firstStart, printSlips, renewOfficerCodes, resolveSession } from './index.ts'

const wanted = {
  MINSHENG_COUNTY: '320412',
  MINSHENG_CONGRESS: '常州市武进区人民代表大会',
  MINSHENG_TERM: 18,
  MINSHENG_SEATS: 320,
  MINSHENG_FIRST_SESSION: '2026-01-07',
}

test('a first start makes the congress and three officers; each signs in with the printed code, once', async () => {
  const { app, db, anonymous } = await testApp({ fresh: true })
  const slips = (await firstStart(app, wanted)) ?? []
  expect(slips.map(({ role }) => role)).toEqual(['sysadmin', 'secadmin', 'auditor'])
  for (const slip of slips) {
    expect(printSlips(slips)).toContain(slip.code)
    const body = { code: slip.code, accountName: slip.accountName, password: 'Harvest-Moon-8' }
    const reply = await anonymous.post('/api/activation', body)
    expect(await reply.json()).toMatchObject({ actingAs: { role: slip.role, congressName: wanted.MINSHENG_CONGRESS } })
    expect((await anonymous.post('/api/activation', body)).status).toBe(401)
  }
  const people = await db.selectFrom('post').select('person_id').distinct().execute()
  expect(people).toHaveLength(3)
  expect(await firstStart(app, wanted)).toBeUndefined()
})

test('two programs that begin on one database make one congress, and one of them prints the codes', async () => {
  const { app, db } = await testApp({ fresh: true })
  const slips = await Promise.all([firstStart(app, wanted), firstStart(app, wanted)])
  expect(slips.map((one) => one?.length ?? 0).toSorted()).toEqual([0, 3])
  expect(await db.selectFrom('congress').select('id').execute()).toHaveLength(1)
})

test('codes of the first start that were lost are replaced, but for the officer who has used theirs', async () => {
  const { app, anonymous } = await testApp({ fresh: true })
  const [system, ...others] = (await firstStart(app, wanted)) ?? []
  const activate = (slip?: { code: string; accountName: string }) =>
    anonymous.post('/api/activation', { ...slip, role: undefined, password: 'Harvest-Moon-8' })
  expect((await activate(system)).status).toBe(200)
  const renewed = await renewOfficerCodes(app)
  expect(renewed.map(({ role }) => role)).toEqual(['secadmin', 'auditor'])
  for (const old of others) expect((await activate(old)).status).toBe(410)
  for (const slip of renewed) expect((await activate(slip)).status).toBe(200)
  await expect(renewOfficerCodes(app)).rejects.toMatchObject({ code: 'identity.officers_active' })
})

test('an unknown county starts nothing', async () => {
  const { app, db } = await testApp({ fresh: true })
  await expect(firstStart(app, { ...wanted, MINSHENG_COUNTY: '123456' })).rejects.toMatchObject({
    code: 'organisation.unknown_county',
  })
  expect(await db.selectFrom('area').select('id').execute()).toEqual([])
})

test('what is missing for a first start is named; once there are accounts nothing is needed', async () => {
  const { app } = await testApp({ fresh: true })
  const poor = { ...wanted, MINSHENG_TERM: undefined, MINSHENG_SEATS: undefined }
  await expect(firstStart(app, poor)).rejects.toThrow(/MINSHENG_TERM, MINSHENG_SEATS/)
  await given.person(app)
  expect(await firstStart(app, {})).toBeUndefined()
})

test('in production administrators and the office have to set up a second factor, deputies and units not', async () => {
  const { app } = await testApp()
  const production: App = { ...app, env: { ...app.env, MINSHENG_MODE: 'production' } }
  const due = async (actor: Parameters<typeof given.token>[1]) =>
    (await resolveSession(production, await given.token(production, actor)))?.mustSetUpTotp
  expect(await due(await given.post(app, 'auditor'))).toBe(true)
  expect(await due(await given.post(app, 'deputy_office'))).toBe(true)
  expect(await due(await given.post(app, 'unit_head'))).toBe(false)
  expect(await due(await given.deputy(app))).toBe(false)
})

test('in production a password of staff is to be changed after ninety days, that of a deputy after a year', async () => {
  const { app, db } = await testApp()
  const production: App = { ...app, env: { ...app.env, MINSHENG_MODE: 'production' } }
  const [clerk, deputy] = [await given.post(app, 'unit_clerk'), await given.deputy(app)]
  const changedBefore = (days: number) =>
    db
      .updateTable('account')
      .set({ password_changed_at: new Date(app.wall.now().getTime() - days * 86_400_000) })
      .execute()
  await changedBefore(90)
  const due = async (actor: Parameters<typeof given.token>[1]) =>
    (await resolveSession(production, await given.token(production, actor)))?.mustChangePassword
  expect([await due(clerk), await due(deputy)]).toEqual([true, false])
  await changedBefore(365)
  expect(await due(deputy)).toBe(true)
})
