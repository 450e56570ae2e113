import { createHash } from 'node:crypto'
import type { Actor } from '#kernel/actor.ts'
import type { Cursor } from '#kernel/page.ts'
import { Refusal } from '#kernel/refusal.ts'
import { bearsSecretMark } from '#kernel/secret-mark.ts'
import { recordEvent } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import { askForImport, importsAsked } from './approve-import.service.ts'
import {
  countImports,
  deleteRows,
  findImport,
  findImports,
  findPlannedRows,
  findProgress,
  type ImportFilter,
  type ImportRecord,
  insertImport,
  lockImport,
  saveImport,
} from './import.queries.ts'
import { importKindOf } from './import-kind.registry.ts'
import { type ApplyOrder, beginWriting, checkVersion, mustBeAppliable } from './order-import.service.ts'
import type { SeenImport } from './roster.contract.ts'
import { previewImportJob } from './roster.jobs.ts'
import { kindsKeptBy, mayKeep } from './roster.policy.ts'
import { type ImportKind, importProcess, type importSorts, type Outcome } from './roster.ts'

export type Upload = { kind: ImportKind; fileName: string; bytes: Uint8Array }

/** Takes the file in and lets the preview begin. Refuses `roster.not_yours`, `attachment.secret_mark`. */
export async function startImport(app: App, actor: Actor, upload: Upload): Promise<SeenImport> {
  const acting = mayKeep(actor, upload.kind)
  if (bearsSecretMark(upload.fileName)) throw new Refusal('forbidden', 'attachment.secret_mark')
  const id = app.ids.uuid()
  const fileKey = `imports/${app.ids.random()}`
  await app.files.put(fileKey, upload.bytes)
  const sha256 = createHash('sha256').update(upload.bytes).digest()
  await app.db.transaction().execute(async (trx) => {
    await insertImport(trx, {
      id,
      kind: upload.kind,
      congress_id: acting.congressId,
      made_by_person_id: actor.personId,
      acting: JSON.stringify(acting),
      file_name: upload.fileName.slice(0, 200),
      file_sha256: sha256,
      file_key: fileKey,
      created_at: app.clock.now(),
    })
    await recordEvent(app, trx, {
      type: 'roster.import_uploaded',
      subjectKind: 'roster_import',
      subjectId: id,
      actor,
      to: 'previewing',
      data: { kind: upload.kind, file: sha256.toString('hex') },
    })
    await app.jobs.enqueue(trx, previewImportJob, { id, actor })
  })
  return getImport(app, actor, id)
}

/** Refuses `roster.no_such_import`, also for one that the actor may not see. */
export async function getImport(app: App, actor: Actor, id: string): Promise<SeenImport> {
  const record = await findImport(app.db, id)
  if (!record || !isSeenBy(actor, record)) throw new Refusal('not_found', 'roster.no_such_import')
  const asked = (await importsAsked(app, app.db, [id])).get(id)
  return { record, progress: await findProgress(app.db, id), asked, isByTwo: isByTwo(record) }
}

const isByTwo = ({ kind }: ImportRecord): boolean => importKindOf(kind).isByTwo === true

const isSeenBy = (actor: Actor, record: ImportRecord): boolean =>
  record.status !== 'discarded' &&
  kindsKeptBy(actor).includes(record.kind) &&
  actor.acting?.congressId === record.congress_id

/** What this office has brought in, without what it gave up. Refuses `roster.not_yours`. */
export async function listImports(
  app: App,
  actor: Actor,
  { sort, ...filter }: ImportFilter & { sort: (typeof importSorts)[number] },
  { after, limit }: { after: Cursor | undefined; limit: number },
): Promise<{ found: SeenImport[]; counted: number }> {
  const kinds = kindsKeptBy(actor)
  if (kinds.length === 0 || !actor.acting) throw new Refusal('forbidden', 'roster.not_yours', { kind: 'deputies' })
  const { congressId } = actor.acting
  const records = await findImports(app.db, congressId, kinds, { ...filter, sort }, after, limit)
  const counted = await countImports(app.db, congressId, kinds, filter)
  const asked = await importsAsked(
    app,
    app.db,
    records.map(({ id }) => id),
  )
  const found = records.map((record) => ({
    record,
    progress: undefined,
    asked: asked.get(record.id),
    isByTwo: isByTwo(record),
  }))
  return { found, counted }
}

export async function listImportRows(
  app: App,
  actor: Actor,
  id: string,
  page: { outcome: Outcome | undefined; after: Cursor | undefined; limit: number },
) {
  const { record } = await getImport(app, actor, id)
  const rows = await findPlannedRows(app.db, id, page.outcome, page.after, page.limit)
  const counts = {
    create: record.create_count,
    change: record.change_count,
    unchanged: record.unchanged_count,
    refused: record.refused_count,
  }
  return { rows, counted: page.outcome ? counts[page.outcome] : record.rows_total }
}

/**
 * Lets the writing begin; of a kind that two persons answer for it asks the second. Refuses `roster.no_such_import`,
 * `.stale_version`, `.not_now`, `.has_refused_rows` unless the good rows alone are accepted, `.nothing_to_apply`, and
 * `approval.asked_already`.
 */
export async function orderApply(app: App, actor: Actor, id: string, order: ApplyOrder): Promise<SeenImport> {
  await getImport(app, actor, id)
  await app.db.transaction().execute(async (trx) => {
    const record = await lockImport(trx, id)
    mayKeep(actor, record.kind)
    mustBeAppliable(record, order)
    if (isByTwo(record)) await askForImport(app, trx, actor, record, order)
    else await beginWriting(app, trx, record, { actor, approvedByPersonId: null })
  })
  return getImport(app, actor, id)
}

/** Gives an import up: what stood in the file is deleted. Refuses as {@link orderApply}. */
export async function discardImport(app: App, actor: Actor, id: string, version: number): Promise<void> {
  await getImport(app, actor, id)
  await app.db.transaction().execute(async (trx) => {
    const record = await lockImport(trx, id)
    checkVersion(record, version)
    const status = importProcess.next(record.status, 'discard')
    await deleteRows(trx, id)
    await saveImport(trx, record, { status })
    await recordEvent(app, trx, {
      type: 'roster.import_discarded',
      subjectKind: 'roster_import',
      subjectId: id,
      actor,
      from: record.status,
      to: status,
    })
  })
}
