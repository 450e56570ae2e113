import { sql } from 'kysely'
import { type Cursor, totalCountedMax } from '#kernel/page.ts'
import { type JsonValue, Refusal } from '#kernel/refusal.ts'
import { postInForce } from '#modules/identity/index.ts'
import { rowImage } from '#modules/record/index.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import { containing, startingWith } from '#platform/db/like.ts'
import type { TokenFilter } from './token.contract.ts'
import type { TokenScopeOf } from './token.policy.ts'
import type { TokenState } from './token.ts'

const tokens = (db: Db, today: string) =>
  db
    .selectFrom('api_token')
    .innerJoin('post', 'post.id', 'api_token.post_id')
    .innerJoin('organ', 'organ.id', 'post.organ_id')
    .innerJoin('area', 'area.id', 'organ.area_id')
    .innerJoin('person', 'person.id', 'post.person_id')
    .select([
      'api_token.id',
      'api_token.name',
      'api_token.purpose',
      'api_token.post_id',
      'api_token.scopes',
      'api_token.starts_on',
      'api_token.ends_on',
      'api_token.made_at',
      'api_token.taken_at',
      'api_token.used_at',
      'api_token.revoked_at',
      'api_token.version',
      'post.role',
      'post.person_id',
      'organ.name as organ_name',
      'area.path as area_path',
      'person.name as person_name',
      postInForce(today).as('is_post_in_force'),
    ])

export type TokenRow = Awaited<ReturnType<typeof lockToken>>

export const lockToken = (trx: Trx, id: string, today: string) =>
  tokens(trx, today)
    .where('api_token.id', '=', id)
    .forUpdate('api_token')
    .executeTakeFirstOrThrow(() => new Refusal('not_found', 'token.not_found'))

const conditions: Readonly<Record<TokenState, (today: string) => ReturnType<typeof postInForce>>> = {
  revoked: () => sql<boolean>`api_token.revoked_at is not null`,
  over: (today) => sql<boolean>`
    api_token.revoked_at is null and (api_token.ends_on <= ${today} or not ${postInForce(today)})`,
  waiting: (today) => sql<boolean>`api_token.taken_at is null and ${isOpen(today)}`,
  live: (today) => sql<boolean>`api_token.taken_at is not null and ${isOpen(today)}`,
}
const isOpen = (today: string) => sql<boolean>`
  api_token.revoked_at is null and api_token.ends_on > ${today} and ${postInForce(today)}`

/** Newest first. */
export async function findTokens(
  db: Db,
  scope: TokenScopeOf,
  { q, state }: TokenFilter,
  today: string,
  after: Cursor | undefined,
  limit: number,
) {
  let query = tokens(db, today).where((eb) =>
    scope.of === 'area'
      ? eb('area.path', 'like', startingWith(scope.areaPath))
      : eb('post.person_id', 'in', scope.personIds),
  )
  if (state) query = query.where(conditions[state](today))
  if (q) {
    const named = containing(q)
    query = query.where((eb) =>
      eb.or([
        eb('api_token.name', 'like', named),
        eb('api_token.purpose', 'like', named),
        eb('organ.name', 'like', named),
        eb('person.name', 'like', named),
      ]),
    )
  }
  const { counted } = await db
    .selectFrom(query.limit(totalCountedMax + 1).as('found'))
    .select((eb) => eb.fn.countAll<number>().as('counted'))
    .executeTakeFirstOrThrow()
  if (after) {
    const [madeAt, id] = [new Date(String(after[0])), String(after[1])]
    query = query.where((eb) => eb(eb.refTuple('api_token.made_at', 'api_token.id'), '<', eb.tuple(madeAt, id)))
  }
  const rows = await query
    .orderBy('api_token.made_at', 'desc')
    .orderBy('api_token.id', 'desc')
    .limit(limit + 1)
    .execute()
  return { rows, counted }
}

const postsShownMax = 20

/** Posts in force of an area but those of the officers, by organ and name; the first ones that fit. */
export const findPostsForTokens = (
  db: Db,
  areaPath: string,
  wanted: { q?: string | undefined; postId?: string },
  today: string,
  officers: readonly string[],
) =>
  db
    .selectFrom('post')
    .innerJoin('organ', 'organ.id', 'post.organ_id')
    .innerJoin('area', 'area.id', 'organ.area_id')
    .innerJoin('person', 'person.id', 'post.person_id')
    .select(['post.id', 'post.person_id', 'post.role', 'organ.name as organ_name', 'person.name as person_name'])
    .where('area.path', 'like', startingWith(areaPath))
    .where('post.role', 'not in', officers)
    .where(postInForce(today))
    .$if(wanted.postId !== undefined, (query) => query.where('post.id', '=', wanted.postId ?? ''))
    .$if(wanted.q !== undefined, (query) => {
      const named = containing(wanted.q ?? '')
      return query.where((eb) => eb.or([eb('organ.name', 'like', named), eb('person.name', 'like', named)]))
    })
    .orderBy('organ.code')
    .orderBy('person.name_stroke')
    .orderBy('post.id')
    .limit(postsShownMax)
    .execute()

/** False when there is one of the name, also one that is being made at this moment. */
export const insertToken = async (
  trx: Trx,
  row: {
    id: string
    name: string
    purpose: string
    post_id: string
    scopes: string[]
    made_by_person_id: string
    made_at: Date
    starts_on: string
    ends_on: string
  },
): Promise<boolean> => {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('api_token')
    .values(row)
    .onConflict((conflict) => conflict.column('name').doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

type Versioned = { id: string; version: number }

export const saveSecret = (trx: Trx, { id, version }: Versioned, hash: Buffer, at: Date) =>
  trx
    .updateTable('api_token')
    .set({ secret_hash: hash, taken_at: at, version: version + 1 })
    .where('id', '=', id)
    .execute()

export const saveRevoked = (trx: Trx, { id, version }: Versioned, personId: string, at: Date) =>
  trx
    .updateTable('api_token')
    .set({ revoked_at: at, revoked_by_person_id: personId, version: version + 1 })
    .where('id', '=', id)
    .execute()

/** Undefined as well when the token is revoked or over, its account closed or its person dead. */
export const findTokenBySecret = (db: Db, hash: Buffer, today: string) =>
  db
    .selectFrom('api_token')
    .innerJoin('post', 'post.id', 'api_token.post_id')
    .innerJoin('person', 'person.id', 'post.person_id')
    .innerJoin('account', 'account.person_id', 'person.id')
    .select([
      'api_token.id',
      'api_token.name',
      'api_token.scopes',
      'api_token.post_id',
      'api_token.used_at',
      'account.id as account_id',
      'account.locale',
      'person.id as person_id',
    ])
    .where('api_token.secret_hash', '=', hash)
    .where('api_token.revoked_at', 'is', null)
    .where('api_token.ends_on', '>', today)
    .where('account.disabled_at', 'is', null)
    .where('person.died_on', 'is', null)
    .executeTakeFirst()

export const saveUsed = (db: Db, id: string, at: Date) =>
  db
    .updateTable('api_token')
    .set({ used_at: at })
    .where('id', '=', id)
    .where((eb) => eb.or([eb('used_at', 'is', null), eb('used_at', '<', at)]))
    .execute()

/** By the ids that the record names; for timelines. */
export const findTokenNames = async (db: Db | Trx, ids: readonly string[]) =>
  ids.length === 0
    ? []
    : db
        .selectFrom('api_token')
        .innerJoin('post', 'post.id', 'api_token.post_id')
        .innerJoin('organ', 'organ.id', 'post.organ_id')
        .select(['api_token.id', 'api_token.name', 'organ.id as organ_id', 'organ.name as organ_name'])
        .where('api_token.id', 'in', ids)
        .execute()

/** Tokens in the one form whose hash the record holds; when one was last used is not in it. */
export async function loadTokenImages(trx: Trx, ids: readonly string[]): Promise<ReadonlyMap<string, JsonValue>> {
  const rows = await trx.selectFrom('api_token').selectAll().where('id', 'in', ids).execute()
  return new Map(
    rows.map(({ used_at: _used, secret_hash, ...row }) => [
      row.id,
      rowImage({ ...row, secret_hash: secret_hash?.toString('hex') ?? null }),
    ]),
  )
}
