import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import pdfmake from 'pdfmake'
import type { Content, CustomTableLayout, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js'
import { fontCoverage } from './font-coverage.ts'
import type { Slip, SlipWords } from './sheet.ts'

const fontFolder = new URL('../fonts/', import.meta.resolve('@embedpdf/fonts-sc'))
const regular = fileURLToPath(new URL('NotoSansHans-Regular.otf', fontFolder))
const bold = fileURLToPath(new URL('NotoSansHans-Medium.otf', fontFolder))

const columns = 2
const rowsOfPage = 4
const millimetre = 72 / 25.4
const margin = 8 * millimetre
const slipWidth = (210 * millimetre - 2 * margin) / columns
const slipHeight = (297 * millimetre - 2 * margin) / rowsOfPage - 0.5

/** A character that the font lacks is printed as this box, for the pen. */
const box = '□'

export type PrintedSlips = {
  pdf: Uint8Array
  /** Names with characters to be written in by hand, with those characters. */
  handwritten: { name: string; characters: string[] }[]
}

/** Eight slips on a page of A4, with dashed lines to cut along. */
export async function printSlipSheets(slips: readonly Slip[], words: SlipWords): Promise<PrintedSlips> {
  const covers = fontCoverage(readFileSync(regular))
  const handwritten: PrintedSlips['handwritten'] = []
  const cells = slips.map((slip) => {
    const characters = Array.from(slip.name).filter((sign) => !covers(sign.codePointAt(0) ?? 0))
    if (characters.length > 0) handwritten.push({ name: slip.name, characters })
    return slipCell(slip, words, printable(slip.name, characters), characters.length > 0)
  })
  const pdf = await render(pagesOf(cells), words.title)
  return { pdf, handwritten }
}

const printable = (name: string, missing: readonly string[]): string =>
  Array.from(name, (sign) => (missing.includes(sign) ? box : sign)).join('')

function slipCell(slip: Slip, words: SlipWords, name: string, byHand: boolean): TableCell {
  const line = (label: string, text: string, size = 13): Content => ({
    text: [
      { text: `${label}  `, fontSize: 9, color: '#555555' },
      { text, fontSize: size, bold: true },
    ],
    margin: [0, 3, 0, 0],
  })
  return {
    margin: [12, 14, 12, 0],
    stack: [
      { text: slip.congressName, fontSize: 10.5, bold: true },
      { text: words.title, fontSize: 9, color: '#555555', margin: [0, 0, 0, 4] },
      {
        columns: [
          {
            width: '*',
            stack: [
              line(words.nameLabel, name, 18),
              ...(byHand ? [{ text: words.handwritten, fontSize: 7 }] : []),
              line(words.accountLabel, slip.accountName),
              { text: words.codeLabel, fontSize: 9, color: '#555555', margin: [0, 6, 0, 0] },
              { text: slip.code, fontSize: 15, bold: true, characterSpacing: 0.5 },
              line(words.validLabel, slip.validUntil, 10),
              { text: slip.group, fontSize: 9, color: '#555555', margin: [0, 3, 0, 0] },
            ],
          },
          { width: 102, qr: slip.url, fit: 102, eccLevel: 'M', margin: [0, 8, 0, 0] },
        ],
      },
      { text: words.hint, fontSize: 9, color: '#555555', margin: [0, 6, 0, 0] },
    ],
  }
}

function pagesOf(cells: readonly TableCell[]): Content[] {
  const rows: TableCell[][] = []
  for (let at = 0; at < cells.length; at += columns)
    rows.push(Array.from({ length: columns }, (_, column) => cells[at + column] ?? { text: '' }))
  const pages: Content[] = []
  for (let at = 0; at < rows.length; at += rowsOfPage) {
    const body = rows.slice(at, at + rowsOfPage)
    pages.push({
      table: { widths: Array(columns).fill(slipWidth), heights: slipHeight, body, dontBreakRows: true },
      layout: cutLines,
      ...(at > 0 ? { pageBreak: 'before' as const } : {}),
    })
  }
  return pages
}

const cutLines: CustomTableLayout = {
  hLineWidth: (index, node) => (index === 0 || index === node.table.body.length ? 0 : 0.5),
  vLineWidth: (index) => (index === 0 || index === columns ? 0 : 0.5),
  hLineColor: () => '#999999',
  vLineColor: () => '#999999',
  hLineStyle: () => ({ dash: { length: 4, space: 3 } }),
  vLineStyle: () => ({ dash: { length: 4, space: 3 } }),
  paddingLeft: () => 0,
  paddingRight: () => 0,
  paddingTop: () => 0,
  paddingBottom: () => 0,
}

async function render(content: Content[], title: string): Promise<Uint8Array> {
  pdfmake.setUrlAccessPolicy(() => false)
  pdfmake.setLocalAccessPolicy((path) => path === regular || path === bold)
  pdfmake.setFonts({ Hans: { normal: regular, bold, italics: regular, bolditalics: bold } })
  const definition: TDocumentDefinitions = {
    content,
    info: { title },
    pageSize: 'A4',
    pageMargins: margin,
    defaultStyle: { font: 'Hans', fontSize: 10, lineHeight: 1.15 },
  }
  const buffer = await pdfmake.createPdf(definition).getBuffer()
  return new Uint8Array(buffer)
}
