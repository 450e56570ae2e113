import { beforeEach, expect, test } from 'vitest'
import { runSql } from '#tests/support/statements.ts'
import { type TestSite, testApp } from '#tests/support/test-app.ts'
import type { MotionView } from './motion.contract.ts'
import { type Cast, cosigned, given, motionIn } from './motion.given.ts'

let site: TestSite
let cast: Cast
let motion: MotionView

beforeEach(async () => {
  site = await testApp({ fresh: true })
  cast = await given.cast(site.app)
  const enough = await cosigned(site, cast, { confirmed: 9 })
  motion = await motionIn(site.as(cast.lead).post(`/api/motions/${enough.id}/submit`, { version: enough.version }))
})

async function register(who: Cast['office'] | Cast['secretariat']): Promise<Response> {
  const { version } = await motionIn(site.as(who).get(`/api/motions/${motion.id}`))
  return site.as(who).post(`/api/motions/${motion.id}/registration`, { version })
}
const codeOf = async (reply: Response) => ((await reply.json()) as { code?: string }).code ?? String(reply.status)
const todoOf = async (who: Cast['office'] | Cast['secretariat']) => {
  const lines = Object.values(
    (await (await site.as(who).get('/api/todo')).json()) as Record<string, { todo: string }[]>,
  )
  return lines.flat().map(({ todo }) => todo)
}
const mayRegister = async (who: Cast['office'] | Cast['secretariat']) =>
  (await motionIn(site.as(who).get(`/api/motions/${motion.id}`))).allowed.includes('register')

test('in session the secretariat works on motions; the office reads them and is told whose they are', async () => {
  expect([await mayRegister(cast.secretariat), await mayRegister(cast.office)]).toEqual([true, false])
  expect([await todoOf(cast.secretariat), await todoOf(cast.office)]).toEqual([['motionRegister'], []])
  expect(await codeOf(await register(cast.office))).toBe('motion.secretariat_works')
  expect((await motionIn(register(cast.secretariat))).state).toBe('secretariat_check')
})

test('when the session is over, what is left waits for the office', async () => {
  site.clock.advance(6 * 86_400_000)
  await site.beat()
  expect([await todoOf(cast.secretariat), await todoOf(cast.office)]).toEqual([[], ['motionRegister']])
  expect(await codeOf(await register(cast.secretariat))).toBe('motion.office_works')
  expect((await motionIn(register(cast.office))).state).toBe('secretariat_check')
})

test('with nobody in post at the secretariat the office takes motions in', async () => {
  await runSql(site.db, `update post set ends_on = '2026-03-04' where organ_id = $1`, [cast.secretariat.organ.id])
  await site.beat()
  expect(await todoOf(cast.office)).toEqual(['motionRegister'])
  expect((await motionIn(register(cast.office))).state).toBe('secretariat_check')
})

test('beside last year’s secretariat, in which nobody is in post any more, it lies with this year’s', async () => {
  const organ = await given.organ(site.app, { congress: cast.congress, kind: 'secretariat' })
  const present = await given.post(site.app, 'secretariat', { congress: cast.congress, organ })
  const former = cast.secretariat.organ.id
  await runSql(site.db, `update organ set code = '0' where id = $1`, [former])
  await runSql(site.db, `update post set ends_on = '2026-03-04' where organ_id = $1`, [former])
  await site.beat()
  expect([await mayRegister(present), await mayRegister(cast.office)]).toEqual([true, false])
  expect([await todoOf(present), await todoOf(cast.office)]).toEqual([['motionRegister'], []])
  expect(await codeOf(await register(cast.office))).toBe('motion.secretariat_works')
  expect((await motionIn(register(present))).state).toBe('secretariat_check')
})
