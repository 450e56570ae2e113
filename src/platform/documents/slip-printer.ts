import type { Content, CustomTableLayout, TableCell } from 'pdfmake/interfaces.js'
import { printable, printPdf } from './pdf-printer.ts'
import type { Slip, SlipWords } from './sheet.ts'

const columns = 2
const rowsOfPage = 4
const millimetre = 72 / 25.4
const margin = 8 * millimetre
const slipWidth = (210 * millimetre - 2 * margin) / columns
const slipHeight = (297 * millimetre - 2 * margin) / rowsOfPage - 0.5

export type PrintedSlips = {
  pdf: Uint8Array
  /** Names with characters to be written in by hand, with those characters. */
  handwritten: { name: string; characters: string[] }[]
}

/** Eight slips on a page of A4, with dashed lines to cut along. */
export async function printSlipSheets(slips: readonly Slip[], words: SlipWords): Promise<PrintedSlips> {
  const handwritten: PrintedSlips['handwritten'] = []
  const cells = slips.map((slip) => {
    const { text, missing } = printable(slip.name)
    if (missing.length > 0) handwritten.push({ name: slip.name, characters: missing })
    return slipCell(slip, words, text, missing.length > 0)
  })
  const pdf = await printPdf({
    content: pagesOf(cells),
    info: { title: words.title },
    pageMargins: margin,
    defaultStyle: { fontSize: 10, lineHeight: 1.15 },
  })
  return { pdf, handwritten }
}

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
