import { sql } from 'kysely'
import { type Cursor, totalCountedMax } from '#kernel/page.ts'
import type { Db } from '#platform/db/database.ts'
import { containing } from '#platform/db/like.ts'
import type { TopicQuery } from './topic.contract.ts'
import type { TopicScope } from './topic.policy.ts'

export type TopicListRow = Awaited<ReturnType<typeof findTopics>>[number]

const scanned = (db: Db, scope: TopicScope, filter: TopicQuery) =>
  db
    .selectFrom('topic')
    .where('topic.congress_id', '=', scope.congressId)
    .$if(scope.draftsOf === null, (query) => query.where('topic.status', '<>', 'draft'))
    .$if(scope.draftsOf !== null && scope.draftsOf !== 'all', (query) =>
      query.where((eb) => eb.or([eb('topic.status', '<>', 'draft'), eb('topic.organ_id', '=', scope.draftsOf ?? '')])),
    )
    .$if(filter.state !== undefined, (query) => query.where('topic.status', '=', filter.state ?? ''))
    .$if(filter.box === 'open', (query) => query.where('topic.status', '=', 'published'))
    .$if(filter.box === 'mine', (query) =>
      query.where(({ exists, selectFrom }) =>
        exists(
          selectFrom('topic_claim')
            .select('topic_claim.id')
            .whereRef('topic_claim.topic_id', '=', 'topic.id')
            .where('topic_claim.mandate_id', '=', scope.mandateId),
        ),
      ),
    )
    .$if(filter.category !== undefined, (query) => query.where('topic.category', '=', filter.category ?? ''))
    .$if(filter.q !== undefined, (query) => query.where('topic.title', 'like', containing(filter.q ?? '')))

// as the index has it: what stays open comes last
const untilLast = sql`coalesce(topic.open_until, 'infinity'::date)`

export const findTopics = (db: Db, scope: TopicScope, filter: TopicQuery, cursor: Cursor | undefined) =>
  scanned(db, scope, filter)
    .innerJoin('organ', 'organ.id', 'topic.organ_id')
    .select([
      'topic.id',
      'topic.title',
      'topic.category',
      'topic.status',
      'topic.claims_max',
      'topic.open_until',
      'topic.published_at',
      'topic.changed_at',
      'organ.short_name as organ_name',
      sql<number>`(select count(*)::int from topic_claim c where c.topic_id = topic.id and c.ended_at is null)`.as(
        'held',
      ),
      sql<number>`(select count(distinct c.id)::int from topic_claim c
        join topic_claim_suggestion l on l.claim_id = c.id
        join suggestion s on s.id = l.suggestion_id
        where c.topic_id = topic.id and s.registered_at is not null)`.as('converted'),
      // the newest claim of the reader speaks
      sql<string | null>`(select c.status from topic_claim c where c.mandate_id = ${scope.mandateId}
        and c.topic_id = topic.id order by c.claimed_at desc limit 1)`.as('own_claim'),
    ])
    .$if(filter.sort === 'until', (query) =>
      query
        .$if(cursor !== undefined, (page) =>
          page.where(sql<boolean>`(${untilLast}, topic.id)
            > (${String(cursor?.[0] ?? 'infinity')}::date, ${String(cursor?.[1])}::uuid)`),
        )
        .orderBy(untilLast)
        .orderBy('topic.id'),
    )
    .$if(filter.sort === 'changed', (query) =>
      query
        .$if(cursor !== undefined, (page) =>
          page.where(
            sql<boolean>`(topic.changed_at, topic.id) < (${new Date(String(cursor?.[0]))}, ${String(cursor?.[1])}::uuid)`,
          ),
        )
        .orderBy('topic.changed_at', 'desc')
        .orderBy('topic.id', 'desc'),
    )
    .limit(filter.limit + 1)
    .execute()

export async function countTopics(db: Db, scope: TopicScope, filter: TopicQuery): Promise<number> {
  const row = await db
    .selectFrom(
      scanned(db, scope, filter)
        .select('topic.id')
        .limit(totalCountedMax + 1)
        .as('counted'),
    )
    .select(sql<number>`count(*)`.as('count'))
    .executeTakeFirstOrThrow()
  return row.count
}
