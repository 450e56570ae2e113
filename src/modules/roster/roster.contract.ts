import { z } from '@hono/zod-openapi'
import type { Locale } from '#kernel/actor.ts'
import type { JsonObject } from '#kernel/refusal.ts'
import type { OpenSubject } from '#modules/approval/index.ts'
import { AccountQuery } from '#modules/identity/index.ts'
import { pageOf, pageQuery, whole, wholeInAddress } from '#platform/http/routes.ts'
import { translate } from '#platform/i18n/i18n.ts'
import type { findPlannedRows, ImportRecord, Progress } from './import.queries.ts'
import type { BeyondSeats } from './import-plan.ts'
import { importKinds, importProcess, importSorts, importStates, outcomes, rosterKinds } from './roster.ts'
import type { FieldChange, RowFault } from './row-plan.ts'

export const AccountExportQuery = AccountQuery.omit({ cursor: true, limit: true })
export type AccountExportQuery = z.infer<typeof AccountExportQuery>

const Kind = z.enum(importKinds)
export const RosterKind = z.enum(rosterKinds)
const Outcome = z.enum(outcomes)

const Sheet = z.object({
  name: z.string(),
  headerRow: z.number(),
  columns: z.record(z.string(), z.string()),
  unknown: z.array(z.string()),
})

export const ImportView = z
  .object({
    id: z.string(),
    kind: Kind,
    kindName: z.string(),
    status: z.enum(importProcess.states),
    statusName: z.string(),
    fileName: z.string(),
    version: z.number(),
    createdAt: z.string(),
    appliedAt: z.string().nullable(),
    progress: z.object({ phase: z.string(), phaseName: z.string(), done: z.number(), total: z.number() }).nullable(),
    counts: z.object({
      total: z.number(),
      create: z.number(),
      change: z.number(),
      unchanged: z.number(),
      refused: z.number(),
    }),
    /** What was found in the file: which headings were read as what, which rows are none. */
    sheets: z.array(Sheet),
    skipped: z.array(z.object({ sheet: z.string(), number: z.number(), text: z.string() })),
    newDelegations: z.array(z.string()),
    /** Official numbers after which their series would go on, for good. */
    continuesAfter: z.array(z.string()),
    /** Terms and constituencies that would have more deputies than seats, the terms first. */
    beyondSeats: z.array(z.object({ name: z.string(), seats: z.number(), deputies: z.number() })),
    failure: z.object({ code: z.string(), sentence: z.string() }).nullable(),
    /** Two persons: who asked for it to be written waits for another one. */
    isByTwo: z.boolean(),
    asked: z.object({ by: z.string(), at: z.string(), expiresAt: z.string() }).nullable(),
    allowed: z.array(z.enum(['apply', 'discard'])),
  })
  .openapi('RosterImport')

type StoredForm = {
  sheets?: z.infer<typeof Sheet>[]
  skipped?: z.infer<typeof ImportView>['skipped']
  delegations?: string[]
  continuesAfter?: string[]
  beyondSeats?: BeyondSeats[]
}

export type SeenImport = {
  record: ImportRecord
  progress: Progress | undefined
  /** Who asked a second person to let it be written, and when. */
  asked: OpenSubject | undefined
  isByTwo: boolean
}

export function presentImport(
  { record, progress, asked, isByTwo }: SeenImport,
  locale: Locale,
): z.infer<typeof ImportView> {
  const form = record.form as StoredForm
  const isMoving = record.status === 'previewing' || record.status === 'applying'
  return {
    id: record.id,
    kind: record.kind,
    kindName: translate(locale, `roster.kinds.${record.kind}`),
    status: record.status,
    statusName: translate(locale, `roster.statuses.${record.status}`),
    fileName: record.file_name,
    version: record.version,
    createdAt: record.created_at.toISOString(),
    appliedAt: record.applied_at?.toISOString() ?? null,
    progress:
      isMoving && progress ? { ...progress, phaseName: translate(locale, `roster.phases.${progress.phase}`) } : null,
    counts: {
      total: record.rows_total,
      create: record.create_count,
      change: record.change_count,
      unchanged: record.unchanged_count,
      refused: record.refused_count,
    },
    sheets: form.sheets ?? [],
    skipped: form.skipped ?? [],
    newDelegations: form.delegations ?? [],
    continuesAfter: form.continuesAfter ?? [],
    beyondSeats: form.beyondSeats ?? [],
    failure: record.failure_code
      ? {
          code: record.failure_code,
          sentence: sentence(locale, record.failure_code, record.failure_data as JsonObject),
        }
      : null,
    isByTwo,
    asked: asked
      ? { by: asked.askedBy, at: asked.askedAt.toISOString(), expiresAt: asked.expiresAt.toISOString() }
      : null,
    allowed: importProcess
      .allowed(record.status)
      .filter((action) => action === 'apply' || action === 'discard')
      // asked for once is enough
      .filter((action) => action === 'discard' || asked === undefined),
  }
}

const sentence = (locale: Locale, code: string, data: JsonObject): string =>
  translate(locale, code.replace('.', '.refusals.'), data)

export type ImportView = z.infer<typeof ImportView>
export const ImportPage = pageOf(ImportView).openapi('RosterImportPage')

export const RowView = z
  .object({
    ordinal: z.number(),
    sheet: z.string(),
    row: z.number(),
    label: z.string(),
    outcome: Outcome,
    changes: z.array(
      z.object({ field: z.string(), fieldName: z.string(), from: z.string().nullable(), to: z.string() }),
    ),
    reasons: z.array(z.object({ code: z.string(), sentence: z.string() })),
  })
  .openapi('RosterImportRow')
export const RowPage = pageOf(RowView).openapi('RosterImportRowPage')

type StoredRow = Awaited<ReturnType<typeof findPlannedRows>>[number]

export const presentRow = (row: StoredRow, locale: Locale): z.infer<typeof RowView> => ({
  ordinal: row.ordinal,
  sheet: row.sheet,
  row: row.row_number,
  label: row.label,
  outcome: row.outcome as z.infer<typeof Outcome>,
  changes: (row.changes as FieldChange[]).map((change) => ({
    ...change,
    ...(change.field === 'sex' && {
      from: change.from && translate(locale, `roster.sexes.${change.from}`),
      to: translate(locale, `roster.sexes.${change.to}`),
    }),
    fieldName: translate(locale, `roster.fields.${change.field}`),
  })),
  reasons: (row.refusals as RowFault[]).map(({ code, data }) => ({ code, sentence: reason(locale, code, data) })),
})

const reason = (locale: Locale, code: string, data: JsonObject): string =>
  translate(locale, `roster.faults.${code}`, {
    ...data,
    ...(typeof data.field === 'string' && { field: translate(locale, `roster.fields.${data.field}`) }),
  })

export const rowQuery = z.object({ ...pageQuery, filter: Outcome.optional() })
export const listQuery = z.object({
  ...pageQuery,
  kind: Kind.optional(),
  state: z.enum(importStates).optional(),
  q: z.string().trim().min(1).max(60).optional().openapi({ description: 'Part of the name of the file' }),
  sort: z.enum(importSorts).default('newest'),
})
export type ImportQuery = z.infer<typeof listQuery>
export const UploadBody = z
  .object({
    kind: Kind,
    file: z.instanceof(File).openapi({ type: 'string', format: 'binary' }),
  })
  .openapi('RosterUpload')
export const ApplyBody = z
  .object({ acceptGoodRows: z.boolean().default(false), version: whole(0) })
  .openapi('RosterApply')
export const discardQuery = z.object({ version: wholeInAddress(0) })

/** `deputies.xlsx` → `deputies` */
export const FileName = z
  .enum(importKinds.map((kind) => `${kind}.xlsx` as const))
  .transform((file) => Kind.parse(file.slice(0, -5)))
