import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/refusal.ts'
import { bearsSecretMark } from '#kernel/secret-mark.ts'
import { type EventTypeOf, recordEvent } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import { claimId } from '#platform/db/claimed-id.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import { translate } from '#platform/i18n/i18n.ts'
import type { AttachmentView } from './attachment.contract.ts'
import { addingAs, isNear, isOwn, mayTakeBack, notFound, rulesOf } from './attachment.policy.ts'
import {
  type AttachmentRow,
  type CaseOf,
  countFiles,
  deleteAttachment,
  discardQuarantined,
  findAttachment,
  findFilesOfCases,
  findListed,
  findNear,
  imageOf,
  insertQuarantined,
  type ListedAttachment,
  lockAttachment,
  lockCaseFiles,
  lockNear,
  saveClean,
  saveWithdrawn,
} from './attachment.queries.ts'
import { type AttachmentState, attachmentLimits, type FileKind, type Place } from './attachment.ts'
import { checkFile } from './check-file.service.ts'

export type Upload = {
  id: string
  caseKind: string
  caseId: string
  place: Place
  subjectId: string | null
  name: string
  bytes: Uint8Array
}

/**
 * Adds a file to a case. It stands in quarantine, held against the limit of the case, until its content was looked at;
 * only what is clean is ever stored. The same id again gives the same file.
 * @throws {Refusal} `attachment.secret_mark`: of such a file nothing is kept; `attachment.too_large`, `attachment.case_full`, `attachment.empty` and what `checkFile` refuses
 */
export async function addAttachment(app: App, actor: Actor, upload: Upload): Promise<AttachmentView> {
  const { id, bytes } = upload
  addingAs(actor)
  if (bearsSecretMark(upload.name)) throw new Refusal('forbidden', 'attachment.secret_mark')
  const fileKey = newKey(app)
  const isKnown = await app.db.transaction().execute((trx) => reserve(app, trx, actor, { ...upload, fileKey }))
  if (isKnown) return getListed(app.db, actor, id)
  const stored: string[] = []
  try {
    const fallback = translate(actor.locale, `attachment.unnamed.${upload.place}`)
    const file = await checkFile(bytes, upload.name, upload.place, fallback)
    const previewKey = file.preview ? `${fileKey}-p` : null
    // the bytes are durable before the row that names them commits; what is left over is swept
    for (const [key, content] of [[fileKey, file.bytes] as const, [previewKey, file.preview] as const]) {
      if (key === null || content === null) continue
      await app.files.put(key, content)
      stored.push(key)
    }
    await app.db.transaction().execute((trx) => release(app, trx, actor, id, { ...file, previewKey }))
  } catch (error) {
    await discardQuarantined(app.db, fileKey)
    await removeBytes(app, stored)
    throw error
  }
  return getListed(app.db, actor, id)
}

/** True when this very file was added before. */
async function reserve(app: App, trx: Trx, actor: Actor, upload: Upload & { fileKey: string }): Promise<boolean> {
  const { id, caseKind, bytes } = upload
  await lockCaseFiles(trx, upload)
  const known = await findAttachment(trx, id)
  const rules = rulesOf(caseKind)
  const isSame = known?.case_id === upload.caseId && known.place === upload.place && isOwn(actor, known)
  if (isSame && (await rules.maySee(trx, actor, known))) {
    if (known.status === 'quarantined') throw new Refusal('conflict', 'attachment.being_checked')
    return true
  }
  await rules.mayAdd(trx, actor, upload)
  // told last: to who may not add here an id that is another's is like one that nobody has
  if (known || !(await claimId(trx, 'attachment', id))) throw new Refusal('conflict', 'attachment.id_taken')
  const { bytesMax, perCaseMax } = attachmentLimits
  if (bytes.length === 0) throw new Refusal('invalid', 'attachment.empty')
  if (bytes.length > bytesMax)
    throw new Refusal('invalid', 'attachment.too_large', { megabytes: bytesMax / 1024 / 1024 })
  if ((await countFiles(trx, upload)) >= perCaseMax) {
    throw new Refusal('conflict', 'attachment.case_full', { count: perCaseMax })
  }
  await insertQuarantined(trx, {
    ...upload,
    ...addingAs(actor),
    name: 'unchecked',
    size: bytes.length,
    at: app.clock.now(),
  })
  return false
}

// spread over folders, so that none of them grows without end
function newKey(app: App): string {
  const random = app.ids.random()
  return `attachment/${random.slice(0, 2)}/${random}`
}

type Clean = Parameters<typeof saveClean>[2]

async function release(app: App, trx: Trx, actor: Actor, id: string, file: Clean): Promise<void> {
  const reserved = await lockAttachment(trx, id)
  if (!reserved) throw new Refusal('conflict', 'attachment.taken_back')
  // the case may have gone on while the content was looked at
  await rulesOf(reserved.case_kind).mayAdd(trx, actor, targetOf(reserved))
  const row = await saveClean(trx, id, file, app.clock.now())
  if (!row) throw new Refusal('conflict', 'attachment.taken_back')
  await record(app, trx, actor, 'attachment.added', row)
}

const targetOf = (row: AttachmentRow) => ({ caseId: row.case_id, place: row.place as Place, subjectId: row.subject_id })

const record = (app: App, trx: Trx, actor: Actor, type: EventTypeOf<'attachment'>, row: AttachmentRow, note?: string) =>
  recordEvent(app, trx, {
    type,
    subjectKind: 'attachment',
    subjectId: row.id,
    caseId: row.case_id,
    actor,
    data: { place: row.place, kind: row.kind, size: row.size, sha256: row.sha256?.toString('hex') ?? '' },
    after: type === 'attachment.removed' ? null : imageOf(row),
    ...(note && { note }),
  })

/** Removes a file whose act is not done yet. @throws {Refusal} `attachment.act_done` once it is: then it can be withdrawn */
export async function removeAttachment(app: App, actor: Actor, id: string): Promise<void> {
  const row = await app.db.transaction().execute(async (trx) => {
    const locked = await lockSeen(trx, actor, id)
    mayTakeBack(actor, locked)
    if (locked.status === 'withdrawn' || (await rulesOf(locked.case_kind).isActDone(trx, locked))) {
      throw new Refusal('conflict', 'attachment.act_done')
    }
    await deleteAttachment(trx, id)
    await record(app, trx, actor, 'attachment.removed', locked)
    return locked
  })
  await removeBytes(app, [row.file_key, row.preview_key])
}

/** Takes a file out of sight; that it was there, by whom and until when, stays in the case and in the record. */
export async function withdrawAttachment(app: App, actor: Actor, id: string, reason: string): Promise<AttachmentView> {
  await app.db.transaction().execute(async (trx) => {
    const locked = await lockSeen(trx, actor, id)
    mayTakeBack(actor, locked)
    if (locked.status === 'withdrawn') throw new Refusal('conflict', 'attachment.withdrawn_already')
    const row = await saveWithdrawn(trx, id, app.clock.now())
    await record(app, trx, actor, 'attachment.withdrawn', row, reason)
  })
  return getListed(app.db, actor, id)
}

async function lockSeen(trx: Trx, actor: Actor, id: string): Promise<AttachmentRow> {
  const row = await lockNear(trx, id, isNear(trx, actor))
  if (!row || !(await rulesOf(row.case_kind).maySee(trx, actor, row))) throw notFound()
  return row
}

export type Served = { bytes: Uint8Array; name: string; kind: FileKind; mediaType: string }

/** The bytes, for who may see them. @throws {Refusal} `attachment.not_found`, `attachment.withdrawn` */
export async function readAttachment(app: App, actor: Actor, id: string, part: 'content' | 'preview'): Promise<Served> {
  const row = await findNear(app.db, id, isNear(app.db, actor))
  if (!row || !(await rulesOf(row.case_kind).maySee(app.db, actor, row))) throw notFound()
  if (row.status === 'withdrawn') throw new Refusal('too_late', 'attachment.withdrawn')
  const key = part === 'content' ? row.file_key : row.preview_key
  if (key === null) throw notFound()
  const mediaType = part === 'content' ? row.media_type : 'image/jpeg'
  return { bytes: await app.files.get(key), name: row.name, kind: row.kind as FileKind, mediaType }
}

/** The files of a case as its page shows them, in the order in which they came. Who may see the case is the caller's. */
export async function attachmentsOf(
  db: Db | Trx,
  actor: Actor,
  { caseKind, caseId }: CaseOf,
  rules: FileRules,
): Promise<AttachmentView[]> {
  return (await attachmentsOfEach(db, actor, { caseKind, caseIds: [caseId] }, rules)).get(caseId) ?? []
}

type FileRules = { maySee(file: AttachmentRow): boolean; isActDone(file: AttachmentRow): boolean }

/** The same of several cases of a kind at once; a case without files is not among them. */
export async function attachmentsOfEach(
  db: Db | Trx,
  actor: Actor,
  { caseKind, caseIds }: { caseKind: string; caseIds: readonly string[] },
  rules: FileRules,
): Promise<ReadonlyMap<string, AttachmentView[]>> {
  const found = new Map<string, AttachmentView[]>()
  if (caseIds.length === 0) return found
  for (const row of (await findFilesOfCases(db, caseKind, caseIds)).filter(rules.maySee)) {
    found.set(row.case_id, [...(found.get(row.case_id) ?? []), present(actor, row, rules.isActDone(row))])
  }
  return found
}

const getListed = (db: Db, actor: Actor, id: string): Promise<AttachmentView> =>
  db.transaction().execute(async (trx) => {
    const row = await findListed(trx, id)
    if (!row) throw notFound()
    return present(actor, row, await rulesOf(row.case_kind).isActDone(trx, row))
  })

const present = (actor: Actor, row: ListedAttachment, isDone: boolean): AttachmentView => ({
  id: row.id,
  place: row.place as Place,
  subjectId: row.subject_id,
  name: row.name,
  kind: row.kind as FileKind,
  size: row.size,
  hasPreview: row.preview_key !== null && row.status === 'clean',
  state: row.status as Exclude<AttachmentState, 'quarantined'>,
  by: row.by_name ?? '',
  addedAt: row.added_at.toISOString(),
  withdrawnAt: row.withdrawn_at?.toISOString() ?? null,
  takeBack: row.status !== 'clean' || !isOwn(actor, row) ? null : isDone ? 'withdraw' : 'remove',
})

// a file that can't be removed now is swept later
async function removeBytes(app: App, keys: readonly (string | null)[]): Promise<void> {
  for (const key of keys) if (key !== null) await app.files.remove(key).catch(() => undefined)
}
