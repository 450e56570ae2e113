import { sql } from 'kysely'
import { type Cursor, totalCountedMax } from '#kernel/page.ts'
import { isOpenTo, type WordsReader } from '#modules/party/index.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import { containing } from '#platform/db/like.ts'
import type { CommitmentFilter } from './commitment.contract.ts'
import { liesWith } from './field.queries.ts'
import type { CommitmentState } from './suggestion-promises.ts'

type NewCommitment = {
  id: string
  suggestionId: string
  assignmentId: string
  replyId: string
  congressId: string
  unitId: string
  content: string
  owner: string
  dueOn: string
}

export const insertCommitments = (trx: Trx, rows: readonly NewCommitment[]) =>
  trx
    .insertInto('commitment')
    .values(
      rows.map((row) => ({
        id: row.id,
        suggestion_id: row.suggestionId,
        assignment_id: row.assignmentId,
        reply_id: row.replyId,
        congress_id: row.congressId,
        unit_id: row.unitId,
        content: row.content,
        owner: row.owner,
        due_on: row.dueOn,
        status: 'open',
      })),
    )
    .execute()

/** The promises of drafts that were rewritten before they were sent. */
export const deleteCommitmentsOf = (trx: Trx, replyIds: readonly string[]) =>
  trx.deleteFrom('commitment').where('reply_id', 'in', replyIds).where('sent_at', 'is', null).execute()

/** A promise is made on the day its answer is sent. */
export const sendCommitmentsOf = (trx: Trx, replyId: string, at: Date) =>
  trx.updateTable('commitment').set({ sent_at: at }).where('reply_id', '=', replyId).execute()

export type CommitmentChange = {
  status: CommitmentState
  evidence?: string
  explanation?: string
  due_on?: string
  first_due_on?: string
  reschedules?: number
}

export const saveCommitment = (trx: Trx, id: string, change: CommitmentChange) =>
  trx
    .updateTable('commitment')
    .set((eb) => ({ ...change, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute()

/** Promises about which the day may have something to say, the most urgent first: soon due, or not kept in time. */
export const findPromisesToSweep = (db: Db, today: string, horizon: string, limit: number) =>
  db
    .selectFrom('commitment')
    .innerJoin('suggestion', 'suggestion.id', 'commitment.suggestion_id')
    .select([
      'commitment.suggestion_id',
      'commitment.congress_id',
      'commitment.due_on',
      'commitment.status',
      'suggestion.status as case_state',
    ])
    .where('commitment.sent_at', 'is not', null)
    .where('commitment.status', 'in', ['open', 'due_soon', 'rescheduled', 'overdue'])
    .where('commitment.due_on', '<=', horizon)
    .where((eb) => eb.or([eb('commitment.status', '<>', 'overdue'), eb('suggestion.status', '=', 'tracking')]))
    // of what was told to come soon there is nothing to say until it is late
    .where((eb) => eb.or([eb('commitment.status', '<>', 'due_soon'), eb('commitment.due_on', '<', today)]))
    .orderBy('commitment.due_on')
    .orderBy('commitment.id')
    .limit(limit)
    .execute()

/** The units for which an organ acts: itself, and those that were merged into it, which keep their names on paper. */
export const findUnitsActedFor = async (db: Db, organId: string): Promise<string[]> =>
  (
    await db
      .selectFrom('organ')
      .select('id')
      .where((eb) => eb.or([eb('id', '=', organId), eb('acting_id', '=', organId)]))
      .execute()
  ).map(({ id }) => id)

/** Whose promises: those owed to a deputy, those a unit made, those of a whole congress, those of the cases at hand. */
export type CommitmentScope = WordsReader &
  (
    | { of: 'unit'; unitIds: readonly string[] }
    | { of: 'congress'; congressId: string }
    | { of: 'holder'; holderId: string }
  )

const scanned = (db: Db, scope: CommitmentScope, filter: CommitmentFilter) =>
  db
    .selectFrom('commitment')
    .innerJoin('suggestion', 'suggestion.id', 'commitment.suggestion_id')
    .where('commitment.sent_at', 'is not', null)
    .$call((query) => {
      if (scope.of === 'unit') return query.where('commitment.unit_id', 'in', scope.unitIds)
      if (scope.of === 'congress') return query.where('commitment.congress_id', '=', scope.congressId)
      return query.where('commitment.suggestion_id', 'in', (eb) =>
        eb
          .selectFrom('party')
          .select('case_id')
          .where('holder_id', '=', scope.holderId)
          .where('case_kind', '=', 'suggestion'),
      )
    })
    .$if(filter.state !== undefined, (query) => query.where('commitment.status', '=', filter.state ?? ''))
    .$if(filter.unit !== undefined, (query) => query.where('commitment.unit_id', '=', filter.unit ?? ''))
    .$if(filter.committee !== undefined, (query) =>
      // with whom a confidential case lies tells its field
      query.where(liesWith('commitment.suggestion_id', filter.committee ?? '')).where(isOpenTo(scope)),
    )
    .$if(filter.due !== undefined, (query) => query.where('commitment.due_on', '<=', filter.due ?? ''))
    .$if(filter.q !== undefined, (query) => {
      const like = containing(filter.q ?? '')
      return query
        .where(isOpenTo(scope))
        .where((eb) =>
          eb.or([
            eb('commitment.content', 'like', like),
            eb('suggestion.title', 'like', like),
            eb('suggestion.number', 'like', like),
          ]),
        )
    })

export type CommitmentListRow = Awaited<ReturnType<typeof findCommitments>>[number]

export function findCommitments(
  db: Db,
  scope: CommitmentScope,
  filter: CommitmentFilter & { limit: number },
  cursor: Cursor | undefined,
) {
  return scanned(db, scope, filter)
    .innerJoin('organ', 'organ.id', 'commitment.unit_id')
    .innerJoin('mandate', 'mandate.id', 'suggestion.lead_mandate_id')
    .innerJoin('person', 'person.id', 'mandate.person_id')
    .selectAll('commitment')
    .select([
      'organ.name as unit_name',
      'person.name as owed_to',
      'suggestion.number',
      'suggestion.title',
      'suggestion.confidential',
      'suggestion.status as case_state',
      isOpenTo(scope).as('is_open'),
    ])
    .$if(cursor !== undefined, (query) =>
      query.where(
        sql<boolean>`(commitment.due_on, commitment.id) > (${String(cursor?.[0])}::date, ${String(cursor?.[1])}::uuid)`,
      ),
    )
    .orderBy('commitment.due_on')
    .orderBy('commitment.id')
    .limit(filter.limit + 1)
    .execute()
}

export async function countCommitments(db: Db, scope: CommitmentScope, filter: CommitmentFilter): Promise<number> {
  const row = await db
    .selectFrom(
      scanned(db, scope, filter)
        .select('commitment.id')
        .limit(totalCountedMax + 1)
        .as('counted'),
    )
    .select(sql<number>`count(*)`.as('count'))
    .executeTakeFirstOrThrow()
  return row.count
}
