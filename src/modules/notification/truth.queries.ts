import { sql } from 'kysely'
import { isOpenThrough } from '#modules/party/index.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import { isDone, isStillTheirs, mayHear, ownMerged } from './notification.queries.ts'
import type { ClockFact } from './notification.ts'

/** What a delivery has to say, read at the moment of sending: the case, the rights, the deadline as they are now. */
export async function findTruth(db: Db, deliveryIds: readonly string[], today: string) {
  const rows = await db
    .selectFrom('delivery')
    .innerJoin('notice', 'notice.id', 'delivery.notice_id')
    .innerJoin('person', 'person.id', 'notice.person_id')
    .leftJoin('account', 'account.person_id', 'person.id')
    .leftJoin('suggestion', 'suggestion.id', 'notice.case_id')
    .leftJoin('motion', 'motion.id', 'notice.case_id')
    .select([
      'delivery.id',
      'notice.kind',
      'notice.data',
      'notice.case_kind as caseKind',
      'notice.case_id as caseId',
      'notice.holder_id as holderId',
      'notice.read_at as readAt',
      'person.name',
      'person.died_on as diedOn',
      'account.locale',
      sql<string | null>`coalesce(suggestion.number, motion.number)`.as('number'),
      ownMerged('number').as('ownNumber'),
      sql<boolean>`${isStillTheirs(today)} and ${mayHear}`.as('isTheirs'),
      isDone.as('isDone'),
      sql<boolean>`exists (select from mandate where mandate.id = notice.holder_id)`.as('isDeputy'),
      sql<Date | null>`(select min(party.due_before) from party where party.case_id = notice.case_id
        and party.holder_id = notice.holder_id and party.todo = notice.kind)`.as('dueBefore'),
    ])
    .where('delivery.id', 'in', [...deliveryIds])
    .orderBy('notice.created_at')
    .orderBy('notice.id')
    .execute()
  return rows.map((row) => ({ ...row, data: row.data as Partial<ClockFact> }))
}
export type Truth = Awaited<ReturnType<typeof findTruth>>[number]

/** What waits for the holders with a date, soonest first; numbers only. */
export const findSoonest = (db: Db | Trx, holderIds: readonly string[], personId: string, limit: number) =>
  holderIds.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('party')
        .leftJoin('suggestion', 'suggestion.id', 'party.case_id')
        .leftJoin('motion', 'motion.id', 'party.case_id')
        .select(['party.todo', 'party.due_before as dueBefore'])
        .select(sql<string | null>`coalesce(suggestion.number, motion.number)`.as('number'))
        .where('party.holder_id', 'in', [...holderIds])
        .where('party.todo', 'is not', null)
        .where('party.due_before', 'is not', null)
        .where(sql<boolean>`(not party.confidential or ${isOpenThrough(personId, 'party.case_id', 'party.holder_id')})`)
        .orderBy('party.due_before')
        .orderBy('party.case_id')
        .limit(limit)
        .execute()

/** The next row whose time has come. */
export const findNextWaiting = (db: Db, now: Date) =>
  db
    .selectFrom('delivery')
    .select('id')
    .where('state', '=', 'waiting')
    .where('channel', '<>', 'phone')
    .where('not_before', '<=', now)
    .orderBy('not_before')
    .limit(1)
    .executeTakeFirst()
