import { beforeAll, describe, expect, test } from 'vitest'
import { type Client, type TestSite, testApp } from '#tests/support/test-app.ts'
import { type Cast, codeOf, draftOf, given, viewOf } from './suggestion.given.ts'
import { answer, assignmentOf, finalAnswer, type Stage, stage } from './suggestion-stage.given.ts'

let site: TestSite
let cast: Cast
let lead: Client
let office: Client
let on: Stage

beforeAll(async () => {
  site = await testApp()
  cast = await given.cast(site.app)
  on = stage(site, cast)
  lead = site.as(cast.lead)
  office = site.as(cast.office)
})

describe('a suggestion through every hand', () => {
  test('is co-signed by two, numbered, handed over, answered, found wanting once, answered again and closed', async () => {
    const draft = await on.drafted()
    const invited = await viewOf(
      await lead.post(`/api/suggestions/${draft.id}/invitations`, {
        version: draft.version,
        mandateIds: [cast.first.mandateId, cast.second.mandateId],
      }),
    )
    await viewOf(await site.as(cast.first).post(`/api/suggestions/${draft.id}/cosign`, { agree: true }))
    const both = await viewOf(await site.as(cast.second).post(`/api/suggestions/${draft.id}/cosign`, { agree: true }))
    expect(both.sponsorsCounted).toBe(3)
    expect(invited.state).toBe('cosigning')
    const submitted = await viewOf(await lead.post(`/api/suggestions/${draft.id}/submit`, { version: both.version }))
    const registered = await viewOf(
      await office.post(`/api/suggestions/${draft.id}/registration`, { version: submitted.version }),
    )
    expect(registered.number).toMatch(/〔2026〕\d+号$/)
    const taken = await viewOf(
      await office.post(`/api/suggestions/${draft.id}/review`, { version: registered.version, decision: 'accept' }),
    )
    const planned = await viewOf(
      await site.as(cast.government).post(`/api/suggestions/${draft.id}/assignment-plan`, {
        version: taken.version,
        units: [
          { unitId: cast.leadUnit.id, part: 'lead' },
          { unitId: cast.coUnit.id, part: 'co' },
        ],
      }),
    )
    const handed = await viewOf(
      await office.post(`/api/suggestions/${draft.id}/assignment`, { version: planned.version }),
    )
    const clock = assignmentOf(handed, cast.leadUnit.id).clocks.find(({ ruleId }) => ruleId === 'suggestion.answer')
    expect(clock?.dueOn).toBe('2026-06-04')
    expect(clock?.explanation).toContain('起日不计入')
    const co = site.as(cast.coClerk)
    const coSigned = await on.step(co, await on.open(co, draft.id), cast.coUnit.id, 'acknowledgement', {})
    await on.step(co, coSigned, cast.coUnit.id, 'co-opinion', { opinion: '同意，家庭医生每月到点巡诊一次。' })
    const sent = await on.answered(handed)
    expect(sent.state).toBe('awaiting_evaluation')
    expect(sent.replies[0]?.receipts).toHaveLength(3)
    const wanting = await viewOf(
      await on.evaluate(lead, sent, {
        attitude: 'satisfied',
        result: 'dissatisfied',
        opinion: '年底太迟，冬天就要来了。',
      }),
    )
    expect(wanting.state).toBe('rehandling')
    const again = await on.answered(wanting, {
      ...answer,
      body: '已调整工期，十月底前开餐。',
      class: 'A',
      commitments: [],
    })
    const closed = await viewOf(await on.evaluate(lead, again, { attitude: 'satisfied', result: 'satisfied' }))
    expect(closed.state).toBe('tracking')
    const types = closed.timeline.map(({ type }) => type)
    expect(types).toContain('suggestion.registered')
    expect(types.filter((type) => type === 'evaluation.cast')).toHaveLength(2)
  })
})

test('H14 those who did not confirm are not counted and not shown', async () => {
  const draft = await on.drafted()
  const others = await Promise.all(Array.from({ length: 9 }, () => given.deputy(site.app, { congress: cast.congress })))
  await viewOf(
    await lead.post(`/api/suggestions/${draft.id}/invitations`, {
      version: draft.version,
      mandateIds: others.map(({ mandateId }) => mandateId),
    }),
  )
  for (const [index, other] of others.entries()) {
    await viewOf(await site.as(other).post(`/api/suggestions/${draft.id}/cosign`, { agree: index !== 8 }))
  }
  const ready = await on.open(lead, draft.id)
  await viewOf(await lead.post(`/api/suggestions/${draft.id}/submit`, { version: ready.version }))
  const seen = await on.open(office, draft.id)
  expect(seen.sponsorsCounted).toBe(9)
  expect(seen.cosigners).toHaveLength(8)
})

test('H24 the drafter can not sign off, a changed answer has to be signed again', async () => {
  const kase = await on.assigned()
  const head = site.as(cast.head)
  const signedFor = await on.step(head, await on.open(head, kase.id), cast.leadUnit.id, 'acknowledgement', {})
  const own = await on.step(head, signedFor, cast.leadUnit.id, 'reply-draft', answer)
  const { id, version } = assignmentOf(own, cast.leadUnit.id)
  expect(await codeOf(await head.post(`/api/assignments/${id}/sign-off`, { version }))).toBe(
    '403 suggestion.two_persons',
  )
  expect(await codeOf(await site.as(cast.clerk).post(`/api/assignments/${id}/sign-off`, { version }))).toBe(
    '403 suggestion.head_signs',
  )
  const clerk = site.as(cast.clerk)
  const redrafted = await on.step(clerk, own, cast.leadUnit.id, 'reply-draft', answer)
  const signed = await on.step(head, redrafted, cast.leadUnit.id, 'sign-off', {})
  const changed = await on.step(clerk, signed, cast.leadUnit.id, 'reply-draft', { ...answer, body: '改过的答复。' })
  expect(assignmentOf(changed, cast.leadUnit.id).state).toBe('reply_drafting')
})

test('H25 a result found wanting needs words, and the new answer is due in a month', async () => {
  const sent = await on.answered(await on.assigned())
  const wordless = await on.evaluate(lead, sent, { attitude: 'satisfied', result: 'dissatisfied', opinion: ' ' })
  expect(await codeOf(wordless)).toBe('422 suggestion.opinion_needed')
  const wanting = await viewOf(
    await on.evaluate(lead, sent, { attitude: 'satisfied', result: 'dissatisfied', opinion: '没有答到点上。' }),
  )
  const clock = assignmentOf(wanting, cast.leadUnit.id).clocks.find(({ ruleId }) => ruleId === 'suggestion.answerAgain')
  expect(clock?.dueOn).toBe('2026-04-07')
  const unit = await on.open(site.as(cast.clerk), sent.id)
  expect(unit.evaluations[0]?.opinion).toBeNull()
  expect(JSON.stringify(unit)).not.toContain('没有答到点上')
})

test('H28 a sponsor with a post in the answering unit does not evaluate it; the co-signer does', async () => {
  const draft = await on.drafted()
  await lead.post(`/api/suggestions/${draft.id}/invitations`, {
    version: draft.version,
    mandateIds: [cast.first.mandateId],
  })
  await site.as(cast.first).post(`/api/suggestions/${draft.id}/cosign`, { agree: true })
  await given.post(site.app, 'unit_head', { congress: cast.congress, organ: cast.coUnit, person: cast.lead })
  const ready = await on.open(lead, draft.id)
  await lead.post(`/api/suggestions/${draft.id}/submit`, { version: ready.version })
  const submitted = await on.open(office, draft.id)
  const registered = await viewOf(
    await office.post(`/api/suggestions/${draft.id}/registration`, { version: submitted.version }),
  )
  const taken = await viewOf(
    await office.post(`/api/suggestions/${draft.id}/review`, { version: registered.version, decision: 'accept' }),
  )
  const planned = await viewOf(
    await site.as(cast.government).post(`/api/suggestions/${draft.id}/assignment-plan`, {
      version: taken.version,
      units: [{ unitId: cast.coUnit.id, part: 'lead' }],
    }),
  )
  await office.post(`/api/suggestions/${draft.id}/assignment`, { version: planned.version })
  const clerk = site.as(cast.coClerk)
  const signedFor = await on.step(clerk, await on.open(clerk, draft.id), cast.coUnit.id, 'acknowledgement', {})
  const written = await on.step(clerk, signedFor, cast.coUnit.id, 'reply-draft', {
    ...answer,
    class: 'A',
    commitments: [],
  })
  const second = await given.post(site.app, 'unit_head', { congress: cast.congress, organ: cast.coUnit })
  const signed = await on.step(site.as(second), written, cast.coUnit.id, 'sign-off', {})
  const sent = await on.step(clerk, signed, cast.coUnit.id, 'sending', {})
  const { id } = assignmentOf(sent, cast.coUnit.id)
  const verdict = { attitude: 'satisfied', result: 'satisfied' }
  expect(await codeOf(await lead.post(`/api/assignments/${id}/evaluation`, verdict))).toBe('403 suggestion.own_unit')
  const closed = await viewOf(await site.as(cast.first).post(`/api/assignments/${id}/evaluation`, verdict))
  expect(closed.state).toBe('closed')
})

test('numbers have no gaps when ten registrations come at once', async () => {
  const drafts = []
  for (let count = 0; count < 10; count += 1) {
    const draft = await on.drafted()
    drafts.push(await viewOf(await lead.post(`/api/suggestions/${draft.id}/submit`, { version: draft.version })))
  }
  const replies = await Promise.all(
    drafts.map(({ id, version }) => office.post(`/api/suggestions/${id}/registration`, { version })),
  )
  const numbers = (await Promise.all(replies.map(viewOf))).map(({ number }) => Number(number?.match(/〕(\d+)号/)?.[1]))
  const sorted = numbers.toSorted((one, other) => one - other)
  expect(sorted).toEqual(sorted.map((_, index) => (sorted[0] ?? 0) + index))
})

test('two clerks who register the same suggestion at once: one does, the other is refused', async () => {
  const draft = await on.drafted()
  const { version } = await viewOf(await lead.post(`/api/suggestions/${draft.id}/submit`, { version: draft.version }))
  const path = `/api/suggestions/${draft.id}/registration`
  const replies = await Promise.all([office.post(path, { version }), site.as(cast.colleague).post(path, { version })])
  expect(replies.map(({ status }) => status).toSorted()).toEqual([200, 409])
})

test('a draft sent twice from the phone is one suggestion', async () => {
  const id = site.app.ids.uuid()
  const replies = await Promise.all([1, 2].map(() => lead.post('/api/suggestions', { id, ...draftOf() })))
  expect(replies.map(({ status }) => status)).toEqual([201, 201])
})

test('an evaluation that is not given in 20 working days expires and is nobody’s verdict', async () => {
  const sent = await on.answered(await on.assigned(), finalAnswer)
  site.clock.set(new Date('2026-04-10T09:00:00+08:00'))
  await site.beat()
  const kase = await on.open(lead, sent.id)
  expect(kase.state).toBe('closed')
  expect(kase.evaluations[0]?.state).toBe('expired')
  site.clock.set(new Date('2026-03-04T09:00:00+08:00'))
})

describe('what a stranger finds', () => {
  test('nothing: not in the list, not by its address, not by search', async () => {
    const kase = await on.assigned()
    const stranger = site.as(await given.deputy(site.app, { congress: cast.congress }))
    expect((await stranger.get(`/api/suggestions/${kase.id}`)).status).toBe(404)
    const list = (await (await stranger.get('/api/suggestions')).json()) as { items: unknown[] }
    expect(list.items).toEqual([])
    const search = (await (await stranger.get('/api/suggestions?q=助餐')).json()) as { total: { value: number } }
    expect(search.total.value).toBe(0)
    expect((await site.anonymous.get(`/api/suggestions/${kase.id}`)).status).toBe(401)
  })

  test('a confidential case is a line without words for those of an organ who are not named', async () => {
    const kase = await on.accepted({ confidential: true, title: '关于某处隐患的保密建议' })
    const newcomer = await given.post(site.app, 'deputy_office', { congress: cast.congress })
    const client = site.as(newcomer)
    expect((await client.get(`/api/suggestions/${kase.id}`)).status).toBe(404)
    const list = (await (await client.get('/api/suggestions')).json()) as { items: { id: string; title: string }[] }
    expect(list.items.find(({ id }) => id === kase.id)?.title).toBe('保密件')
    expect(JSON.stringify(list)).not.toContain('隐患')
    expect((await office.get(`/api/suggestions/${kase.id}`)).status).toBe(200)
  })
})
