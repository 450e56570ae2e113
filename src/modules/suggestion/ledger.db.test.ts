import ExcelJS from 'exceljs'
import { beforeAll, describe, expect, test } from 'vitest'
import { uploadForm } from '#modules/roster/roster.given.ts'
import { runSql } from '#tests/support/statements.ts'
import { type Client, type TestSite, testApp } from '#tests/support/test-app.ts'
import { type Cast, given, viewOf } from './suggestion.given.ts'
import { answer, assignmentOf, finalAnswer, type Stage, stage } from './suggestion-stage.given.ts'

type View = { id: string; status: string; version: number; counts: Record<string, number> }
type Row = { outcome: string; reasons: { code: string }[] }
type Asked = { items: { id: string; subjectId: string }[] }

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

async function taken(as: Client): Promise<Buffer> {
  const reply = await as.get(ledger)
  expect(reply.status).toBe(200)
  return Buffer.from(await reply.arrayBuffer())
}

/** The rows below the headings, by number; the watermark tells who and when, and is no row. */
async function rowsOf(bytes: Buffer): Promise<string[][]> {
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer)
  const rows: string[][] = []
  book.worksheets[0]?.eachRow((row) => {
    const cells = Array.isArray(row.values) ? row.values.slice(1) : []
    rows.push(Array.from(cells, (cell) => (cell === undefined || cell === null ? '' : String(cell))))
  })
  const head = rows.findIndex(([first]) => first === '编号')
  const width = rows[head]?.length ?? 0
  return rows
    .slice(head + 1)
    .map((row) => [...row, ...Array<string>(width).fill('')].slice(0, width))
    .toSorted((one, another) => (one.join('\t') < another.join('\t') ? -1 : 1))
}

/** Brought in by the office of the other installation, and let in by its colleague. */
async function broughtIn(bytes: Buffer, acceptGoodRows = false): Promise<{ view: View; reasons: string[][] }> {
  const as = there.as(other.office)
  const form = uploadForm('suggestions', bytes, '台账.xlsx')
  const { id } = (await (await as.fetch('/api/imports', { method: 'POST', body: form })).json()) as View
  await there.drain()
  const { version } = (await (await as.get(`/api/imports/${id}`)).json()) as View
  const { items } = (await (await as.get(`/api/imports/${id}/rows?limit=100`)).json()) as { items: Row[] }
  const reasons = items.map((row) => row.reasons.map(({ code }) => code))
  await as.post(`/api/imports/${id}/apply`, { acceptGoodRows, version })
  const colleague = there.as(other.colleague)
  const asked = (await (await colleague.get('/api/approvals')).json()) as Asked
  const approval = asked.items.find(({ subjectId }) => subjectId === id)
  if (approval) await colleague.post(`/api/approvals/${approval.id}/approve`)
  await there.drain()
  return { view: (await (await as.get(`/api/imports/${id}`)).json()) as View, reasons }
}

async function apart(): Promise<void> {
  const { id, version } = await on.accepted({ title: '关于分办的建议' })
  const units = [cast.leadUnit, cast.coUnit].map((unit) => ({ unitId: unit.id, part: 'separate' }))
  const planned = await viewOf(
    await here.as(cast.government).post(`/api/suggestions/${id}/assignment-plan`, { version, units }),
  )
  const given = await viewOf(await office.post(`/api/suggestions/${id}/assignment`, { version: planned.version }))
  await on.answered(given, answer)
  const head = await givenHead()
  const [clerk, seen] = [here.as(cast.coClerk), await on.open(here.as(cast.coClerk), id)]
  const signed = await on.step(clerk, seen, cast.coUnit.id, 'acknowledgement')
  const drafted = await on.step(clerk, signed, cast.coUnit.id, 'reply-draft', finalAnswer)
  const ready = await on.step(head, drafted, cast.coUnit.id, 'sign-off')
  await on.step(clerk, ready, cast.coUnit.id, 'sending')
}

const givenHead = async (): Promise<Client> =>
  here.as(await given.post(here.app, 'unit_head', { congress: cast.congress, organ: cast.coUnit }))

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
    await apart()

    const bytes = await taken(office)
    const rows = await rowsOf(bytes)
    const { view, reasons } = await broughtIn(bytes)
    expect(reasons.flat()).toEqual([])
    expect(view).toMatchObject({ status: 'applied', counts: { create: rows.length, refused: 0 } })
    expect(await rowsOf(await taken(there.as(other.office)))).toEqual(rows)
    const states = new Set(rows.map((row) => row.at(-1)))
    expect(states).toEqual(new Set(['', '待交办', '待签收', '办理中', '待评价', '已办结', '承诺跟踪', '再次办理']))
  })

  test('holds no word of a confidential case for who may not open it, and such a row is refused where it comes in', async () => {
    await on.accepted({ title: '关于一件保密事项的建议', confidential: true })
    // who came to the office later is named for no case of before
    const late = await given.post(here.app, 'deputy_office', { congress: cast.congress })
    const rows = await rowsOf(await taken(here.as(late)))
    const shut = rows.filter((row) => row.includes('是') && row.filter((cell) => cell !== '').length === 3)
    expect(shut).toHaveLength(1)
    expect(shut.flat().join('')).not.toContain('保密事项')
    const { reasons } = await broughtIn(await taken(office), true)
    expect(reasons.flat()).toContain('confidential_by_hand')
  })

  test('is for the office that keeps it, not for deputies, units or the government', async () => {
    for (const as of [cast.lead, cast.clerk, cast.government]) {
      expect((await here.as(as).get(ledger)).status).toBe(403)
    }
  })
})
