import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { importCalendar } from '#modules/clock/index.ts'
import { runSql } from '#tests/support/statements.ts'
import { type Client, type TestSite, testApp, testMorning } from '#tests/support/test-app.ts'
import type { SuggestionView, TodoView } from './suggestion.contract.ts'
import { type Cast, codeOf, given, viewOf } from './suggestion.given.ts'
import { assignmentOf, finalAnswer, type Stage, stage } from './suggestion-stage.given.ts'

let site: TestSite
let cast: Cast
let on: Stage
let clerk: Client
let government: Client

beforeAll(async () => {
  site = await testApp()
  cast = await given.cast(site.app)
  on = stage(site, cast)
  clerk = site.as(cast.clerk)
  government = site.as(cast.government)
})
beforeEach(() => site.clock.set(testMorning))

const at = (text: string) => site.clock.set(new Date(`${text}+08:00`))
const partOf = (kase: SuggestionView, unit = cast.leadUnit) => assignmentOf(kase, unit.id)
const answerClock = (kase: SuggestionView, unit = cast.leadUnit) =>
  partOf(kase, unit).clocks.find(({ ruleId, state }) => ruleId === 'suggestion.answer' && state !== 'stopped')
const requestOf = (kase: SuggestionView) => partOf(kase).requests.at(-1)
const todosOf = async (client: Client) =>
  Object.values((await (await client.get('/api/todo')).json()) as TodoView).flat()

async function acknowledged(): Promise<SuggestionView> {
  const kase = await on.assigned()
  return on.step(clerk, await on.open(clerk, kase.id), cast.leadUnit.id, 'acknowledgement')
}
const ask = (kase: SuggestionView, what: string, body: object) => {
  const { id, version } = partOf(kase)
  return clerk.post(`/api/assignments/${id}/${what}-request`, { version, ...body })
}

test('a complex case: more time is asked for before the deadline, granted by the government office, shown in the arithmetic', async () => {
  const kase = await acknowledged()
  expect(partOf(kase).allowed).toContain('requestExtension')
  const asked = await viewOf(await ask(kase, 'extension', { n: 3, reason: '涉及三个部门，需勘察管线。' }))
  expect(partOf(asked).allowed).not.toContain('requestExtension')
  expect(await todosOf(government)).toContainEqual(expect.objectContaining({ caseId: kase.id, todo: 'decideDeadline' }))
  const path = `/api/deadline-requests/${requestOf(asked)?.id}/decision`
  const granted = await viewOf(await government.post(path, { approve: true, reason: '情况属实，同意。' }))
  // three months and three more, counted from the handing over on 4 March
  expect(answerClock(granted)?.dueOn).toBe('2026-09-04')
  expect(answerClock(granted)?.explanation).toContain('经批准延长 3 个月')
  const seen = await on.open(site.as(cast.lead), kase.id)
  const told = seen.timeline.find(({ type }) => type === 'deadline.extension_granted')
  expect(told?.note).toBe('情况属实，同意。')
  const twice = await ask(granted, 'extension', { n: 1, reason: '再给一个月。' })
  expect(await codeOf(twice)).toBe('409 suggestion.extension_asked_once')
  expect(await codeOf(await government.post(path, { approve: false, reason: '不同意。' }))).toBe(
    '409 suggestion.not_now',
  )
})

test('never beyond six months from the handing over, never after the deadline, and not by the neighbour', async () => {
  const kase = await acknowledged()
  const tooLong = await ask(kase, 'extension', { n: 4, reason: '需要更久。' })
  expect(await codeOf(tooLong)).toBe('422 suggestion.extension_too_long')
  const { id, version } = partOf(kase)
  const body = { version, n: 1, reason: '代为申请。' }
  const stranger = site.as(cast.coClerk)
  expect((await stranger.post(`/api/assignments/${id}/extension-request`, body)).status).toBe(404)
  expect((await government.post(`/api/assignments/${id}/extension-request`, body)).status).toBe(403)
  at('2026-06-05T00:00:00')
  const late = await ask(await on.open(clerk, kase.id), 'extension', { n: 1, reason: '忘了申请。' })
  expect(await codeOf(late)).toBe('410 suggestion.deadline_passed')
})

/** Asked for an hour before the deadline, and still waiting the day after it. */
async function askedInTime(what: 'extension' | 'pause', body: object) {
  at('2026-03-04T09:00:00')
  const kase = await acknowledged()
  at('2026-06-04T23:00:00')
  const asked = await viewOf(await ask(await on.open(clerk, kase.id), what, body))
  at('2026-06-05T09:00:00')
  await site.beat()
  const decide = async (approve: boolean) =>
    viewOf(
      await government.post(`/api/deadline-requests/${requestOf(asked)?.id}/decision`, { approve, reason: '已核实。' }),
    )
  return { id: kase.id, decide }
}

describe('what was asked for in time is decided also after the deadline', () => {
  test('it waits for the government office by the day of the answer; granted, the unit is not overdue', async () => {
    const { id, decide } = await askedInTime('extension', { n: 1, reason: '需勘察。' })
    const overdue = ((await (await government.get('/api/todo')).json()) as TodoView).overdue
    const line = overdue.find(({ caseId }) => caseId === id)
    expect([line?.todo, line?.dueBefore]).toEqual(['decideDeadline', '2026-06-04T16:00:00.000Z'])
    expect(partOf(await on.open(government, id)).allowed).toContain('decideDeadline')
    const granted = await decide(true)
    const passed = granted.timeline.find(
      ({ type, data }) => type === 'clock.overdue' && data.ruleId === 'suggestion.answer',
    )
    expect(passed?.note).toBe('期限届满前已提出申请，后经批准，不再计为逾期。')
    const clock = answerClock(granted)
    // four months from the handing over on 4 March; the day is a Saturday
    expect([clock?.dueOn, clock?.state, clock?.isLate]).toEqual(['2026-07-06', 'running', false])
  })

  test('denied, the unit is overdue since the day it was', async () => {
    const { decide } = await askedInTime('extension', { n: 1, reason: '需勘察。' })
    const denied = await decide(false)
    expect(denied.timeline.find(({ type }) => type === 'clock.overdue')?.note).toBeNull()
    const clock = answerClock(denied)
    expect([clock?.dueOn, clock?.state, clock?.isLate]).toEqual(['2026-06-04', 'overdue', true])
  })

  test('the clock stands still from when that was asked for', async () => {
    const { id, decide } = await askedInTime('pause', { reason: '等待上级批复。' })
    const paused = await decide(true)
    expect(answerClock(paused)?.state).toBe('paused')
    at('2026-06-14T09:00:00')
    const path = `/api/deadline-requests/${requestOf(await on.open(clerk, id))?.id}/end`
    const running = answerClock(await viewOf(await clerk.post(path, { reason: '批复已到。' })))
    expect([running?.dueOn, running?.state]).toEqual(['2026-06-15', 'running'])
  })
})

test('a denied request leaves the deadline as it is and is told with its reason', async () => {
  const kase = await acknowledged()
  const asked = await viewOf(await ask(kase, 'extension', { n: 2, reason: '人手不足。' }))
  const path = `/api/deadline-requests/${requestOf(asked)?.id}/decision`
  expect((await clerk.post(path, { approve: true, reason: '自批。' })).status).toBe(403)
  const denied = await viewOf(await government.post(path, { approve: false, reason: '人手不足不是延期的理由。' }))
  expect(requestOf(denied)?.state).toBe('denied')
  expect(answerClock(denied)?.dueOn).toBe('2026-06-04')
})

test('two decisions at once: one counts, the other is refused', async () => {
  const kase = await acknowledged()
  const asked = await viewOf(await ask(kase, 'extension', { n: 1, reason: '需勘察。' }))
  const second = site.as(
    await given.post(site.app, 'gov_office', { congress: cast.congress, organ: cast.government.organ }),
  )
  const path = `/api/deadline-requests/${requestOf(asked)?.id}/decision`
  const replies = await Promise.all([
    government.post(path, { approve: true, reason: '同意。' }),
    second.post(path, { approve: false, reason: '不同意。' }),
  ])
  expect(replies.map(({ status }) => status).toSorted()).toEqual([200, 409])
})

test('the clock stands still with reason and approver, goes on, and the page shows the days it stood', async () => {
  const kase = await acknowledged()
  const asked = await viewOf(await ask(kase, 'pause', { reason: '等待上级批复规划调整。' }))
  const request = requestOf(asked)
  const paused = await viewOf(
    await government.post(`/api/deadline-requests/${request?.id}/decision`, { approve: true, reason: '同意停表。' }),
  )
  expect(answerClock(paused)?.state).toBe('paused')
  expect(partOf(await on.open(clerk, kase.id)).allowed).toContain('endPause')
  at('2026-03-14T09:00:00')
  const again = await clerk.post(`/api/deadline-requests/${request?.id}/end`, { reason: '批复已到。' })
  const running = await viewOf(again)
  // ten days later than 4 June: a Sunday, so that it is the Monday after it
  expect(answerClock(running)?.dueOn).toBe('2026-06-15')
  expect(answerClock(running)?.explanation).toContain('停 10 日')
  expect(await codeOf(await clerk.post(`/api/deadline-requests/${request?.id}/end`, { reason: '再来。' }))).toBe(
    '409 suggestion.not_now',
  )
})

test('an answer that is sent settles what was asked of its deadline', async () => {
  const kase = await acknowledged()
  await viewOf(await ask(kase, 'extension', { n: 1, reason: '需勘察。' }))
  const sent = await on.answered(kase, finalAnswer)
  expect(requestOf(sent)?.state).toBe('lapsed')
})

test('where the congress asks for no approval the extension holds from the moment it is asked for', async () => {
  await runSql(
    site.db,
    `insert into rule_set (congress_id, version, effective_on, content, created_at)
      values ($1, 1, '2026-01-01', '{"suggestion.extApproval": "none"}', $2)`,
    [cast.congress.id, testMorning],
  )
  const kase = await acknowledged()
  const granted = await viewOf(await ask(kase, 'extension', { n: 1, reason: '报备延期。' }))
  expect(requestOf(granted)?.state).toBe('granted')
  expect(answerClock(granted)?.dueOn).toBe('2026-07-06')
})

test('H19 a corrected calendar that moves an open deadline leaves its trace on the timeline, and in how the day was computed', async () => {
  const kase = await acknowledged()
  const calendar = (await (await government.get('/api/calendar?year=2026')).json()) as {
    days: { day: string; kind: 'holiday' | 'workday'; name: string }[]
  }
  const days = calendar.days.map(({ day, kind, name }) => ({ day, kind, name }))
  const rest = { day: '2026-06-04', kind: 'holiday', name: '防汛停办' } as const
  await importCalendar(site.app, 'system', { source: 'posted', years: [2026], days: [...days, rest] })
  await site.beat()
  for (const who of [clerk, site.as(cast.lead), government]) {
    const seen = await on.open(who, kase.id)
    expect(answerClock(seen)?.dueOn).toBe('2026-06-05')
    expect(answerClock(seen)?.explanation).toContain('工作日历更正后重算，原期限为 6 月 4 日')
    const traces = seen.timeline.filter(
      ({ type, data }) => type === 'clock.recomputed' && data.ruleId === 'suggestion.answer',
    )
    expect(traces.map(({ note }) => note)).toEqual([
      '工作日历更正（第 2 版）：期限由 2026 年 6 月 4 日改为 6 月 5 日。',
    ])
  }
})
