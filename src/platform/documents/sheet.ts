/** One column that a form knows, by the names under which offices head it. The first name is the one we write. */
export type SheetColumn<Key extends string = string> = {
  key: Key
  names: readonly string[]
  /** `lines` is a whole text that keeps its lines; of the others every run of blanks and breaks is one blank. */
  kind: 'text' | 'lines' | 'code' | 'name' | 'date'
}

export type SheetForm<Key extends string = string> = {
  columns: readonly SheetColumn<Key>[]
  /** Keys without which a row of headings is none. */
  headedBy: readonly Key[]
  /** Dates with a year of two digits are the latest ones before this, by key. */
  notAfter?: Readonly<Partial<Record<Key, string>>>
}

export type CellFault =
  | 'date_unreadable'
  | 'date_ambiguous'
  | 'digits_lost'
  | 'cell_error'
  | 'formula_without_result'
  | 'text_too_long'

export type SheetRow<Key extends string = string> = {
  sheet: string
  /** The row's number as the spreadsheet shows it, from 1. */
  number: number
  cells: Partial<Record<Key, string>>
  faults: Partial<Record<Key, CellFault>>
}

/** What was found in the file besides the rows. */
export type SheetSummary = {
  rows: number
  sheets: { name: string; headerRow: number; columns: Record<string, string>; unknown: string[] }[]
  /** Rows that are no rows of the list: notes at the foot, group titles. */
  skipped: { sheet: string; number: number; text: string }[]
}

export type ReadLimits = {
  bytesMax: number
  unpackedBytesMax: number
  rowsMax: number
  columnsMax: number
  cellCharactersMax: number
}

export const readLimits: ReadLimits = {
  bytesMax: 15 * 1024 * 1024,
  unpackedBytesMax: 300 * 1024 * 1024,
  rowsMax: 20_000,
  columnsMax: 200,
  cellCharactersMax: 2000,
}

export type WrittenColumn = {
  header: string
  width: number
  kind: 'text' | 'number'
  /** The only values a spreadsheet program lets one choose. */
  choices?: readonly string[]
  /** Shown when the heading is pointed at. */
  note?: string
}

export type WrittenSheet = {
  name: string
  /** A line above the headings. */
  title?: string
  columns: readonly WrittenColumn[]
  rows: readonly (readonly (string | number | null)[])[]
  /** Empty rows below the last one that still carry formats and choices. */
  spareRows?: number
}

export type WrittenWorkbook = {
  sheets: readonly WrittenSheet[]
  /** Printed on every page and written above every sheet: who took this file out, when, under which approval. */
  watermark?: string
}

export type Slip = {
  name: string
  accountName: string
  /** In groups, as it is read aloud. */
  code: string
  url: string
  validUntil: string
  congressName: string
  group: string
}

/** The words on a slip, in the reader's language. */
export type SlipWords = {
  title: string
  nameLabel: string
  accountLabel: string
  codeLabel: string
  validLabel: string
  hint: string
  handwritten: string
}
