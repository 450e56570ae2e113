import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import ExcelJS from 'exceljs'
import { expect, test } from 'vitest'
import { divisionsOf } from '#modules/organisation/index.ts'
import { demoSeed, makeDistrict } from '../district.ts'
import { districtCode } from '../generator/areas.ts'
import { officeSheets } from './office-sheets.ts'
import { inventedIdNumber } from './roster-rows.ts'
import { ledgerNumbersFrom } from './suggestion-rows.ts'

const divisions = await divisionsOf(districtCode)
const sheets = officeSheets(demoSeed, divisions)

async function opened(file: string): Promise<ExcelJS.Worksheet> {
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.readFile(fileURLToPath(new URL(file, import.meta.url)))
  const page = workbook.getWorksheet(1)
  if (!page) throw new Error(`${file} has no sheet`)
  return page
}

test.each(sheets.map((sheet) => [sheet.file, sheet] as const))(
  '%s is the file that the script writes',
  async (file, sheet) => {
    expect(readFileSync(new URL(file, import.meta.url)).byteLength).toBeLessThan(20_000)
    const page = await opened(file)
    expect(page.getCell(1, 1).value).toBe(sheet.title)
    expect(page.getCell(1, sheet.headings.length).isMerged).toBe(true)
    for (const [index, heading] of sheet.headings.entries()) expect(page.getCell(2, index + 1).value).toBe(heading)
    for (const [index, row] of sheet.rows.entries()) {
      for (const [column, cell] of row.entries()) expect(page.getCell(index + 3, column + 1).value ?? null).toBe(cell)
    }
  },
)

test('the roster is as offices keep it: blank lines, full-width digits, dates in many forms, one merged cell a town', () => {
  const [deputies] = sheets
  const cells = (deputies?.rows ?? []).flat()
  expect(deputies?.rows.filter((row) => row.length > 0)).toHaveLength(60)
  expect(deputies?.rows.some((row) => row.length === 0)).toBe(true)
  expect(cells.some((cell) => typeof cell === 'string' && /[０-９]{3}/u.test(cell))).toBe(true)
  expect(cells.some((cell) => typeof cell === 'string' && /^\d{4}年\d{1,2}月$/u.test(cell))).toBe(true)
  expect(cells.some((cell) => typeof cell === 'number' && cell > 15_000 && cell < 60_000)).toBe(true)
})

test('invented ID numbers are right in form and belong to no place', () => {
  expect(inventedIdNumber('1975-03-02', 'female', 7)).toMatch(/^99000019750302014[\dX]$/u)
})

test('no suggestion of the ledger has a number that the demo district gives to its own', () => {
  const numbers = (sheets.at(-1)?.rows ?? []).map(([number]) => Number(String(number).normalize('NFKC').split('-')[1]))
  expect(numbers).toHaveLength(24)
  expect(Math.min(...numbers)).toBe(ledgerNumbersFrom)
  expect(makeDistrict(demoSeed, '2026-11-20', divisions).stories.length).toBeLessThan(ledgerNumbersFrom)
})
