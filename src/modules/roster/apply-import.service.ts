import type { Actor } from '#kernel/actor.ts'
import { loadPersonImages, powerImages } from '#modules/identity/index.ts'
import { loadOrganImages } from '#modules/organisation/index.ts'
import { type NewEvent, recordEvent, recordEvents } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import type { Trx } from '#platform/db/database.ts'
import { lockRosters } from './deputy-import.queries.ts'
import { findStoredRows, forgetCells, type ImportRecord, lockImport, saveImport } from './import.queries.ts'
import type { ImportPlan } from './import-plan.ts'
import { planHash, planImport, readStoredRow } from './plan-import.service.ts'
import { previewImport, reportTurn } from './preview-import.service.ts'
import { importProcess } from './roster.ts'
import type { ImportRow } from './row-plan.ts'
import { inTurns, pause } from './turns.ts'

/**
 * Writes everything that was shown, in one transaction, or nothing. Decides anew inside it: when the world has moved on
 * and a row would end otherwise than shown, nothing is written and the import is previewed again.
 */
export async function applyImport(app: App, id: string, by: OrderedBy): Promise<void> {
  const outcome = await app.db
    .transaction()
    .execute((trx) => writeImport(app, trx, id, by))
    .catch((error: unknown) => {
      app.log.error('applying an import', error, { importId: id })
      return 'broke_off' as const
    })
  if (outcome === 'written' || outcome === 'not_waiting') return
  await leaveApplying(app, id, outcome)
  if (outcome === 'overtaken') await previewImport(app, id)
}

type Written = 'written' | 'overtaken' | 'not_waiting'

type OrderedBy = { actor: Actor; approvedByPersonId: string | null }

async function writeImport(app: App, trx: Trx, id: string, { actor, approvedByPersonId }: OrderedBy): Promise<Written> {
  await lockRosters(trx)
  const record = await lockImport(trx, id)
  if (record.status !== 'applying') return 'not_waiting'
  const rows: ImportRow[] = []
  await inTurns(await findStoredRows(trx, id), pause, (batch) => {
    for (const row of batch) rows.push(readStoredRow(app, id, row))
  })
  const plan = await planImport(app, trx, record, rows, reportTurn(app, id, 'checking', rows.length))
  if (!record.plan_hash || !planHash(plan.rows).equals(record.plan_hash)) return 'overtaken'
  const by = { actor, importId: id, fileName: record.file_name, fileSha256: record.file_sha256.toString('hex') }
  if (plan.reserve && !(await plan.reserve(trx))) return 'overtaken'
  await plan.write(trx, reportTurn(app, id, 'writing', record.create_count + record.change_count), by)
  await recordWritten(app, trx, { actor, approvedByPersonId }, record, plan)
  await forgetCells(trx, id)
  await saveImport(trx, record, {
    status: importProcess.next(record.status, 'finish'),
    applied_at: app.clock.now(),
    failure_code: null,
  })
  return 'written'
}

async function recordWritten(
  app: App,
  trx: Trx,
  { actor, approvedByPersonId }: OrderedBy,
  record: ImportRecord,
  plan: ImportPlan<Trx>,
): Promise<void> {
  for (let at = 0; at < plan.written.length; at += imagesAtOnce) {
    await recordEvents(app, trx, await rowEvents(trx, plan.written.slice(at, at + imagesAtOnce), actor, record.id))
  }
  await recordEvent(app, trx, {
    type: 'roster.import_applied',
    subjectKind: 'roster_import',
    subjectId: record.id,
    actor,
    from: 'applying',
    to: 'applied',
    data: {
      kind: record.kind,
      created: record.create_count,
      changed: record.change_count,
      refused: record.refused_count,
      file: record.file_sha256.toString('hex'),
      ...(approvedByPersonId !== null && { approvedByPersonId }),
    },
  })
}

const imagesAtOnce = 500

/** Persons, posts, mandates and organs with what they are now. */
async function rowEvents(
  trx: Trx,
  written: ImportPlan<Trx>['written'],
  actor: Actor,
  importId: string,
): Promise<NewEvent[]> {
  const idsOf = (wanted: string) => written.flatMap(({ kind, id }) => (kind === wanted ? [id] : []))
  const images = new Map([
    ...(await powerImages(trx, 'post', idsOf('post'))),
    ...(await powerImages(trx, 'mandate', idsOf('mandate'))),
    ...(await loadPersonImages(trx, idsOf('person'))),
    ...(await loadOrganImages(trx, idsOf('organ'))),
  ])
  return written.map(({ kind, id, isNew, fields }) => {
    const after = images.get(id)
    const type = `roster.${kind}_${isNew ? 'created' : 'changed'}` as const
    return { type, subjectKind: kind, subjectId: id, actor, data: { importId, fields }, ...(after && { after }) }
  })
}

async function leaveApplying(app: App, id: string, outcome: 'overtaken' | 'broke_off'): Promise<void> {
  await app.db.transaction().execute(async (trx) => {
    const record = await lockImport(trx, id)
    if (record.status !== 'applying') return
    const action = outcome === 'overtaken' ? 'look_again' : 'fail'
    await saveImport(trx, record, {
      status: importProcess.next(record.status, action),
      failure_code: outcome === 'overtaken' ? 'roster.preview_outdated' : 'roster.broke_off',
    })
  })
}
