import {
  AlignmentType,
  BorderStyle,
  convertMillimetersToTwip,
  Document,
  Footer,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  type ParagraphChild,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'
import type { Paper, PaperBlock } from './paper.ts'

const red = 'B3261E'
// the faces of GB/T 9704; where a machine lacks them, Word and WPS take the nearest they have
const bodyFace = '仿宋'
const titleFace = '方正小标宋简体'
const headingFace = '黑体'
const half = (points: number) => Math.round(points * 2)
const bodySize = half(16)
const tableSize = half(10.5)
const lineTwips = 28 * 20

/** The paper as Word and WPS open it: real text throughout, to be corrected and sealed. */
export async function writePaper(paper: Paper): Promise<Uint8Array> {
  const isLandscape = paper.isLandscape === true
  const mm = convertMillimetersToTwip
  const document = new Document({
    title: paper.title,
    creator: paper.organ,
    styles: { default: { document: { run: { font: faces(bodyFace), size: bodySize } } } },
    sections: [
      {
        properties: {
          page: {
            // docx turns width and height itself
            size: {
              width: mm(210),
              height: mm(297),
              orientation: isLandscape ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
            },
            margin: isLandscape
              ? { top: mm(20), bottom: mm(18), left: mm(18), right: mm(18) }
              : { top: mm(37), bottom: mm(35), left: mm(28), right: mm(26) },
          },
        },
        footers: { default: new Footer({ children: [footerLine(paper.words.footer)] }) },
        children: [...headOf(paper), ...paper.blocks.flatMap(blockOf)],
      },
    ],
  })
  return new Uint8Array(await Packer.toBuffer(document))
}

const faces = (face: string) => ({ ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: face, cs: face })

const run = (text: string, options: { size?: number; face?: string; bold?: boolean; color?: string } = {}) =>
  new TextRun({
    text,
    size: options.size ?? bodySize,
    font: faces(options.face ?? bodyFace),
    ...(options.bold === undefined ? {} : { bold: options.bold }),
    ...(options.color === undefined ? {} : { color: options.color }),
  })

function footerLine(pattern: string): Paragraph {
  const places: Record<string, string> = { page: PageNumber.CURRENT, pages: PageNumber.TOTAL_PAGES }
  const children: ParagraphChild[] = pattern
    .split(/\{\{(\w+)\}\}/g)
    .map((part, at) =>
      at % 2 === 1
        ? new TextRun({ children: [places[part] ?? part], size: half(10), font: faces(bodyFace) })
        : run(part, { size: half(10) }),
    )
  return new Paragraph({ alignment: AlignmentType.CENTER, children })
}

// a long name still stands on one line
const headSize = ({ organ, isLandscape }: Paper): number =>
  half(Math.max(14, Math.min(26, (isLandscape ? 700 : 440) / [...organ].length)))

function headOf(paper: Paper): Paragraph[] {
  const { organ, number, title, to } = paper
  const centred = { alignment: AlignmentType.CENTER } as const
  return [
    new Paragraph({ ...centred, children: [run(organ, { size: headSize(paper), face: titleFace, color: red })] }),
    new Paragraph({
      ...centred,
      spacing: { before: 160, after: 80 },
      border: { bottom: { style: BorderStyle.SINGLE, size: 12, color: red, space: 4 } },
      children: [run(number ?? '')],
    }),
    new Paragraph({
      ...centred,
      spacing: { before: 360, after: 280 },
      children: [run(title, { size: half(22), face: titleFace })],
    }),
    ...(to === undefined ? [] : [new Paragraph({ spacing: { line: lineTwips }, children: [run(to)] })]),
  ]
}

const aligned = { left: AlignmentType.LEFT, center: AlignmentType.CENTER, right: AlignmentType.RIGHT } as const

function blockOf(block: PaperBlock): (Paragraph | Table)[] {
  switch (block.kind) {
    case 'heading':
      return [
        new Paragraph({
          spacing: { before: 160, line: lineTwips },
          keepNext: true,
          children: [run(block.text, { face: headingFace })],
        }),
      ]
    case 'text':
      return linesOf(block.text).map(
        (line) =>
          new Paragraph({
            alignment: aligned[block.align ?? 'left'],
            spacing: { line: lineTwips },
            ...((block.indent ?? true) && (block.align ?? 'left') === 'left'
              ? { indent: { firstLine: 2 * bodySize * 10 } }
              : {}),
            children: [run(line)],
          }),
      )
    case 'fields':
      return [formOf(block.rows), gap()]
    case 'table':
      return [tableOf(block), gap()]
    case 'signature':
      return signatureOf(block)
    case 'pageBreak':
      return [new Paragraph({ pageBreakBefore: true, children: [] })]
  }
}

const linesOf = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '')
const gap = () => new Paragraph({ children: [] })

function signatureOf({ organ, day, sealWords }: Extract<PaperBlock, { kind: 'signature' }>): Paragraph[] {
  const right = { alignment: AlignmentType.RIGHT, keepNext: true } as const
  return [
    new Paragraph({
      ...right,
      spacing: { before: 480 },
      children: [run(sealWords, { size: half(9), color: '777777' })],
    }),
    new Paragraph({ ...right, spacing: { before: 240 }, indent: { right: 400 }, children: [run(organ)] }),
    new Paragraph({ alignment: AlignmentType.RIGHT, indent: { right: 400 }, children: [run(day)] }),
  ]
}

const cellOf = (text: string, options: { share: number; bold?: boolean; columnSpan?: number; centred?: boolean }) =>
  new TableCell({
    width: { size: options.share, type: WidthType.PERCENTAGE },
    margins: { top: 60, bottom: 60, left: 80, right: 80 },
    ...(options.columnSpan === undefined ? {} : { columnSpan: options.columnSpan }),
    children: (linesOf(text).length === 0 ? [''] : linesOf(text)).map(
      (line) =>
        new Paragraph({
          ...(options.centred ? { alignment: AlignmentType.CENTER } : {}),
          children: [run(line, { size: tableSize, ...(options.bold ? { face: headingFace } : {}) })],
        }),
    ),
  })

const fieldShare = { label: 16, value: 34 } as const

const formOf = (rows: Extract<PaperBlock, { kind: 'fields' }>['rows']) =>
  new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: rows.map(
      (pairs) =>
        new TableRow({
          children: pairs.flatMap(([label, value]) => [
            cellOf(label, { share: fieldShare.label, bold: true, centred: true }),
            pairs.length === 1
              ? cellOf(value, { share: 100 - fieldShare.label, columnSpan: 3 })
              : cellOf(value, { share: fieldShare.value }),
          ]),
        }),
    ),
  })

function tableOf({ head, rows, widths }: Extract<PaperBlock, { kind: 'table' }>): Table {
  const whole = widths.reduce((sum, width) => sum + width, 0)
  const shareOf = (column: number) => Math.round(((widths[column] ?? 1) / whole) * 100)
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: [
      new TableRow({
        tableHeader: true,
        children: head.map((text, column) => cellOf(text, { share: shareOf(column), bold: true, centred: true })),
      }),
      ...rows.map(
        (row) =>
          new TableRow({
            cantSplit: true,
            children: row.map((text, column) => cellOf(text, { share: shareOf(column) })),
          }),
      ),
    ],
  })
}
