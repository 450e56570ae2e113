import { sql } from 'kysely'
import { type Cursor, totalCountedMax } from '#kernel/page.ts'
import { isOpenTo } from '#modules/party/index.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import { containing } from '#platform/db/like.ts'
import type { CandidateFilter, CandidateQuery, MeetingQuery } from './handover.contract.ts'
import type { MeetingScope } from './handover.policy.ts'
import { openStates } from './handover.ts'

export type MeetingListRow = Awaited<ReturnType<typeof findMeetings>>[number]

/** A unit has been at a meeting where something was handed to it, or to a unit that was merged into it. */
const reach = (db: Db | Trx, scope: MeetingScope) =>
  db
    .selectFrom('handover_meeting')
    .where('congress_id', '=', scope.congressId)
    .$if(scope.unitId !== null, (query) =>
      query.where('status', '=', 'held').where(
        sql<boolean>`exists (select from handover_case c join assignment a on a.suggestion_id = c.suggestion_id
          where c.meeting_id = handover_meeting.id and c.status = 'handed_over'
            and a.unit_id in (select id from organ where id = ${scope.unitId} or acting_id = ${scope.unitId})
            and a.status not in ('reassigned', 'cancelled'))`,
      ),
    )

export const seesMeeting = async (db: Db | Trx, scope: MeetingScope, id: string): Promise<boolean> =>
  (await reach(db, scope).select('id').where('id', '=', id).executeTakeFirst()) !== undefined

/** Holds one within reach: of one that is hidden nothing is held and no more asked than of none at all. */
export const holdReached = async (trx: Trx, scope: MeetingScope, id: string): Promise<boolean> =>
  (await reach(trx, scope).select('id').where('id', '=', id).forUpdate().executeTakeFirst()) !== undefined

const scanned = (db: Db, scope: MeetingScope, filter: MeetingQuery) =>
  reach(db, scope)
    .$if(filter.state !== undefined, (query) => query.where('status', '=', filter.state ?? ''))
    .$if(filter.line !== undefined, (query) => query.where('line', '=', filter.line ?? ''))
    .$if(filter.q !== undefined, (query) =>
      query.where((eb) =>
        eb.or([eb('title', 'like', containing(filter.q ?? '')), eb('place', 'like', containing(filter.q ?? ''))]),
      ),
    )

const counted = (status: string | null) =>
  sql<number>`(select count(*)::int from handover_case c where c.meeting_id = handover_meeting.id
    and (${status}::text is null or c.status = ${status}))`

export const findMeetings = (db: Db, scope: MeetingScope, filter: MeetingQuery, cursor: Cursor | undefined) =>
  scanned(db, scope, filter)
    .select(['id', 'title', 'line', 'held_on', 'place', 'status', 'changed_at'])
    .select([
      counted(null).as('cases'),
      counted('handed_over').as('handed_over'),
      sql<number>`(select count(*)::int from handover_case c join suggestion s on s.id = c.suggestion_id
        where c.meeting_id = handover_meeting.id and c.status = 'failed' and s.status = any(${[...openStates]}))`.as(
        'failed',
      ),
      sql<number>`(select count(*)::int from handover_signature s where s.meeting_id = handover_meeting.id)`.as(
        'signed',
      ),
    ])
    .$if(cursor !== undefined, (query) => {
      const beyond = filter.sort === 'earliest' ? sql`>` : sql`<`
      return query.where(
        sql<boolean>`(held_on, id) ${beyond} (${String(cursor?.[0])}::date, ${String(cursor?.[1])}::uuid)`,
      )
    })
    .orderBy('held_on', filter.sort === 'earliest' ? 'asc' : 'desc')
    .orderBy('id', filter.sort === 'earliest' ? 'asc' : 'desc')
    .limit(filter.limit + 1)
    .execute()

export async function countMeetings(db: Db, scope: MeetingScope, filter: MeetingQuery): Promise<number> {
  const row = await db
    .selectFrom(
      scanned(db, scope, filter)
        .select('id')
        .limit(totalCountedMax + 1)
        .as('counted'),
    )
    .select(sql<number>`count(*)`.as('count'))
    .executeTakeFirstOrThrow()
  return row.count
}

/** What can be handed over in a congress: accepted, not yet handed over, and in no other meeting that waits. */
const candidates = (db: Db | Trx, scope: MeetingScope, filter: CandidateFilter) =>
  db
    .selectFrom('suggestion')
    .where('suggestion.congress_id', '=', scope.congressId)
    .where('suggestion.status', 'in', openStates)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('handover_case')
            .select('meeting_id')
            .whereRef('handover_case.suggestion_id', '=', 'suggestion.id')
            .where('handover_case.status', '<>', 'handed_over'),
        ),
      ),
    )
    .$if(filter.ready !== undefined, (query) =>
      query.where('suggestion.status', '=', filter.ready === 'planned' ? 'pre_assignment' : 'accepted'),
    )
    .$if(filter.line === 'in_session', (query) => query.where('suggestion.congress_session_id', 'is not', null))
    .$if(filter.line === 'recess', (query) => query.where('suggestion.congress_session_id', 'is', null))
    // the field of a confidential case is one of its words: a filter on it would tell it
    .$if(filter.category !== undefined, (query) =>
      query.where('suggestion.category', '=', filter.category ?? '').where(isOpenTo(scope)),
    )
    .$if(filter.q !== undefined, (query) =>
      query.where((eb) =>
        eb.or([
          eb('suggestion.number', 'like', containing(filter.q ?? '')),
          eb.and([eb('suggestion.title', 'like', containing(filter.q ?? '')), isOpenTo(scope)]),
        ]),
      ),
    )

const moment = sql<string>`coalesce(to_char(suggestion.submitted_at at time zone 'utc', 'YYYYMMDDHH24MISSUS'), '')`
// 2号 stands before 10号
const number = sql<string>`lpad(length(coalesce(suggestion.number, ''))::text, 3, '0') || coalesce(suggestion.number, '')`
const sortedBy = { number, earliest: moment, latest: moment } as const

export const findCandidates = (db: Db, scope: MeetingScope, filter: CandidateQuery, cursor: Cursor | undefined) =>
  candidates(db, scope, filter)
    .select([
      'suggestion.id',
      'suggestion.number',
      'suggestion.title',
      'suggestion.status',
      'suggestion.category',
      'suggestion.confidential',
      isOpenTo(scope).as('is_open'),
      sortedBy[filter.sort].as('sort_key'),
      sql<string[]>`coalesce((select json_agg(organ.short_name order by assignment.part = 'co', assignment.id)
        from assignment join organ on organ.id = assignment.unit_id
        where assignment.suggestion_id = suggestion.id and assignment.status = 'proposed'), '[]')`.as('units'),
    ])
    .$if(cursor !== undefined, (query) =>
      query.where(
        sql<boolean>`(${sortedBy[filter.sort]}, suggestion.id) ${filter.sort === 'latest' ? sql`<` : sql`>`}
          (${String(cursor?.[0])}, ${String(cursor?.[1])}::uuid)`,
      ),
    )
    .orderBy(sortedBy[filter.sort], filter.sort === 'latest' ? 'desc' : 'asc')
    .orderBy('suggestion.id', filter.sort === 'latest' ? 'desc' : 'asc')
    .limit(filter.limit + 1)
    .execute()
export type CandidateRow = Awaited<ReturnType<typeof findCandidates>>[number]

export async function countCandidates(db: Db, scope: MeetingScope, filter: CandidateFilter): Promise<number> {
  const row = await db
    .selectFrom(
      candidates(db, scope, filter)
        .select('suggestion.id')
        .limit(totalCountedMax + 1)
        .as('counted'),
    )
    .select(sql<number>`count(*)`.as('count'))
    .executeTakeFirstOrThrow()
  return row.count
}

const acceptedOn = sql<string | null>`to_char(suggestion.accepted_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD')`

/** Of those named, or of all that a filter finds, the ones that can be picked. */
export const findPickable = async (
  trx: Trx,
  scope: MeetingScope,
  wanted: { ids: readonly string[] } | { filter: CandidateFilter },
  limit: number,
) =>
  candidates(trx, scope, 'filter' in wanted ? wanted.filter : {})
    .select(['suggestion.id', 'suggestion.number', acceptedOn.as('accepted_on')])
    .$if('ids' in wanted, (query) => query.where('suggestion.id', 'in', 'ids' in wanted ? [...wanted.ids] : []))
    .orderBy('suggestion.id')
    .limit(limit)
    .execute()

/** What waits for a meeting, with the day on which it was accepted. */
export const findWaiting = (trx: Trx, meetingId: string) =>
  trx
    .selectFrom('handover_case')
    .innerJoin('suggestion', 'suggestion.id', 'handover_case.suggestion_id')
    .select(['suggestion.id', 'suggestion.number', acceptedOn.as('accepted_on')])
    .where('handover_case.meeting_id', '=', meetingId)
    .where('suggestion.status', 'in', openStates)
    .orderBy('suggestion.id')
    .execute()
