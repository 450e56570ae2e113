import { createHash } from 'node:crypto'
import type { Role } from '#kernel/actor.ts'
import { shanghaiDate } from '#kernel/clock.ts'
import { Refusal } from '#kernel/refusal.ts'
import { adultUntil, coverMail } from '#modules/identity/identity.ts'
import type { App } from '#platform/app.ts'
import { seal, unseal } from '#platform/crypto/seal-box.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import { findScopeCongress } from './deputy-import.queries.ts'
import type { ImportRecord, StoredRow } from './import.queries.ts'
import { importKindOf } from './import-kind.registry.ts'
import type { ImportPlan } from './import-plan.ts'
import type { ImportScope } from './import-scope.ts'
import { maskPhone, sealedFields } from './roster.ts'
import type { FieldChange, ImportRow, RowPlan } from './row-plan.ts'
import type { Turn } from './turns.ts'

/** Decides on all rows of an import as of now; the same before the transaction of the writing and inside it. */
export async function planImport(
  app: App,
  db: Db,
  record: ImportRecord,
  rows: readonly ImportRow[],
  turn: Turn,
): Promise<ImportPlan<Trx>> {
  const congress = await findScopeCongress(db, record.congress_id)
  if (!congress) throw new Refusal('not_found', 'roster.no_such_import')
  const { role } = record.acting as { role: Role }
  const today = shanghaiDate(app.clock.now())
  const scope: ImportScope = { role, congress, today, adultUntil: adultUntil(today) }
  return importKindOf(record.kind).plan(app, db, scope, rows, turn)
}

/** What is applied must be what was shown: the digest of every decision, in full, not as it is shown. */
export const planHash = (rows: readonly RowPlan[]): Buffer => {
  const hash = createHash('sha256')
  for (const { ordinal, outcome, changes, refusals } of rows)
    hash.update(JSON.stringify([ordinal, outcome, changes, refusals]))
  return hash.digest()
}

/** A change as it may be kept and shown: telephones and mail addresses masked, of an ID number only that there is one now. */
export function shownChange(change: FieldChange): FieldChange {
  const { field, from, to } = change
  if (field === 'idNumber') return { field, from: from === null ? null : '****', to: '****' }
  const cover = field === 'phone' ? maskPhone : field === 'mail' ? coverMail : undefined
  return cover ? { field, from: from === null ? null : cover(from), to: cover(to) } : change
}

/** A row as it is stored until it is applied: what says who and where somebody is sealed apart. */
export function storedRow(app: App, importId: string, row: ImportRow): StoredRow {
  const open: Record<string, string> = {}
  const closed: Record<string, string> = {}
  for (const [key, text] of Object.entries(row.cells))
    if (sealedFields.some((field) => field === key)) closed[key] = text
    else open[key] = text
  const hasSecrets = Object.keys(closed).length > 0
  const sealed = hasSecrets ? seal(app.keys, rowId(importId, row.ordinal), JSON.stringify(closed)) : undefined
  return {
    ordinal: row.ordinal,
    sheet: row.sheet,
    row_number: row.number,
    cells: open,
    faults: { ...row.faults },
    sealed: sealed?.cipher ?? null,
    key_id: sealed?.keyId ?? null,
  }
}

export function readStoredRow(app: App, importId: string, row: StoredRow): ImportRow {
  const { ordinal, sheet, row_number: number, cells, faults, sealed, key_id: keyId } = row
  if (!sealed || !keyId) return { ordinal, sheet, number, cells, faults }
  const secrets: Record<string, string> = JSON.parse(
    unseal(app.keys, rowId(importId, ordinal), { keyId, cipher: sealed }),
  )
  return { ordinal, sheet, number, cells: { ...cells, ...secrets }, faults }
}

const rowId = (importId: string, ordinal: number): string => `${importId}/${ordinal}`
