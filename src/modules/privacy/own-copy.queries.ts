import type { App } from '#platform/app.ts'
import { unseal } from '#platform/crypto/seal-box.ts'
import type { Db, Trx } from '#platform/db/database.ts'

const rowsMax = 5000

/**
 * Everything the program holds about one person, under every row of theirs, by what it is; rows of others are named by
 * their ids only.
 */
export async function findOwnRows(db: Db | Trx, personIds: readonly string[]) {
  const person = await db
    .selectFrom('person')
    .select(['name', 'sex', 'born_on', 'ethnicity', 'party', 'occupation', 'occupation_group', 'education'])
    .where('id', 'in', personIds)
    .execute()
  const account = await db
    .selectFrom('account')
    .select(['id', 'name', 'locale', 'created_at', 'password_changed_at', 'totp_confirmed_at'])
    .where('person_id', 'in', personIds)
    .execute()
  const mandates = await db
    .selectFrom('mandate')
    .innerJoin('congress', 'congress.id', 'mandate.congress_id')
    .select(['mandate.id', 'congress.name as congress', 'mandate.status', 'mandate.started_on', 'mandate.ended_on'])
    .where('person_id', 'in', personIds)
    .orderBy('mandate.id')
    .execute()
  const posts = await db
    .selectFrom('post')
    .innerJoin('organ', 'organ.id', 'post.organ_id')
    .select(['post.id', 'organ.name as organ', 'post.role', 'post.starts_on', 'post.ends_on'])
    .where('person_id', 'in', personIds)
    .orderBy('post.id')
    .execute()
  const sessions = await db
    .selectFrom('sign_in_session')
    .innerJoin('account', 'account.id', 'sign_in_session.account_id')
    .select(['sign_in_session.device', 'sign_in_session.address', 'sign_in_session.created_at', 'seen_at', 'ended_at'])
    .where('account.person_id', 'in', personIds)
    .orderBy('sign_in_session.created_at', 'desc')
    .limit(rowsMax)
    .execute()
  const suggestions = await db
    .selectFrom('suggestion')
    .innerJoin('mandate', 'mandate.id', 'suggestion.lead_mandate_id')
    .select([
      'suggestion.number',
      'suggestion.title',
      'suggestion.subject',
      'suggestion.grounds',
      'suggestion.proposal',
      'suggestion.status',
      'suggestion.submitted_at',
    ])
    .where('mandate.person_id', 'in', personIds)
    .orderBy('suggestion.created_at')
    .limit(rowsMax)
    .execute()
  const cosigned = await db
    .selectFrom('cosign')
    .innerJoin('mandate', 'mandate.id', 'cosign.mandate_id')
    .select(['case_kind', 'case_id', 'cosign.status', 'answered_at'])
    .where('mandate.person_id', 'in', personIds)
    .orderBy('cosign.invited_at')
    .limit(rowsMax)
    .execute()
  const consents = await db
    .selectFrom('consent')
    .select(['purpose', 'notice_version', 'given_at', 'withdrawn_at'])
    .where('person_id', 'in', personIds)
    .orderBy('given_at')
    .limit(rowsMax)
    .execute()
  return { person, account, mandates, posts, sessions, suggestions, cosigned, consents }
}

/** Name, telephone and mail address of one person, opened. Whoever shows it to another records the look. */
export async function findContactOfPerson(app: Pick<App, 'keys'>, db: Db | Trx, personId: string) {
  const row = await db
    .selectFrom('person')
    .leftJoin('person_contact', 'person_contact.person_id', 'person.id')
    .select(['person.name', 'person_contact.phone_cipher', 'person_contact.key_id'])
    .where('person.id', '=', personId)
    .executeTakeFirst()
  const phone = row?.phone_cipher
    ? unseal(app.keys, personId, { cipher: row.phone_cipher, keyId: row.key_id ?? '' })
    : null
  return { name: row?.name ?? null, contact: phone }
}
