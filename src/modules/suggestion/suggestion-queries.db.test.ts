import { beforeAll, expect, test } from 'vitest'
import { planNameOf } from '#platform/db/kept-plans.ts'
import { statementsOf } from '#tests/support/statements.ts'
import { type TestSite, testApp } from '#tests/support/test-app.ts'
import type { SuggestionView } from './suggestion.contract.ts'
import { type Cast, given, viewOf } from './suggestion.given.ts'
import { answer, assignmentOf, type Stage, stage } from './suggestion-stage.given.ts'

// most acts take 23 to 38; sending an answer and judging it settle promises, deadlines and opinions as well
const perActMax = 48
// a new one is shown as it was written, not read again
const perDraftMax = 21

let site: TestSite
let cast: Cast
let to: Stage

beforeAll(async () => {
  site = await testApp()
  cast = await given.cast(site.app)
  to = stage(site, cast)
  // signing in is no part of an act
  for (const one of [cast.lead, cast.office, cast.government, cast.clerk, cast.head, cast.coClerk]) {
    await site.as(one).get('/api/session')
  }
})

test('no act asks the database more often than a case with all that hangs on it needs, the whole request counted', async () => {
  const counts: Record<string, number> = {}
  const act = async (name: string, send: () => Promise<Response | SuggestionView>): Promise<SuggestionView> => {
    let view: SuggestionView | undefined
    const seen = await statementsOf(site.db, async () => {
      const sent = await send()
      view = sent instanceof Response ? await viewOf(sent) : sent
    })
    counts[name] = seen.length
    if (!view) throw new Error(`${name} showed nothing`)
    return view
  }
  const [lead, office, unit] = [site.as(cast.lead), site.as(cast.office), cast.leadUnit.id]
  let kase = await act('draft', () => to.drafted())
  const post = (as: typeof lead, path: string, body: object = {}) =>
    as.post(`/api/suggestions/${kase.id}/${path}`, { version: kase.version, ...body })
  kase = await act('submit', () => post(lead, 'submit'))
  kase = await act('register', () => post(office, 'registration'))
  kase = await act('review', () => post(office, 'review', { decision: 'accept' }))
  const units = [
    { unitId: unit, part: 'lead' },
    { unitId: cast.coUnit.id, part: 'co' },
  ]
  kase = await act('plan', () => post(site.as(cast.government), 'assignment-plan', { units }))
  kase = await act('assign', () => post(office, 'assignment'))
  const step = async (name: string, as: typeof lead, path: string, body: object = {}, unitId = unit) => {
    kase = await act(name, () => to.step(as, kase, unitId, path, body))
  }
  const [clerk, head, coClerk] = [site.as(cast.clerk), site.as(cast.head), site.as(cast.coClerk)]
  await step('acknowledge', clerk, 'acknowledgement')
  await step('acknowledge as co-handler', coClerk, 'acknowledgement', {}, cast.coUnit.id)
  await step('co-opinion', coClerk, 'co-opinion', { opinion: '同意。' }, cast.coUnit.id)
  kase = await to.open(clerk, kase.id)
  await step('draft a reply', clerk, 'reply-draft', answer)
  await step('sign off', head, 'sign-off')
  await step('send', clerk, 'sending')
  const verdict = { attitude: 'satisfied', result: 'dissatisfied', opinion: '没有答到点上。' }
  kase = await act('evaluate', () => lead.post(`/api/assignments/${assignmentOf(kase, unit).id}/evaluation`, verdict))
  const most = Math.max(...Object.values(counts))
  expect(counts, `at most ${most}`).toSatisfy(() => most <= perActMax)
  expect(counts.draft).toBeLessThanOrEqual(perDraftMax)
})

test('what a page of the list, a case and the to-do page ask is planned once, but for a count', async () => {
  const office = site.as(cast.office)
  const kase = await to.answered(await to.assigned())
  for (const path of ['/api/suggestions', `/api/suggestions/${kase.id}`, '/api/todo']) {
    const asked = await statementsOf(site.db, () => office.get(path))
    expect(asked.length).toBeGreaterThan(1)
    const anew = asked.filter(({ text }) => [1, 2, 3].map(() => planNameOf(text)).at(-1) === undefined)
    expect([path, anew.filter(({ text }) => !text.startsWith('select count(*)')).map(({ text }) => text)]).toEqual([
      path,
      [],
    ])
  }
})
