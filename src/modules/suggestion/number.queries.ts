import type { NumberSession } from '#modules/numbering/index.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import { between } from '#platform/db/like.ts'

export const isNumberGiven = async (db: Db | Trx, congressId: string, number: string): Promise<boolean> =>
  (await db
    .selectFrom('suggestion')
    .select('id')
    .where('congress_id', '=', congressId)
    .where('number', '=', number)
    .executeTakeFirst()) !== undefined

/** All numbers of a congress that begin and end so. */
export const findNumbersOfShape = async (
  db: Db | Trx,
  congressId: string,
  before: string,
  after: string,
): Promise<string[]> =>
  (
    await db
      .selectFrom('suggestion')
      .select('number')
      .where('congress_id', '=', congressId)
      .where('number', 'like', between(before, after))
      .execute()
  ).flatMap(({ number }) => number ?? [])

/** The session that was opened last: what comes in between sessions is counted with it. */
export const findLastSession = (db: Db | Trx, congressId: string, day: string): Promise<NumberSession | undefined> =>
  db
    .selectFrom('congress_session')
    .innerJoin('term', 'term.id', 'congress_session.term_id')
    .select(['term.number as term', 'congress_session.number as number'])
    .where('term.congress_id', '=', congressId)
    .where('congress_session.opens_on', '<=', day)
    .orderBy('congress_session.opens_on', 'desc')
    .limit(1)
    .executeTakeFirst()
