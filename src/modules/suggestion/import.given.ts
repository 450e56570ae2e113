import { ledgerHeadings } from '#demo/rosters/suggestion-rows.ts'
import { officeSheet, type SheetCells, uploadForm } from '#modules/roster/roster.given.ts'
import type { Client, TestSite } from '#tests/support/test-app.ts'
import type { SuggestionView } from './suggestion.contract.ts'
import { type Cast, viewOf } from './suggestion.given.ts'

type View = {
  id: string
  status: string
  version: number
  counts: Record<string, number>
  continuesAfter: string[]
}
type Asked = { id: string; subjectId: string }
type Row = { row: number; outcome: string; reasons: { code: string; sentence: string }[] }
type Change = Record<string, string | number>

const more = [
  '答复内容',
  '延期至',
  '延期理由',
  '延期批准',
  '承诺事项',
  '承诺期限',
  '责任单位/责任人',
  '承诺状态',
  '兑现日期',
  '第几次答复',
  '并入编号',
  '分自编号',
]
const heading = [...ledgerHeadings, '分办单位', '评价意见', '评价日期', '是否保密', ...more]
const blank = {
  正文: '案由：路窄。案据：三百户走一条路。方案：拓宽。',
  '届次/会议': '闭会',
  提出日期: '2026年1月5日',
  状态: '待交办',
}

/** A row below a case that goes on with it. */
export const goOn = (change: Change): (string | number | null)[] => heading.map((name) => change[name] ?? null)

/** An office with a list of its own, as it brings it in, and its colleague who lets it be written. */
export async function listing(site: TestSite, cast: Cast) {
  const [office, colleague] = [site.as(cast.office), site.as(cast.colleague)]
  const mandates = await site.db.selectFrom('mandate').select(['id', 'number']).execute()
  const leadNumber = mandates.find(({ id }) => id === cast.lead.mandateId)?.number ?? ''

  /** A row as the office typed it; what is left out stays empty. */
  const rowOf = (change: Change): (string | number | null)[] =>
    goOn({ ...blank, 领衔代表: cast.lead.name, 代表证号: leadNumber, ...change })

  async function preview(rows: SheetCells): Promise<View> {
    const form = uploadForm('suggestions', await officeSheet([heading, ...rows], '武进区代表建议台账'), '2025台账.xlsx')
    const started = (await (await office.fetch('/api/imports', { method: 'POST', body: form })).json()) as View
    await site.drain()
    return (await (await office.get(`/api/imports/${started.id}`)).json()) as View
  }

  async function apply(view: View, acceptGoodRows = false): Promise<View> {
    const reply = await office.post(`/api/imports/${view.id}/apply`, { acceptGoodRows, version: view.version })
    if (reply.status !== 202) throw new Error(await reply.text())
    const { items } = (await (await colleague.get('/api/approvals')).json()) as { items: Asked[] }
    const asked = items.find(({ subjectId }) => subjectId === view.id)
    const approved = await colleague.post(`/api/approvals/${asked?.id}/approve`)
    if (approved.status !== 200) throw new Error(await approved.text())
    await site.drain()
    return (await (await office.get(`/api/imports/${view.id}`)).json()) as View
  }

  async function reasonsOf({ id }: View): Promise<string[][]> {
    const { items } = (await (await office.get(`/api/imports/${id}/rows?limit=100`)).json()) as { items: Row[] }
    return items.map(({ reasons }) => reasons.map(({ code }) => code))
  }

  async function caseOf(number: string, as: Client = office): Promise<SuggestionView> {
    const found = (await (await as.get(`/api/suggestions?q=${encodeURIComponent(number)}`)).json()) as {
      items: { id: string }[]
    }
    return viewOf(await as.get(`/api/suggestions/${found.items[0]?.id}`))
  }

  /** The prefix of the congress's own numbers. */
  async function prefix(): Promise<string> {
    const { short_name } = await site.db
      .selectFrom('congress')
      .select('short_name')
      .where('id', '=', cast.congress.id)
      .executeTakeFirstOrThrow()
    return `${short_name}建`
  }

  return { rowOf, preview, apply, reasonsOf, caseOf, prefix }
}
