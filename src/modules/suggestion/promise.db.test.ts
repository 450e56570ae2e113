import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startTerm } from '#modules/organisation/index.ts'
import { runSql } from '#tests/support/statements.ts'
import { type Client, type TestSite, testApp, testMorning } from '#tests/support/test-app.ts'
import type { CommitmentRow } from './commitment.contract.ts'
import type { SuggestionView, TodoView } from './suggestion.contract.ts'
import { type Cast, codeOf, given, viewOf } from './suggestion.given.ts'
import { answer, type Stage, stage } from './suggestion-stage.given.ts'
import { sweepCommitments } from './sweep-promises.service.ts'

let site: TestSite
let cast: Cast
let on: Stage
let lead: Client
let clerk: Client
let head: Client
let office: Client

beforeAll(async () => {
  site = await testApp()
  cast = await given.cast(site.app)
  on = stage(site, cast)
  lead = site.as(cast.lead)
  clerk = site.as(cast.clerk)
  head = site.as(cast.head)
  office = site.as(cast.office)
})
beforeEach(() => site.clock.set(testMorning))

const at = (text: string) => site.clock.set(new Date(`${text}+08:00`))
const promises = [
  { content: '东升社区助餐点开餐', owner: '养老服务科', dueOn: '2026-06-30' },
  { content: '为行动不便的老人送餐', owner: '养老服务科', dueOn: '2026-12-31' },
]
const followed = async (commitments = promises): Promise<SuggestionView> => {
  const sent = await on.answered(await on.assigned(), { ...answer, commitments })
  return viewOf(await on.evaluate(lead, sent, { attitude: 'satisfied', result: 'basically_satisfied' }))
}
const promiseOf = (kase: SuggestionView, index = 0) => {
  const promise = kase.commitments[index]
  if (!promise) throw new Error('no such promise')
  return promise
}
const onPromise = (as: Client, { id }: { id: string }, path: string, body?: object) =>
  as.post(`/api/commitments/${id}/${path}`, body)
const listed = async (as: Client, query = '') =>
  (await (await as.get(`/api/commitments${query}`)).json()) as {
    items: CommitmentRow[]
    next: string | null
    total: { value: number }
  }

describe('a promise', () => {
  test('comes soon, is kept with evidence, found not kept in words, kept, confirmed; all kept, the case closes', async () => {
    const kase = await followed()
    expect(kase.state).toBe('tracking')
    at('2026-06-24T09:00:00')
    await site.beat()
    expect(promiseOf(await on.open(lead, kase.id)).state).toBe('due_soon')
    const [first, second] = [promiseOf(kase), promiseOf(kase, 1)]
    expect(await codeOf(await onPromise(lead, first, 'confirmation'))).toBe('409 suggestion.promise_not_kept_yet')
    await viewOf(await onPromise(clerk, first, 'fulfilment', { evidence: '已挂牌。' }))
    const refused = await viewOf(await onPromise(lead, first, 'objection', { reason: '只挂了牌子，没有开餐。' }))
    expect(promiseOf(refused).state).toBe('open')
    expect(refused.timeline.find(({ type }) => type === 'commitment.refused')?.note).toContain('没有开餐')
    for (const promise of [first, second]) {
      await viewOf(await onPromise(clerk, promise, 'fulfilment', { evidence: '六月二十日开餐，附照片说明。' }))
      await viewOf(await onPromise(lead, promise, 'confirmation'))
    }
    expect((await on.open(lead, kase.id)).state).toBe('closed')
  })

  test('not kept in time puts the case under oversight; put off with an explanation it is followed again, not without end', async () => {
    const kase = await followed()
    at('2026-07-01T00:00:00')
    await site.beat()
    const late = await on.open(clerk, kase.id)
    expect([late.state, promiseOf(late).state]).toEqual(['oversight', 'overdue'])
    const todo = (await (await clerk.get('/api/todo')).json()) as TodoView
    expect(todo.overdue).toContainEqual(expect.objectContaining({ caseId: kase.id, todo: 'fulfilCommitment' }))
    const explanation = '用房消防改造延后，改为九月底开餐。'
    const earlier = await onPromise(clerk, promiseOf(late), 'rescheduling', { dueOn: '2026-06-30', explanation })
    expect(await codeOf(earlier)).toBe('422 suggestion.promise_later_day')
    for (const dueOn of ['9999-12-31', '2036-07-02']) {
      const far = await onPromise(clerk, promiseOf(late), 'rescheduling', { dueOn, explanation })
      expect([dueOn, await codeOf(far)]).toEqual([dueOn, '422 suggestion.promise_day'])
    }
    const off = await viewOf(
      await onPromise(clerk, promiseOf(late), 'rescheduling', { dueOn: '2026-09-30', explanation }),
    )
    expect([off.state, promiseOf(off).dueOn, promiseOf(off).firstDueOn]).toEqual([
      'tracking',
      '2026-09-30',
      '2026-06-30',
    ])
    expect((await on.open(lead, kase.id)).timeline[0]?.note ?? '').toBe('')
    await viewOf(await onPromise(clerk, promiseOf(off), 'rescheduling', { dueOn: '2026-10-31', explanation }))
    const third = await onPromise(clerk, promiseOf(off), 'rescheduling', { dueOn: '2026-11-30', explanation })
    expect(await codeOf(third)).toBe('409 suggestion.promise_put_off_enough')
  })

  test('that can not be kept is explained by the head in writing, and the explanation closes the case', async () => {
    const kase = await followed([promises[0] as (typeof promises)[number]])
    const explanation = '该处房屋已被鉴定为危房，不能改造，建议另行选址。'
    const byClerk = await onPromise(clerk, promiseOf(kase), 'explanation', { explanation })
    expect(await codeOf(byClerk)).toBe('403 suggestion.head_explains')
    const closed = await viewOf(await onPromise(head, promiseOf(kase), 'explanation', { explanation }))
    expect(closed.state).toBe('closed')
    const seen = await on.open(lead, kase.id)
    expect(promiseOf(seen).explanation).toBe(explanation)
    expect(seen.timeline.map(({ type }) => type)).toContain('suggestion.closed_with_explanation')
  })

  test('is nobody else’s to keep or to confirm; confirmed twice at once it counts once', async () => {
    const kase = await followed([promises[0] as (typeof promises)[number]])
    const promise = promiseOf(kase)
    const stranger = site.as(await given.deputy(site.app, { congress: cast.congress }))
    expect((await onPromise(stranger, promise, 'confirmation')).status).toBe(404)
    expect((await onPromise(lead, promise, 'fulfilment', { evidence: '代办。' })).status).toBe(403)
    await viewOf(await onPromise(clerk, promise, 'fulfilment', { evidence: '已开餐。' }))
    expect((await onPromise(clerk, promise, 'confirmation')).status).toBe(403)
    const replies = await Promise.all([
      onPromise(lead, promise, 'confirmation'),
      onPromise(lead, promise, 'confirmation'),
    ])
    expect(replies.map(({ status }) => status).toSorted()).toEqual([200, 409])
  })

  test('is for a day from today on and not more than ten years ahead, when the answer is drafted and when it is sent', async () => {
    const kase = await on.assigned()
    const unitId = cast.leadUnit.id
    const signed = await on.step(clerk, await on.open(clerk, kase.id), unitId, 'acknowledgement')
    const { id, version } = signed.assignments.find((part) => part.unitId === unitId) ?? { id: '', version: 0 }
    const promised = (dueOn: string) => ({
      ...answer,
      commitments: [{ content: '助餐点开餐', owner: '养老服务科', dueOn }],
    })
    for (const day of ['2026-03-03', '2036-03-05']) {
      const refused = await clerk.post(`/api/assignments/${id}/reply-draft`, { version, ...promised(day) })
      expect(await codeOf(refused)).toBe('422 suggestion.promise_day')
    }
    const drafted = await on.step(clerk, signed, unitId, 'reply-draft', promised('2026-03-04'))
    const ready = await on.step(head, drafted, unitId, 'sign-off')
    const part = ready.assignments.find(({ unitId: of }) => of === unitId)
    at('2026-03-05T09:00:00')
    const late = await clerk.post(`/api/assignments/${id}/sending`, { version: part?.version })
    expect(await codeOf(late)).toBe('422 suggestion.promise_day')
  })

  test('that was told to come soon waits without keeping the day from the promises behind it', async () => {
    const kase = await followed([{ content: '开餐', owner: '养老服务科', dueOn: '2026-06-20' }])
    const first = promiseOf(kase)
    // as many as are looked at in one go, each with an earlier day
    await runSql(
      site.db,
      `insert into commitment select (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid(),
        'status', 'due_soon', 'due_on', '2026-06-18'))).* from commitment one, generate_series(1, 200) where one.id = $1`,
      [first.id],
    )
    at('2026-06-17T09:00:00')
    await sweepCommitments(site.app)
    const view = await on.open(lead, kase.id)
    await runSql(site.db, 'delete from commitment where suggestion_id = $1 and id <> $2', [kase.id, first.id])
    expect(view.commitments.find(({ id }) => id === first.id)?.state).toBe('due_soon')
  })

  test('of an answer that was not sent is neither owed nor listed', async () => {
    const kase = await on.assigned()
    const signed = await on.step(clerk, await on.open(clerk, kase.id), cast.leadUnit.id, 'acknowledgement')
    const drafted = await on.step(clerk, signed, cast.leadUnit.id, 'reply-draft', answer)
    const promise = promiseOf(drafted)
    expect((await onPromise(clerk, promise, 'fulfilment', { evidence: '提前。' })).status).toBe(404)
    expect((await listed(clerk)).items.map(({ id }) => id)).not.toContain(promise.id)
  })
})

describe('the ledger', () => {
  test('shows a deputy what is owed to them, a unit its own, an office all; by state, unit and day', async () => {
    const kase = await followed()
    const ids = kase.commitments.map(({ id }) => id)
    for (const as of [lead, clerk, office, site.as(cast.government)]) {
      const found = (await listed(as, '?limit=100')).items.map(({ id }) => id)
      expect(ids.every((id) => found.includes(id))).toBe(true)
    }
    const own = await listed(site.as(cast.coClerk))
    expect(own).toMatchObject({ items: [], total: { value: 0 } })
    const stranger = await listed(site.as(await given.deputy(site.app, { congress: cast.congress })))
    expect(stranger.items).toEqual([])
    const soon = await listed(office, '?due=2026-06-30&state=open')
    expect(soon.items.every(({ dueOn, state }) => dueOn <= '2026-06-30' && state === 'open')).toBe(true)
    const ofUnit = await listed(office, `?unit=${cast.coUnit.id}`)
    expect(ofUnit.items).toEqual([])
    const page = await listed(office, '?limit=1')
    const next = await listed(office, `?limit=1&cursor=${page.next}`)
    expect([page.items[0]?.id, next.items[0]?.id]).toHaveLength(2)
    expect(page.items[0]?.id).not.toBe(next.items[0]?.id)
  })

  test('over a change of term a promise is owed to who asked, and who answers for the case confirms it', async () => {
    const leaver = await given.deputy(site.app, { congress: cast.congress, name: '钱永福' })
    const own = stage(site, { ...cast, lead: leaver })
    const sent = await own.answered(await own.assigned(), answer)
    const kase = await viewOf(
      await own.evaluate(site.as(leaver), sent, { attitude: 'satisfied', result: 'basically_satisfied' }),
    )
    await site.db.transaction().execute((trx) =>
      startTerm(site.app, trx, {
        congressId: cast.congress.id,
        number: 91,
        firstSessionOn: '2026-04-01',
        seats: 300,
      }),
    )
    at('2027-01-05T09:00:00')
    await site.beat()
    const row = (await listed(office, '?limit=100')).items.find(({ suggestionId }) => suggestionId === kase.id)
    expect(row).toMatchObject({ owedTo: '钱永福', state: 'overdue', caseState: 'oversight' })
    await viewOf(await onPromise(clerk, promiseOf(kase), 'fulfilment', { evidence: '已于一月开餐。' }))
    const todo = (await (await office.get('/api/todo')).json()) as TodoView
    expect(Object.values(todo).flat()).toContainEqual(
      expect.objectContaining({ caseId: kase.id, todo: 'confirmCommitment' }),
    )
    expect((await viewOf(await onPromise(office, promiseOf(kase), 'confirmation'))).state).toBe('closed')
  })
})
