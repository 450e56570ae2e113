import ExcelJS, { type Row, type Worksheet } from 'exceljs'
import { Refusal } from '#kernel/refusal.ts'
import { plainValue, readCell, shownText } from './cell-value.ts'
import type { ReadLimits, SheetForm, SheetRow, SheetSummary } from './sheet.ts'
import { type FoundHeader, findHeader } from './sheet-header.ts'
import { guardZip } from './zip-guard.ts'

const batchRows = 500
const skippedKept = 50
const unread = [
  'dataValidations',
  'conditionalFormatting',
  'drawing',
  'picture',
  'tableParts',
  'headerFooter',
  'pageSetup',
]
const notes = /^(注|备注|说明|填表|制表|审核|合计|总计|小计|共计|填报|联系人|单位盖章|\(盖章)/u

type Found = { sheet: Worksheet; header: FoundHeader }

/**
 * Reads every visible sheet whose headings the form knows, in batches of 500 rows. Runs in the worker; refuses files that
 * are no workbook, too large or without the headings.
 */
export async function readWorkbook(
  bytes: Uint8Array,
  form: SheetForm,
  limits: ReadLimits,
  onRows: (rows: SheetRow[]) => Promise<void>,
): Promise<SheetSummary> {
  if (bytes.byteLength > limits.bytesMax) throw tooLarge(limits)
  guardZip(bytes, { entriesMax: 2000, unpackedBytesMax: limits.unpackedBytesMax })
  const found = await findSheets(bytes, form, limits)
  const summary: SheetSummary = { rows: 0, sheets: [], skipped: [] }
  for (const { sheet, header } of found) {
    const { row: headerRow, headings: columns, unknown } = header
    summary.sheets.push({ name: sheet.name, headerRow, columns, unknown })
    await readRows(sheet, header, form, limits, summary, onRows)
  }
  return summary
}

const tooLarge = (limits: ReadLimits): Refusal =>
  new Refusal('invalid', 'document.too_large', {
    megabytesMax: Math.round(limits.bytesMax / 1024 / 1024),
    rowsMax: limits.rowsMax,
  })

async function findSheets(bytes: Uint8Array, form: SheetForm, limits: ReadLimits): Promise<Found[]> {
  const workbook = new ExcelJS.Workbook()
  try {
    await workbook.xlsx.load(bytes.slice().buffer, { ignoreNodes: unread })
  } catch {
    throw new Refusal('invalid', 'document.not_a_workbook')
  }
  const found: Found[] = []
  for (const sheet of workbook.worksheets) {
    if (sheet.state !== 'visible') continue
    const header = findHeader(firstTexts(sheet, limits.columnsMax), form)
    if (header) found.push({ sheet, header })
  }
  const most = Math.max(0, ...found.map(({ header }) => header.columns.size))
  // a sheet with far fewer of the headings explains the list, it is none
  if (found.length > 0) return found.filter(({ header }) => header.columns.size * 2 >= most)
  const wanted = form.columns.filter(({ key }) => form.headedBy.includes(key)).map(({ names }) => names[0] ?? '')
  throw new Refusal('invalid', 'document.headings_not_found', { headings: wanted.join('、') })
}

function firstTexts(sheet: Worksheet, columnsMax: number): string[][] {
  const width = Math.min(sheet.columnCount, columnsMax)
  return Array.from({ length: Math.min(30, sheet.rowCount) }, (_, index) => {
    const row = sheet.getRow(index + 1)
    return Array.from({ length: width }, (__, column) => shownText(plainValue(row.getCell(column + 1).value)))
  })
}

async function readRows(
  sheet: Worksheet,
  header: FoundHeader,
  form: SheetForm,
  limits: ReadLimits,
  summary: SheetSummary,
  onRows: (rows: SheetRow[]) => Promise<void>,
): Promise<void> {
  let batch: SheetRow[] = []
  for (let number = header.row + 1; number <= sheet.rowCount; number += 1) {
    const row = sheet.findRow(number)
    if (!row || isBlank(row)) continue
    const note = noteOf(row)
    if (note !== undefined) {
      if (summary.skipped.length < skippedKept) summary.skipped.push({ sheet: sheet.name, number, text: note })
      continue
    }
    const read = readRow(row, sheet.name, header, form, limits)
    if (Object.keys(read.cells).length === 0 && Object.keys(read.faults).length === 0) continue
    summary.rows += 1
    if (summary.rows > limits.rowsMax) throw tooLarge(limits)
    batch.push(read)
    if (batch.length === batchRows) {
      await onRows(batch)
      batch = []
    }
  }
  if (batch.length > 0) await onRows(batch)
}

function readRow(row: Row, sheet: string, header: FoundHeader, form: SheetForm, limits: ReadLimits): SheetRow {
  const read: SheetRow = { sheet, number: row.number, cells: {}, faults: {} }
  for (const { key, kind } of form.columns) {
    const column = header.columns.get(key)
    if (column === undefined) continue
    const cell = readCell(row.getCell(column), kind, limits.cellCharactersMax, form.notAfter?.[key])
    if (cell === null) continue
    if ('text' in cell) read.cells[key] = cell.text
    else read.faults[key] = cell.fault
  }
  return read
}

const isBlank = (row: Row): boolean => {
  let blank = true
  row.eachCell({ includeEmpty: false }, (cell) => {
    const value = plainValue(cell.value)
    if (value !== null && (typeof value !== 'string' || value.trim() !== '')) blank = false
  })
  return blank
}

// One text alone in its row (also merged over many columns) that reads like a note, or one merged over three and more.
function noteOf(row: Row): string | undefined {
  const seen = new Map<string, { text: string; width: number }>()
  row.eachCell({ includeEmpty: false }, (cell) => {
    const text = shownText(plainValue(cell.value)).normalize('NFKC').replace(/\s+/gu, '')
    if (text === '') return
    const { address } = cell.master
    seen.set(address, { text, width: (seen.get(address)?.width ?? 0) + 1 })
  })
  const texts = [...seen.values()]
  const [first] = texts
  if (!first) return undefined
  if (texts.length === 1 && (first.width >= 3 || notes.test(first.text))) return first.text.slice(0, 80)
  return texts.length <= 3 && notes.test(first.text) ? first.text.slice(0, 80) : undefined
}
