import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { agreeTo } from '#modules/cosign/cosign.given.ts'
import { runSql } from '#tests/support/statements.ts'
import { type Client, type TestSite, testApp, testMorning } from '#tests/support/test-app.ts'
import type { SuggestionView, TodoView } from './suggestion.contract.ts'
import { type Cast, codeOf, draftOf, given, viewOf } from './suggestion.given.ts'
import { assignmentOf, finalAnswer, type Stage, stage } from './suggestion-stage.given.ts'

let site: TestSite
let cast: Cast
let on: Stage
let lead: Client
let office: Client
let government: Client
let clerk: Client
let head: Client

beforeAll(async () => {
  site = await testApp()
  cast = await given.cast(site.app)
  on = stage(site, cast)
  lead = site.as(cast.lead)
  office = site.as(cast.office)
  government = site.as(cast.government)
  clerk = site.as(cast.clerk)
  head = site.as(cast.head)
})
beforeEach(() => site.clock.set(testMorning))

const todoOf = async (as: Client, id: string) =>
  Object.values((await (await as.get('/api/todo')).json()) as TodoView)
    .flat()
    .filter(({ caseId }) => caseId === id)
    .map(({ todo }) => todo)

const satisfied = { attitude: 'satisfied', result: 'satisfied' }

async function cosigned(): Promise<SuggestionView> {
  const draft = await on.drafted()
  await lead.post(`/api/suggestions/${draft.id}/invitations`, {
    version: draft.version,
    mandateIds: [cast.first.mandateId],
  })
  return viewOf(await site.as(cast.first).post(`/api/suggestions/${draft.id}/cosign`, agreeTo(draft)))
}
const submit = async ({ id, version }: SuggestionView) =>
  viewOf(await lead.post(`/api/suggestions/${id}/submit`, { version }))
const register = async ({ id, version }: SuggestionView) =>
  viewOf(await office.post(`/api/suggestions/${id}/registration`, { version }))

describe('taking back', () => {
  test('a co-signer takes the signature back in writing before the registration, afterwards it stands', async () => {
    const submitted = await submit(await cosigned())
    const first = site.as(cast.first)
    const path = `/api/suggestions/${submitted.id}/cosign-withdrawal`
    expect((await lead.post(path, { reason: '代为撤回。' })).status).toBe(403)
    expect((await first.post(path, { reason: ' ' })).status).toBe(422)
    const taken = await viewOf(await first.post(path, { reason: '所涉房屋与本人有关，应当回避。' }))
    expect(taken.allowed).toEqual([])
    const seen = await on.open(lead, submitted.id)
    expect(seen.sponsorsCounted).toBe(1)
    expect(seen.timeline.find(({ type }) => type === 'suggestion.cosign_withdrawn')?.note).toContain('回避')
    const registered = await register(await submit(await cosigned()))
    const late = await first.post(`/api/suggestions/${registered.id}/cosign-withdrawal`, { reason: '改变主意。' })
    expect(await codeOf(late)).toBe('409 cosign.binding')
  })

  test('after the handing over the lead’s withdrawal ends the handling: units see it and can do nothing more', async () => {
    const kase = await on.assigned({ withCo: true })
    const signed = await on.step(clerk, await on.open(clerk, kase.id), cast.leadUnit.id, 'acknowledgement')
    const gone = await viewOf(
      await lead.post(`/api/suggestions/${kase.id}/withdrawal`, { version: signed.version, reason: '问题已经解决。' }),
    )
    expect(gone.state).toBe('withdrawn')
    const seen = await on.open(clerk, kase.id)
    const part = assignmentOf(seen, cast.leadUnit.id)
    expect([part.state, part.allowed]).toEqual(['cancelled', []])
    expect(part.clocks.every(({ state }) => state === 'stopped')).toBe(true)
    expect(await todoOf(clerk, kase.id)).toEqual([])
    const late = await clerk.post(`/api/assignments/${part.id}/reply-draft`, { version: part.version, ...finalAnswer })
    expect(await codeOf(late)).toBe('409 suggestion.not_now')
  })
})

test('并案: the sponsors of the merged case follow the main one, are answered by name and do not evaluate it', async () => {
  const main = await on.accepted()
  const other = await given.deputy(site.app, { congress: cast.congress, name: '吴海燕' })
  const by = site.as(other)
  const own = stage(site, { ...cast, lead: other })
  const merged = await register(await own.submitted({ title: '关于东升社区老年人就餐难的建议' }))
  const review = (id: string) =>
    office.post(`/api/suggestions/${id}/review`, {
      version: merged.version,
      decision: 'merge',
      reason: '同一社区同一事项。',
      mergeIntoId: main.id,
    })
  const after = await viewOf(await review(merged.id))
  expect(after.references).toEqual([{ id: main.id, number: main.number, how: 'merged_into' }])
  const seen = await on.open(by, main.id)
  expect(seen.followers).toEqual([
    expect.objectContaining({ name: '吴海燕', number: merged.number, title: '关于东升社区老年人就餐难的建议' }),
  ])
  expect(seen.allowed).toEqual([])
  const alone = await lead.post(`/api/suggestions/${main.id}/withdrawal`, { version: seen.version, reason: '不提了。' })
  expect(await codeOf(alone)).toBe('409 suggestion.others_merged_in')
  const units = [{ unitId: cast.leadUnit.id, part: 'lead' }]
  const planned = await viewOf(
    await government.post(`/api/suggestions/${main.id}/assignment-plan`, { version: seen.version, units }),
  )
  const handed = await viewOf(await office.post(`/api/suggestions/${main.id}/assignment`, { version: planned.version }))
  const sent = await on.answered(handed, finalAnswer)
  expect(sent.replies[0]?.receipts.map(({ name }) => name).toSorted()).toEqual(['吴海燕', '沈秋萍'].toSorted())
  const read = await viewOf(await by.post(`/api/replies/${sent.replies[0]?.id}/receipt`))
  expect(read.replies[0]?.receipts.find(({ name }) => name === '吴海燕')?.readAt).not.toBeNull()
  const { id } = assignmentOf(sent, cast.leadUnit.id)
  const letter = { kind: 'reply_letter', caseId: main.id, assignmentId: id }
  expect((await clerk.post('/api/papers', letter)).status).toBe(201)
  const letters = 'select content from issued_paper where assignment_id = $1'
  expect(await runSql(site.db, letters, [id])).toEqual([
    { content: expect.objectContaining({ to: '沈秋萍、吴海燕代表：' }) },
  ])
  expect((await by.post(`/api/assignments/${id}/evaluation`, satisfied)).status).toBe(403)
})

test('解除并案: until the main case is answered the office takes a merged one out again, and its lead may withdraw the main one', async () => {
  const main = await on.accepted()
  const other = await given.deputy(site.app, { congress: cast.congress, name: '吴海燕' })
  const by = site.as(other)
  const own = await register(await stage(site, { ...cast, lead: other }).submitted())
  const merge = (version: number) => ({ version, decision: 'merge', reason: '同一事项。', mergeIntoId: main.id })
  const merged = await viewOf(await office.post(`/api/suggestions/${own.id}/review`, merge(own.version)))
  const path = `/api/suggestions/${own.id}/unmerging`
  const body = { version: merged.version, reason: '主件拟撤回，本件单独办理。' }
  expect(await codeOf(await by.post(path, body))).toBe('403 suggestion.not_yours_to_do')
  const out = await viewOf(await office.post(path, body))
  expect([out.state, out.references, out.closedAt]).toEqual(['reviewing', [], null])
  expect(out.clocks.some(({ ruleId, state }) => ruleId === 'suggestion.intake' && state !== 'stopped')).toBe(true)
  expect(await todoOf(office, own.id)).toEqual(['review'])
  const freed = await on.open(office, main.id)
  expect([freed.followers, freed.timeline.some(({ type }) => type === 'suggestion.left_by')]).toEqual([[], true])
  // who came by the merged case alone has no more to do with the main one
  expect((await by.get(`/api/suggestions/${main.id}`)).status).toBe(404)
  expect(await codeOf(await office.post(path, { ...body, version: out.version }))).toBe('409 suggestion.not_now')
  const again = await viewOf(await office.post(`/api/suggestions/${own.id}/review`, merge(out.version)))
  expect(again.allowed).toContain('unmerge')
  expect((await viewOf(await office.post(path, { ...body, version: again.version }))).state).toBe('reviewing')
  const { version } = await on.open(lead, main.id)
  const gone = await lead.post(`/api/suggestions/${main.id}/withdrawal`, { version, reason: '不提了。' })
  expect((await viewOf(gone)).state).toBe('withdrawn')
})

test('解除并案 comes too late once the main case was answered: its answer is that of the merged one too', async () => {
  const main = await on.planned()
  const own = await register(await on.submitted())
  const decision = { version: own.version, decision: 'merge', reason: '同一事项。', mergeIntoId: main.id }
  const merged = await viewOf(await office.post(`/api/suggestions/${own.id}/review`, decision))
  const { id, version } = await on.open(office, main.id)
  await on.answered(await viewOf(await office.post(`/api/suggestions/${id}/assignment`, { version })), finalAnswer)
  const seen = await on.open(office, own.id)
  expect(seen.allowed).not.toContain('unmerge')
  const late = await office.post(`/api/suggestions/${own.id}/unmerging`, {
    version: merged.version,
    reason: '单独办理。',
  })
  expect(await codeOf(late)).toBe('409 suggestion.main_answered')
})

test('two cases merged into each other at once: not both', async () => {
  const [one, two] = [await register(await on.submitted()), await register(await on.submitted())]
  const merge = (from: SuggestionView, into: SuggestionView) =>
    office.post(`/api/suggestions/${from.id}/review`, {
      version: from.version,
      decision: 'merge',
      reason: '同一事项。',
      mergeIntoId: into.id,
    })
  const replies = await Promise.all([merge(one, two), merge(two, one)])
  expect(replies.filter(({ status }) => status === 200).length).toBeLessThan(2)
  expect(replies.every(({ status }) => [200, 409, 422].includes(status))).toBe(true)
})

test('面商: only with a sponsor whose name stands, on a day between the handing over and today', async () => {
  const draft = await on.drafted()
  const mandateIds = [cast.first.mandateId, cast.second.mandateId]
  await lead.post(`/api/suggestions/${draft.id}/invitations`, { version: draft.version, mandateIds })
  const cosign = `/api/suggestions/${draft.id}/cosign`
  await viewOf(await site.as(cast.first).post(cosign, agreeTo(draft)))
  expect((await site.as(cast.second).post(cosign, { ...agreeTo(draft), agree: false })).status).toBe(200)
  const registered = await register(await submit(await on.open(lead, draft.id)))
  const post = async (as: Client, path: string, body: object) =>
    viewOf(await as.post(`/api/suggestions/${draft.id}/${path}`, body))
  const accepted = await post(office, 'review', { version: registered.version, decision: 'accept' })
  const units = [{ unitId: cast.leadUnit.id, part: 'lead' }]
  const planned = await post(government, 'assignment-plan', { version: accepted.version, units })
  const handed = await post(office, 'assignment', { version: planned.version })
  site.clock.advance(86_400_000)
  const path = `/api/assignments/${assignmentOf(handed, cast.leadUnit.id).id}/consultations`
  const talk = { mandateId: cast.first.mandateId, means: 'meeting', heldOn: '2026-03-05', summary: '到社区看了用房。' }
  for (const heldOn of ['2026-03-03', '2026-03-06', '2030-01-01', '2001-01-01'])
    expect([heldOn, await codeOf(await clerk.post(path, { ...talk, heldOn }))]).toEqual([
      heldOn,
      '422 suggestion.consultation_day',
    ])
  const withDecliner = await clerk.post(path, { ...talk, mandateId: cast.second.mandateId })
  expect(await codeOf(withDecliner)).toBe('422 suggestion.not_a_sponsor')
  expect((await site.as(cast.second).get(`/api/suggestions/${draft.id}`)).status).toBe(404)
  await viewOf(await clerk.post(path, { ...talk, mandateId: cast.lead.mandateId, heldOn: '2026-03-04' }))
  await viewOf(await clerk.post(path, talk))
  expect(await todoOf(site.as(cast.first), draft.id)).toEqual(['confirmConsultation'])
})

test('分案: one case becomes two to ten with new numbers that refer to it and keep its sponsors', async () => {
  const registered = await register(await submit(await cosigned()))
  const part = (title: string) => {
    const { confidential: _, wishesPublication: __, ...text } = draftOf({ title })
    return text
  }
  const body = {
    version: registered.version,
    reason: '一事一议：助餐点和停车位是两件事。',
    parts: ['增设助餐点', '增加停车位', '修缮凉亭'].map((matter) => part(`关于东升社区${matter}的建议`)),
  }
  const path = `/api/suggestions/${registered.id}/split`
  expect((await lead.post(path, body)).status).toBe(403)
  expect((await office.post(path, { ...body, parts: [body.parts[0]] })).status).toBe(422)
  const eleven = Array.from({ length: 11 }, (_, index) => part(`关于第${index + 1}件事的建议`))
  expect((await office.post(path, { ...body, parts: eleven })).status).toBe(422)
  const twins = await office.post(path, { ...body, parts: [body.parts[0], body.parts[0]] })
  expect(await codeOf(twins)).toBe('422 suggestion.parts_alike')
  const split = await viewOf(await office.post(path, body))
  expect(split.state).toBe('split')
  expect(split.references.map(({ how }) => how)).toEqual(['split_off', 'split_off', 'split_off'])
  const numbers = split.references.map(({ number }) => number)
  expect(new Set([...numbers, registered.number]).size).toBe(4)
  for (const { id } of split.references) {
    const seen = await on.open(site.as(cast.first), id)
    expect(seen).toMatchObject({ state: 'reviewing', sponsorsCounted: 2 })
    expect(seen.references).toEqual([{ id: registered.id, number: registered.number, how: 'split_from' }])
    expect(await todoOf(office, id)).toEqual(['review'])
  }
  expect(await codeOf(await office.post(path, body))).toBe('409 suggestion.stale_version')
})

test('重启: a closed case is taken up again with a new month, its history unchanged; it never goes round without the office', async () => {
  const sent = await on.answered(await on.assigned(), finalAnswer)
  const closed = await viewOf(await on.evaluate(lead, sent, satisfied))
  const path = `/api/suggestions/${closed.id}/reopening`
  const body = { version: closed.version, reason: '开餐三个月后停办，须再次办理。' }
  expect((await lead.post(path, body)).status).toBe(403)
  const replies = await Promise.all([office.post(path, body), office.post(path, body)])
  expect(replies.map(({ status }) => status).toSorted()).toEqual([200, 409])
  const reopened = await on.open(office, closed.id)
  expect([reopened.state, reopened.closedAt, reopened.replies.length]).toEqual(['rehandling', null, 1])
  const clock = assignmentOf(reopened, cast.leadUnit.id).clocks.find(
    ({ ruleId }) => ruleId === 'suggestion.answerAgain',
  )
  expect(clock?.dueOn).toBe('2026-04-07')
  const again = await on.answered(reopened, finalAnswer)
  // not satisfied with the answer after the reopening: a month to answer again, as with the first one, and then no more
  const wanting = { attitude: 'satisfied', result: 'dissatisfied', opinion: '仍未恢复。' }
  const ordered = await viewOf(await on.evaluate(lead, again, wanting))
  expect([ordered.state, assignmentOf(ordered, cast.leadUnit.id).state]).toEqual(['rehandling', 'rehandling'])
  const last = await on.answered(ordered, finalAnswer)
  const reviewed = await viewOf(await on.evaluate(lead, last, wanting))
  expect(reviewed.state).toBe('joint_review')
  expect(assignmentOf(reviewed, cast.leadUnit.id).allowed).not.toContain('draftReply')
  const concluded = await viewOf(
    await office.post(`/api/suggestions/${reviewed.id}/final-opinion`, {
      version: reviewed.version,
      reason: '专题研究。',
    }),
  )
  const twice = await viewOf(await office.post(path, { version: concluded.version, reason: '再次停办。' }))
  expect([twice.state, assignmentOf(twice, cast.leadUnit.id).round]).toEqual(['rehandling', 4])
})

test('H16 in session the secretariat takes in and the office does not, until the session is over; the days run from its close', async () => {
  const secretariat = await given.post(site.app, 'secretariat', { congress: cast.congress })
  const as = site.as(secretariat)
  const recess = await on.submitted()
  expect((await as.get(`/api/suggestions/${recess.id}`)).status).toBe(404)
  await runSql(
    site.db,
    `insert into congress_session (id, term_id, number, opens_on, closes_on) values ($1, $2, 9, '2026-03-03', '2026-03-06')`,
    [site.app.ids.uuid(), cast.congress.termId],
  )
  const inSession = await on.submitted()
  const [intake] = inSession.clocks
  // thirty days from 6 March end on 5 April, the day of 清明, and roll on to the first day of work
  expect([intake?.dueOn, intake?.explanation.includes('闭会')]).toEqual(['2026-04-07', true])
  const over = await on.submitted()
  expect(await todoOf(as, inSession.id)).toEqual(['register'])
  expect(await todoOf(office, inSession.id)).toEqual([])
  expect((await on.open(office, inSession.id)).allowed).not.toContain('register')
  const registration = { version: inSession.version }
  const early = await office.post(`/api/suggestions/${inSession.id}/registration`, registration)
  expect(await codeOf(early)).toBe('403 suggestion.secretariat_takes_in')
  const registered = await viewOf(
    await as.post(`/api/suggestions/${inSession.id}/registration`, { version: inSession.version }),
  )
  const accepted = await viewOf(
    await as.post(`/api/suggestions/${inSession.id}/review`, { version: registered.version, decision: 'accept' }),
  )
  expect(accepted.state).toBe('accepted')
  expect(
    (await as.post(`/api/suggestions/${inSession.id}/reopening`, { version: accepted.version, reason: '无权。' }))
      .status,
  ).toBe(403)
  // with nobody in post there, and when the session is over, what is left waits for the office
  const post = `update post set ends_on = $2 where organ_id = $1`
  await runSql(site.db, post, [secretariat.organ.id, '2026-03-04'])
  await site.beat()
  expect(await todoOf(office, over.id)).toEqual(['register'])
  await runSql(site.db, post, [secretariat.organ.id, null])
  await site.beat()
  expect(await todoOf(office, over.id)).toEqual([])
  site.clock.set(new Date('2026-03-07T09:00:00+08:00'))
  await site.beat()
  expect([await todoOf(office, over.id), await todoOf(as, over.id)]).toEqual([['register'], []])
  const { version } = await on.open(as, over.id)
  const late = await as.post(`/api/suggestions/${over.id}/registration`, { version })
  expect(await codeOf(late)).toBe('403 suggestion.office_takes_in')
  expect((await register(await on.open(office, over.id))).state).toBe('reviewing')
  // what the other tests hand in is handed in in recess
  await runSql(
    site.db,
    `update congress_session set opens_on = '2026-01-05', closes_on = '2026-01-06' where number = 9`,
  )
})

describe('答复审核, where the congress asks for it', () => {
  beforeAll(async () => {
    await runSql(
      site.db,
      `insert into rule_set (congress_id, version, effective_on, content, created_at)
        values ($1, 1, '2026-01-01', '{"suggestion.govReview": "on"}', $2)`,
      [cast.congress.id, testMorning],
    )
  })

  test('a signed answer goes to the government office, which sends it back with words or lets it pass', async () => {
    const kase = await on.assigned()
    const unitId = cast.leadUnit.id
    const handled = await on.step(clerk, await on.open(clerk, kase.id), unitId, 'acknowledgement')
    const written = await on.step(clerk, handled, unitId, 'reply-draft', finalAnswer)
    const signed = await on.step(head, written, unitId, 'sign-off')
    expect(assignmentOf(signed, unitId).state).toBe('gov_review')
    expect(await todoOf(government, kase.id)).toEqual(['reviewReply'])
    const seen = await on.open(government, kase.id)
    expect(seen.replies[0]?.body).toBe(finalAnswer.body)
    // the sponsors read it when it is sent, not before
    expect((await on.open(lead, kase.id)).replies).toEqual([])
    const part = assignmentOf(signed, unitId)
    const early = await clerk.post(`/api/assignments/${part.id}/sending`, { version: part.version })
    expect(await codeOf(early)).toBe('409 suggestion.not_now')
    const path = `/api/assignments/${part.id}/reply-review`
    expect((await clerk.post(path, { version: part.version, approve: true })).status).toBe(403)
    const wordless = await government.post(path, { version: part.version, approve: false, reason: ' ' })
    expect(await codeOf(wordless)).toBe('422 suggestion.reason_needed')
    const back = await on.step(government, seen, unitId, 'reply-review', { approve: false, reason: '未写明完成时限。' })
    expect(assignmentOf(back, unitId).state).toBe('reply_drafting')
    const rewritten = await on.step(clerk, back, unitId, 'reply-draft', { ...finalAnswer, body: '十月底前完成。' })
    const again = await on.step(head, rewritten, unitId, 'sign-off')
    const passed = await on.step(government, again, unitId, 'reply-review', { approve: true })
    const sent = await on.step(clerk, passed, unitId, 'sending')
    expect([sent.state, sent.replies.at(-1)?.reviewedAt !== null]).toEqual(['awaiting_evaluation', true])
  })
})

test('H28 a sponsor without co-signers who heads the answering unit: the deputy office evaluates, and confirms the promise', async () => {
  const deputy = await given.deputy(site.app, { congress: cast.congress, name: '许建平' })
  await given.post(site.app, 'unit_head', { congress: cast.congress, organ: cast.leadUnit, person: deputy })
  await runSql(
    site.db,
    `insert into rule_set (congress_id, version, effective_on, content, created_at) values ($1, 2, '2026-01-01', '{}', $2)
      on conflict do nothing`,
    [cast.congress.id, testMorning],
  )
  const own = stage(site, { ...cast, lead: deputy })
  const sent = await own.answered(await own.assigned())
  expect(await codeOf(await own.evaluate(site.as(deputy), sent, satisfied))).toBe('403 suggestion.own_unit')
  expect(await todoOf(office, sent.id)).toEqual(['evaluate'])
  const followed = await viewOf(await own.evaluate(office, sent, satisfied))
  expect(followed.state).toBe('tracking')
  const [promise] = followed.commitments
  await viewOf(await clerk.post(`/api/commitments/${promise?.id}/fulfilment`, { evidence: '已开餐。' }))
  expect(await codeOf(await site.as(deputy).post(`/api/commitments/${promise?.id}/confirmation`))).toBe(
    '403 suggestion.own_unit',
  )
  expect((await viewOf(await office.post(`/api/commitments/${promise?.id}/confirmation`))).state).toBe('closed')
})
