import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/refusal.ts'
import type { App } from '#platform/app.ts'
import type { Trx } from '#platform/db/database.ts'
import { type ImportRecord, saveImport } from './import.queries.ts'
import { applyImportJob } from './roster.jobs.ts'
import { importProcess } from './roster.ts'

export type ApplyOrder = { acceptGoodRows: boolean; version: number }

/** Refuses `roster.stale_version`, `.not_now`, `.has_refused_rows` and `.nothing_to_apply`. */
export function mustBeAppliable(record: ImportRecord, order: ApplyOrder): void {
  checkVersion(record, order.version)
  importProcess.next(record.status, 'apply')
  const { refused_count: refused } = record
  if (refused > 0 && !order.acceptGoodRows) throw new Refusal('conflict', 'roster.has_refused_rows', { refused })
  if (record.create_count + record.change_count === 0) throw new Refusal('conflict', 'roster.nothing_to_apply')
}

export function checkVersion(record: ImportRecord, version: number): void {
  if (record.version !== version) throw new Refusal('conflict', 'roster.stale_version', { version: record.version })
}

/** From here on it is written in the background. */
export async function beginWriting(
  app: App,
  trx: Trx,
  record: ImportRecord,
  by: { actor: Actor; approvedByPersonId: string | null },
): Promise<void> {
  await saveImport(trx, record, { status: importProcess.next(record.status, 'apply'), failure_code: null })
  await app.jobs.enqueue(trx, applyImportJob, { id: record.id, ...by })
}
