import { beforeAll, beforeEach, expect, test } from 'vitest'
import { runSql } from '#tests/support/statements.ts'
import { type Client, type TestSite, testApp, testMorning } from '#tests/support/test-app.ts'
import type { SuggestionView, TodoView } from './suggestion.contract.ts'
import { type Cast, codeOf, given, viewOf } from './suggestion.given.ts'
import { assignmentOf, finalAnswer, type Stage, stage } from './suggestion-stage.given.ts'

let site: TestSite
let cast: Cast
let on: Stage
let government: Client
let office: Client
let third: { id: string; clerk: Client }

beforeAll(async () => {
  site = await testApp()
  cast = await given.cast(site.app)
  on = stage(site, cast)
  government = site.as(cast.government)
  office = site.as(cast.office)
  const unit = await given.unit(site.app, { congress: cast.congress, name: '武进区住房和城乡建设局' })
  const actor = await given.post(site.app, 'unit_clerk', { congress: cast.congress, organ: unit })
  third = { id: unit.id, clerk: site.as(actor) }
})
beforeEach(() => site.clock.set(testMorning))

const at = (text: string) => site.clock.set(new Date(`${text}+08:00`))
const answerClock = (kase: SuggestionView, unitId: string) =>
  assignmentOf(kase, unitId).clocks.find(({ ruleId, state }) => ruleId === 'suggestion.answer' && state !== 'stopped')
const reassign = (kase: SuggestionView, from: string, to: string, reason = '职责在另一单位。') => {
  const { id, version } = assignmentOf(kase, from)
  return government.post(`/api/assignments/${id}/reassignment`, { version, unitId: to, reason })
}

test('given to another unit unasked: its three months begin anew, the first unit no longer sees the case', async () => {
  const kase = await on.assigned()
  at('2026-04-10T09:00:00')
  expect(await codeOf(await reassign(kase, cast.leadUnit.id, cast.congress.id))).toBe('422 suggestion.unknown_unit')
  const moved = await viewOf(await reassign(await on.open(government, kase.id), cast.leadUnit.id, third.id))
  // 改办, not 退办: nobody had asked for it
  expect(assignmentOf(moved, cast.leadUnit.id)).toMatchObject({ state: 'reassigned', letOff: false })
  expect(answerClock(moved, third.id)?.dueOn).toBe('2026-07-10')
  expect((await site.as(cast.clerk).get(`/api/suggestions/${kase.id}`)).status).toBe(404)
  expect(assignmentOf(await on.open(third.clerk, kase.id), third.id).allowed).toContain('acknowledge')
})

test('a unit that was judged badly answers again itself, at whatever step of it; its part is given to no other', async () => {
  const answered = await on.answered(await on.assigned(), finalAnswer)
  const bad = { attitude: 'satisfied', result: 'dissatisfied', opinion: '没有解决。' }
  const wanting = await viewOf(await on.evaluate(site.as(cast.lead), answered, bad))
  const [moved, again] = [await on.open(government, wanting.id), await on.open(site.as(cast.clerk), wanting.id)]
  expect((await reassign(moved, cast.leadUnit.id, third.id)).status).toBe(409)
  await on.step(site.as(cast.clerk), again, cast.leadUnit.id, 'reply-draft', finalAnswer)
  const drafted = await on.open(government, wanting.id)
  expect(await codeOf(await reassign(drafted, cast.leadUnit.id, third.id))).toBe('409 suggestion.answers_itself_again')
})

test('from the first handing over it is never more than six months', async () => {
  const kase = await on.assigned()
  at('2026-08-03T09:00:00')
  const moved = await viewOf(await reassign(await on.open(government, kase.id), cast.leadUnit.id, third.id))
  expect(answerClock(moved, third.id)?.dueOn).toBe('2026-09-04')
  expect(answerClock(moved, third.id)?.explanation).toContain('6 个月')
})

test('who distributes gives away, nobody else, and not to a unit that has a part already', async () => {
  const kase = await on.assigned({ withCo: true })
  const { id, version } = assignmentOf(kase, cast.leadUnit.id)
  const body = { version, unitId: third.id, reason: '代为改办。' }
  expect((await office.post(`/api/assignments/${id}/reassignment`, body)).status).toBe(403)
  expect((await third.clerk.post(`/api/assignments/${id}/reassignment`, body)).status).toBe(404)
  expect(await codeOf(await reassign(kase, cast.leadUnit.id, cast.coUnit.id))).toBe('422 suggestion.unit_already_in')
  const replies = await Promise.all([
    reassign(kase, cast.leadUnit.id, third.id),
    reassign(kase, cast.leadUnit.id, third.id),
  ])
  expect(replies.map(({ status }) => status).toSorted()).toEqual([200, 409])
  // given back to the unit that had it first, which then stands in the case twice
  const back = await viewOf(await reassign(await on.open(government, kase.id), third.id, cast.leadUnit.id))
  const note = { kind: 'handover_note', caseId: kase.id, assignmentId: assignmentOf(back, cast.coUnit.id).id }
  expect((await office.post('/api/papers', note)).status).toBe(201)
  const [paper] = await runSql(site.db, 'select content from issued_paper where case_id = $1', [kase.id])
  expect(JSON.stringify(paper)).toContain('"其他单位","武进区民政局（主办）"')
})

test('a return waits for its decision only so long; the second one is an arbitration, a third is refused', async () => {
  const first = await on.assigned()
  const clerk = site.as(cast.clerk)
  const asked = await on.step(clerk, await on.open(clerk, first.id), cast.leadUnit.id, 'return-request', {
    reason: '不属于本单位职责。',
  })
  at('2026-03-12T00:00:00')
  await site.beat()
  const todo = (await (await government.get('/api/todo')).json()) as TodoView
  expect(todo.overdue).toContainEqual(expect.objectContaining({ caseId: first.id, todo: 'decideReturn' }))
  const moved = await on.step(government, asked, cast.leadUnit.id, 'return-decision', {
    approve: true,
    reason: '同意，改由住建局主办。',
    unitId: third.id,
  })
  expect(moved.state).toBe('assigned')
  const again = await on.step(third.clerk, moved, third.id, 'return-request', { reason: '也不属于本单位职责。' })
  const open = assignmentOf(await on.open(government, first.id), third.id)
  expect(open.isArbitration).toBe(true)
  const nameless = await government.post(`/api/assignments/${open.id}/return-decision`, {
    version: open.version,
    approve: true,
    reason: '同意。',
  })
  expect(await codeOf(nameless)).toBe('422 suggestion.arbitration_names_unit')
  const last = await on.step(government, again, third.id, 'return-decision', {
    approve: true,
    reason: '裁定由卫健局主办。',
    unitId: cast.coUnit.id,
  })
  const { id, version } = assignmentOf(last, cast.coUnit.id)
  const co = site.as(cast.coClerk)
  const refused = await co.post(`/api/assignments/${id}/return-request`, { version, reason: '与本单位无关。' })
  expect(await codeOf(refused)).toBe('409 suggestion.returns_used_up')
})

test('what other units give back is their own matter: the unit in the lead asks for the first time, a second co-handler too', async () => {
  const { id, version } = await on.accepted()
  const clerk = site.as(cast.clerk)
  const coClerk = site.as(cast.coClerk)
  const units = [
    { unitId: cast.leadUnit.id, part: 'lead' },
    { unitId: cast.coUnit.id, part: 'co' },
    { unitId: third.id, part: 'co' },
  ]
  const planned = await viewOf(await government.post(`/api/suggestions/${id}/assignment-plan`, { version, units }))
  await viewOf(await office.post(`/api/suggestions/${id}/assignment`, { version: planned.version }))
  const ask = async (as: Client, unitId: string) =>
    on.step(as, await on.open(as, id), unitId, 'return-request', { reason: '与本单位职责无关。' })
  const letGo = async (unitId: string, change = {}) =>
    on.step(government, await on.open(government, id), unitId, 'return-decision', {
      approve: true,
      reason: '同意退办。',
      ...change,
    })
  await ask(coClerk, cast.coUnit.id)
  await letGo(cast.coUnit.id)
  // this one waits for its decision while the lead asks
  await ask(third.clerk, third.id)
  await ask(clerk, cast.leadUnit.id)
  const asked = await on.open(government, id)
  expect([third.id, cast.leadUnit.id].map((unit) => assignmentOf(asked, unit).isArbitration)).toEqual([false, false])
  // let off without another one in its place
  expect(assignmentOf(await letGo(third.id), third.id)).toMatchObject({ state: 'reassigned', letOff: true })
  expect((await letGo(cast.leadUnit.id)).state).toBe('accepted')
  // planned anew, the lead's part comes back for the second time
  const again = await on.open(government, id)
  const anew = await viewOf(
    await government.post(`/api/suggestions/${id}/assignment-plan`, {
      version: again.version,
      units: [{ unitId: third.id, part: 'lead' }],
    }),
  )
  await viewOf(await office.post(`/api/suggestions/${id}/assignment`, { version: anew.version }))
  const lead = (await on.open(third.clerk, id)).assignments.find(({ state }) => state === 'assigned')
  const body = { version: lead?.version, reason: '也不属于本单位职责。' }
  await viewOf(await third.clerk.post(`/api/assignments/${lead?.id}/return-request`, body))
  const waiting = (await on.open(government, id)).assignments.find(({ state }) => state === 'return_requested')
  expect(waiting?.isArbitration).toBe(true)
})

test('分办: who agrees that one of two units gives its part back names the one that takes it over; what it asks is nobody’s never', async () => {
  const { id, version } = await on.accepted()
  const fourth = await given.unit(site.app, { congress: cast.congress, name: '武进区城市管理局' })
  const units = [cast.leadUnit.id, third.id].map((unitId) => ({ unitId, part: 'separate' }))
  const planned = await viewOf(await government.post(`/api/suggestions/${id}/assignment-plan`, { version, units }))
  const handed = await viewOf(await office.post(`/api/suggestions/${id}/assignment`, { version: planned.version }))
  const sent = await on.answered(handed, { body: '已经解决。', class: 'A', commitments: [] })
  const judged = await viewOf(
    await on.evaluate(site.as(cast.lead), sent, { attitude: 'satisfied', result: 'satisfied' }),
  )
  // the other has not answered yet: the case as a whole is still being handled
  expect(judged.state).toBe('handling')
  await on.step(third.clerk, await on.open(third.clerk, id), third.id, 'return-request', { reason: '由一家答复即可。' })
  const part = assignmentOf(await on.open(government, id), third.id)
  expect([part.returnNamesUnit, part.isArbitration]).toEqual([true, false])
  const decision = { version: part.version, approve: true, reason: '同意，改由城市管理局分办。' }
  const nameless = await government.post(`/api/assignments/${part.id}/return-decision`, decision)
  expect(await codeOf(nameless)).toBe('422 suggestion.separate_names_unit')
  const { state, assignments } = await viewOf(
    await government.post(`/api/assignments/${part.id}/return-decision`, { ...decision, unitId: fourth.id }),
  )
  expect(state).toBe('handling')
  expect(assignments.map((one) => [one.unitId, one.part, one.state])).toEqual([
    [cast.leadUnit.id, 'separate', 'done'],
    [third.id, 'separate', 'reassigned'],
    [fourth.id, 'separate', 'assigned'],
  ])
})

test('a lead that is let off with no other named: the case waits with the government office for a new plan', async () => {
  const kase = await on.assigned()
  const clerk = site.as(cast.clerk)
  const reason = '不属于本单位职责。'
  const asked = await on.step(clerk, await on.open(clerk, kase.id), cast.leadUnit.id, 'return-request', { reason })
  const back = await on.step(government, asked, cast.leadUnit.id, 'return-decision', {
    approve: true,
    reason: '同意。',
  })
  expect([back.state, back.allowed]).toEqual(['accepted', expect.arrayContaining(['planAssignment'])])
})

test('a reminder stands in the timeline with its words, once a day for each unit', async () => {
  const kase = await on.assigned({ withCo: true })
  const { id } = assignmentOf(kase, cast.leadUnit.id)
  const words = '请抓紧办理，本月底前与代表面商。'
  const both = await Promise.all([1, 2].map(() => office.post(`/api/assignments/${id}/reminder`, { words })))
  expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409])
  expect(await codeOf(await government.post(`/api/assignments/${id}/reminder`, { words }))).toBe(
    '409 suggestion.reminded_today',
  )
  expect((await site.as(cast.coClerk).post(`/api/assignments/${id}/reminder`, { words })).status).toBe(403)
  expect((await third.clerk.post(`/api/assignments/${id}/reminder`, { words })).status).toBe(404)
  at('2026-03-05T00:00:00')
  const seen = await viewOf(await government.post(`/api/assignments/${id}/reminder`, { words }))
  const reminders = seen.timeline.filter(({ type }) => type === 'assignment.reminded')
  expect(reminders.map(({ note, data }) => [note, data['unitName']])).toEqual([
    [words, cast.leadUnit.name],
    [words, cast.leadUnit.name],
  ])
})

test('a deadline that comes near is told in the timeline with the unit whose it is', async () => {
  const kase = await on.assigned({ withCo: true })
  at('2026-03-11T09:00:00')
  await site.beat()
  const seen = await on.open(office, kase.id)
  const near = seen.timeline.filter(
    ({ type, data }) => type.startsWith('clock.') && data['ruleId'] === 'suggestion.acknowledge',
  )
  expect(new Set(near.map(({ data }) => data['unitName']))).toEqual(new Set([cast.leadUnit.name, cast.coUnit.name]))
})

test('H23 an opinion that says nothing is asked for again, once, within five working days', async () => {
  const kase = await on.assigned({ withCo: true })
  const [clerk, co] = [site.as(cast.clerk), site.as(cast.coClerk)]
  const signed = await on.step(co, await on.open(co, kase.id), cast.coUnit.id, 'acknowledgement')
  const given1 = await on.step(co, signed, cast.coUnit.id, 'co-opinion', { opinion: '无意见。' })
  const back = await on.step(clerk, given1, cast.coUnit.id, 'co-opinion-return', { reason: '请写明可提供的医护支持。' })
  const clock = assignmentOf(back, cast.coUnit.id).clocks.find(({ ruleId }) => ruleId === 'suggestion.coOpinionAgain')
  expect(clock?.dueOn).toBe('2026-03-11')
  const todo = (await (await co.get('/api/todo')).json()) as TodoView
  expect(Object.values(todo).flat()).toContainEqual(expect.objectContaining({ caseId: kase.id, todo: 'giveCoOpinion' }))
  expect(
    (
      await co.post(`/api/assignments/${assignmentOf(back, cast.coUnit.id).id}/co-opinion-return`, {
        version: assignmentOf(back, cast.coUnit.id).version,
        reason: '自退。',
      })
    ).status,
  ).toBe(403)
  const again = await on.step(co, back, cast.coUnit.id, 'co-opinion', { opinion: '每周二安排家庭医生到点。' })
  const part = assignmentOf(again, cast.coUnit.id)
  const twice = await clerk.post(`/api/assignments/${part.id}/co-opinion-return`, {
    version: part.version,
    reason: '再写。',
  })
  expect(await codeOf(twice)).toBe('409 suggestion.co_opinion_returned_once')
  const sent = await on.answered(again)
  expect(sent.state).toBe('awaiting_evaluation')
})

test('that the time for a return runs out is told to the unit that asked and the offices, not to the sponsors', async () => {
  const kase = await on.assigned({ withCo: true })
  await on.step(site.as(cast.clerk), await on.open(site.as(cast.clerk), kase.id), cast.leadUnit.id, 'return-request', {
    reason: '不属于本单位职责。',
  })
  site.clock.advance(40 * 86_400_000)
  await site.beat()
  const told = async (who: Parameters<typeof on.open>[0]) =>
    (await on.open(who, kase.id)).timeline.filter(({ data }) => data.ruleId === 'suggestion.returnDecision').length
  expect(await told(site.as(cast.clerk))).toBeGreaterThan(0)
  expect(await told(government)).toBeGreaterThan(0)
  expect([await told(site.as(cast.lead)), await told(site.as(cast.coClerk))]).toEqual([0, 0])
})

test('a unit is found by the name that everybody uses, the one that holds the words first', async () => {
  const kase = await on.assigned()
  const found = async (q: string) => {
    const reply = await government.get(`/api/suggestions/${kase.id}/assignable-units?q=${encodeURIComponent(q)}`)
    return ((await reply.json()) as { items: { name: string }[] }).items.map(({ name }) => name)
  }
  expect(await found('住建局')).toEqual(['武进区住房和城乡建设局'])
  expect(await found('卫健')).toEqual(['武进区卫生健康局'])
  expect((await found('生健'))[0]).toBe('武进区卫生健康局')
  expect(await found('建住')).toEqual([])
  const { id: _, ...unit } = await site.app.db
    .selectFrom('organ')
    .selectAll()
    .where('id', '=', cast.leadUnit.id)
    .executeTakeFirstOrThrow()
  await site.app.db
    .insertInto('organ')
    .values({ ...unit, id: site.app.ids.uuid(), code: '0001', name: '武进区湖塘镇人民政府', short_name: '湖塘镇政府' })
    .execute()
  expect(await found('民政')).toEqual(['武进区民政局', '武进区湖塘镇人民政府'])
  expect(await found('%')).toEqual([])
})
