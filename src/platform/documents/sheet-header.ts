import { headerText } from './cell-text.ts'
import type { SheetForm } from './sheet.ts'

export type FoundHeader = {
  row: number
  /** Key → column number from 1. */
  columns: Map<string, number>
  /** Key → the heading as it stands in the file. */
  headings: Record<string, string>
  unknown: string[]
}

const searchedRows = 30

/**
 * The row with the most headings that the form knows, among the first thirty. A title above it never wins, and of a
 * heading in two rows the lower one does: merged cells carry the upper one's words down.
 */
export function findHeader(rows: readonly (readonly string[])[], form: SheetForm): FoundHeader | undefined {
  let best: FoundHeader | undefined
  for (const [index, texts] of rows.slice(0, searchedRows).entries()) {
    const found = matchHeadings(texts, form, index + 1)
    if (found.columns.size > 0 && found.columns.size >= (best?.columns.size ?? 1)) best = better(best, found, texts)
  }
  return best && form.headedBy.every((key) => best.columns.has(key)) ? best : undefined
}

// As many headings again in a row below: it is the lower part of the same heading only if nothing but headings is in it.
const better = (best: FoundHeader | undefined, found: FoundHeader, texts: readonly string[]): FoundHeader => {
  if (!best || found.columns.size > best.columns.size) return found
  return found.row === best.row + 1 && texts.filter((text) => text !== '').length >= found.columns.size ? found : best
}

function matchHeadings(texts: readonly string[], form: SheetForm, row: number): FoundHeader {
  const columns = new Map<string, number>()
  const headings: Record<string, string> = {}
  const unknown: string[] = []
  for (const [index, text] of texts.entries()) {
    const heading = headerText(text)
    if (heading === '' || ordinals.has(heading)) continue
    const key = columnOf(heading, form)
    if (key === undefined || columns.has(key)) unknown.push(text.trim())
    else {
      columns.set(key, index + 1)
      headings[key] = text.replace(/\s+/gu, '')
    }
  }
  return { row, columns, headings, unknown }
}

const ordinals = new Set(['序号', 'NO', 'NUMBER', '序'])

function columnOf(heading: string, form: SheetForm): string | undefined {
  const exact = form.columns.find((column) => column.names.some((name) => headerText(name) === heading))
  if (exact) return exact.key
  const beginning = form.columns.find((column) =>
    column.names.some((name) => headerText(name).length >= 3 && heading.startsWith(headerText(name))),
  )
  return beginning?.key
}
