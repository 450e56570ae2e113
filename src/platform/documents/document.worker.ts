import type { DocumentTasks } from './documents.ts'
import { readWorkbook } from './sheet-reader.ts'
import { writeWorkbook } from './sheet-writer.ts'
import { printSlipSheets } from './slip-printer.ts'
import { serveTasks } from './worker-tasks.ts'

serveTasks<DocumentTasks>({
  readSheet: ({ bytes, form, limits }, report) => readWorkbook(bytes, form, limits, report),
  writeSheet: (book) => writeWorkbook(book),
  printSlips: ({ slips, words }) => printSlipSheets(slips, words),
})
