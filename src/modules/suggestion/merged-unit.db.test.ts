import { expect, test } from 'vitest'
import { testApp } from '#tests/support/test-app.ts'
import type { TodoView } from './suggestion.contract.ts'
import { codeOf, given, viewOf } from './suggestion.given.ts'
import { assignmentOf, finalAnswer, stage } from './suggestion-stage.given.ts'

test('what a unit had in hand goes on in the unit that took it over, by the hands of the same people', async () => {
  const site = await testApp()
  const cast = await given.cast(site.app)
  const on = stage(site, cast)
  const kase = await on.assigned()
  const heir = await given.unit(site.app, { congress: cast.congress, name: '武进区社会工作局' })
  const merger = { intoId: heir.id, effectiveOn: '2026-03-04', version: 1 }
  expect((await site.as(cast.office).post(`/api/organs/${cast.leadUnit.id}/merge`, merger)).status).toBe(200)
  await site.beat()
  const [clerk, head] = [site.as(cast.clerk, { anew: true }), site.as(cast.head, { anew: true })]
  for (const one of [clerk, head]) {
    const { identities } = (await (await one.get('/api/session')).json()) as {
      identities: { kind: string; id: string }[]
    }
    expect(identities).toHaveLength(1)
    expect((await one.put('/api/session/acting-as', identities[0])).status).toBe(200)
  }
  const todo = (await (await clerk.get('/api/todo')).json()) as TodoView
  const waiting = [...todo.overdue, ...todo.today, ...todo.thisWeek, ...todo.later]
  expect(waiting).toContainEqual(expect.objectContaining({ caseId: kase.id, todo: 'acknowledge' }))
  const own = await on.open(clerk, kase.id)
  // the assignment stays that of the unit to which it was given
  expect(assignmentOf(own, cast.leadUnit.id).unitName).toBe('武进区民政局')
  const signed = await on.step(clerk, own, cast.leadUnit.id, 'acknowledgement')
  expect(assignmentOf(signed, cast.leadUnit.id).state).not.toBe('assigned')
  const drafted = await on.step(clerk, signed, cast.leadUnit.id, 'reply-draft', finalAnswer)
  expect(assignmentOf(drafted, cast.leadUnit.id).state).toBe('reply_drafting')
})

test('what a merged unit promised and answered is the book and the paper of the unit that took it over, whose people do not confirm it', async () => {
  const site = await testApp({ fresh: true })
  const cast = await given.cast(site.app)
  const on = stage(site, cast)
  const sent = await on.answered(await on.assigned())
  const kase = await viewOf(await on.evaluate(site.as(cast.lead), sent, { attitude: 'satisfied', result: 'satisfied' }))
  const promiseId = kase.commitments[0]?.id
  const heir = await given.unit(site.app, { congress: cast.congress, name: '武进区社会工作局' })
  const clerk = site.as(await given.post(site.app, 'unit_clerk', { congress: cast.congress, organ: heir }))
  const head = site.as(await given.post(site.app, 'unit_head', { congress: cast.congress, organ: heir }))
  const merger = { intoId: heir.id, effectiveOn: '2026-03-04', version: 1 }
  expect((await site.as(cast.office).post(`/api/organs/${cast.leadUnit.id}/merge`, merger)).status).toBe(200)
  await site.beat()

  const book = (await (await clerk.get('/api/commitments')).json()) as { items: { id: string; unitName: string }[] }
  expect(book.items).toEqual([expect.objectContaining({ id: promiseId, unitName: '武进区民政局' })])

  const assignmentId = assignmentOf(kase, cast.leadUnit.id).id
  const issued = await clerk.post('/api/papers', { kind: 'reply_letter', caseId: kase.id, assignmentId })
  expect(((await issued.json()) as { organName: string }).organName).toBe('武进区社会工作局')

  const { figures } = (await (await head.get('/api/figures')).json()) as {
    figures: { code: string; numerator: number }[]
  }
  expect(figures.find(({ code }) => code === 'handed_over')?.numerator).toBe(1)

  await viewOf(await clerk.post(`/api/commitments/${promiseId}/fulfilment`, { evidence: '已开餐。' }))
  await given.post(site.app, 'unit_clerk', { congress: cast.congress, organ: heir, person: cast.lead })
  expect(await codeOf(await site.as(cast.lead).post(`/api/commitments/${promiseId}/confirmation`))).toBe(
    '403 suggestion.own_unit',
  )
})
