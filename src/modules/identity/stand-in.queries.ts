import { sql } from 'kysely'
import { type Cursor, type PartKind, totalCountedMax } from '#kernel/page.ts'
import { Refusal } from '#kernel/refusal.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import { containing, startingWith } from '#platform/db/like.ts'
import type { StandInScope } from './identity.policy.ts'
import type { StandInBox, StandInSort, StandInState } from './identity.ts'
import { postInForce, postRuns } from './post-in-force.queries.ts'

/** The posts are in force on a day: neither ended, nor the organ gone, nor its holder dead. */
const postsInForce = (today: string) => sql<boolean>`(
  ${postRuns(today)} and ${postRuns(today, 'own')}
  and (organ.ends_on is null or organ.ends_on > ${today}) and own.organ_id = post.organ_id
  and holder.died_on is null and colleague.died_on is null)`

const standIns = (db: Db, today: string) =>
  db
    .selectFrom('stand_in')
    .innerJoin('post', 'post.id', 'stand_in.post_id')
    .innerJoin('post as own', 'own.id', 'stand_in.by_post_id')
    .innerJoin('organ', 'organ.id', 'post.organ_id')
    .innerJoin('area', 'area.id', 'organ.area_id')
    .innerJoin('person as holder', 'holder.id', 'post.person_id')
    .innerJoin('person as colleague', 'colleague.id', 'own.person_id')
    .select([
      'stand_in.id',
      'stand_in.post_id',
      'stand_in.by_post_id',
      'stand_in.powers',
      'stand_in.case_ids',
      'stand_in.starts_on',
      'stand_in.ends_on',
      'stand_in.made_at',
      'stand_in.ended_at',
      'stand_in.version',
      'post.role',
      'organ.id as organ_id',
      'organ.name as organ_name',
      'area.path as area_path',
      'holder.id as for_person_id',
      'holder.name as for_name',
      'holder.name_stroke as for_name_stroke',
      'colleague.id as by_person_id',
      'colleague.name as by_name',
      postsInForce(today).as('are_posts_in_force'),
    ])

export type StandInRow = Awaited<ReturnType<typeof lockStandIn>>

export const lockStandIn = (trx: Trx, id: string, today: string) =>
  standIns(trx, today)
    .where('stand_in.id', '=', id)
    .forUpdate('stand_in')
    .executeTakeFirstOrThrow(() => new Refusal('not_found', 'identity.no_such_stand_in'))

export type StandInFilter = {
  q?: string | undefined
  state?: StandInState | undefined
  box?: StandInBox | undefined
  sort: StandInSort
}

const isLive = (today: string) => sql<boolean>`
  stand_in.ended_at is null and stand_in.ends_on > ${today} and ${postsInForce(today)}`

const inState = (state: StandInState, today: string) => {
  if (state === 'ended') return sql<boolean>`stand_in.ended_at is not null`
  if (state === 'over') {
    return sql<boolean>`stand_in.ended_at is null and (stand_in.ends_on <= ${today} or not ${postsInForce(today)})`
  }
  return state === 'live'
    ? sql<boolean>`${isLive(today)} and stand_in.starts_on <= ${today}`
    : sql<boolean>`${isLive(today)} and stand_in.starts_on > ${today}`
}

const orders = {
  given: { by: sql<Date>`stand_in.made_at`, way: 'desc', as: 'timestamptz' },
  ends: { by: sql<string>`stand_in.ends_on`, way: 'asc', as: 'date' },
  name: { by: sql<string>`holder.name_stroke`, way: 'asc', as: 'text' },
} as const

export const placeKinds = { given: 'instant', ends: 'date', name: 'word' } as const satisfies Record<
  StandInSort,
  PartKind
>

/** Where a page goes on, in the order of the list. */
export const cursorOfStandIn = (sort: StandInSort, row: StandInRow): Cursor => [
  { given: row.made_at.toISOString(), ends: row.ends_on, name: row.for_name_stroke }[sort],
  row.id,
]

/** `reader`: whose boxes they are. */
export async function findStandIns(
  db: Db,
  scope: StandInScope,
  { reader, ...filter }: StandInFilter & { reader: string },
  today: string,
  after: Cursor | undefined,
  limit: number,
) {
  const { q: search, state, box } = filter
  const { by, way, as } = orders[filter.sort]
  let query = standIns(db, today)
    .where((eb) =>
      scope.of === 'area'
        ? eb('area.path', 'like', startingWith(scope.areaPath))
        : eb.or([eb('post.person_id', '=', scope.personId), eb('own.person_id', '=', scope.personId)]),
    )
    .$if(state !== undefined, (narrowed) => narrowed.where(inState(state ?? 'live', today)))
    .$if(box === 'given', (narrowed) => narrowed.where('post.person_id', '=', reader))
    .$if(box === 'held', (narrowed) => narrowed.where('own.person_id', '=', reader))
  if (search) {
    const named = containing(search)
    query = query.where((eb) =>
      eb.or([eb('holder.name', 'like', named), eb('colleague.name', 'like', named), eb('organ.name', 'like', named)]),
    )
  }
  const { counted } = await db
    .selectFrom(query.limit(totalCountedMax + 1).as('found'))
    .select((eb) => eb.fn.countAll<number>().as('counted'))
    .executeTakeFirstOrThrow()
  if (after) {
    const from = sql`(${after[0]}::${sql.raw(as)}, ${String(after[1])}::uuid)`
    query = query.where(sql<boolean>`(${by}, stand_in.id) ${sql.raw(way === 'asc' ? '>' : '<')} ${from}`)
  }
  const rows = await query
    .orderBy(by, way)
    .orderBy('stand_in.id', way)
    .limit(limit + 1)
    .execute()
  return { rows, counted }
}

/** Whether the same colleague stands in for the same post on one of the days already. */
export const findOverlapping = (
  trx: Trx,
  wanted: { postId: string; byPostId: string; startsOn: string; endsOn: string },
) =>
  trx
    .selectFrom('stand_in')
    .select('id')
    .where('post_id', '=', wanted.postId)
    .where('by_post_id', '=', wanted.byPostId)
    .where('ended_at', 'is', null)
    .where('starts_on', '<', wanted.endsOn)
    .where('ends_on', '>', wanted.startsOn)
    .executeTakeFirst()

/** Who else holds a post in the organ on a day: one line a person, the post held longest. */
export const findColleagues = (db: Db, organId: string, exceptPersonId: string, today: string) =>
  db
    .selectFrom('post')
    .innerJoin('person', 'person.id', 'post.person_id')
    .innerJoin('organ', 'organ.id', 'post.organ_id')
    .distinctOn(['person.name_stroke', 'person.id'])
    .select(['post.id as post_id', 'person.name', 'post.role', 'post.title'])
    .where('post.organ_id', '=', organId)
    .where('post.person_id', '!=', exceptPersonId)
    .where(postInForce(today))
    .orderBy('person.name_stroke')
    .orderBy('person.id')
    .orderBy('post.starts_on')
    .orderBy('post.id')
    .execute()

export const insertStandIn = (
  trx: Trx,
  row: {
    id: string
    post_id: string
    by_post_id: string
    powers: string[]
    case_ids: string[] | null
    starts_on: string
    ends_on: string
    made_by_person_id: string
    made_at: Date
  },
) => trx.insertInto('stand_in').values(row).execute()

export const saveStandInEnd = (trx: Trx, row: { id: string; version: number }, personId: string, at: Date) =>
  trx
    .updateTable('stand_in')
    .set({ ended_at: at, ended_by_person_id: personId, version: row.version + 1 })
    .where('id', '=', row.id)
    .execute()

/** Who acted for whom, by the ids that the record names; for timelines. */
export const findStandInNames = async (db: Db | Trx, ids: readonly string[]) =>
  ids.length === 0
    ? []
    : db
        .selectFrom('stand_in')
        .innerJoin('post', 'post.id', 'stand_in.post_id')
        .innerJoin('post as own', 'own.id', 'stand_in.by_post_id')
        .innerJoin('organ', 'organ.id', 'post.organ_id')
        .innerJoin('person as holder', 'holder.id', 'post.person_id')
        .innerJoin('person as colleague', 'colleague.id', 'own.person_id')
        .select([
          'stand_in.id',
          'organ.id as organ_id',
          'organ.name as organ_name',
          'holder.name as for_name',
          'colleague.name as by_name',
        ])
        .where('stand_in.id', 'in', ids)
        .execute()
