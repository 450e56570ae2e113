import { beforeAll, describe, expect, test } from 'vitest'
import { runSql } from '#tests/support/statements.ts'
import { type Client, type TestSite, testApp } from '#tests/support/test-app.ts'
import { listing } from './import.given.ts'
import { broughtIn, ledgerSheet, takenLedger } from './ledger.given.ts'
import type { SuggestionView } from './suggestion.contract.ts'
import { type Cast, given, viewOf } from './suggestion.given.ts'
import { answer, assignmentOf, finalAnswer, type Stage, stage } from './suggestion-stage.given.ts'

const ledger = '/api/suggestions/ledger/export.xlsx'
let here: TestSite
let there: TestSite
let cast: Cast
let other: Cast
let on: Stage
let office: Client

beforeAll(async () => {
  here = await testApp()
  cast = await given.cast(here.app)
  office = here.as(cast.office)
  on = stage(here, cast)
  there = await testApp({ fresh: true })
  other = await given.cast(there.app)
  // the same district, not yet with any suggestion
  for (const [site, people] of [[here, cast] as const, [there, other] as const]) {
    for (const name of ['lead', 'first', 'second'] as const) {
      await runSql(site.db, 'update mandate set number = $1 where id = $2', [`320412-${name}`, people[name].mandateId])
    }
  }
})

const rowsOf = async (bytes: Buffer): Promise<string[][]> => (await ledgerSheet(bytes)).rows

/** Two units that answer apart: one has, with what it promised; the other does as well when it is told to. */
async function apart(title: string, { isAnsweredByBoth = true } = {}): Promise<SuggestionView> {
  const { id, version } = await on.accepted({ title })
  const units = [cast.leadUnit, cast.coUnit].map((unit) => ({ unitId: unit.id, part: 'separate' }))
  const planned = await viewOf(
    await here.as(cast.government).post(`/api/suggestions/${id}/assignment-plan`, { version, units }),
  )
  const given = await viewOf(await office.post(`/api/suggestions/${id}/assignment`, { version: planned.version }))
  const half = await on.answered(given, answer)
  if (!isAnsweredByBoth) return half
  const head = await givenHead()
  const [clerk, seen] = [here.as(cast.coClerk), await on.open(here.as(cast.coClerk), id)]
  const signed = await on.step(clerk, seen, cast.coUnit.id, 'acknowledgement')
  const drafted = await on.step(clerk, signed, cast.coUnit.id, 'reply-draft', finalAnswer)
  const ready = await on.step(head, drafted, cast.coUnit.id, 'sign-off')
  return on.step(clerk, ready, cast.coUnit.id, 'sending')
}

const givenHead = async (): Promise<Client> =>
  here.as(await given.post(here.app, 'unit_head', { congress: cast.congress, organ: cast.coUnit }))

const told = ['', '待交办', '待签收', '办理中', '待评价', '已办结', '承诺跟踪', '再次办理']

describe('the ledger of suggestions', () => {
  test('that one installation exports comes into another, and is exported there row for row the same', async () => {
    const lead = here.as(cast.lead)
    await on.accepted({ title: '关于立案的建议' })
    await on.assigned({ withCo: true })
    const handled = await on.assigned()
    const clerk = here.as(cast.clerk)
    await on.step(clerk, await on.open(clerk, handled.id), cast.leadUnit.id, 'acknowledgement')
    const part = assignmentOf(await on.open(clerk, handled.id), cast.leadUnit.id)
    await viewOf(
      await clerk.post(`/api/assignments/${part.id}/extension-request`, {
        version: part.version,
        n: 2,
        reason: '勘察。',
      }),
    )
    const asked = await on.open(here.as(cast.government), handled.id)
    const [request] = assignmentOf(asked, cast.leadUnit.id).requests
    await viewOf(
      await here.as(cast.government).post(`/api/deadline-requests/${request?.id}/decision`, {
        approve: true,
        reason: '情况复杂。',
      }),
    )
    await on.answered(await on.assigned())
    const closed = await on.answered(await on.assigned(), finalAnswer)
    await viewOf(await on.evaluate(lead, closed, { attitude: 'satisfied', result: 'satisfied', opinion: '' }))
    const promises = {
      ...answer,
      commitments: [...answer.commitments, { ...answer.commitments[0], content: '送餐上门' }],
    }
    const followed = await on.answered(await on.assigned(), promises)
    await viewOf(
      await on.evaluate(lead, followed, { attitude: 'satisfied', result: 'basically_satisfied', opinion: '' }),
    )
    const wanting = await on.answered(await on.assigned(), finalAnswer)
    await viewOf(
      await on.evaluate(lead, wanting, { attitude: 'satisfied', result: 'dissatisfied', opinion: '没有解决。' }),
    )
    await apart('关于分办的建议')

    const bytes = await takenLedger(office)
    const rows = await rowsOf(bytes)
    const { view, reasons } = await broughtIn(there, other, bytes)
    expect(reasons.flat()).toEqual([])
    expect(view).toMatchObject({ status: 'applied', counts: { create: rows.length, refused: 0 } })
    expect(await rowsOf(await takenLedger(there.as(other.office)))).toEqual(rows)
    expect(new Set(rows.map((row) => row.at(-1)))).toEqual(new Set(told))
  })

  test('tells each unit of several and each of its answers, what went into what, and what was taken up again', async () => {
    const lead = here.as(cast.lead)
    const bad = { attitude: 'satisfied', result: 'dissatisfied', opinion: '没有解决。' }
    const good = { attitude: 'satisfied', result: 'satisfied', opinion: '' }
    await apart('关于半数答复的建议', { isAnsweredByBoth: false })
    const half = await apart('关于半数答复并被评价的建议', { isAnsweredByBoth: false })
    await viewOf(await on.evaluate(lead, half, bad))
    const halfJudged = await apart('关于半数评价的建议')
    await viewOf(await on.evaluate(lead, halfJudged, good))
    const wanting = await on.answered(await on.assigned({ title: '关于两次答复的建议' }), finalAnswer)
    const again = await viewOf(await on.evaluate(lead, wanting, bad))
    await on.answered(again, { ...finalAnswer, body: '一、已经安排。\n二、下月开工。' })
    const closed = await on.answered(await on.assigned({ title: '关于重启的建议' }), finalAnswer)
    const { version } = await viewOf(await on.evaluate(lead, closed, good))
    await viewOf(await office.post(`/api/suggestions/${closed.id}/reopening`, { version, reason: '又有反映。' }))
    const [main, merged, whole] = [
      await on.accepted({ title: '关于主件的建议' }),
      await on.registered({ title: '关于并入的建议' }),
      await on.registered({ title: '关于两件事的建议' }),
    ]
    const intoMain = { version: merged.version, decision: 'merge', reason: '同题。', mergeIntoId: main.id }
    await viewOf(await office.post(`/api/suggestions/${merged.id}/review`, intoMain))
    const part = (title: string) => ({ title, subject: title, grounds: title, proposal: title, category: 'other' })
    const parts = [part('关于甲事的建议'), part('关于乙事的建议')]
    const split = { version: whole.version, reason: '一事一议。', parts }
    await viewOf(await office.post(`/api/suggestions/${whole.id}/split`, split))

    const bytes = await takenLedger(office)
    const { rows } = await ledgerSheet(bytes)
    const open = rows.filter((row) => !row.includes('保密'))
    const { view, reasons } = await broughtIn(there, other, bytes)
    expect([view.status, reasons.flat()]).toEqual(['applied', []])
    const brought = await rowsOf(await takenLedger(there.as(other.office)))
    expect(brought).toEqual(open)
    expect(new Set(rows.map((row) => row.at(-1)))).toEqual(new Set([...told, '重启办理', '已并案', '已分案', '审查中']))

    // there it goes on: who signed what went into the main case follows it, and a judged unit answers again
    const find = async (title: string): Promise<SuggestionView> => {
      const { items } = (await (
        await there.as(other.office).get(`/api/suggestions?q=${encodeURIComponent(title)}`)
      ).json()) as { items: { id: string }[] }
      return viewOf(await there.as(other.office).get(`/api/suggestions/${items[0]?.id}`))
    }
    expect((await find('关于主件的建议')).references.map(({ how }) => how)).toEqual(['merged_in'])
    expect((await find('关于两件事的建议')).references.map(({ how }) => how)).toEqual(['split_off', 'split_off'])
    const judgedHalf = await find('关于半数答复并被评价的建议')
    expect(judgedHalf.assignments.map(({ state, round }) => [state, round]).toSorted()).toEqual([
      ['handling', 1],
      ['rehandling', 2],
    ])
    const twice = await find('关于两次答复的建议')
    expect(twice.replies.map(({ round, body }) => [round, body.includes('\n二、')])).toEqual([
      [1, false],
      [2, true],
    ])
    expect(twice.evaluations.map(({ round, state }) => [round, state])).toEqual([
      [1, 'cast'],
      [2, 'open'],
    ])
  })

  test('holds no word of a confidential case for who may not open it, and such a row is refused where it comes in', async () => {
    await on.accepted({ title: '关于一件保密事项的建议', confidential: true })
    // who came to the office later is named for no case of before
    const late = await given.post(here.app, 'deputy_office', { congress: cast.congress })
    const rows = await rowsOf(await takenLedger(here.as(late)))
    const shut = rows.filter((row) => row.includes('是') && row.filter((cell) => cell !== '').length === 3)
    expect(shut).toHaveLength(1)
    expect(shut.flat().join('')).not.toContain('保密事项')
    const { reasons } = await broughtIn(there, other, await takenLedger(office))
    expect(reasons.flat()).toContain('confidential_by_hand')
  })

  test('is for the office that keeps it, not for deputies, units or the government', async () => {
    for (const as of [cast.lead, cast.clerk, cast.government]) {
      expect((await here.as(as).get(ledger)).status).toBe(403)
    }
  })
  test('leaves out the whole of a case that was answered again after the approval was asked for', async () => {
    const wanting = await on.answered(await on.assigned({ title: '关于批准后又答复的建议' }), finalAnswer)
    const bad = { attitude: 'satisfied', result: 'dissatisfied', opinion: '没有解决。' }
    const again = await viewOf(await on.evaluate(here.as(cast.lead), wanting, bad))
    const { rowOf, preview, apply } = await listing(here, cast)
    const many = Array.from({ length: 100 }, (_, index) =>
      rowOf({ 编号: `2026-${900 + index}`, 标题: `关于第${index + 1}段路的建议` }),
    )
    await apply(await preview(many))
    const asked = (await (await office.post('/api/suggestions/ledger/export-requests')).json()) as {
      approvalId: string
    }
    await on.answered(again, { ...finalAnswer, body: '批准以后的答复。' })
    expect((await here.as(cast.colleague).post(`/api/approvals/${asked.approvalId}/approve`)).status).toBe(200)
    const rows = await rowsOf(await takenLedger(office))
    expect(rows.length).toBeGreaterThan(100)
    expect(rows.filter((row) => row.includes(again.number ?? ''))).toEqual([])
    expect(rows.flat()).not.toContain('批准以后的答复。')
  })
})
