import type { Content, CustomTableLayout, TableCell } from 'pdfmake/interfaces.js'
import { fillIn, type Paper, type PaperBlock } from './paper.ts'
import { printable, printPdf } from './pdf-printer.ts'

const red = '#b3261e'
const millimetre = 72 / 25.4
// GB/T 9704: 37 mm above, 28 mm left, 26 mm right, 35 mm below
const margins: [number, number, number, number] = [28 * millimetre, 30 * millimetre, 26 * millimetre, 28 * millimetre]
const bodySize = 15
/** Below it a heading goes to the next page: it stands with the head and the first row of its table. */
const lowestHeading = 0.86
const tableSize = 10.5

/** The paper on A4. Characters that the font lacks become boxes, named at the end for the pen. */
export async function printPaper(paper: Paper): Promise<Uint8Array> {
  const missing = new Set<string>()
  const safe = (text: string): string => {
    const printed = printable(text)
    for (const sign of printed.missing) missing.add(sign)
    return printed.text
  }
  const content: Content[] = [...headOf(paper, safe), ...bodyOf(paper.blocks, safe)]
  if (missing.size > 0) {
    const characters = [...missing]
      .map((sign) => `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase()}`)
      .join(' ')
    content.push({ text: fillIn(paper.words.handwritten, { characters }), fontSize: 8, margin: [0, 12, 0, 0] })
  }
  return printPdf({
    content,
    info: { title: paper.title },
    pageBreakBefore: ({ headlineLevel, startPosition }) =>
      headlineLevel === 1 && startPosition.verticalRatio > lowestHeading,
    pageOrientation: paper.isLandscape ? 'landscape' : 'portrait',
    pageMargins: paper.isLandscape ? [18 * millimetre, 20 * millimetre, 18 * millimetre, 18 * millimetre] : margins,
    defaultStyle: { fontSize: bodySize, lineHeight: 1.35 },
    footer: (page, pages) => ({
      text: fillIn(paper.words.footer, { page, pages }),
      alignment: 'center',
      fontSize: 9,
      margin: [0, 8 * millimetre, 0, 0],
    }),
  })
}

type Safe = (text: string) => string

// a long name still stands on one line
const headSize = (organ: string, isLandscape = false): number =>
  Math.max(13, Math.min(24, (isLandscape ? 700 : 436) / [...organ].length))

function headOf({ organ, number, title, to, isLandscape }: Paper, safe: Safe): Content[] {
  return [
    {
      text: safe(organ),
      fontSize: headSize(organ, isLandscape),
      bold: true,
      color: red,
      alignment: 'center',
      lineHeight: 1.1,
    },
    { text: safe(number ?? ' '), fontSize: 12, alignment: 'center', margin: [0, 8, 0, 4] },
    { table: { widths: ['*'], body: [['']] }, layout: redLine },
    { text: safe(title), fontSize: 19, bold: true, alignment: 'center', margin: [0, 16, 0, 14] },
    ...(to === undefined ? [] : [{ text: safe(to), margin: [0, 0, 0, 6] as [number, number, number, number] }]),
  ]
}

/** The seal stands on a page with text (GB/T 9704, 7.3.5): the words before it go to the next page with it. */
function bodyOf(blocks: readonly PaperBlock[], safe: Safe): Content[] {
  const contents = blocks.map((block) => blockOf(block, safe))
  const at = blocks.findIndex(({ kind }) => kind === 'signature')
  const before = blocks[at - 1]
  if (before?.kind !== 'text' || before.text.length > keptTogetherMax) return contents
  return [
    ...contents.slice(0, at - 1),
    { unbreakable: true, stack: contents.slice(at - 1, at + 1) },
    ...contents.slice(at + 1),
  ]
}
const keptTogetherMax = 400

const redLine: CustomTableLayout = {
  hLineWidth: (index) => (index === 0 ? 1.5 : 0),
  vLineWidth: () => 0,
  hLineColor: () => red,
  paddingTop: () => 0,
  paddingBottom: () => 0,
}

function blockOf(block: PaperBlock, safe: Safe): Content {
  switch (block.kind) {
    case 'heading':
      return { text: safe(block.text), bold: true, margin: [0, 10, 0, 4], headlineLevel: 1 }
    case 'text':
      return textOf(block, safe)
    case 'fields':
      return fieldsOf(block, safe)
    case 'table':
      return tableOf(block, safe)
    case 'signature':
      return {
        unbreakable: true,
        margin: [0, 24, 0, 0],
        stack: [
          { text: safe(block.sealWords), fontSize: 9, color: '#777777', alignment: 'right', margin: [0, 0, 40, 20] },
          { text: safe(block.organ), alignment: 'right', margin: [0, 0, 20, 0] },
          { text: safe(block.day), alignment: 'right', margin: [0, 0, 20, 0] },
        ],
      }
    case 'pageBreak':
      return { text: '', pageBreak: 'after' }
  }
}

function textOf({ text, align = 'left', indent = true }: Extract<PaperBlock, { kind: 'text' }>, safe: Safe): Content {
  const isIndented = indent && align === 'left'
  return {
    stack: safe(text)
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => ({ text: line, alignment: align, leadingIndent: isIndented ? 2 * bodySize : 0 })),
  }
}

function fieldsOf({ rows }: Extract<PaperBlock, { kind: 'fields' }>, safe: Safe): Content {
  const body: TableCell[][] = rows.map((pairs) => {
    const cells = pairs.flatMap(([label, value]): TableCell[] => [
      { text: safe(label), bold: true, alignment: 'center' },
      { text: safe(value) },
    ])
    if (pairs.length > 1) return cells
    const [label = '', value = ''] = cells
    return [label, { ...(value as object), colSpan: 3 } as TableCell, '', '']
  })
  return {
    // the longest label has eight characters
    table: { widths: [92, '*', 92, '*'], body, dontBreakRows: false },
    layout: formLines,
    fontSize: 11,
    margin: [0, 4, 0, 8],
  }
}

function tableOf({ head, rows, widths }: Extract<PaperBlock, { kind: 'table' }>, safe: Safe): Content {
  const whole = widths.reduce((sum, width) => sum + width, 0)
  const headCells: TableCell[] = head.map((text) => ({ text: safe(text), bold: true, alignment: 'center' }))
  return {
    table: {
      headerRows: 1,
      dontBreakRows: true,
      // what the lines and the paddings take is left to the page's edge
      widths: widths.map((width) => `${((width / whole) * 100).toFixed(2)}%`),
      body: [headCells, ...rows.map((row) => row.map((text): TableCell => ({ text: safe(text) })))],
    },
    layout: formLines,
    fontSize: tableSize,
    margin: [0, 4, 0, 8],
  }
}

const formLines: CustomTableLayout = {
  hLineWidth: () => 0.6,
  vLineWidth: () => 0.6,
  hLineColor: () => '#444444',
  vLineColor: () => '#444444',
  paddingTop: () => 4,
  paddingBottom: () => 3,
}
