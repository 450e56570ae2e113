import { fileURLToPath } from 'node:url'
import ExcelJS from 'exceljs'
import { divisionsOf } from '#modules/organisation/index.ts'
import { demoSeed } from '../district.ts'
import { districtCode } from '../generator/areas.ts'
import { officeSheets } from './office-sheets.ts'
import type { OfficeSheet } from './roster-rows.ts'

/** Writes the sample rosters as an office keeps them: `node demo/rosters/write-rosters.ts`. */
async function write(sheet: OfficeSheet): Promise<void> {
  const workbook = new ExcelJS.Workbook()
  workbook.created = new Date('2026-11-01T00:00:00Z')
  const page = workbook.addWorksheet('Sheet1')
  page.columns = sheet.widths.map((width) => ({ width }))
  page.addRow([sheet.title])
  page.mergeCells(1, 1, 1, sheet.headings.length)
  page.getCell(1, 1).font = { name: '宋体', size: 16, bold: true }
  page.getCell(1, 1).alignment = { horizontal: 'center' }
  page.addRow([...sheet.headings]).font = { bold: true }
  for (const row of sheet.rows) page.addRow([...row])
  mergeEqual(page, sheet)
  page.addRow([])
  const foot = page.addRow([sheet.note]).number
  page.mergeCells(foot, 1, foot, sheet.headings.length)
  await workbook.xlsx.writeFile(fileURLToPath(new URL(sheet.file, import.meta.url)))
}

// neighbours that say the same are one cell, as a clerk would merge them; a blank line ends the cell
function mergeEqual(page: ExcelJS.Worksheet, { rows, mergedColumn }: OfficeSheet): void {
  let start = 0
  for (let index = 1; index <= rows.length; index += 1) {
    const value = rows[start]?.[mergedColumn]
    if (index < rows.length && value !== undefined && rows[index]?.[mergedColumn] === value) continue
    if (value !== undefined && index - start > 1) {
      page.mergeCells(start + 3, mergedColumn + 1, index + 2, mergedColumn + 1)
      page.getCell(start + 3, mergedColumn + 1).alignment = { vertical: 'middle', horizontal: 'center' }
    }
    start = index
  }
}

for (const sheet of officeSheets(demoSeed, await divisionsOf(districtCode))) await write(sheet)
