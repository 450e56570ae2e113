import { beforeAll, beforeEach, expect, test } from 'vitest'
import { type Client, type TestSite, testApp, testMorning } from '#tests/support/test-app.ts'
import { listing } from './import.given.ts'
import type { SuggestionView, TodoView } from './suggestion.contract.ts'
import { type Cast, given, viewOf } from './suggestion.given.ts'
import { assignmentOf, finalAnswer, type Stage, stage } from './suggestion-stage.given.ts'

let site: TestSite
let cast: Cast
let on: Stage
let clerk: Client
let government: Client

beforeAll(async () => {
  site = await testApp({ fresh: true })
  cast = await given.cast(site.app)
  on = stage(site, cast)
  clerk = site.as(cast.clerk)
  government = site.as(cast.government)
})
beforeEach(() => site.clock.set(testMorning))

const at = (text: string) => site.clock.set(new Date(`${text}+08:00`))
const contactClock = (kase: SuggestionView, unitId = cast.leadUnit.id) =>
  assignmentOf(kase, unitId).clocks.find(({ ruleId }) => ruleId === 'suggestion.firstContact')
const linesOf = async (client: Client, caseId: string) => {
  const lines = Object.values((await (await client.get('/api/todo')).json()) as TodoView).flat()
  return lines.filter((line) => line.caseId === caseId).map(({ todo, dueBefore }) => [todo, dueBefore])
}
const listDue = async (client: Client, caseId: string) => {
  const { items } = (await (await client.get('/api/suggestions?limit=100')).json()) as {
    items: { id: string; todo: string | null; dueBefore: string | null }[]
  }
  return items.filter(({ id }) => id === caseId).map(({ todo, dueBefore }) => [todo, dueBefore])
}
const today = () => site.clock.now().toISOString().slice(0, 10)
const talk = (kase: SuggestionView, means = 'phone', as = clerk, heldOn = today()) =>
  as.post(`/api/assignments/${assignmentOf(kase, cast.leadUnit.id).id}/consultations`, {
    mandateId: cast.lead.mandateId,
    means,
    heldOn,
    summary: '通话说明办理安排。',
  })
const signed = async (wanted = {}) => {
  const kase = await on.assigned(wanted)
  return on.step(clerk, await on.open(clerk, kase.id), cast.leadUnit.id, 'acknowledgement')
}
const noticesOf = async (client: Client, caseId: string) => {
  const { items } = (await (await client.get('/api/notices')).json()) as {
    items: { caseId: string; kind: string; rule: string | null }[]
  }
  return items
    .filter((one) => one.caseId === caseId && one.rule === 'suggestion.firstContact')
    .map(({ kind }) => kind)
    .toSorted()
}

test('C2 who answers has 20 workdays from the handing over to speak with the deputy; lists go by the day of the answer', async () => {
  const kase = await on.assigned({ withCo: true })
  const [lead, co] = [contactClock(kase), contactClock(kase, cast.coUnit.id)]
  expect([lead?.dueOn, lead?.state, co]).toEqual(['2026-04-01', 'running', undefined])
  expect(lead?.explanation).toContain('20 个工作日')
  expect(assignmentOf(kase, cast.leadUnit.id).deadlinesSet).toContainEqual({
    ruleId: 'suggestion.firstContact',
    on: '2026-04-01',
  })
  // to sign comes first
  expect((await linesOf(clerk, kase.id)).map(([todo]) => todo)).toEqual(['acknowledge'])
  await on.step(clerk, await on.open(clerk, kase.id), cast.leadUnit.id, 'acknowledgement')
  expect(await linesOf(clerk, kase.id)).toEqual([
    ['noteConsultation', '2026-04-01T16:00:00.000Z'],
    ['draftReply', '2026-06-04T16:00:00.000Z'],
  ])
  expect(await listDue(clerk, kase.id)).toEqual([['draftReply', '2026-06-04T16:00:00.000Z']])
})

test.each(['meeting', 'phone', 'message'])('the first talk that is noted stops it, by %s too, once', async (means) => {
  const kase = await signed()
  at('2026-03-20T09:00:00')
  const noted = await viewOf(await talk(kase, means))
  expect(contactClock(noted)).toMatchObject({ state: 'stopped', isLate: false })
  expect((await linesOf(clerk, kase.id)).map(([todo]) => todo)).toEqual(['draftReply'])
  const again = await viewOf(await talk(noted, means))
  expect(contactClock(again)?.stoppedAt).toBe(contactClock(noted)?.stoppedAt)
})

test('who spoke in time is in time whenever it is noted; who spoke late is late, and is told nothing of what is done', async () => {
  const [inTime, late, silent] = [await signed(), await signed(), await signed()]
  at('2026-04-02T09:00:00')
  const noted = await viewOf(await talk(inTime, 'meeting', clerk, '2026-04-01'))
  expect(contactClock(noted)).toMatchObject({ state: 'stopped', isLate: false })
  expect(contactClock(noted)?.stoppedAt).toBe('2026-04-01T15:59:59.999Z')
  expect(noted.timeline.map(({ type }) => type)).not.toContain('clock.overdue')
  expect(contactClock(await viewOf(await talk(late)))).toMatchObject({ state: 'stopped', isLate: true })
  await site.beat()
  await site.drain()
  expect(await noticesOf(clerk, inTime.id)).toEqual([])
  expect(await noticesOf(clerk, late.id)).toEqual([])
  expect(await noticesOf(clerk, silent.id)).toEqual(['overdue'])
})

test('it ends with the part: given away, answered or withdrawn', async () => {
  const moved = await signed()
  const unit = await given.unit(site.app, { congress: cast.congress, name: '武进区水利局' })
  const { id, version } = assignmentOf(moved, cast.leadUnit.id)
  at('2026-03-10T09:00:00')
  const change = { version, unitId: unit.id, reason: '职责在另一单位。' }
  const given2 = await viewOf(await government.post(`/api/assignments/${id}/reassignment`, change))
  expect(contactClock(given2)).toBeUndefined()
  // the new unit has its own 20 workdays
  expect(contactClock(given2, unit.id)?.dueOn).toBe('2026-04-08')
  const answered = await on.answered(await on.assigned(), finalAnswer)
  expect(contactClock(answered)?.state).toBe('stopped')
  const kase = await signed()
  const lead = site.as(cast.lead)
  const mine = await on.open(lead, kase.id)
  const gone = await lead.post(`/api/suggestions/${kase.id}/withdrawal`, { version: mine.version, reason: '已解决。' })
  expect(contactClock(await viewOf(gone))?.state).not.toBe('running')
  for (const one of [moved, answered, kase])
    expect((await linesOf(clerk, one.id)).map(([todo]) => todo)).not.toContain('noteConsultation')
})

test('it stands still while the answer does, and goes on with it', async () => {
  const kase = await signed()
  const part = assignmentOf(kase, cast.leadUnit.id)
  const body = { version: part.version, reason: '等待上级批复。' }
  const asked = await viewOf(await clerk.post(`/api/assignments/${part.id}/pause-request`, body))
  const request = assignmentOf(asked, cast.leadUnit.id).requests.at(-1)
  at('2026-03-09T09:00:00')
  const path = `/api/deadline-requests/${request?.id}`
  const paused = await viewOf(await government.post(`${path}/decision`, { approve: true, reason: '同意。' }))
  expect(contactClock(paused)?.state).toBe('paused')
  at('2026-03-16T09:00:00')
  const ended = await viewOf(await clerk.post(`${path}/end`, { reason: '批复已到。' }))
  // five workdays later than 1 April; 6 April is a day off
  expect(contactClock(ended)).toMatchObject({ state: 'running', dueOn: '2026-04-09' })
})

test('called to mind 7 days and 1 day before; overdue, the unit and its head hear of it and the offices see it', async () => {
  const kase = await signed()
  for (const day of ['03-25', '03-31', '04-02', '04-03', '04-08', '04-20']) {
    at(`2026-${day}T09:00:00`)
    await site.beat()
    await site.drain()
  }
  expect(await noticesOf(clerk, kase.id)).toEqual(['overdue', 'soon', 'soon'])
  expect(await noticesOf(site.as(cast.head), kase.id)).toEqual(['escalated', 'overdue', 'soon', 'soon'])
  for (const office of [government, site.as(cast.office)]) {
    const seen = await on.open(office, kase.id)
    expect(contactClock(seen)?.state).toBe('overdue')
    const passed = seen.timeline.filter(({ data }) => data.ruleId === 'suggestion.firstContact')
    expect(passed.map(({ type }) => type)).toContain('clock.overdue')
    expect(await noticesOf(office, kase.id)).toEqual([])
  }
})

test('of an earlier list only units whose days still run are asked to', async () => {
  const list = await listing(site, cast)
  const prefix = await list.prefix()
  const row = { 主办单位: '武进区民政局', 会办单位: '武进区卫生健康局', 提出日期: '2026-01-05', 状态: '办理中' }
  const view = await list.preview([
    list.rowOf({ ...row, 编号: '2026-71', 标题: '关于路灯的建议', 交办日期: '2026-01-12' }),
    list.rowOf({ ...row, 编号: '2026-72', 标题: '关于站牌的建议', 交办日期: '2026-02-25' }),
    list.rowOf({ ...row, 编号: '2026-73', 标题: '关于水沟的建议', 交办日期: '2026-02-26', 状态: '已交办' }),
  ])
  expect(await list.apply(view)).toMatchObject({ status: 'applied' })
  const due: unknown[] = []
  for (const number of [71, 72, 73]) {
    const { assignments } = await list.caseOf(`${prefix}〔2026〕${number}号`)
    due.push(assignments.map(({ clocks }) => clocks.find(({ ruleId }) => ruleId === 'suggestion.firstContact')?.dueOn))
  }
  expect(due).toEqual([
    [undefined, undefined],
    ['2026-03-24', undefined],
    ['2026-03-25', undefined],
  ])
})
