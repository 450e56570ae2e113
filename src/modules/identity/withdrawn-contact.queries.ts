import type { Db, Trx } from '#platform/db/database.ts'

export type ContactMeans = 'phone' | 'mail'

/** What these persons have withdrawn, under whichever of their rows; without a line for who has withdrawn nothing. */
export async function findWithdrawnContacts(
  db: Db | Trx,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<ContactMeans>>> {
  if (personIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('person')
    .innerJoin('person as row', (join) =>
      join.on((eb) =>
        eb.or([eb('row.id', '=', eb.ref('person.id')), eb('row.merged_into_id', '=', eb.ref('person.id'))]),
      ),
    )
    .innerJoin('withdrawn_contact', 'withdrawn_contact.person_id', 'row.id')
    .select(['person.id', 'withdrawn_contact.means'])
    .where('person.id', 'in', personIds)
    .execute()
  const found = new Map<string, Set<ContactMeans>>()
  for (const { id, means } of rows) {
    found.set(id, (found.get(id) ?? new Set<ContactMeans>()).add(means as ContactMeans))
  }
  return found
}

export const insertWithdrawnContact = (trx: Trx, personId: string, means: ContactMeans, at: Date) =>
  trx
    .insertInto('withdrawn_contact')
    .values({ person_id: personId, means, withdrawn_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .execute()

export const deleteWithdrawnContact = (trx: Trx, personIds: readonly string[], means: ContactMeans) =>
  trx.deleteFrom('withdrawn_contact').where('person_id', 'in', personIds).where('means', '=', means).execute()
