import { Refusal } from '#kernel/refusal.ts'
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

/** One live consent a person, purpose and subject: the same again changes nothing. */
export const insertConsent = (trx: Trx, consent: Consent & { id: string; noticeVersion: string; at: Date }) =>
  trx
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
    .execute()

export const endConsents = (trx: Trx, of: { purpose: ConsentPurpose; subjectId: string }, at: Date) =>
  trx
    .updateTable('consent')
    .set({ withdrawn_at: at })
    .where('purpose', '=', of.purpose)
    .where('subject_id', '=', of.subjectId)
    .where('withdrawn_at', 'is', null)
    .where('given_at', '<=', at)
    .execute()

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
