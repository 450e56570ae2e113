import { beforeAll, beforeEach, expect, test } from 'vitest'
import { verifyRecord } from '#modules/record/index.ts'
import { codeOf } from '#modules/suggestion/suggestion.given.ts'
import { runSql, statementsOf } from '#tests/support/statements.ts'
import { type Client, testApp, testMorning } from '#tests/support/test-app.ts'
import type { JoinableMotion, MotionView } from './motion.contract.ts'
import { type Cast, cosigned, given, motionIn, motionOf } from './motion.given.ts'

let site: Awaited<ReturnType<typeof testApp>>
let cast: Cast
beforeAll(async () => {
  site = await testApp({ fresh: true })
  cast = await given.cast(site.app)
})
beforeEach(() => site.clock.set(testMorning))

type Found = { items: { id: string; kind: string; opens: string | null; leadName: string | null; why: string[] }[] }
const alikeFor = async (client: Client, kind: string, title = motionOf().title): Promise<Found['items']> =>
  ((await (await client.post('/api/similar-cases', { kind, title })).json()) as Found).items
const lead = () => site.as(cast.lead)
const colleague = () => site.as(cast.others.at(-1) ?? cast.lead)
const drafted = (change: object = {}) =>
  motionIn(lead().post('/api/motions', { id: site.app.ids.uuid(), ...motionOf(), welcomesCosigners: true, ...change }))
const join = (client: Client, { id, textSha256 }: Pick<MotionView, 'id' | 'textSha256'>) =>
  client.post(`/api/motions/${id}/joining`, { textSha256 })
const change = async (id: string, to: object): Promise<MotionView> => {
  const { version } = await motionIn(lead().get(`/api/motions/${id}`))
  return motionIn(lead().put(`/api/motions/${id}`, { version, ...motionOf({ welcomesCosigners: true, ...to }) }))
}
const putAway = async (id: string): Promise<MotionView> => {
  const { version } = await motionIn(lead().get(`/api/motions/${id}`))
  return motionIn(lead().post(`/api/motions/${id}/withdrawal`, { version, reason: '已联名附议另一件。' }))
}

test('a draft of a motion is found, read and joined by colleagues who write a motion, only while its lead is willing', async () => {
  const draft = await drafted({ welcomesCosigners: false })
  const neighbour = site.as(
    await given.deputy(site.app, { congress: await given.congress(site.app, { areaCode: '320411' }) }),
  )
  const office = site.as(cast.office)
  expect(await alikeFor(colleague(), 'motion')).toEqual([])
  expect(await codeOf(await join(colleague(), draft))).toBe('404 motion.not_found')
  await change(draft.id, {})
  expect(await alikeFor(colleague(), 'motion')).toMatchObject([
    { id: draft.id, kind: 'motion', opens: 'joining', leadName: cast.lead.name },
  ])
  expect((await alikeFor(colleague(), 'motion'))[0]?.why).toContain('污水')
  // who writes a suggestion is not led to put a name under a motion instead
  expect(await alikeFor(colleague(), 'suggestion')).toEqual([])
  expect(await alikeFor(neighbour, 'motion')).toEqual([])
  expect(await alikeFor(office, 'motion')).toEqual([])
  for (const stranger of [neighbour, office]) {
    expect((await stranger.get(`/api/motions/${draft.id}/joinable`)).status).not.toBe(200)
  }
  for (const closed of [{ proposal: '' }, { welcomesCosigners: false }]) {
    await change(draft.id, closed)
    expect(await alikeFor(colleague(), 'motion')).toEqual([])
    expect(await codeOf(await join(colleague(), draft))).toBe('404 motion.not_found')
  }
  await change(draft.id, {})
  const leadIs = (status: string) =>
    runSql(site.db, `update mandate set status = '${status}' where id = $1`, [cast.lead.mandateId])
  await leadIs('suspended')
  expect(await alikeFor(colleague(), 'motion')).toEqual([])
  expect(await codeOf(await join(colleague(), draft))).toBe('404 motion.not_found')
  await leadIs('active')
  const read = (await (await colleague().get(`/api/motions/${draft.id}/joinable`)).json()) as JoinableMotion
  expect(read).toMatchObject({ grounds: motionOf().grounds, textSha256: draft.textSha256 })
  const joined = await motionIn(join(colleague(), read))
  expect(joined).toMatchObject({ state: 'cosigning', sponsorsCounted: 2 })
  expect(await codeOf(await join(colleague(), draft))).toBe('409 cosign.joined_already')
  expect(await codeOf(await join(lead(), draft))).toBe('403 cosign.own_case')
  expect((await alikeFor(colleague(), 'motion'))[0]?.opens).toBe('case')
  await putAway(draft.id)
})

test('the lead is told who has joined', async () => {
  const draft = await drafted()
  await motionIn(join(colleague(), draft))
  await site.beat()
  const told = await runSql(site.db, `select kind from notice where case_id = $1 and holder_id = $2`, [
    draft.id,
    cast.lead.mandateId,
  ])
  expect(told).toContainEqual({ kind: 'motion_cosign_joined' })
  await putAway(draft.id)
})

test('a motion that is put away for it can be taken up again by its lead; what was submitted can not', async () => {
  const draft = await drafted()
  await motionIn(join(colleague(), draft))
  const away = await putAway(draft.id)
  expect(away.allowed).toContain('restore')
  const restore = (client: Client, { id, version }: MotionView) =>
    client.post(`/api/motions/${id}/restoration`, { version })
  const back = await motionIn(restore(lead(), away))
  expect(back).toMatchObject({ state: 'cosigning', sponsorsCounted: 2, grounds: draft.grounds, closedAt: null })
  expect(await codeOf(await restore(lead(), back))).toBe('409 motion.not_restorable')
  expect((await verifyRecord(site.app)).faults).toEqual([])
  await putAway(draft.id)
})

test('a registered motion is found by who writes a motion or a suggestion, with why; a withdrawn one by nobody', async () => {
  const desk = site.as(cast.secretariat)
  const enough = await cosigned(site, cast, { confirmed: 9 })
  const post = async (by: Client, path: string, body: object = {}) => {
    const { version } = await motionIn(by.get(`/api/motions/${enough.id}`))
    return motionIn(by.post(`/api/motions/${enough.id}/${path}`, { version, ...body }))
  }
  await motionIn(lead().post(`/api/motions/${enough.id}/submit`, { version: enough.version }))
  await site.beat()
  expect(await alikeFor(colleague(), 'suggestion')).toEqual([])
  await post(desk, 'registration')
  await site.beat()
  const stranger = site.as(await given.deputy(site.app, { congress: cast.congress }))
  for (const kind of ['motion', 'suggestion']) {
    const [found] = await alikeFor(stranger, kind)
    expect(found).toMatchObject({ id: enough.id, kind: 'motion', opens: null, leadName: null })
    expect(found?.why).toContain('污水')
  }
  expect((await alikeFor(lead(), 'motion'))[0]?.opens).toBe('case')
  // the office looks for the suggestion into which another is merged
  expect(await alikeFor(site.as(cast.office), 'suggestion')).toEqual([])
  const statements = await statementsOf(site.db, () => alikeFor(stranger, 'motion'))
  expect(statements.filter(({ text }) => /similar_|"motion"|"publication"/.test(text)).length).toBeLessThanOrEqual(6)
  await post(lead(), 'withdrawal', { reason: '另提。' })
  await post(desk, 'withdrawal-decision', { consent: true, reason: '主席团同意。' })
  await site.beat()
  expect(await alikeFor(stranger, 'motion')).toEqual([])
})
