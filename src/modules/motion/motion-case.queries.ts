import { sql } from 'kysely'
import { type JsonValue, Refusal } from '#kernel/refusal.ts'
import { type CosignRow, findCosigns } from '#modules/cosign/index.ts'
import { hasLine } from '#modules/party/index.ts'
import { rowImage } from '#modules/record/index.ts'
import { findMandateFacts } from '#modules/suggestion/index.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import { findSessionPosts } from './session.queries.ts'

/** A motion with all that hangs on it, read in a fixed number of queries. */
export type MotionCase = Awaited<ReturnType<typeof loadMotion>>

const absent = () => new Refusal('not_found', 'motion.not_found')

/** Holds the motion until the transaction ends; whoever comes at the same time waits and then sees the new state. */
export const lockMotion = (trx: Trx, id: string) =>
  trx.selectFrom('motion').selectAll().where('id', '=', id).forUpdate().executeTakeFirstOrThrow(absent)

/** The row of a motion in whose party index the holder stands: one that is hidden ends in this statement like none at all. */
const seen = (db: Db | Trx, holderId: string | null, id: string) =>
  db
    .selectFrom('motion')
    .selectAll()
    .where('id', '=', id)
    .where(holderId === null ? sql<boolean>`false` : hasLine(holderId, 'motion.id'))

export const getSeenMotion = (db: Db | Trx, holderId: string | null, id: string) =>
  seen(db, holderId, id).executeTakeFirstOrThrow(absent)

/** Holds a motion that is there for the reader, and asks once more: while it was waited for it may have been taken away. */
export async function lockSeenMotion(trx: Trx, holderId: string | null, id: string) {
  await seen(trx, holderId, id).forUpdate().executeTakeFirstOrThrow(absent)
  return getSeenMotion(trx, holderId, id)
}

export const getMotionRow = (db: Db | Trx, id: string) =>
  db.selectFrom('motion').selectAll().where('id', '=', id).executeTakeFirstOrThrow(absent)

export const loadMotion = async (db: Db | Trx, id: string) => completeMotion(db, await getMotionRow(db, id))

/** The motion of a row that was read already, under its lock for example. */
export async function completeMotion(db: Db | Trx, motion: Awaited<ReturnType<typeof getMotionRow>>) {
  const lead = await findMandateFacts(db, motion.lead_mandate_id)
  const congress = await db
    .selectFrom('congress')
    .select(['id', 'name', 'short_name', 'level'])
    .where('id', '=', motion.congress_id)
    .executeTakeFirstOrThrow()
  const organs = await db
    .selectFrom('organ')
    .select(['id', 'kind', 'name'])
    .where('congress_id', '=', motion.congress_id)
    .where('kind', 'in', ['deputy_office', 'presidium', 'secretariat', 'committee'])
    .where('ends_on', 'is', null)
    .orderBy('code')
    .execute()
  const cosigners = await findCosigns(db, motion.id)
  const desk = motion.congress_session_id === null ? [] : await findSessionPosts(db, motion.congress_session_id)
  return { motion, lead, congress, organs, cosigners, desk }
}

/** The images of motions for verify-record; one that is gone is left out. */
export async function loadMotionImages(trx: Trx, ids: readonly string[]): Promise<ReadonlyMap<string, JsonValue>> {
  const images = new Map<string, JsonValue>()
  for (const id of ids) {
    const motion = await trx.selectFrom('motion').selectAll().where('id', '=', id).executeTakeFirst()
    if (!motion) continue
    const cosigners = await findCosigns(trx, id)
    images.set(id, { motion: motionImage(motion), cosigners: cosigners.map((one) => cosignImage(id, one)) })
  }
  return images
}

// the form that it has had from the first motion on; the text is left out of it while there is none to tell of
const cosignImage = (id: string, { mandate_id, status, invited_at, answered_at, text_sha256 }: CosignRow): JsonValue =>
  rowImage({ motion_id: id, mandate_id, status, invited_at, answered_at, ...(text_sha256 !== null && { text_sha256 }) })

// as it was before motions could be open to be joined; told of only where one is
const motionImage = ({ welcomes_cosigners, ...motion }: { readonly [column: string]: unknown }): JsonValue =>
  rowImage({ ...motion, ...(welcomes_cosigners === true && { welcomes_cosigners }) })

export const countInOffice = async (db: Db | Trx, termId: string): Promise<number> =>
  (
    await db
      .selectFrom('mandate')
      .select(sql<number>`count(*)::int`.as('count'))
      .where('term_id', '=', termId)
      .where('status', '=', 'active')
      .executeTakeFirstOrThrow()
  ).count
