import ExcelJS, { type Worksheet } from 'exceljs'
import type { WrittenColumn, WrittenSheet, WrittenWorkbook } from './sheet.ts'

const listSheet = '选项'

/**
 * An .xlsx with frozen headings. Every text is a text cell under the text format, so that `=1+1` or `+86…` stays what
 * someone typed and never becomes a formula, and an ID number keeps its last digits.
 */
export async function writeWorkbook(book: WrittenWorkbook): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook()
  const lists: string[][] = []
  for (const sheet of book.sheets) addSheet(workbook.addWorksheet(sheet.name), sheet, book.watermark, lists)
  if (lists.length > 0) addLists(workbook.addWorksheet(listSheet, { state: 'veryHidden' }), lists)
  return new Uint8Array(await workbook.xlsx.writeBuffer())
}

function addSheet(into: Worksheet, sheet: WrittenSheet, watermark: string | undefined, lists: string[][]): void {
  const above = [watermark, sheet.title].filter((line) => line !== undefined)
  for (const [index, line] of above.entries()) {
    const row = into.addRow([line])
    row.getCell(1).numFmt = '@'
    row.font = index === above.length - 1 && sheet.title !== undefined ? { bold: true, size: 14 } : { italic: true }
    if (sheet.columns.length > 1) into.mergeCells(row.number, 1, row.number, sheet.columns.length)
  }
  const header = into.addRow(sheet.columns.map((column) => column.header))
  header.font = { bold: true }
  header.eachCell((cell, index) => {
    cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFFBECEB' } }
    cell.alignment = { vertical: 'middle', wrapText: true }
    const note = sheet.columns[index - 1]?.note
    if (note !== undefined) cell.note = note
  })
  for (const [index, column] of sheet.columns.entries()) {
    const written = into.getColumn(index + 1)
    written.width = column.width
    if (column.kind === 'text') written.numFmt = '@'
  }
  for (const values of sheet.rows) addRow(into, values, sheet.columns)
  const last = header.number + sheet.rows.length + (sheet.spareRows ?? 0)
  for (const [index, column] of sheet.columns.entries())
    if (column.choices && last > header.number) addChoices(into, index + 1, header.number + 1, last, column, lists)
  into.views = [{ state: 'frozen', ySplit: header.number, xSplit: 0 }]
  into.pageSetup = { orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 }
  into.headerFooter.oddFooter = `${footerText(watermark ?? '')}&RPage &P / &N`
}

// An ampersand begins a code in headers and footers.
const footerText = (text: string): string => `&L${text.replaceAll('&', '&&')}`

function addRow(into: Worksheet, values: WrittenSheet['rows'][number], columns: readonly WrittenColumn[]): void {
  const row = into.addRow(values)
  for (const [index, column] of columns.entries()) if (column.kind === 'text') row.getCell(index + 1).numFmt = '@'
}

function addChoices(
  into: Worksheet,
  column: number,
  from: number,
  to: number,
  { choices = [] }: WrittenColumn,
  lists: string[][],
): void {
  // Excel holds 255 characters of a list in the rule itself; a hidden sheet holds any
  const lettered = columnLetters(lists.push([...choices]))
  const rule = {
    type: 'list' as const,
    allowBlank: true,
    showErrorMessage: true,
    formulae: [`'${listSheet}'!$${lettered}$1:$${lettered}$${choices.length}`],
  }
  const letters = columnLetters(column)
  rangeRules(into).add(`${letters}${from}:${letters}${to}`, rule)
}

function addLists(into: Worksheet, lists: readonly string[][]): void {
  for (const [index, list] of lists.entries())
    for (const [row, choice] of list.entries()) into.getCell(row + 1, index + 1).value = choice
}

const columnLetters = (column: number): string => {
  const before = Math.floor((column - 1) / 26)
  return `${before > 0 ? columnLetters(before) : ''}${String.fromCharCode(65 + ((column - 1) % 26))}`
}

type RangeRules = { add(range: string, rule: ExcelJS.DataValidation): void }

// exceljs writes validations of ranges, but its types know those of single cells only.
const rangeRules = (sheet: Worksheet): RangeRules =>
  (sheet as Worksheet & { dataValidations: RangeRules }).dataValidations
