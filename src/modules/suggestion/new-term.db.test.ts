import { beforeAll, expect, test } from 'vitest'
import { startTerm } from '#modules/organisation/index.ts'
import { type TestSite, testApp } from '#tests/support/test-app.ts'
import type { SuggestionView } from './suggestion.contract.ts'
import { type Cast, given, viewOf } from './suggestion.given.ts'
import { lockSuggestion } from './suggestion.queries.ts'
import { finalAnswer, type Stage, stage } from './suggestion-stage.given.ts'

let site: TestSite
let cast: Cast
let on: Stage
let over: SuggestionView
let answered: SuggestionView
let open: SuggestionView
let again: Cast['lead']
/** Of the new mandate. */
let version: number

/** A deputy with a case that has ended, one to evaluate and one that is being handled, on the day after the new term began. */
beforeAll(async () => {
  site = await testApp()
  cast = await given.cast(site.app)
  on = stage(site, cast)
  const ended = await on.answered(await on.assigned(), finalAnswer)
  over = await viewOf(await on.evaluate(site.as(cast.lead), ended, { attitude: 'satisfied', result: 'satisfied' }))
  answered = await on.answered(await on.assigned(), finalAnswer)
  open = await on.assigned()
  await site.beat()
  const { congress } = cast
  const termId = await site.db
    .transaction()
    .execute((trx) =>
      startTerm(site.app, trx, { congressId: congress.id, number: 90, firstSessionOn: '2026-03-05', seats: 300 }),
    )
  site.clock.set(new Date('2026-03-06T09:00:00+08:00'))
  await site.beat()
  const wanted = { congressId: congress.id, number: '90001', status: 'active', startedOn: '2026-03-05' }
  const mandate = { ...wanted, personId: cast.lead.personId }
  const reply = await site.as(cast.office).post('/api/mandates', mandate)
  const { id, version: first } = (await reply.json()) as { id: string; version: number }
  version = first
  again = { ...cast.lead, mandateId: id, acting: { ...cast.lead.acting, id, termId } }
})

const leadOf = async ({ id }: { id: string }) =>
  (
    await site.db
      .selectFrom('party')
      .select('holder_id')
      .where('case_id', '=', id)
      .where('role', '=', 'lead')
      .executeTakeFirstOrThrow()
  ).holder_id
const versionOf = async ({ id }: { id: string }) =>
  (await site.db.selectFrom('suggestion').select('version').where('id', '=', id).executeTakeFirstOrThrow()).version

test('the suggestions of who was re-elected pass to the new mandate one by one: what somebody works on holds up none of the others', async () => {
  const done = Promise.withResolvers<void>()
  const held = Promise.withResolvers<void>()
  const working = site.db.transaction().execute(async (trx) => {
    await lockSuggestion(trx, open.id)
    held.resolve()
    await done.promise
  })
  await held.promise
  const beating = site.beat()
  try {
    await expect
      .poll(() => Promise.all([over, answered].map(leadOf)), { timeout: 20_000 })
      .toEqual([again.mandateId, again.mandateId])
  } finally {
    done.resolve()
  }
  await Promise.all([working, beating])
  expect(await leadOf(open)).toBe(again.mandateId)
})

test('a suspension passes on what waits for the deputy, and leaves alone what has ended; so does its end', async () => {
  const before = await Promise.all([over, open].map(versionOf))
  const office = site.as(cast.office)
  for (const action of ['suspend', 'resume']) {
    const step = { effectiveOn: '2026-03-06', note: '', version }
    const reply = await office.post(`/api/mandates/${again.mandateId}/${action}`, step)
    expect([action, reply.status]).toEqual([action, 200])
    version = ((await reply.json()) as { version: number }).version
    await site.beat()
  }
  expect(await versionOf(over)).toBe(before[0])
  expect(await versionOf(open)).toBeGreaterThan(Number(before[1]))
  expect(await Promise.all([over, open].map(leadOf))).toEqual([again.mandateId, again.mandateId])
})

test('what a deputy was told before the new term still leads to the case under the new mandate', async () => {
  const reply = await site.as(again).get('/api/notices')
  const { items } = (await reply.json()) as { items: { caseId: string; isYours: boolean; title: string | null }[] }
  const told = items.filter(({ caseId }) => caseId === answered.id)
  expect(told.length).toBeGreaterThan(0)
  expect(told.map(({ isYours, title }) => [isYours, title])).toEqual(told.map(() => [true, answered.title]))
  expect((await on.open(site.as(again), answered.id)).allowed).toContain('evaluate')
})
