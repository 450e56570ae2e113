import { beforeEach, expect, test } from 'vitest'
import { agreeTo } from '#modules/cosign/cosign.given.ts'
import { startTerm } from '#modules/organisation/index.ts'
import { verifyRecord } from '#modules/record/index.ts'
import { unknownCopies } from '#tests/support/note-copies.ts'
import { type Client, type TestSite, testApp, testMorning } from '#tests/support/test-app.ts'
import type { SuggestionView, TodoView } from './suggestion.contract.ts'
import { type Cast, codeOf, draftOf, given, viewOf } from './suggestion.given.ts'
import { answer, assignmentOf, finalAnswer, type Stage, stage } from './suggestion-stage.given.ts'

let site: TestSite
let cast: Cast
let on: Stage

beforeEach(async () => {
  site ??= await testApp()
  cast ??= await given.cast(site.app)
  on ??= stage(site, cast)
  site.clock.set(testMorning)
})

const todoOf = async (actor: Parameters<TestSite['as']>[0]): Promise<TodoView> =>
  (await (await site.as(actor).get('/api/todo')).json()) as TodoView

const noticesOf = async (actor: Parameters<TestSite['as']>[0]) =>
  ((await (await site.as(actor).get('/api/notices')).json()) as { items: { kind: string; caseId: string }[] }).items

test('H16 a suggestion in recess that is not handed over on the sixth working day is overdue at the deputy office', async () => {
  const { id } = await on.submitted()
  site.clock.set(new Date('2026-03-11T23:59:00+08:00'))
  expect((await todoOf(cast.office)).today.map(({ caseId }) => caseId)).toContain(id)
  site.clock.set(new Date('2026-03-12T00:00:00+08:00'))
  await site.beat()
  expect((await todoOf(cast.office)).overdue.map(({ caseId }) => caseId)).toContain(id)
  expect(await noticesOf(cast.office)).toContainEqual(expect.objectContaining({ kind: 'overdue', caseId: id }))
})

test('H22 the lead answers without a co-handler who is late, names it, and the co-handler stays late', async () => {
  const kase = await on.assigned({ withCo: true })
  const early = await on
    .answered(kase)
    .then(() => 'sent')
    .catch((error: Error) => error.message)
  expect(early).toContain('suggestion.co_opinion_awaited')
  site.clock.set(new Date('2026-04-08T09:00:00+08:00'))
  const clerk = site.as(cast.clerk)
  const ready = await on.open(clerk, kase.id)
  const { id, version } = assignmentOf(ready, cast.leadUnit.id)
  const unreminded = await clerk.post(`/api/assignments/${id}/sending`, { version })
  expect(await codeOf(unreminded)).toBe('409 suggestion.co_opinion_remind_first')
  await on.step(clerk, ready, cast.coUnit.id, 'reminder', { words: '会办意见已逾期，请今日提交。' })
  const sent = await on.step(clerk, await on.open(clerk, kase.id), cast.leadUnit.id, 'sending')
  expect(sent.state).toBe('awaiting_evaluation')
  const step = sent.timeline.find(({ type }) => type === 'reply.sent')
  expect(step?.data.missing).toEqual([cast.coUnit.id])
  expect(step?.data.remindedAt).toEqual(['2026-04-08T01:00:00.000Z'])
  const clock = assignmentOf(sent, cast.coUnit.id).clocks.find(({ ruleId }) => ruleId === 'suggestion.coOpinion')
  expect(clock?.isLate).toBe(true)
})

test('a unit that asks to return in time is heard, a late request counts as accepted', async () => {
  const kase = await on.assigned()
  const clerk = site.as(cast.clerk)
  const own = await on.open(clerk, kase.id)
  const { id, version } = assignmentOf(own, cast.leadUnit.id)
  site.clock.set(new Date('2026-03-12T00:00:00+08:00'))
  const late = await clerk.post(`/api/assignments/${id}/return-request`, { version, reason: '不属于本单位职责。' })
  expect(await codeOf(late)).toBe('410 suggestion.return_too_late')
  const allowed = async () => assignmentOf(await on.open(clerk, kase.id), cast.leadUnit.id).allowed
  expect(await allowed()).not.toContain('requestReturn')
  site.clock.set(new Date('2026-03-11T23:59:00+08:00'))
  expect(await allowed()).toContain('requestReturn')
  const asked = await on.step(clerk, own, cast.leadUnit.id, 'return-request', { reason: '不属于本单位职责。' })
  const government = site.as(cast.government)
  const waiting = Object.values(await todoOf(cast.government)).flat()
  expect(waiting).toContainEqual(expect.objectContaining({ caseId: kase.id, todo: 'decideReturn' }))
  const returned = await on.step(government, asked, cast.leadUnit.id, 'return-decision', {
    approve: true,
    reason: '同意，改由住建局主办。',
  })
  expect(returned.state).toBe('accepted')
  expect((await clerk.get(`/api/suggestions/${kase.id}`)).status).toBe(404)
  await site.beat()
  type Told = { items: { caseId: string; isYours: boolean; number: string | null; title: string | null }[] }
  const { items } = (await (await clerk.get('/api/notices?limit=100')).json()) as Told
  const old = items.filter(({ caseId }) => caseId === kase.id)
  expect(old).not.toEqual([])
  for (const notice of old) expect(notice).toMatchObject({ isYours: false, number: null, title: null })
})

test('H30 when the lead sponsor’s mandate ends, the evaluation passes to the co-signer and the signature stays', async () => {
  const leaver = await given.deputy(site.app, { congress: cast.congress, name: '钱永福' })
  const as = site.as(leaver)
  const draft = await viewOf(await as.post('/api/suggestions', { id: site.app.ids.uuid(), ...draftOf() }))
  await as.post(`/api/suggestions/${draft.id}/invitations`, {
    version: draft.version,
    mandateIds: [cast.first.mandateId],
  })
  await site.as(cast.first).post(`/api/suggestions/${draft.id}/cosign`, agreeTo(draft))
  const ready = await on.open(as, draft.id)
  const submitted = await viewOf(await as.post(`/api/suggestions/${draft.id}/submit`, { version: ready.version }))
  const office = site.as(cast.office)
  const registered = await viewOf(
    await office.post(`/api/suggestions/${draft.id}/registration`, { version: submitted.version }),
  )
  const taken = await viewOf(
    await office.post(`/api/suggestions/${draft.id}/review`, { version: registered.version, decision: 'accept' }),
  )
  const planned = await viewOf(
    await site.as(cast.government).post(`/api/suggestions/${draft.id}/assignment-plan`, {
      version: taken.version,
      units: [{ unitId: cast.leadUnit.id, part: 'lead' }],
    }),
  )
  const handed = await viewOf(
    await office.post(`/api/suggestions/${draft.id}/assignment`, { version: planned.version }),
  )
  const sent = await on.answered(handed, finalAnswer)
  const ended = await office.post(`/api/mandates/${leaver.mandateId}/end`, {
    reason: 'resigned',
    effectiveOn: '2026-03-04',
    note: '本人辞职，已公告。',
    version: 1,
  })
  expect(ended.status).toBe(200)
  await site.beat()
  expect((await as.get(`/api/suggestions/${draft.id}`)).status).not.toBe(200)
  const seen = await on.open(site.as(cast.first), draft.id)
  expect(seen).toMatchObject({
    leadName: '钱永福',
    leadAbsence: { kind: 'ended', since: '2026-03-04', evaluator: 'cosigner' },
  })
  expect(seen.allowed).toContain('evaluate')
  const closed = await viewOf(
    await on.evaluate(site.as(cast.first), sent, { attitude: 'satisfied', result: 'satisfied' }),
  )
  expect(closed.state).toBe('closed')
})

test('H35 a suspended deputy can neither draft nor co-sign, and can again when the suspension ends', async () => {
  const deputy = await given.deputy(site.app, { congress: cast.congress })
  const as = site.as(deputy)
  expect((await as.post('/api/suggestions', { id: site.app.ids.uuid(), ...draftOf() })).status).toBe(201)
  const office = site.as(cast.office)
  const suspended = await office.post(`/api/mandates/${deputy.mandateId}/suspend`, {
    effectiveOn: '2026-03-04',
    note: '代表法第六十一条。',
    version: 1,
  })
  expect(suspended.status).toBe(200)
  expect((await as.post('/api/suggestions', { id: site.app.ids.uuid(), ...draftOf() })).status).toBeGreaterThan(400)
  await office.post(`/api/mandates/${deputy.mandateId}/resume`, {
    effectiveOn: '2026-03-04',
    note: '情形消失。',
    version: 2,
  })
  const again = site.as(deputy, { anew: true })
  expect((await again.post('/api/suggestions', { id: site.app.ids.uuid(), ...draftOf() })).status).toBe(201)
})

test('H35 while the lead is suspended the evaluation waits at the deputy office, and at the lead again afterwards', async () => {
  const sent = await on.answered(await on.assigned(), finalAnswer)
  const office = site.as(cast.office)
  const day = '2026-03-04'
  const todosOf = async (actor: Parameters<typeof todoOf>[0]) =>
    Object.values(await todoOf(actor))
      .flat()
      .filter(({ caseId }) => caseId === sent.id)
      .map(({ todo }) => todo)
  const dueOf = async (actor: Parameters<typeof todoOf>[0]) =>
    Object.values(await todoOf(actor))
      .flat()
      .find(({ caseId }) => caseId === sent.id)?.dueBefore
  // the window of the evaluation goes on, whoever it waits for
  const awaited = await dueOf(cast.lead)
  const path = `/api/mandates/${cast.lead.mandateId}`
  expect(
    (await office.post(`${path}/suspend`, { effectiveOn: day, note: '代表法第六十一条。', version: 1 })).status,
  ).toBe(200)
  await site.beat()
  expect(await todosOf(cast.office)).toEqual(['evaluate'])
  expect(await dueOf(cast.office)).toEqual(awaited)
  expect(awaited).toMatch(/^2026-/)
  const waiting = await on.open(office, sent.id)
  expect(waiting.allowed).toContain('evaluate')
  // and the page says why
  expect(waiting.leadAbsence).toEqual({ kind: 'suspended', since: day, evaluator: 'deputy_office' })
  expect((await office.post(`${path}/resume`, { effectiveOn: day, note: '情形消失。', version: 2 })).status).toBe(200)
  await site.beat()
  expect(await todosOf(cast.office)).toEqual([])
  expect(await on.open(office, sent.id)).toMatchObject({ leadAbsence: null })
  expect((await on.open(office, sent.id)).allowed).not.toContain('evaluate')
  expect((await on.open(site.as(cast.lead, { anew: true }), sent.id)).allowed).toContain('evaluate')
})

test('twice dissatisfied: a joint review and a final opinion on record, no third round', async () => {
  const lead = site.as(cast.lead)
  const wanting = { attitude: 'satisfied', result: 'dissatisfied', opinion: '没有解决。' }
  const once = await on.answered(await on.assigned())
  await on.evaluate(lead, once, wanting)
  const twice = await on.answered(await on.open(lead, once.id), finalAnswer)
  const review = await viewOf(await on.evaluate(lead, twice, wanting))
  expect(review.state).toBe('joint_review')
  const closed = await viewOf(
    await site.as(cast.office).post(`/api/suggestions/${once.id}/final-opinion`, {
      version: review.version,
      reason: '受场地限制，本届内难以增设，已列入下一年度计划。',
    }),
  )
  expect(closed.state).toBe('closed_with_dissent')
})

test('a class B answer without a promise is refused; a kept promise closes the case when the deputy confirms it', async () => {
  const clerk = site.as(cast.clerk)
  const handed = await on.assigned()
  const signed = await on.step(clerk, await on.open(clerk, handed.id), cast.leadUnit.id, 'acknowledgement')
  const { id, version } = assignmentOf(signed, cast.leadUnit.id)
  const bare = await clerk.post(`/api/assignments/${id}/reply-draft`, { version, ...answer, commitments: [] })
  expect(await codeOf(bare)).toBe('422 suggestion.commitment_needed')
  const sent = await on.answered(signed)
  const lead = site.as(cast.lead)
  const followed = await viewOf(await on.evaluate(lead, sent, { attitude: 'satisfied', result: 'basically_satisfied' }))
  expect(followed.state).toBe('tracking')
  const [promise] = followed.commitments
  await viewOf(await clerk.post(`/api/commitments/${promise?.id}/fulfilment`, { evidence: '已于九月开餐。' }))
  const closed = await viewOf(await lead.post(`/api/commitments/${promise?.id}/confirmation`))
  expect(closed.state).toBe('closed')
})

test('published after three confirmations by different persons, redacted, and gone when withdrawn', async () => {
  const lead = site.as(cast.lead)
  const office = site.as(cast.office)
  const clerk = site.as(cast.clerk)
  const sent = await on.answered(await on.assigned(), { ...finalAnswer, body: '已解决。联系人王工，电话13812345678。' })
  const path = `/api/suggestions/${sent.id}/publication`
  await viewOf(await office.post(path))
  const copy = (await (await office.get(path)).json()) as { version: number; content: { answers: { body: string }[] } }
  expect(copy.content.answers[0]?.body).not.toContain('13812345678')
  expect((await office.put(path, { version: copy.version, content: copy.content })).status).toBe(200)
  expect(await codeOf(await office.post(`${path}/release`))).toBe('409 publication.confirmations_missing')
  await viewOf(await lead.post(`${path}/agreement`))
  await viewOf(await clerk.post(`${path}/secrecy-check`))
  expect(await codeOf(await office.post(`${path}/release`))).toBe('403 publication.two_persons')
  const published = await viewOf(await site.as(cast.colleague).post(`${path}/release`))
  const page = `/suggestions/${published.publication?.pageId}`
  const html = await (await site.anonymous.get(page)).text()
  expect(html).toContain('东升社区')
  expect(html).not.toContain('沈秋萍')
  await viewOf(await office.post(`${path}/withdrawal`, { reason: '代表要求撤回。' }))
  expect((await site.anonymous.get(page)).status).toBe(404)
})

test('H31 a new term: open suggestions keep number and deadline, and the re-elected sponsor is answered and evaluates', async () => {
  const before = await on.assigned()
  const { congress } = cast
  const termId = await site.db
    .transaction()
    .execute((trx) =>
      startTerm(site.app, trx, { congressId: congress.id, number: 90, firstSessionOn: '2026-03-05', seats: 300 }),
    )
  site.clock.set(new Date('2026-03-06T09:00:00+08:00'))
  await site.beat()
  const again = await given.deputy(site.app, { congress: { ...congress, termId }, person: cast.lead })
  await site.beat()
  const sent = await on.answered(await on.open(site.as(cast.clerk), before.id), finalAnswer)
  expect(sent.number).toBe(before.number)
  expect(sent.replies[0]?.receipts.map(({ mandateId }) => mandateId)).toEqual([again.mandateId])
  const dueOf = (kase: typeof sent) =>
    assignmentOf(kase, cast.leadUnit.id).clocks.find(({ ruleId }) => ruleId === 'suggestion.answer')?.dueOn
  expect(dueOf(sent)).toBe(dueOf(before))
  const lead = site.as(again)
  expect((await on.open(lead, before.id)).allowed).toContain('evaluate')
  const closed = await viewOf(await on.evaluate(lead, sent, { attitude: 'satisfied', result: 'satisfied' }))
  expect(closed.state).toBe('closed')
})

test('H31 what was sent to a deputy and noted with them before the new term, they acknowledge and confirm after it', async () => {
  const own = await testApp({ fresh: true })
  const people = await given.cast(own.app)
  const play = stage(own, people)
  const kase = await play.assigned()
  const clerk = own.as(people.clerk)
  const note = { means: 'meeting', heldOn: '2026-03-04', summary: '当面听取了意见。' }
  const noted = (mandateId: string) =>
    clerk.post(`/api/assignments/${assignmentOf(kase, people.leadUnit.id).id}/consultations`, { ...note, mandateId })
  const sent = await play.answered(kase, finalAnswer)
  const { congress } = people
  const termId = await own.db
    .transaction()
    .execute((trx) =>
      startTerm(own.app, trx, { congressId: congress.id, number: 90, firstSessionOn: '2026-03-05', seats: 300 }),
    )
  own.clock.set(new Date('2026-03-06T09:00:00+08:00'))
  await own.beat()
  const again = await given.deputy(own.app, { congress: { ...congress, termId }, person: people.lead })
  await own.beat()
  const talked = await viewOf(await noted(people.lead.mandateId))
  const lead = own.as(again)
  const read = await viewOf(await lead.post(`/api/replies/${sent.replies[0]?.id}/receipt`))
  expect(read.replies[0]?.receipts.map(({ readAt }) => readAt !== null)).toEqual([true])
  expect(read.allowed).toContain('confirmConsultation')
  const confirmed = await viewOf(await lead.post(`/api/consultations/${talked.consultations[0]?.id}/confirmation`))
  expect(confirmed.consultations[0]?.confirmedAt).not.toBeNull()
})

/** The same person, as the office enters them for the new term. */
async function elected(office: Client, deputy: Cast['lead'], termId: string, number: string) {
  const wanted = {
    personId: deputy.personId,
    congressId: deputy.acting.congressId,
    number,
    status: 'active',
    startedOn: '2026-03-05',
  }
  const { id } = (await (await office.post('/api/mandates', wanted)).json()) as { id: string }
  return { ...deputy, mandateId: id, acting: { ...deputy.acting, id, termId } }
}

test('H31 whose case went into another through a third follows it under the new mandate', async () => {
  const own = await testApp({ fresh: true })
  const people = await given.cast(own.app)
  const [play, other] = [stage(own, people), stage(own, { ...people, lead: people.first })]
  const [main, middle, last] = [await play.registered(), await play.registered(), await other.registered()]
  const merge = async ({ id, version }: SuggestionView, into: SuggestionView) =>
    viewOf(
      await own.as(people.office).post(`/api/suggestions/${id}/review`, {
        version,
        decision: 'merge',
        reason: '同一事项。',
        mergeIntoId: into.id,
      }),
    )
  await merge(last, middle)
  await merge(await play.open(own.as(people.office), middle.id), main)
  const { congress } = people
  const termId = await own.db
    .transaction()
    .execute((trx) =>
      startTerm(own.app, trx, { congressId: congress.id, number: 90, firstSessionOn: '2026-03-05', seats: 300 }),
    )
  own.clock.set(new Date('2026-03-06T09:00:00+08:00'))
  await own.beat()
  const again = await elected(own.as(people.office), people.first, termId, '90003')
  await own.beat()
  const seen = await play.open(own.as(again), main.id)
  expect(seen.followers.map(({ mandateId }) => mandateId)).toContain(people.first.mandateId)
})

test('H31, H32 a re-elected co-signer is answered under the new mandate, and what had ended is still read by those whose it was', async () => {
  const own = await testApp({ fresh: true })
  const people = await given.cast(own.app)
  const play = stage(own, people)
  const [before, office] = [own.as(people.lead), own.as(people.office)]
  const verdict = { attitude: 'satisfied', result: 'satisfied' }
  const over = await play.answered(await play.assigned(), finalAnswer)
  await viewOf(await play.evaluate(before, over, verdict))
  const gone = await play.submitted()
  await viewOf(
    await before.post(`/api/suggestions/${gone.id}/withdrawal`, { version: gone.version, reason: '另行提出。' }),
  )
  const draft = await play.drafted()
  const path = `/api/suggestions/${draft.id}`
  const step = async (as: typeof office, what: string, body: object = {}) => {
    const { version } = await play.open(before, draft.id)
    return viewOf(await as.post(`${path}/${what}`, { version, ...body }))
  }
  await step(before, 'invitations', { mandateIds: [people.first.mandateId] })
  await viewOf(await own.as(people.first).post(`${path}/cosign`, agreeTo(draftOf())))
  await step(before, 'submit')
  await step(office, 'registration')
  await step(office, 'review', { decision: 'accept' })
  const units = [{ unitId: people.leadUnit.id, part: 'lead' }]
  await step(own.as(people.government), 'assignment-plan', { units })
  await step(office, 'assignment')
  const { congress } = people
  const termId = await own.db
    .transaction()
    .execute((trx) =>
      startTerm(own.app, trx, { congressId: congress.id, number: 90, firstSessionOn: '2026-03-05', seats: 300 }),
    )
  own.clock.set(new Date('2026-03-06T09:00:00+08:00'))
  await own.beat()
  const again = {
    lead: await elected(office, people.lead, termId, '90001'),
    first: await elected(office, people.first, termId, '90002'),
  }
  const [lead, first] = [own.as(again.lead), own.as(again.first)]
  await own.beat()
  for (const { id } of [over, gone, draft]) expect((await lead.get(`/api/suggestions/${id}`)).status).toBe(200)
  expect((await first.get(`/api/suggestions/${over.id}`)).status).toBe(404)
  const sent = await play.answered(await play.open(first, draft.id), finalAnswer)
  expect(sent.replies[0]?.receipts.map(({ mandateId }) => mandateId).toSorted()).toEqual(
    [again.lead.mandateId, again.first.mandateId].toSorted(),
  )
  const read = await viewOf(await first.post(`/api/replies/${sent.replies[0]?.id}/receipt`))
  expect(read.replies[0]?.receipts.filter(({ readAt }) => readAt !== null)).toHaveLength(1)
  expect((await verifyRecord(own.app)).faults).toEqual([])
})

test('H32 who was not re-elected loses the right on the day the new term begins', async () => {
  const reply = await site.as(cast.second).get('/api/suggestions')
  expect(reply.status === 200 ? ((await reply.json()) as { items: unknown[] }).items : []).toEqual([])
  expect(
    (await site.as(cast.second).post('/api/suggestions', { id: site.app.ids.uuid(), ...draftOf() })).status,
  ).not.toBe(201)
})

test('after the year the words beside its acts stand nowhere that their erasing does not know', async () => {
  expect(await unknownCopies(site.db)).toEqual([])
})
