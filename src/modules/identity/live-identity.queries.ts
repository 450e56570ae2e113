import type { Db } from '#platform/db/database.ts'

/** The mandates that give their person rights on this date: active, and their term not over. */
export const findLiveMandates = (db: Db, personId: string, today: string) =>
  db
    .selectFrom('mandate')
    .innerJoin('congress', 'congress.id', 'mandate.congress_id')
    .innerJoin('area', 'area.id', 'congress.area_id')
    .innerJoin('term', 'term.id', 'mandate.term_id')
    .innerJoin('person', 'person.id', 'mandate.person_id')
    .select([
      'mandate.id',
      'mandate.congress_id',
      'mandate.term_id',
      'congress.name as congress_name',
      'congress.level',
      'area.name as area_name',
      'area.path as area_path',
    ])
    .where('mandate.person_id', '=', personId)
    .where('mandate.status', '=', 'active')
    .where('mandate.started_on', '<=', today)
    .where('person.died_on', 'is', null)
    .where((eb) => eb.or([eb('term.ended_on', 'is', null), eb('term.ended_on', '>', today)]))
    .orderBy('congress.level', 'desc')
    .orderBy('area.code')
    .execute()

/** The posts in force on this date; `ends_on` is the first day without it. */
export const findLivePosts = (db: Db, personId: string, today: string) =>
  db
    .selectFrom('post')
    .innerJoin('organ', 'organ.id', 'post.organ_id')
    .innerJoin('congress', 'congress.id', 'organ.congress_id')
    .innerJoin('area', 'area.id', 'organ.area_id')
    .innerJoin('person', 'person.id', 'post.person_id')
    .select([
      'post.id',
      'post.role',
      'post.title',
      'post.organ_id',
      'organ.short_name as organ_name',
      'organ.congress_id',
      'congress.name as congress_name',
      'congress.level',
      'area.name as area_name',
      'area.path as area_path',
    ])
    .where('post.person_id', '=', personId)
    .where('post.starts_on', '<=', today)
    .where('person.died_on', 'is', null)
    .where((eb) => eb.or([eb('post.ends_on', 'is', null), eb('post.ends_on', '>', today)]))
    .where((eb) => eb.or([eb('organ.ends_on', 'is', null), eb('organ.ends_on', '>', today)]))
    .orderBy('organ.code')
    .orderBy('post.role')
    .execute()
