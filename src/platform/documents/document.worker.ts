import type { DocumentTasks } from './documents.ts'
import { readWorkbook } from './sheet-reader.ts'
import { writeWorkbook } from './sheet-writer.ts'
import { serveTasks } from './worker-tasks.ts'

serveTasks<DocumentTasks>({
  readSheet: ({ bytes, form, limits }, report) => readWorkbook(bytes, form, limits, report),
  writeSheet: (book) => writeWorkbook(book),
  // Half a second of modules that a spreadsheet does not need
  printSlips: async ({ slips, words }) => (await import('./slip-printer.ts')).printSlipSheets(slips, words),
  makePaper: async ({ paper, format }) =>
    format === 'pdf'
      ? (await import('./paper-pdf.ts')).printPaper(paper)
      : (await import('./paper-docx.ts')).writePaper(paper),
})
