import type { Db, Trx } from '#platform/db/database.ts'

export const saveMailAddress = (
  trx: Trx,
  personId: string,
  address: { address_cipher: Buffer; key_id: string; changed_at: Date },
) =>
  trx
    .insertInto('person_mail_address')
    .values({ person_id: personId, ...address })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet(address))
    .execute()

export const deleteMailAddress = (trx: Trx, personId: string) =>
  trx.deleteFrom('person_mail_address').where('person_id', '=', personId).execute()

export const findSealedContacts = async (db: Db | Trx, personIds: readonly string[]) =>
  personIds.length === 0
    ? []
    : db
        .selectFrom('person')
        .leftJoin('person_contact', 'person_contact.person_id', 'person.id')
        .leftJoin('person_mail_address', 'person_mail_address.person_id', 'person.id')
        .select([
          'person.id',
          'person_contact.phone_cipher',
          'person_contact.key_id as phone_key',
          'person_mail_address.address_cipher',
          'person_mail_address.key_id as mail_key',
        ])
        .where('person.id', 'in', personIds)
        .execute()
