import { sql } from 'kysely'
import type { Db } from '#platform/db/database.ts'

const none = (name: 'term_id' | 'organ_id' | 'organ_name' | 'role') =>
  sql<string | null>`${sql.raw(name === 'term_id' || name === 'organ_id' ? 'null::uuid' : 'null::text')}`.as(name)

/**
 * What gives this person rights on this date: mandates that are active in a term not over, posts in force in an organ
 * that exists. Lowest level first. One statement, because every request asks it.
 */
export const findLiveIdentities = (db: Db, personId: string, today: string) =>
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
      none('role'),
      sql<string>`''`.as('title'),
      none('organ_id'),
      none('organ_name'),
      'mandate.congress_id as congress_id',
      'congress.name as congress_name',
      'congress.level as level',
      'area.name as area_name',
      'area.path as area_path',
      'area.code as sort_code',
    ])
    .where('mandate.person_id', '=', personId)
    .where('mandate.status', '=', 'active')
    .where('mandate.started_on', '<=', today)
    .where('person.died_on', 'is', null)
    .where((eb) => eb.or([eb('term.ended_on', 'is', null), eb('term.ended_on', '>', today)]))
    .unionAll(livePosts(db, personId, today))
    .orderBy('kind')
    .orderBy('level', 'desc')
    .orderBy('sort_code')
    .orderBy('role')
    .execute()

// `ends_on` is the first day without it
const livePosts = (db: Db, personId: string, today: string) =>
  db
    .selectFrom('post')
    .innerJoin('organ', 'organ.id', 'post.organ_id')
    .innerJoin('congress', 'congress.id', 'organ.congress_id')
    .innerJoin('area', 'area.id', 'organ.area_id')
    .innerJoin('person', 'person.id', 'post.person_id')
    .select([
      sql<'mandate' | 'post'>`'post'`.as('kind'),
      'post.id as id',
      none('term_id'),
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
    .where('post.person_id', '=', personId)
    .where('post.starts_on', '<=', today)
    .where('person.died_on', 'is', null)
    .where((eb) => eb.or([eb('post.ends_on', 'is', null), eb('post.ends_on', '>', today)]))
    .where((eb) => eb.or([eb('organ.ends_on', 'is', null), eb('organ.ends_on', '>', today)]))
