import type { Cell, CellValue } from 'exceljs'
import { type CellDate, dateFromNumber, dateFromText } from './cell-date.ts'
import { codeText, linesText, nameText, proseText } from './cell-text.ts'
import type { CellFault, SheetColumn } from './sheet.ts'

export type PlainValue = string | number | Date | { fault: CellFault } | null

export type ReadCell = { text: string } | { fault: CellFault } | null

/** What stands in a cell, whatever way it was put there: formula, rich text, link, merged cell. */
export function plainValue(value: CellValue): PlainValue {
  if (value === null || value === undefined) return null
  if (typeof value === 'string' || typeof value === 'number' || value instanceof Date) return value
  if (typeof value === 'boolean') return value ? '是' : '否'
  if ('richText' in value) return value.richText.map((run) => run.text).join('')
  if ('hyperlink' in value) return plainValue(value.text)
  if ('error' in value) return { fault: 'cell_error' }
  if ('formula' in value || 'sharedFormula' in value)
    return value.result === undefined ? { fault: 'formula_without_result' } : plainValue(value.result)
  return null
}

export const shownText = (value: PlainValue): string => {
  if (value === null) return ''
  if (value instanceof Date) return value.toISOString().slice(0, 10)
  return typeof value === 'object' ? '' : String(value)
}

/** The cell as the column's kind wants it; `null` for an empty one. */
export function readCell(cell: Cell, kind: SheetColumn['kind'], charactersMax: number, notAfter?: string): ReadCell {
  const value = plainValue(cell.value)
  if (value === null) return null
  if (kind === 'date') return readDate(value, cell.numFmt, notAfter)
  if (value instanceof Date) return { text: value.toISOString().slice(0, 10) }
  if (typeof value === 'object') return value
  // A cell keeps fifteen digits of a number: the last three of an ID number are gone
  if (typeof value === 'number' && Math.abs(value) >= 1e15) return { fault: 'digits_lost' }
  const text = texts[kind](String(value))
  if (text.length > charactersMax) return { fault: 'text_too_long' }
  return text === '' ? null : { text }
}

const texts = { text: proseText, lines: linesText, code: codeText, name: nameText }

function readDate(value: PlainValue, format: string | undefined, notAfter?: string): ReadCell {
  if (value instanceof Date) return { text: value.toISOString().slice(0, 10) }
  if (value === null || (typeof value === 'string' && value.trim() === '')) return null
  if (typeof value === 'object') return value
  const date: CellDate =
    typeof value === 'number' ? dateFromNumber(value, format === '0.00') : dateFromText(value, notAfter)
  return 'date' in date ? { text: date.date } : date
}
