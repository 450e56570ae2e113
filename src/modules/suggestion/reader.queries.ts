import { postRuns } from '#modules/identity/index.ts'
import type { Db, Trx } from '#platform/db/database.ts'

/** Those named, each with the organ of the case for which they read it. */
export const findReaders = (db: Db, suggestionId: string, day: string) =>
  db
    .selectFrom('suggestion_reader')
    .innerJoin('person', 'person.id', 'suggestion_reader.person_id')
    .innerJoin('post', 'post.person_id', 'person.id')
    .innerJoin('organ', 'organ.id', 'post.organ_id')
    .select(['person.id as person_id', 'person.name', 'organ.id as organ_id', 'organ.name as organ_name'])
    .distinct()
    .where('suggestion_reader.suggestion_id', '=', suggestionId)
    .where(postRuns(day))
    .where((eb) =>
      eb('organ.id', 'in', eb.selectFrom('party').select('holder_id').where('party.case_id', '=', suggestionId)),
    )
    .orderBy('organ.name')
    .orderBy('person.name')
    .execute()

/** Those who hold a post in an organ on a day. */
export const findColleagues = (db: Db | Trx, organId: string, day: string) =>
  db
    .selectFrom('post')
    .innerJoin('person', 'person.id', 'post.person_id')
    .select(['person.id', 'person.name'])
    .distinct()
    .where('post.organ_id', '=', organId)
    .where(postRuns(day))
    .orderBy('person.name')
    .execute()

type ThroughRow = { fromId: string; personId: string }

/** The cases to which this row of a person was named. */
export const findCasesReadBy = (db: Db, personId: string) =>
  db
    .selectFrom('suggestion_reader')
    .select('suggestion_id as id')
    .where('person_id', '=', personId)
    .orderBy('suggestion_id')
    .execute()

/** Those that one row reads through the other. */
export const findCasesReadThrough = (db: Db, { fromId, personId }: ThroughRow) =>
  db
    .selectFrom('suggestion_reader')
    .select('suggestion_id as id')
    .where('through_person_id', '=', fromId)
    .where('person_id', '=', personId)
    .orderBy('suggestion_id')
    .execute()

/** Of two rows of one person the one that is kept reads what the other was named to. Whether it did not before. */
export async function readThrough(trx: Trx, caseId: string, { fromId, personId }: ThroughRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('suggestion_reader')
    .columns(['suggestion_id', 'person_id', 'through_person_id'])
    .expression((eb) =>
      eb
        .selectFrom('suggestion_reader')
        .select(['suggestion_id', eb.val(personId).as('person_id'), eb.val(fromId).as('through_person_id')])
        .where('suggestion_id', '=', caseId)
        .where('person_id', '=', fromId),
    )
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

/** What was read through the other row alone is not read any more. Whether it was. */
export async function endReadingThrough(trx: Trx, caseId: string, { fromId, personId }: ThroughRow): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom('suggestion_reader')
    .where('suggestion_id', '=', caseId)
    .where('through_person_id', '=', fromId)
    .where('person_id', '=', personId)
    .executeTakeFirstOrThrow()
  return numDeletedRows === 1n
}
