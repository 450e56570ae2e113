import { type Selectable, sql } from 'kysely'
import type { JsonValue } from '#kernel/refusal.ts'
import type { Condition } from '#platform/db/condition.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import type { DB } from '#platform/db/db.types.ts'
import type { Place } from './attachment.ts'
import type { CheckedFile } from './check-file.service.ts'

export type AttachmentRow = Selectable<DB['attachment']>
export type CaseOf = { caseKind: string; caseId: string }

/** Whoever adds to the same case at the same time waits here, so that the limit of a case holds. */
export const lockCaseFiles = (trx: Trx, { caseKind, caseId }: CaseOf) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`attachment ${caseKind} ${caseId}`}, 0))`.execute(trx)

export async function countFiles(trx: Trx, { caseKind, caseId }: CaseOf): Promise<number> {
  const row = await trx
    .selectFrom('attachment')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('case_kind', '=', caseKind)
    .where('case_id', '=', caseId)
    .where('status', '<>', 'withdrawn')
    .executeTakeFirstOrThrow()
  return row.count
}

const filesIn = (db: Db | Trx, { caseKind, caseId }: CaseOf, place: Place) =>
  db
    .selectFrom('attachment')
    .select('id')
    .where('case_kind', '=', caseKind)
    .where('case_id', '=', caseId)
    .where('place', '=', place)
    .where('status', '=', 'clean')

/** Whether a file lies in a place of a case that was not withdrawn. */
export const hasFile = async (db: Db | Trx, of: CaseOf, place: Place): Promise<boolean> =>
  (await filesIn(db, of, place).limit(1).executeTakeFirst()) !== undefined

/** What lies in a place of a case that was not withdrawn. The content behind an id never becomes another. */
export const findFileIds = async (db: Db | Trx, of: CaseOf, place: Place): Promise<string[]> =>
  (await filesIn(db, of, place).execute()).map(({ id }) => id)

export const findAttachment = (db: Db | Trx, id: string) =>
  db.selectFrom('attachment').selectAll().where('id', '=', id).executeTakeFirst()

export const lockAttachment = (trx: Trx, id: string) =>
  trx.selectFrom('attachment').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()

/** A file of a case of this kind for which the condition holds. */
export const isOfKind = (caseKind: string, holds: Condition): Condition =>
  sql<boolean>`(attachment.case_kind = ${caseKind} and ${holds})`

const near = (db: Db | Trx, id: string, isNear: Condition) =>
  db.selectFrom('attachment').selectAll().where('id', '=', id).where('status', '<>', 'quarantined').where(isNear)

/** A file in a case that is there for the reader. */
export const findNear = (db: Db, id: string, isNear: Condition) => near(db, id, isNear).executeTakeFirst()

export const lockNear = (trx: Trx, id: string, isNear: Condition) =>
  near(trx, id, isNear).forUpdate().executeTakeFirst()

export type NewAttachment = CaseOf & {
  id: string
  place: Place
  subjectId: string | null
  name: string
  size: number
  fileKey: string
  actingId: string
  organId: string | null
  personId: string
  at: Date
}

/** In quarantine it holds its place within the limit; what it is, is told when its content was looked at. */
export const insertQuarantined = (trx: Trx, row: NewAttachment) =>
  trx
    .insertInto('attachment')
    .values({
      id: row.id,
      case_kind: row.caseKind,
      case_id: row.caseId,
      place: row.place,
      subject_id: row.subjectId,
      status: 'quarantined',
      name: row.name,
      kind: 'pdf',
      media_type: 'application/octet-stream',
      size: row.size,
      file_key: row.fileKey,
      added_by_acting_id: row.actingId,
      added_by_organ_id: row.organId,
      added_by_person_id: row.personId,
      added_at: row.at,
    })
    .execute()

/** Undefined when the row was swept meanwhile. */
export const saveClean = (trx: Trx, id: string, file: CheckedFile & { previewKey: string | null }, at: Date) =>
  trx
    .updateTable('attachment')
    .set({
      status: 'clean',
      name: file.name,
      kind: file.kind,
      media_type: file.mediaType,
      size: file.bytes.length,
      width: file.width,
      height: file.height,
      sha256: file.sha256,
      preview_key: file.previewKey,
      preview_sha256: file.previewSha256,
      added_at: at,
    })
    .where('id', '=', id)
    .where('status', '=', 'quarantined')
    .returningAll()
    .executeTakeFirst()

export const saveWithdrawn = (trx: Trx, id: string, at: Date) =>
  trx
    .updateTable('attachment')
    .set({ status: 'withdrawn', withdrawn_at: at })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()

export const deleteAttachment = (db: Db | Trx, id: string) => db.deleteFrom('attachment').where('id', '=', id).execute()

/** What turned out to be not acceptable gives back its place. */
export const discardQuarantined = (db: Db, fileKey: string) =>
  db.deleteFrom('attachment').where('file_key', '=', fileKey).where('status', '=', 'quarantined').execute()

const listed = (db: Db | Trx) =>
  db
    .selectFrom('attachment')
    .leftJoin('mandate', 'mandate.id', 'attachment.added_by_acting_id')
    .leftJoin('person', 'person.id', 'mandate.person_id')
    .leftJoin('organ', 'organ.id', 'attachment.added_by_organ_id')
    .selectAll('attachment')
    // a deputy by name, else the organ: never the person behind it
    .select((eb) => eb.fn.coalesce('person.name', 'organ.name').as('by_name'))

export type ListedAttachment = Awaited<ReturnType<typeof findFilesOfCases>>[number]

export const findFilesOfCases = (db: Db | Trx, caseKind: string, caseIds: readonly string[]) =>
  listed(db)
    .where('case_kind', '=', caseKind)
    .where('case_id', 'in', caseIds)
    .where('attachment.status', '<>', 'quarantined')
    .orderBy('added_at')
    .orderBy('attachment.id')
    .execute()

export const findListed = (db: Db | Trx, id: string) => listed(db).where('attachment.id', '=', id).executeTakeFirst()

/** Checks that never ended; bytes that they may have left are swept as orphans. */
export const deleteStuck = (db: Db, before: Date) =>
  db.deleteFrom('attachment').where('status', '=', 'quarantined').where('added_at', '<', before).execute()

/** Of these keys, those that some row names. */
export async function findKnownKeys(db: Db, keys: readonly string[]): Promise<Set<string>> {
  const rows = await db
    .selectFrom('attachment')
    .select(['file_key', 'preview_key'])
    .where((eb) => eb.or([eb('file_key', 'in', keys), eb('preview_key', 'in', keys)]))
    .execute()
  return new Set(
    rows.flatMap(({ file_key, preview_key }) => (preview_key === null ? [file_key] : [file_key, preview_key])),
  )
}

/** The row in the one form whose hash the record holds; the hashes in it prove the bytes. */
export const imageOf = (row: AttachmentRow): JsonValue => ({
  id: row.id,
  case: `${row.case_kind} ${row.case_id}`,
  place: row.place,
  subject: row.subject_id,
  status: row.status,
  name: row.name,
  kind: row.kind,
  mediaType: row.media_type,
  size: row.size,
  sha256: row.sha256?.toString('hex') ?? null,
  previewSha256: row.preview_sha256?.toString('hex') ?? null,
  by: [row.added_by_acting_id, row.added_by_organ_id, row.added_by_person_id],
  addedAt: row.added_at.toISOString(),
  withdrawnAt: row.withdrawn_at?.toISOString() ?? null,
})

export async function loadImages(trx: Trx, ids: readonly string[]): Promise<ReadonlyMap<string, JsonValue>> {
  const rows = await trx.selectFrom('attachment').selectAll().where('id', 'in', ids).execute()
  return new Map(rows.map((row) => [row.id, imageOf(row)]))
}

const filesAtOnce = 500

/** Every file that has to be there, with the hash that its row states. */
export async function* storedFiles(trx: Trx) {
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const rows = await trx
      .selectFrom('attachment')
      .select(['id', 'file_key', 'sha256', 'preview_key', 'preview_sha256'])
      .where('status', '<>', 'quarantined')
      .where('id', '>', after)
      .orderBy('id')
      .limit(filesAtOnce)
      .execute()
    for (const row of rows) {
      yield { subjectId: row.id, key: row.file_key, sha256: row.sha256 ?? new Uint8Array() }
      if (row.preview_key && row.preview_sha256) {
        yield { subjectId: row.id, key: row.preview_key, sha256: row.preview_sha256 }
      }
    }
    const last = rows.at(-1)
    if (!last) return
    after = last.id
  }
}
