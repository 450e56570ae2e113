import type { Paper, PaperFormat } from './paper.ts'
import type { ReadLimits, SheetForm, SheetRow, SheetSummary, Slip, SlipWords, WrittenWorkbook } from './sheet.ts'
import { readLimits } from './sheet.ts'
import type { PrintedSlips } from './slip-printer.ts'
import { workerPool } from './worker-pool.ts'

export type DocumentTasks = {
  readSheet: {
    input: { bytes: Uint8Array; form: SheetForm; limits: ReadLimits }
    part: SheetRow[]
    output: SheetSummary
  }
  writeSheet: { input: WrittenWorkbook; part: never; output: Uint8Array }
  printSlips: { input: { slips: readonly Slip[]; words: SlipWords }; part: never; output: PrintedSlips }
  makePaper: { input: { paper: Paper; format: PaperFormat }; part: never; output: Uint8Array }
}

export type Documents = {
  /**
   * Rows of an .xlsx in batches of 500, each awaited before the next. Refuses `document.not_a_workbook`,
   * `document.encrypted_or_old`, `document.too_large`, `document.too_complex`, `document.took_too_long` and
   * `document.headings_not_found` (the missing headings).
   */
  readSheet<Key extends string>(
    bytes: Uint8Array,
    form: SheetForm<Key>,
    onRows: (rows: SheetRow<Key>[]) => void | Promise<void>,
    options?: { limits?: Partial<ReadLimits>; timeoutMs?: number },
  ): Promise<SheetSummary>
  writeSheet(book: WrittenWorkbook): Promise<Uint8Array>
  printSlips(slips: readonly Slip[], words: SlipWords): Promise<PrintedSlips>
  /** A paper as PDF to be sealed, or as Word to be corrected first. */
  makePaper(paper: Paper, format: PaperFormat): Promise<Uint8Array>
  close(): Promise<void>
}

/** Spreadsheets, PDF and Word, all in one worker thread beside the event loop. */
export function openDocuments(): Documents {
  const pool = workerPool<DocumentTasks>({
    entry: new URL('./document.worker.ts', import.meta.url),
    memoryMb: 1024,
    idleMs: 120_000,
  })
  return {
    readSheet: (bytes, form, onRows, { limits, timeoutMs = 120_000 } = {}) =>
      pool.run(
        'readSheet',
        { bytes, form, limits: { ...readLimits, ...limits } },
        // the worker gives back the keys of the form that it was given
        { timeoutMs, onPart: (rows) => onRows(rows as SheetRow<(typeof form.columns)[number]['key']>[]) },
      ),
    writeSheet: (book) => pool.run('writeSheet', book, { timeoutMs: 120_000 }),
    printSlips: (slips, words) => pool.run('printSlips', { slips, words }, { timeoutMs: 300_000 }),
    makePaper: (paper, format) => pool.run('makePaper', { paper, format }, { timeoutMs: 120_000 }),
    close: () => pool.close(),
  }
}

/** The one of this process: its thread starts at the first task. */
export const documents = openDocuments()
