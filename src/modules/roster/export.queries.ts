import { sql } from 'kysely'
import type { OrganKind } from '#modules/organisation/organisation.ts'
import type { Db } from '#platform/db/database.ts'
import { containing } from '#platform/db/like.ts'

export const findExportAreas = (db: Db, withinPath: string, limit: number) =>
  db
    .selectFrom('area')
    .select(['code', 'name'])
    .where('path', 'like', `${withinPath}%`)
    .orderBy('path')
    .limit(limit)
    .execute()

export const findExportUnits = (
  db: Db,
  congressId: string,
  { q, organKind }: { q?: string | undefined; organKind?: OrganKind | undefined },
  limit: number,
) =>
  db
    .selectFrom('organ')
    .innerJoin('area', 'area.id', 'organ.area_id')
    .leftJoin('organ as parent', 'parent.id', 'organ.parent_id')
    .select([
      'organ.code',
      'organ.name',
      'organ.short_name',
      'organ.kind',
      'organ.system',
      'organ.starts_on',
      'organ.ends_on',
      'area.code as area_code',
      'parent.name as parent_name',
    ])
    .where('organ.congress_id', '=', congressId)
    .where('organ.kind', '!=', 'operations')
    .$if(organKind !== undefined, (query) => query.where('organ.kind', '=', organKind ?? ''))
    .$if(q !== undefined && q !== '', (query) => {
      const pattern = containing(q ?? '')
      return query.where((eb) => eb.or([eb('organ.name', 'like', pattern), eb('organ.short_name', 'like', pattern)]))
    })
    // a superior unit stands above those that name it
    .orderBy(sql`organ.parent_id is not null`)
    .orderBy('organ.code')
    .limit(limit)
    .execute()

/** Posts in force of persons that a list can name again: by their deputy number in this congress. */
export const findExportPosts = (db: Db, congressId: string, today: string, limit: number) =>
  db
    .selectFrom('post')
    .innerJoin('person', 'person.id', 'post.person_id')
    .innerJoin('organ', 'organ.id', 'post.organ_id')
    .leftJoin('term', (join) =>
      join
        .onRef('term.congress_id', '=', 'organ.congress_id')
        .on('term.first_session_on', '<=', today)
        .on((eb) => eb.or([eb('term.ended_on', 'is', null), eb('term.ended_on', '>', today)])),
    )
    .leftJoin('mandate', (join) =>
      join.onRef('mandate.person_id', '=', 'person.id').onRef('mandate.term_id', '=', 'term.id'),
    )
    .select([
      'person.id as person_id',
      'person.name',
      'person.sex',
      'mandate.number',
      'organ.name as organ_name',
      'post.role',
      'post.title',
      'post.starts_on',
      'post.ends_on',
    ])
    .where('organ.congress_id', '=', congressId)
    .where('post.role', 'not in', ['sysadmin', 'secadmin', 'auditor'])
    .where((eb) => eb.or([eb('post.ends_on', 'is', null), eb('post.ends_on', '>', today)]))
    .orderBy('organ.code')
    .orderBy('person.name_stroke')
    .orderBy('post.id')
    .limit(limit)
    .execute()

export const findExportConstituencies = (db: Db, withinPath: string, today: string, limit: number) =>
  db
    .selectFrom('constituency')
    .innerJoin('congress', 'congress.id', 'constituency.congress_id')
    .innerJoin('area as seat', 'seat.id', 'congress.area_id')
    .innerJoin('term', 'term.id', 'constituency.term_id')
    .leftJoin('area', 'area.id', 'constituency.area_id')
    .select([
      'constituency.code',
      'constituency.name',
      'constituency.kind',
      'constituency.seats',
      'area.code as area_code',
      'congress.name as congress_name',
    ])
    .where('seat.path', 'like', `${withinPath}%`)
    .where('term.first_session_on', '<=', today)
    .where((eb) => eb.or([eb('term.ended_on', 'is', null), eb('term.ended_on', '>', today)]))
    .orderBy('seat.path')
    .orderBy('constituency.code')
    .limit(limit)
    .execute()
