import { sql } from 'kysely'
import { type Cursor, totalCountedMax } from '#kernel/page.ts'
import { Refusal } from '#kernel/refusal.ts'
import { postRuns } from '#modules/identity/index.ts'
import type { Condition } from '#platform/db/condition.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import { containing } from '#platform/db/like.ts'
import type { OversightQuery } from './oversight.contract.ts'
import type { OversightScope } from './oversight.policy.ts'
import { isOwnAndOpen } from './oversight.queries.ts'
import type { LeadSide } from './oversight.ts'

export type OversightListRow = Awaited<ReturnType<typeof findOversights>>[number]

/** A case of the oversight on which the reader has a line of their own. */
const onOwnCase = ({ holderId }: OversightScope) =>
  sql<boolean>`exists (select from key_oversight_case c join party on party.case_id = c.suggestion_id
    where c.oversight_id = key_oversight.id and party.holder_id = ${holderId})`

/** A confidential case of the oversight that isn't the reader's to read: title and findings would tell of it. */
const onSecretCase = (scope: OversightScope) =>
  sql<boolean>`exists (select from key_oversight_case c join suggestion on suggestion.id = c.suggestion_id
    where c.oversight_id = key_oversight.id and suggestion.confidential and not ${isOwnAndOpen(scope)})`

/** The whole list of a congress, the field of a committee, or what hangs on one's own cases. */
const reach = (db: Db | Trx, scope: OversightScope) =>
  db
    .selectFrom('key_oversight')
    .$if(scope.congressId !== null, (query) => query.where('congress_id', '=', scope.congressId))
    .$if(scope.committeeId !== null, (query) => query.where('committee_id', '=', scope.committeeId))
    .$if(scope.congressId === null && scope.committeeId === null, (query) =>
      query.where(onOwnCase(scope)).where('status', '<>', 'withdrawn'),
    )
    // what was never decided is the office's own paper
    .$if(!scope.drafts, (query) =>
      query.where((eb) =>
        eb.or([eb('decided_on', 'is not', null), ...(scope.ownDrafts ? [eb('organ_id', '=', scope.holderId)] : [])]),
      ),
    )
    .where(({ not }) => not(onSecretCase(scope)))

export const seesOversight = async (db: Db | Trx, scope: OversightScope, id: string): Promise<boolean> =>
  (await reach(db, scope).select('id').where('id', '=', id).executeTakeFirst()) !== undefined

/** Holds one within reach: of one that is hidden nothing is held and no more asked than of none at all. */
export const holdReached = async (trx: Trx, scope: OversightScope, id: string): Promise<boolean> =>
  (await reach(trx, scope).select('id').where('id', '=', id).forUpdate().executeTakeFirst()) !== undefined

/** Whether the oversight whose id stands in this column is within reach. */
const isReached = (db: Db | Trx, scope: OversightScope | null, column: string) =>
  scope ? sql<boolean>`${sql.ref(column)} in (${reach(db, scope).select('key_oversight.id')})` : sql<boolean>`false`

/** Whether the activity of the file in the row of `attachment` is within reach. */
export const isFileReached = (db: Db | Trx, scope: OversightScope | null): Condition =>
  sql<boolean>`exists (select from key_oversight_activity activity where activity.id = attachment.case_id
    and ${isReached(db, scope, 'activity.oversight_id')})`

/** The oversight of an activity, for whom both are there. */
export const findReachedOversightOf = async (db: Db | Trx, scope: OversightScope | null, activityId: string) =>
  (
    await db
      .selectFrom('key_oversight_activity')
      .select('oversight_id')
      .where('id', '=', activityId)
      .where(isReached(db, scope, 'key_oversight_activity.oversight_id'))
      .executeTakeFirstOrThrow(() => new Refusal('not_found', 'oversight.not_found'))
  ).oversight_id

const scanned = (db: Db, scope: OversightScope, filter: OversightQuery) =>
  reach(db, scope)
    .$if(filter.box === 'open', (query) => query.where('status', 'in', ['proposed', 'decided', 'under_way']))
    .$if(filter.box === 'mine', (query) =>
      query.where((eb) =>
        eb.or([
          eb('committee_id', '=', scope.holderId),
          sql<boolean>`exists (select from key_oversight_lead l where l.oversight_id = key_oversight.id
            and (l.person_id = ${scope.personId} or (l.person_id is null and l.organ_id = ${scope.holderId})))`,
        ]),
      ),
    )
    .$if(filter.state !== undefined, (query) => query.where('status', '=', filter.state ?? ''))
    .$if(filter.committee !== undefined, (query) => query.where('committee_id', '=', filter.committee ?? ''))
    .$if(filter.year !== undefined, (query) => query.where('year', '=', filter.year ?? 0))
    .$if(filter.q !== undefined, (query) => {
      const like = containing(filter.q ?? '')
      return query.where((eb) => eb.or([eb('title', 'like', like), eb('decision_number', 'like', like)]))
    })

// as the index has it: what has never moved comes first
const stillSince = sql`coalesce(moved_at, '-infinity'::timestamptz)`

export const findOversights = (db: Db, scope: OversightScope, filter: OversightQuery, cursor: Cursor | undefined) =>
  scanned(db, scope, filter)
    .select([
      'id',
      'title',
      'year',
      'status',
      'decided_on',
      'decision_number',
      'moved_at',
      'stalled_at',
      'changed_at',
      sql<string | null>`(select name from organ where organ.id = key_oversight.committee_id)`.as('committee_name'),
      sql<number>`(select count(*)::int from key_oversight_case c where c.oversight_id = key_oversight.id)`.as('cases'),
      sql<number>`(select count(*)::int from key_oversight_activity a where a.oversight_id = key_oversight.id)`.as(
        'activities',
      ),
      sql<{ side: LeadSide; name: string; confirmed: boolean }[]>`coalesce((select json_agg(json_build_object(
        'side', l.side, 'name', l.name, 'confirmed', l.confirmed_at is not null) order by l.side)
        from key_oversight_lead l where l.oversight_id = key_oversight.id), '[]')`.as('leads'),
    ])
    .$if(filter.sort === 'still', (query) =>
      query
        .$if(cursor !== undefined, (page) =>
          page.where(sql<boolean>`(${stillSince}, id)
            > (${String(cursor?.[0] ?? '-infinity')}::timestamptz, ${String(cursor?.[1])}::uuid)`),
        )
        .orderBy(stillSince)
        .orderBy('id'),
    )
    .$if(filter.sort === 'changed', (query) =>
      query
        .$if(cursor !== undefined, (page) =>
          page.where(sql<boolean>`(changed_at, id) < (${new Date(String(cursor?.[0]))}, ${String(cursor?.[1])}::uuid)`),
        )
        .orderBy('changed_at', 'desc')
        .orderBy('id', 'desc'),
    )
    .limit(filter.limit + 1)
    .execute()

export async function countOversights(db: Db, scope: OversightScope, filter: OversightQuery): Promise<number> {
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

export const findOversightsOfCase = async (db: Db, scope: OversightScope, suggestionId: string): Promise<string[]> =>
  (
    await reach(db, scope)
      .innerJoin('key_oversight_case', 'key_oversight_case.oversight_id', 'key_oversight.id')
      .select('key_oversight.id')
      .where('key_oversight_case.suggestion_id', '=', suggestionId)
      .orderBy('year', 'desc')
      .orderBy('key_oversight.id', 'desc')
      .execute()
  ).map(({ id }) => id)

/** Before and after in the years over which a topic is followed, as far as the reader finds them. */
export const findRelated = (db: Db, scope: OversightScope, of: { id: string; continuesId: string | null }) =>
  reach(db, scope)
    .select(['id', 'title', 'year'])
    .where((eb) => eb.or([eb('continues_id', '=', of.id), eb('id', '=', of.continuesId)]))
    .orderBy('year')
    .execute()

export const findOfCongress = (trx: Trx, id: string, congressId: string) =>
  trx
    .selectFrom('key_oversight')
    .select('id')
    .where('id', '=', id)
    .where('congress_id', '=', congressId)
    .executeTakeFirst()

/** Those who hold a post as leader on a day, each on the side of their organ. */
export async function findLeaders(db: Db | Trx, congressId: string, today: string) {
  const rows = await db
    .selectFrom('post')
    .innerJoin('organ', 'organ.id', 'post.organ_id')
    .innerJoin('person', 'person.id', 'post.person_id')
    .select(['person.id', 'person.name', 'post.title', 'organ.id as organ_id', 'organ.name as organ_name'])
    .select('organ.system')
    .where('organ.congress_id', '=', congressId)
    .where('post.role', '=', 'leader')
    .where(postRuns(today))
    .orderBy('organ.code')
    .orderBy('post.id')
    .execute()
  return rows.map((row) => ({
    personId: row.id,
    name: row.name,
    title: row.title,
    organId: row.organ_id,
    organName: row.organ_name,
    side: (row.system === 'government' ? 'government' : 'congress') as LeadSide,
  }))
}

export const findCommittees = (db: Db | Trx, congressId: string) =>
  db
    .selectFrom('organ')
    .select(['id', 'name'])
    .where('congress_id', '=', congressId)
    .where('kind', '=', 'committee')
    .where('ends_on', 'is', null)
    .orderBy('code')
    .execute()

/** The office that acts for the government of the congress's area. */
export async function findGovernmentOffice(trx: Trx, congressId: string): Promise<string | null> {
  const set = await trx
    .selectFrom('coordination')
    .select('organ_id')
    .where('congress_id', '=', congressId)
    .where('system', '=', 'government')
    .executeTakeFirst()
  if (set) return set.organ_id
  const office = await trx
    .selectFrom('organ')
    .select('id')
    .where('congress_id', '=', congressId)
    .where('kind', '=', 'gov_office')
    .where('ends_on', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return office?.id ?? null
}

export const findCongressesUnderWay = async (db: Db): Promise<string[]> =>
  (
    await db
      .selectFrom('key_oversight')
      .select('congress_id')
      .distinct()
      .where('status', '=', 'under_way')
      .where('stalled_at', 'is', null)
      .execute()
  ).map(({ congress_id }) => congress_id)

export const findStill = (db: Db, congressId: string, movedBefore: Date, limit: number) =>
  db
    .selectFrom('key_oversight')
    .select('id')
    .where('congress_id', '=', congressId)
    .where('status', '=', 'under_way')
    .where('stalled_at', 'is', null)
    .where('moved_at', '<=', movedBefore)
    .orderBy('moved_at')
    .limit(limit)
    .execute()
