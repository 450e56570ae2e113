import ExcelJS from 'exceljs'
import { checkCharacter } from '#kernel/id-number.ts'
import type { ImportKind } from './roster.ts'

export type SheetCells = readonly (string | number | Date | null)[][]

/** An .xlsx as an office keeps it: a title above, headings, rows. */
export async function officeSheet(rows: SheetCells, title = '名册'): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook()
  const sheet = workbook.addWorksheet('名册')
  sheet.addRow([title])
  for (const row of rows) sheet.addRow([...row])
  return new Uint8Array(await workbook.xlsx.writeBuffer())
}

/** The form that a browser sends. */
export function uploadForm(kind: ImportKind, bytes: Uint8Array, name = '名册.xlsx'): FormData {
  const form = new FormData()
  form.set('kind', kind)
  form.set('file', new File([bytes.slice()], name))
  return form
}

/** A valid ID number: county, date of birth, and a serial whose parity says the sex. */
export function idNumberOf(
  serial: number,
  born = '19750302',
  sex: 'male' | 'female' = 'male',
  area = '320412',
): string {
  const order = String((serial * 2 + (sex === 'male' ? 1 : 0)) % 1000).padStart(3, '0')
  const digits = `${area}${born}${order}`
  return `${digits}${checkCharacter(digits)}`
}
