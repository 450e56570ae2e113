import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import pdfmake from 'pdfmake'
import type { TDocumentDefinitions } from 'pdfmake/interfaces.js'
import { fontCoverage } from './font-coverage.ts'

const fontFolder = new URL('../fonts/', import.meta.resolve('@embedpdf/fonts-sc'))
const regular = fileURLToPath(new URL('NotoSansHans-Regular.otf', fontFolder))
const bold = fileURLToPath(new URL('NotoSansHans-Medium.otf', fontFolder))

/** A character that the font lacks is printed as this box, for the pen. */
const box = '□'

let covered: ((codePoint: number) => boolean) | undefined
const covers = (sign: string): boolean => {
  covered ??= fontCoverage(readFileSync(regular))
  return covered(sign.codePointAt(0) ?? 0)
}

/** The text as it can be printed, and what of it is left to the pen. */
export function printable(text: string): { text: string; missing: string[] } {
  const signs = Array.from(text)
  const missing = signs.filter((sign) => !(sign === '\n' || covers(sign)))
  return { text: signs.map((sign) => (missing.includes(sign) ? box : sign)).join(''), missing: [...new Set(missing)] }
}

/** Nothing is fetched and no file is read but the two fonts. */
export async function printPdf(definition: TDocumentDefinitions): Promise<Uint8Array> {
  pdfmake.setUrlAccessPolicy(() => false)
  pdfmake.setLocalAccessPolicy((path) => path === regular || path === bold)
  pdfmake.setFonts({ Hans: { normal: regular, bold, italics: regular, bolditalics: bold } })
  const { defaultStyle, ...rest } = definition
  const buffer = await pdfmake
    .createPdf({ pageSize: 'A4', ...rest, defaultStyle: { font: 'Hans', ...defaultStyle } })
    .getBuffer()
  return new Uint8Array(buffer)
}
