import type { Role } from '#kernel/actor.ts'
import { Refusal } from '#kernel/refusal.ts'
import type { Db, Trx } from '#platform/db/database.ts'

const posts = (db: Db) =>
  db
    .selectFrom('post')
    .innerJoin('organ', 'organ.id', 'post.organ_id')
    .innerJoin('area', 'area.id', 'organ.area_id')
    .select([
      'post.id',
      'post.person_id',
      'post.organ_id',
      'post.role',
      'post.title',
      'post.starts_on',
      'post.ends_on',
      'post.version',
      'organ.name as organ_name',
      'organ.congress_id',
      'area.path as area_path',
    ])

export type PostRow = NonNullable<Awaited<ReturnType<typeof findPost>>>

export const findPost = (db: Db, id: string) => posts(db).where('post.id', '=', id).executeTakeFirst()

export const findPostsOf = (db: Db, personIds: readonly string[]) =>
  posts(db)
    .where('post.person_id', 'in', personIds)
    .orderBy('post.starts_on', 'desc')
    .orderBy('organ.code')
    .orderBy('post.id')
    .execute()

/** Those of an organ that are not over on a day. */
export const findPostsIn = (db: Db, organId: string, day: string) =>
  posts(db)
    .where('post.organ_id', '=', organId)
    .where((eb) => eb.or([eb('post.ends_on', 'is', null), eb('post.ends_on', '>', day)]))
    .orderBy('post.id')
    .execute()

export const lockPost = (trx: Trx, id: string): Promise<PostRow> =>
  posts(trx)
    .where('post.id', '=', id)
    .forUpdate('post')
    .executeTakeFirstOrThrow(() => new Refusal('not_found', 'identity.no_such_post'))

export const insertPost = (
  trx: Trx,
  row: {
    id: string
    person_id: string
    organ_id: string
    role: Role
    title: string
    starts_on: string
    ends_on?: string
  },
) => trx.insertInto('post').values(row).execute()

export const savePostEnd = (trx: Trx, post: { id: string; version: number }, endsOn: string) =>
  trx
    .updateTable('post')
    .set({ ends_on: endsOn, version: post.version + 1 })
    .where('id', '=', post.id)
    .execute()
