import type { JsonObject } from '#kernel/refusal.ts'
import { firstPersonalWord } from '#modules/record/record.ts'

/** Beyond `aloneRowsMax` rows nobody takes a list away alone; beyond `rowsMax` it is asked for in parts. */
export const exportLimits = { aloneRowsMax: 100, rowsMax: 20_000, pageRows: 1000 } as const

/** What narrows a list, by name, in one spelling: sorted by name, without gaps. */
export type ExportFilter = Readonly<Record<string, string>>

// where a page begins and in which order it stands says nothing about which rows there are
const notContent: readonly string[] = ['cursor', 'limit', 'sort']

/** The same for two questions that find the same rows, whoever spelled them. */
export const normaliseFilter = (query: object): ExportFilter =>
  Object.fromEntries(
    Object.entries(query)
      .filter(([name, value]) => !notContent.includes(name) && value !== undefined && value !== null && value !== '')
      .map(([name, value]) => [name, String(value)] as const)
      .toSorted(([one], [other]) => (one < other ? -1 : 1)),
  )

export type ExportOrder = { list: string; filter: ExportFilter; actingId: string }

/** To what an approval is bound, as one text: list, filter, the identity that is acted as, and which rows there were. */
export const orderText = ({ list, filter, actingId }: ExportOrder, snapshot: string): string =>
  JSON.stringify({ list, filter, actingId, snapshot })

/** Whether an approval is for this list under this filter, whichever rows it had then. */
export const isOrderFor = (text: string, order: ExportOrder): boolean => {
  const { snapshot } = JSON.parse(text) as { snapshot?: string }
  return snapshot !== undefined && orderText(order, snapshot) === text
}

export const filterOfOrder = (order: string): ExportFilter => (JSON.parse(order) as { filter: ExportFilter }).filter

export const needsSecondPerson = (rows: number, hasPhones: boolean): boolean =>
  hasPhones || rows > exportLimits.aloneRowsMax

/** For the record: what was typed may be a name and goes into a note, which can be erased; the rest are codes. */
export function recordedFilter(filter: ExportFilter): { codes: JsonObject; words: string } {
  const isCode = (name: string, value: string) => name !== 'q' && firstPersonalWord(value) === undefined
  const entries = Object.entries(filter)
  return {
    codes: Object.fromEntries(entries.filter(([name, value]) => isCode(name, value))),
    words: entries
      .filter(([name, value]) => !isCode(name, value))
      // a telephone or ID number that was searched for does not live on in the record
      .map(([name, value]) => `${name}: ${value.replaceAll(/\d{6,}/g, '…')}`)
      .join('; '),
  }
}

export type RunningExport = { list: string; stage: 'reading' | 'writing'; rows: number }

export type Say = (key: string, words?: Record<string, unknown>) => string

export type ExportColumn<Row> = {
  header: string
  width: number
  cell: (row: Row) => string | number | null
  choices?: readonly string[]
}

export type ColumnLine<Row> = readonly [key: string, width: number, cell: (row: Row) => string | number | null]

/** Columns whose headings stand under one name of the locales. */
export const columnsIn = <Row>(say: Say, scope: string, lines: readonly ColumnLine<Row>[]): ExportColumn<Row>[] =>
  lines.map(([key, width, cell]) => ({ header: say(`${scope}.${key}`), width, cell }))
