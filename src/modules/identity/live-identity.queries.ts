import { type Expression, sql } from 'kysely'
import type { Db } from '#platform/db/database.ts'
import { postInForce, postRuns } from './post-in-force.queries.ts'

const noId = <Name extends string>(name: Name) => sql<string | null>`null::uuid`.as(name)
const noText = <Name extends string>(name: Name) => sql<string | null>`null::text`.as(name)

const noStandIn = () =>
  [
    noId('stand_in_id'),
    noId('for_person_id'),
    sql<string[] | null>`null::uuid[]`.as('for_former_ids'),
    noText('for_name'),
    sql<string[] | null>`null::text[]`.as('powers'),
    sql<string[] | null>`null::uuid[]`.as('case_ids'),
  ] as const

/**
 * What gives this person rights on this date: mandates that are active in a term not over, posts in force in an organ
 * that exists, the powers of a colleague's post while both posts are in force. Lowest level first. One statement, because every request asks it.
 */
export const findLiveIdentities = (db: Db, personId: string, today: string) =>
  liveIdentitiesOf(db, sql<string>`${personId}`, today).execute()
export type LiveIdentityRow = Awaited<ReturnType<typeof findLiveIdentities>>[number]

/** The same for a person who is known in another statement only. */
export const liveIdentitiesOf = (db: Db, personId: Expression<string>, today: string) =>
  db
    .selectFrom('mandate')
    .innerJoin('congress', 'congress.id', 'mandate.congress_id')
    .innerJoin('area', 'area.id', 'congress.area_id')
    .innerJoin('term', 'term.id', 'mandate.term_id')
    .innerJoin('person', 'person.id', 'mandate.person_id')
    .select([
      sql<'mandate' | 'post'>`'mandate'`.as('kind'),
      'mandate.id as id',
      sql<string | null>`mandate.term_id`.as('term_id'),
      noText('role'),
      sql<string>`''`.as('title'),
      noId('organ_id'),
      noText('organ_name'),
      'mandate.congress_id as congress_id',
      'congress.name as congress_name',
      'congress.level as level',
      'area.name as area_name',
      'area.path as area_path',
      'area.code as sort_code',
      ...noStandIn(),
    ])
    .where('mandate.person_id', '=', personId)
    .where('mandate.status', '=', 'active')
    .where('mandate.started_on', '<=', today)
    .where('person.died_on', 'is', null)
    .where((eb) => eb.or([eb('term.ended_on', 'is', null), eb('term.ended_on', '>', today)]))
    .unionAll(livePosts(db, today).select(noStandIn()).where('post.person_id', '=', personId))
    .unionAll(liveStandIns(db, personId, today))
    .orderBy('kind')
    .orderBy('level', 'desc')
    .orderBy('sort_code')
    .orderBy('role')
    .orderBy('for_name', (order) => order.asc().nullsFirst())

const livePosts = (db: Db, today: string) =>
  db
    .selectFrom('post')
    .innerJoin('organ', 'organ.id', 'post.organ_id')
    .innerJoin('congress', 'congress.id', 'organ.congress_id')
    .innerJoin('area', 'area.id', 'organ.area_id')
    .innerJoin('person', 'person.id', 'post.person_id')
    .select([
      sql<'mandate' | 'post'>`'post'`.as('kind'),
      'post.id as id',
      noId('term_id'),
      sql<string | null>`post.role`.as('role'),
      'post.title as title',
      sql<string | null>`post.organ_id`.as('organ_id'),
      sql<string | null>`organ.short_name`.as('organ_name'),
      'organ.congress_id as congress_id',
      'congress.name as congress_name',
      'congress.level as level',
      'area.name as area_name',
      'area.path as area_path',
      'organ.code as sort_code',
    ])
    .where(postInForce(today))

const liveStandIns = (db: Db, personId: Expression<string>, today: string) =>
  livePosts(db, today)
    .innerJoin('stand_in', 'stand_in.post_id', 'post.id')
    .innerJoin('post as own', 'own.id', 'stand_in.by_post_id')
    .select([
      'stand_in.id as stand_in_id',
      'post.person_id as for_person_id',
      sql<string[] | null>`array(select former.id from person as former where former.merged_into_id = person.id)`.as(
        'for_former_ids',
      ),
      'person.name as for_name',
      'stand_in.powers',
      'stand_in.case_ids',
    ])
    .where('own.person_id', '=', personId)
    .whereRef('own.organ_id', '=', 'post.organ_id')
    .where(postRuns(today, 'own'))
    .where('stand_in.starts_on', '<=', today)
    .where('stand_in.ends_on', '>', today)
    .where('stand_in.ended_at', 'is', null)
