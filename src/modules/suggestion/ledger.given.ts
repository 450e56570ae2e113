import ExcelJS from 'exceljs'
import type { Actor } from '#kernel/actor.ts'
import { uploadForm } from '#modules/roster/roster.given.ts'
import type { Client, TestSite } from '#tests/support/test-app.ts'

const path = '/api/suggestions/ledger'
type Who = Pick<Actor, 'accountId' | 'acting'>

/** The ledger as its office takes it; where there are many rows, let out by its colleague. */
export async function takenLedger(as: Client, colleague?: Client): Promise<Buffer> {
  if (colleague) {
    const asked = (await (await as.post(`${path}/export-requests`)).json()) as { approvalId: string }
    await colleague.post(`/api/approvals/${asked.approvalId}/approve`)
  }
  const reply = await as.get(`${path}/export.xlsx`)
  if (reply.status !== 200) throw new Error(await reply.text())
  return Buffer.from(await reply.arrayBuffer())
}

type Sheet = { headings: string[]; rows: string[][] }

/** Headings and the rows below them, in an order of their own; the watermark tells who and when, and is no row. */
export async function ledgerSheet(bytes: Buffer): Promise<Sheet> {
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer)
  const rows: string[][] = []
  book.worksheets[0]?.eachRow((row) => {
    const cells = Array.isArray(row.values) ? row.values.slice(1) : []
    rows.push(Array.from(cells, (cell) => (cell === undefined || cell === null ? '' : String(cell))))
  })
  const head = rows.findIndex(([first]) => first === '编号')
  const headings = rows[head] ?? []
  const told = rows
    .slice(head + 1)
    .map((row) => [...row, ...Array<string>(headings.length).fill('')].slice(0, headings.length))
  return { headings, rows: told.toSorted((one, another) => (one.join('\t') < another.join('\t') ? -1 : 1)) }
}

type View = { id: string; status: string; version: number; counts: Record<string, number> }
type Row = { row: number; reasons: { code: string; sentence: string }[] }
type Asked = { items: { id: string; subjectId: string }[] }

/** Brought in by the office of another installation, and let in by its colleague. */
export async function broughtIn(
  there: TestSite,
  { office, colleague }: { office: Who; colleague: Who },
  bytes: Buffer,
): Promise<{ view: View; reasons: string[][] }> {
  const as = there.as(office)
  const form = uploadForm('suggestions', bytes, '台账.xlsx')
  const { id } = (await (await as.fetch('/api/imports', { method: 'POST', body: form })).json()) as View
  await there.drain()
  const { version } = (await (await as.get(`/api/imports/${id}`)).json()) as View
  const reasons: string[][] = []
  for (let next: string | null = ''; next !== null; ) {
    const more: string = next === '' ? '' : `&cursor=${encodeURIComponent(next)}`
    const page = (await (await as.get(`/api/imports/${id}/rows?limit=100${more}`)).json()) as {
      items: Row[]
      next: string | null
    }
    reasons.push(...page.items.map((row) => row.reasons.map(({ code }) => code)))
    next = page.next
  }
  await as.post(`/api/imports/${id}/apply`, { acceptGoodRows: reasons.flat().length > 0, version })
  const asked = (await (await there.as(colleague).get('/api/approvals')).json()) as Asked
  const approval = asked.items.find(({ subjectId }) => subjectId === id)
  if (approval) await there.as(colleague).post(`/api/approvals/${approval.id}/approve`)
  await there.drain()
  return { view: (await (await as.get(`/api/imports/${id}`)).json()) as View, reasons }
}
