import type { Actor } from '#kernel/actor.ts'
import { shanghaiDate } from '#kernel/clock.ts'
import { type JsonObject, Refusal } from '#kernel/refusal.ts'
import { bearsSecretMark } from '#kernel/secret-mark.ts'
import { tellOfMark } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import { documents } from '#platform/documents/documents.ts'
import type { SheetSummary } from '#platform/documents/sheet.ts'
import {
  deleteRows,
  findImport,
  findStoredRows,
  type ImportRecord,
  insertRows,
  type Phase,
  saveImport,
  saveProgress,
} from './import.queries.ts'
import { importKindOf } from './import-kind.registry.ts'
import { planHash, planImport, readStoredRow, shownChange, storedRow } from './plan-import.service.ts'
import { sheetForm } from './roster.form.ts'
import type { ImportRow, RowPlan } from './row-plan.ts'
import { inTurns, pause, type Turn } from './turns.ts'

/**
 * Reads the file in the worker, decides on every row and keeps what it found. Runs as a job; safe to run twice: it
 * begins anew as long as the import is being previewed.
 */
export async function previewImport(app: App, id: string, broughtBy: Actor | null = null): Promise<void> {
  const record = await findImport(app.db, id)
  if (record?.status === 'previewing') await makePreview(app, record, broughtBy)
  if (record && record.file_key !== null) await app.files.remove(record.file_key)
}

async function makePreview(app: App, record: ImportRecord, broughtBy: Actor | null): Promise<void> {
  const { id } = record
  try {
    await (record.file_key === null ? lookAgain(app, record) : readAndShow(app, record, record.file_key))
  } catch (error) {
    const isRefusal = error instanceof Refusal
    if (!isRefusal) app.log.error('preview of an import', error, { importId: id })
    // as of what is typed: who looks after secrets hears of it
    if (isRefusal && error.code === markCode && broughtBy) await tellOfMark(app, broughtBy, { code: markCode, route })
    await saveImport(app.db, record, {
      status: 'failed',
      file_key: null,
      failure_code: isRefusal ? error.code : 'roster.broke_off',
      failure_data: JSON.stringify(isRefusal ? error.data : {}),
    })
  }
}

async function readAndShow(app: App, record: ImportRecord, fileKey: string): Promise<void> {
  const bytes = await app.files.get(fileKey)
  const rows: ImportRow[] = []
  const turn = reportTurn(app, record.id, 'reading', 0)
  const { form } = importKindOf(record.kind)
  const summary = await documents.readSheet(
    bytes,
    sheetForm(form, shanghaiDate(app.clock.now())),
    async (batch) => {
      for (const { sheet, number, cells, faults } of batch)
        rows.push({ ordinal: rows.length + 1, sheet, number, cells: onlyText(cells), faults: onlyText(faults) })
      await turn(rows.length)
    },
    form.cellCharactersMax === undefined ? {} : { limits: { cellCharactersMax: form.cellCharactersMax } },
  )
  checkMarks(rows, summary)
  if (rows.length === 0) throw new Refusal('invalid', 'roster.no_rows')
  await show(app, record, rows, summary)
}

const markCode = 'roster.secret_mark'
const route = '/api/imports'

/** 保守国家秘密法 art. 31: of a list in which anything bears the mark of a state secret nothing is kept, not even the rest. */
function checkMarks(rows: readonly ImportRow[], summary: SheetSummary): void {
  const marked = rows.find(({ cells }) => bearsSecretMark(...Object.values(cells)))
  if (marked) throw new Refusal('forbidden', markCode, { row: marked.number })
  const beside = summary.skipped.find(({ text }) => bearsSecretMark(text))
  const isHeaded = summary.sheets.some(({ name, unknown }) => bearsSecretMark(name, ...unknown))
  if (beside || isHeaded) throw new Refusal('forbidden', markCode, { row: beside?.number ?? 1 })
}

const onlyText = (cells: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(Object.entries(cells).flatMap(([key, text]) => (text === undefined ? [] : [[key, text]])))

/** The world has moved on since the preview: decide on the kept rows once more. */
async function lookAgain(app: App, record: ImportRecord): Promise<void> {
  const rows: ImportRow[] = []
  await inTurns(await findStoredRows(app.db, record.id), pause, (batch) => {
    for (const row of batch) rows.push(readStoredRow(app, record.id, row))
  })
  await show(app, record, rows, undefined)
}

async function show(
  app: App,
  record: ImportRecord,
  rows: readonly ImportRow[],
  summary: SheetSummary | undefined,
): Promise<void> {
  const plan = await planImport(app, app.db, record, rows, reportTurn(app, record.id, 'checking', rows.length))
  await deleteRows(app.db, record.id)
  const planned = rows.map((row, index) => ({ row, plan: plan.rows[index] }))
  await inTurns(planned, pause, async (batch) => {
    await insertRows(
      app.db,
      record.id,
      batch.flatMap(({ row, plan: made }) => (made ? [{ ...storedRow(app, record.id, row), ...shownPlan(made) }] : [])),
    )
  })
  const form = { ...(summary ?? (record.form as JsonObject)), ...plan.alsoNew }
  const isSaved = await saveImport(app.db, record, {
    status: 'ready',
    file_key: null,
    form: JSON.stringify(form),
    rows_total: rows.length,
    ...countsOf(plan.rows),
    plan_hash: planHash(plan.rows),
    previewed_at: app.clock.now(),
  })
  // given up while it was being made
  if (!isSaved) await deleteRows(app.db, record.id)
}

const shownPlan = ({ outcome, label, changes, refusals }: RowPlan) => ({
  outcome,
  label,
  changes: changes.map(shownChange),
  refusals,
})

function countsOf(rows: readonly RowPlan[]) {
  const count = (wanted: RowPlan['outcome']): number => rows.filter(({ outcome }) => outcome === wanted).length
  return {
    create_count: count('create'),
    change_count: count('change'),
    unchanged_count: count('unchanged'),
    refused_count: count('refused'),
  }
}

/** A turn that also tells whoever looks how far it is. */
export function reportTurn(app: App, importId: string, phase: Phase, total: number): Turn {
  return async (done) => {
    await saveProgress(app.db, importId, { phase, done, total }, app.clock.now())
    await pause(done)
  }
}
