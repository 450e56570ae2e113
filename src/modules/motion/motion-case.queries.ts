import { sql } from 'kysely'
import { type JsonValue, Refusal } from '#kernel/refusal.ts'
import { findMandateFacts } from '#modules/suggestion/index.ts'
import type { Db, Trx } from '#platform/db/database.ts'

/** A motion with all that hangs on it, read in a fixed number of queries. */
export type MotionCase = Awaited<ReturnType<typeof loadMotion>>

const absent = () => new Refusal('not_found', 'motion.not_found')

/** Holds the motion until the transaction ends; whoever comes at the same time waits and then sees the new state. */
export const lockMotion = (trx: Trx, id: string) =>
  trx.selectFrom('motion').selectAll().where('id', '=', id).forUpdate().executeTakeFirstOrThrow(absent)

export async function loadMotion(db: Db | Trx, id: string) {
  const motion = await db.selectFrom('motion').selectAll().where('id', '=', id).executeTakeFirstOrThrow(absent)
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
  const cosigners = await db
    .selectFrom('motion_cosigner')
    .innerJoin('mandate', 'mandate.id', 'motion_cosigner.mandate_id')
    .innerJoin('person', 'person.id', 'mandate.person_id')
    .selectAll('motion_cosigner')
    .select(['person.name', 'mandate.status as mandate_status'])
    .where('motion_id', '=', id)
    .orderBy('invited_at')
    .orderBy('mandate_id')
    .execute()
  return { motion, lead, congress, organs, cosigners }
}

/** The images of motions for verify-record; one that is gone is left out. */
export async function loadMotionImages(trx: Trx, ids: readonly string[]): Promise<ReadonlyMap<string, JsonValue>> {
  const images = new Map<string, JsonValue>()
  for (const id of ids) {
    const motion = await trx.selectFrom('motion').selectAll().where('id', '=', id).executeTakeFirst()
    if (!motion) continue
    const cosigners = await trx
      .selectFrom('motion_cosigner')
      .selectAll()
      .where('motion_id', '=', id)
      .orderBy('invited_at')
      .orderBy('mandate_id')
      .execute()
    images.set(id, { motion: rowImage(motion), cosigners: cosigners.map(rowImage) })
  }
  return images
}

const rowImage = (row: { readonly [column: string]: unknown }): JsonValue =>
  Object.fromEntries(
    Object.entries(row).map(([column, value]) => [
      column,
      value instanceof Date ? value.toISOString() : (value as JsonValue),
    ]),
  )

export const countInOffice = async (db: Db, termId: string): Promise<number> =>
  (
    await db
      .selectFrom('mandate')
      .select(sql<number>`count(*)::int`.as('count'))
      .where('term_id', '=', termId)
      .where('status', '=', 'active')
      .executeTakeFirstOrThrow()
  ).count
