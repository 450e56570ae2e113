import { type JsonObject, Refusal } from '#kernel/refusal.ts'
import { rowImage } from '#modules/record/index.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import type { ConsentPurpose } from './privacy.ts'

type Consent = { personId: string; purpose: ConsentPurpose; subjectId: string }

export const findConsents = (db: Db | Trx, personIds: readonly string[]) =>
  db
    .selectFrom('consent')
    .selectAll()
    .where('person_id', 'in', personIds)
    .orderBy('given_at', 'desc')
    .orderBy('id', 'desc')
    .limit(500)
    .execute()

/** One live consent a person, purpose and subject: the same again changes nothing. @returns whether it is a new one */
export async function insertConsent(
  trx: Trx,
  consent: Consent & { id: string; noticeVersion: string; at: Date },
): Promise<boolean> {
  const made = await trx
    .insertInto('consent')
    .values({
      id: consent.id,
      person_id: consent.personId,
      purpose: consent.purpose,
      subject_id: consent.subjectId,
      notice_version: consent.noticeVersion,
      given_at: consent.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return made !== undefined
}

/** @returns those that it has ended */
export async function endConsents(
  trx: Trx,
  of: { purpose: ConsentPurpose; subjectId: string },
  at: Date,
): Promise<string[]> {
  const ended = await trx
    .updateTable('consent')
    .set({ withdrawn_at: at })
    .where('purpose', '=', of.purpose)
    .where('subject_id', '=', of.subjectId)
    .where('withdrawn_at', 'is', null)
    .where('given_at', '<=', at)
    .returning('id')
    .execute()
  return ended.map(({ id }) => id)
}

export const lockOwnConsent = (trx: Trx, id: string, personIds: readonly string[]) =>
  trx
    .selectFrom('consent')
    .selectAll()
    .where('id', '=', id)
    .where('person_id', 'in', personIds)
    .forUpdate()
    .executeTakeFirstOrThrow(() => new Refusal('not_found', 'privacy.not_found'))

export const endConsent = (trx: Trx, id: string, at: Date) =>
  trx.updateTable('consent').set({ withdrawn_at: at }).where('id', '=', id).execute()

/** Consents as they stand, for verify-record. */
export async function loadConsentImages(trx: Trx, ids: readonly string[]): Promise<ReadonlyMap<string, JsonObject>> {
  const rows = await trx.selectFrom('consent').selectAll().where('id', 'in', ids).execute()
  return new Map(rows.map((row) => [row.id, rowImage(row)]))
}

export const hasMailAddress = async (trx: Trx, personId: string): Promise<boolean> => {
  const row = await trx
    .selectFrom('person_mail_address')
    .select('person_id')
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return row !== undefined
}

/** The congress whose office publishes the case that was agreed to, and the number by which it knows it. */
export const findConsentedCase = (trx: Trx, caseId: string) =>
  trx.selectFrom('suggestion').select(['congress_id', 'number']).where('id', '=', caseId).executeTakeFirstOrThrow()
