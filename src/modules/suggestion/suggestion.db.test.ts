import { beforeAll, describe, expect, test } from 'vitest'
import { agreeTo } from '#modules/cosign/cosign.given.ts'
import { runSql } from '#tests/support/statements.ts'
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
    await viewOf(await site.as(cast.first).post(`/api/suggestions/${draft.id}/cosign`, agreeTo(draft)))
    const both = await viewOf(await site.as(cast.second).post(`/api/suggestions/${draft.id}/cosign`, agreeTo(draft)))
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
    // who judges an answer has read it, and nobody else has
    const readers = wanting.replies[0]?.receipts.filter(({ readAt }) => readAt !== null)
    expect(readers?.map(({ mandateId }) => mandateId)).toEqual([cast.lead.mandateId])
    expect(wanting.timeline.filter(({ type }) => type === 'reply.read')).toHaveLength(1)
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
    await viewOf(
      await site.as(other).post(`/api/suggestions/${draft.id}/cosign`, index === 8 ? { agree: false } : agreeTo(draft)),
    )
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
  await site.as(cast.first).post(`/api/suggestions/${draft.id}/cosign`, agreeTo(draft))
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
  const more = { id, ...draftOf({ grounds: '又补写了一段。' }) }
  const other = () => lead.post('/api/suggestions', more)
  expect(await (await other()).json()).toMatchObject({ code: 'suggestion.draft_known', data: { isUntouched: true } })
  const { version, grounds } = await on.open(lead, id)
  expect(grounds).toBe(draftOf().grounds)
  const { id: _, ...words } = more
  await viewOf(await lead.put(`/api/suggestions/${id}`, { version, ...words, title: '关于增设助餐点的建议' }))
  expect(await (await other()).json()).toMatchObject({ code: 'suggestion.draft_known', data: { isUntouched: false } })
})

test('an evaluation that is not given in 20 working days expires and is nobody’s verdict and nobody’s lateness', async () => {
  const sent = await on.answered(await on.assigned(), finalAnswer)
  const promised = await on.answered(await on.assigned())
  expect((await on.open(lead, promised.id)).clocks.map(({ ruleId }) => ruleId)).toContain('suggestion.evaluate')
  site.clock.set(new Date('2026-04-10T09:00:00+08:00'))
  await site.beat()
  const kase = await on.open(lead, sent.id)
  expect(kase.state).toBe('closed')
  expect(kase.evaluations[0]?.state).toBe('expired')
  const followed = await on.open(lead, promised.id)
  expect(followed.state).toBe('tracking')
  for (const { clocks, timeline } of [kase, followed]) {
    expect(clocks.filter(({ isLate, state }) => isLate || state === 'overdue')).toEqual([])
    expect(timeline.filter(({ type }) => type === 'evaluation.expired')).toHaveLength(1)
    expect(timeline.filter(({ type }) => type === 'clock.overdue')).toEqual([])
  }
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

/** A draft to which the first and the second have been asked, and have said yes. */
async function signedByTwo(change = {}) {
  const draft = await on.drafted(change)
  const mandateIds = [cast.first.mandateId, cast.second.mandateId]
  await viewOf(await lead.post(`/api/suggestions/${draft.id}/invitations`, { version: draft.version, mandateIds }))
  for (const one of [cast.first, cast.second]) {
    await viewOf(await site.as(one).post(`/api/suggestions/${draft.id}/cosign`, agreeTo(draft)))
  }
  return on.open(lead, draft.id)
}
const statesOf = ({ cosigners }: { cosigners: { state: string }[] }) => cosigners.map(({ state }) => state)

describe('a text that is changed after others have put their names under it', () => {
  test('asks each of them again, shows them what they had confirmed, and counts only who has confirmed it anew', async () => {
    const signed = await signedByTwo()
    const { id } = signed
    // a single character is another text
    const proposal = `${draftOf().proposal}。`
    const changed = await viewOf(
      await lead.put(`/api/suggestions/${id}`, { version: signed.version, ...draftOf({ proposal }) }),
    )
    expect([changed.sponsorsCounted, ...statesOf(changed)]).toEqual([1, 'asked_again', 'asked_again'])
    const first = site.as(cast.first)
    const asked = await on.open(first, id)
    expect(asked.confirmedText).toEqual({
      title: draftOf().title,
      subject: draftOf().subject,
      grounds: draftOf().grounds,
      proposal: draftOf().proposal,
    })
    expect((await on.open(lead, id)).confirmedText).toBeNull()
    expect(JSON.stringify(await (await first.get('/api/todo')).json())).toContain('"recosign"')
    const answer = (body: object) => first.post(`/api/suggestions/${id}/cosign`, body)
    // whoever has the old text open confirms nothing
    expect(await codeOf(await answer(agreeTo(draftOf())))).toBe('409 cosign.text_moved')
    const again = await viewOf(await answer(agreeTo(changed)))
    expect(again).toMatchObject({ sponsorsCounted: 2, confirmedText: null })
    expect(again.timeline.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['suggestion.cosigners_asked_again', 'suggestion.cosigned_again']),
    )
    await viewOf(await lead.post(`/api/suggestions/${id}/submit`, { version: again.version }))
    const received = await on.open(office, id)
    expect(received.cosigners.map(({ name }) => name)).toEqual([cast.first.name])
    expect(JSON.stringify(received.timeline)).not.toContain(cast.second.name)
    // who has not confirmed in time has no part in it
    expect((await site.as(cast.second).get(`/api/suggestions/${id}`)).status).toBe(404)
  })

  test('leaves the names alone while only other fields change; who is asked again may take the name back', async () => {
    const signed = await signedByTwo()
    const path = `/api/suggestions/${signed.id}`
    const other = await viewOf(
      await lead.put(path, { version: signed.version, ...draftOf({ category: 'health', wishesPublication: false }) }),
    )
    expect(other.sponsorsCounted).toBe(3)
    await viewOf(await lead.put(path, { version: other.version, ...draftOf({ subject: '另一个案由。' }) }))
    const left = await viewOf(await site.as(cast.second).post(`${path}/cosign`, { agree: false }))
    expect(statesOf(left)).toEqual(['asked_again', 'withdrawn'])
    // put away and taken up again: what it was put away for, and who had signed, stays with its sponsors
    const restored = async (version: number) => {
      const away = await viewOf(await lead.post(`${path}/withdrawal`, { version, reason: '已联名附议他人的建议' }))
      return viewOf(await lead.post(`${path}/restoration`, { version: away.version }))
    }
    const { version } = await restored(left.version)
    await viewOf(await lead.post(`${path}/submit`, { version }))
    const stepsFor = async (client: Client) => (await on.open(client, signed.id)).timeline
    expect((await stepsFor(office)).map(({ type }) => type)).toEqual(['suggestion.submitted'])
    expect((await stepsFor(lead)).map(({ type }) => type)).toContain('suggestion.cosign_withdrawn')
  })

  test('an invitation that is taken back opens nothing any more; a name that was given is not taken off by the lead', async () => {
    const draft = await on.drafted()
    const path = `/api/suggestions/${draft.id}`
    const invite = async () => {
      const { version } = await on.open(lead, draft.id)
      return viewOf(await lead.post(`${path}/invitations`, { version, mandateIds: [cast.first.mandateId] }))
    }
    await invite()
    const first = site.as(cast.first)
    const takeBack = () => lead.delete(`${path}/invitations/${cast.first.mandateId}`)
    expect(statesOf(await viewOf(await takeBack()))).toEqual(['withdrawn'])
    expect((await first.get(path)).status).toBe(404)
    expect(statesOf(await invite())).toEqual(['invited'])
    await viewOf(await first.post(`${path}/cosign`, agreeTo(draft)))
    expect(await codeOf(await takeBack())).toBe('409 cosign.invitation_answered')
  })
})

describe('joining instead of writing the same once more', () => {
  const wish = { title: '关于在湖滨路增设过街信号灯的建议', welcomesCosigners: true }
  type Found = { items: { id: string; opens: string | null; leadName: string | null }[] }
  const alikeFor = async (client: Client): Promise<Found['items']> =>
    ((await (await client.post('/api/similar-cases', { title: wish.title })).json()) as Found).items
  const joinable = (client: Client, id: string) => client.get(`/api/suggestions/${id}/joinable`)
  const join = (client: Client, id: string, textSha256: string) =>
    client.post(`/api/suggestions/${id}/joining`, { textSha256 })

  test('a draft is seen by colleagues only while its lead is willing, and by nobody of another congress', async () => {
    const colleague = site.as(await given.deputy(site.app, { congress: cast.congress }))
    const nextDoor = await given.congress(site.app, { areaCode: '320411' })
    const neighbour = site.as(await given.deputy(site.app, { congress: nextDoor }))
    const draft = await on.drafted({ ...wish, welcomesCosigners: false })
    expect(await alikeFor(colleague)).toEqual([])
    expect((await joinable(colleague, draft.id)).status).toBe(404)
    const change = async (to: object) => {
      const { version } = await on.open(lead, draft.id)
      await viewOf(await lead.put(`/api/suggestions/${draft.id}`, { version, ...draftOf({ ...wish, ...to }) }))
    }
    await change({})
    expect(await alikeFor(colleague)).toMatchObject([{ id: draft.id, opens: 'joining', leadName: cast.lead.name }])
    expect(await alikeFor(neighbour)).toEqual([])
    expect(await alikeFor(office)).toEqual([])
    for (const stranger of [neighbour, office]) expect((await joinable(stranger, draft.id)).status).not.toBe(200)
    expect(await codeOf(await join(neighbour, draft.id, draft.textSha256))).toBe('404 suggestion.not_found')
    // the draft itself and its list stay closed
    expect((await colleague.get(`/api/suggestions/${draft.id}`)).status).toBe(404)
    for (const closed of [{ confidential: true }, { proposal: '' }, { welcomesCosigners: false }]) {
      await change(closed)
      expect(await alikeFor(colleague)).toEqual([])
      expect(await codeOf(await join(colleague, draft.id, draft.textSha256))).toBe('404 suggestion.not_found')
    }
    await change({})
    const leadIs = (status: string) =>
      runSql(site.db, `update mandate set status = '${status}' where id = $1`, [cast.lead.mandateId])
    await leadIs('suspended')
    expect(await alikeFor(colleague)).toEqual([])
    expect((await joinable(colleague, draft.id)).status).toBe(404)
    expect(await codeOf(await join(colleague, draft.id, draft.textSha256))).toBe('404 suggestion.not_found')
    await leadIs('active')
    const joined = await viewOf(await join(colleague, draft.id, draft.textSha256))
    expect(joined).toMatchObject({ state: 'cosigning', sponsorsCounted: 2 })
    expect(await codeOf(await join(colleague, draft.id, draft.textSha256))).toBe('409 cosign.joined_already')
    const suspended = await given.deputy(site.app, { congress: cast.congress })
    await runSql(site.db, `update mandate set status = 'suspended' where id = $1`, [suspended.mandateId])
    expect((await join(site.as(suspended), draft.id, draft.textSha256)).status).toBe(403)
    const { version } = await on.open(lead, draft.id)
    await viewOf(await lead.post(`/api/suggestions/${draft.id}/withdrawal`, { version, reason: '另提' }))
    expect((await joinable(colleague, draft.id)).status).toBe(404)
  })

  test('two who join while it is submitted are counted in the submission or not in it at all', async () => {
    const draft = await on.drafted(wish)
    const others = [await given.deputy(site.app, { congress: cast.congress }), cast.first]
    const [sent, ...joins] = await Promise.all([
      lead.post(`/api/suggestions/${draft.id}/submit`, { version: draft.version }),
      ...others.map((one) => join(site.as(one), draft.id, draft.textSha256)),
    ])
    const counted = 1 + joins.filter(({ status }) => status === 200).length
    const after = await on.open(lead, draft.id)
    expect(after.sponsorsCounted).toBe(counted)
    // the submission named a version: whoever joined before it made that one stale
    expect([sent.status, after.state, counted]).toEqual(
      sent.status === 200 ? [200, 'submitted', 1] : [409, 'cosigning', 3],
    )
  })

  test('a draft that is put away for it is nobody’s to see, and can be taken up again; what was submitted can not', async () => {
    const draft = await on.drafted()
    const path = `/api/suggestions/${draft.id}`
    const away = await viewOf(await lead.post(`${path}/withdrawal`, { version: draft.version, reason: '已联名' }))
    expect(away.allowed).toContain('restoreDraft')
    expect((await office.get(path)).status).toBe(404)
    const back = await viewOf(await lead.post(`${path}/restoration`, { version: away.version }))
    expect(back).toMatchObject({ state: 'draft', grounds: draft.grounds, closedAt: null })
    const sent = await viewOf(await lead.post(`${path}/submit`, { version: back.version }))
    const ended = await viewOf(await lead.post(`${path}/withdrawal`, { version: sent.version, reason: '另提' }))
    expect(ended.allowed).not.toContain('restoreDraft')
    expect(await codeOf(await lead.post(`${path}/restoration`, { version: ended.version }))).toBe(
      '409 suggestion.not_restorable',
    )
  })
})
