import type { ExpressionBuilder } from 'kysely'
import { type Cursor, totalCountedMax } from '#kernel/page.ts'
import type { Db } from '#platform/db/database.ts'
import type { DB } from '#platform/db/db.types.ts'
import { containing, startingWith } from '#platform/db/like.ts'
import type { PeopleScope } from './identity.policy.ts'
import type { Holding } from './identity.ts'

type OfPerson = ExpressionBuilder<DB, 'person'>

const mandatesOf = (eb: OfPerson) =>
  eb.selectFrom('mandate').select('mandate.id').whereRef('mandate.person_id', '=', 'person.id')
const postsOf = (eb: OfPerson) => eb.selectFrom('post').select('post.id').whereRef('post.person_id', '=', 'person.id')

const mandatesWithin = (eb: OfPerson, areaPath: string) =>
  mandatesOf(eb)
    .innerJoin('congress', 'congress.id', 'mandate.congress_id')
    .innerJoin('area', 'area.id', 'congress.area_id')
    .where('area.path', 'like', startingWith(areaPath))

const postsWithin = (eb: OfPerson, areaPath: string) =>
  postsOf(eb)
    .innerJoin('organ', 'organ.id', 'post.organ_id')
    .innerJoin('area', 'area.id', 'organ.area_id')
    .where('area.path', 'like', startingWith(areaPath))

/** The policy's scope as a condition: the one place where it becomes SQL. */
export const inScope = (scope: PeopleScope) => (eb: OfPerson) => {
  if (scope.kind === 'deputies') {
    const inOffice = mandatesOf(eb)
      .where('mandate.congress_id', '=', scope.congressId)
      .where('mandate.status', '=', 'active')
    return eb.exists(inOffice)
  }
  const within = eb.or([eb.exists(mandatesWithin(eb, scope.areaPath)), eb.exists(postsWithin(eb, scope.areaPath))])
  if (!scope.withLoose) return within
  const loose = eb.and([eb.not(eb.exists(mandatesOf(eb))), eb.not(eb.exists(postsOf(eb)))])
  return eb.or([within, loose])
}

export type PeopleFilter = {
  /** One character: names that begin with it; more: names that hold them. */
  search?: string | undefined
  congressId?: string | undefined
  organId?: string | undefined
  holds?: Holding | undefined
  sort: 'stroke' | 'pinyin'
}

const nowHeld = (eb: OfPerson, holds: Holding, today: string) => {
  const mandate = eb.exists(mandatesOf(eb).where('mandate.ended_on', 'is', null))
  const going = postsOf(eb).where((post) => post.or([post('ends_on', 'is', null), post('ends_on', '>', today)]))
  const post = eb.exists(going)
  return { mandate, post, nothing: eb.and([eb.not(mandate), eb.not(post)]) }[holds]
}

export async function findPeople(
  db: Db,
  scope: PeopleScope,
  filter: PeopleFilter & { today: string },
  after: Cursor | undefined,
  limit: number,
) {
  const sortColumn = filter.sort === 'pinyin' ? ('person.name_pinyin' as const) : ('person.name_stroke' as const)
  let query = db
    .selectFrom('person')
    .select(['person.id', 'person.name', 'person.died_on', 'person.version', `${sortColumn} as sort_key`])
    .where(inScope(scope))
    .where('person.merged_into_id', 'is', null)
  const { search, congressId, organId, holds } = filter
  if (search) {
    const pattern = containing(search)
    query = query.where('person.name', 'like', pattern)
  }
  if (congressId) query = query.where((eb) => eb.exists(mandatesOf(eb).where('mandate.congress_id', '=', congressId)))
  if (organId) query = query.where((eb) => eb.exists(postsOf(eb).where('post.organ_id', '=', organId)))
  if (holds) query = query.where((eb) => nowHeld(eb, holds, filter.today))
  const { counted } = await db
    .selectFrom(query.limit(totalCountedMax + 1).as('found'))
    .select((eb) => eb.fn.countAll<number>().as('counted'))
    .executeTakeFirstOrThrow()
  if (after) {
    const [key, name, id] = [String(after[0]), String(after[1]), String(after[2])]
    query = query.where((eb) => eb(eb.refTuple(sortColumn, 'person.name', 'person.id'), '>', eb.tuple(key, name, id)))
  }
  const rows = await query
    .orderBy(sortColumn)
    .orderBy('person.name')
    .orderBy('person.id')
    .limit(limit + 1)
    .execute()
  return { rows, counted }
}

export async function isPersonInScope(db: Db, scope: PeopleScope, personId: string): Promise<boolean> {
  const found = await db
    .selectFrom('person')
    .select('person.id')
    .where('person.id', '=', personId)
    .where(inScope(scope))
    .executeTakeFirst()
  return found !== undefined
}

/** Whether an account is that of a person in scope: one of somebody else ends in this statement like none at all. */
export async function isAccountInScope(db: Db, scope: PeopleScope, accountId: string): Promise<boolean> {
  const found = await db
    .selectFrom('person')
    .innerJoin('account', 'account.person_id', 'person.id')
    .select('account.id')
    .where('account.id', '=', accountId)
    .where(inScope(scope))
    .executeTakeFirst()
  return found !== undefined
}

export type AccountFilter = {
  search?: string | undefined
  /** `stale`: open, and nobody has signed in with it since `unusedSince`. */
  state?: 'open' | 'disabled' | 'waiting' | 'stale' | undefined
  unusedSince: Date
}

const sessionsOf = (eb: ExpressionBuilder<DB, 'account'>) =>
  eb.selectFrom('sign_in_session').whereRef('sign_in_session.account_id', '=', 'account.id')

export async function findAccounts(
  db: Db,
  areaPath: string,
  filter: AccountFilter,
  after: Cursor | undefined,
  limit: number,
) {
  const scope: PeopleScope = { kind: 'area', areaPath, withLoose: true }
  const seen = db.selectFrom('person').select('person.id').where(inScope(scope))
  let query = db
    .selectFrom('person')
    .innerJoin('account', 'account.person_id', 'person.id')
    .select([
      'account.id',
      'account.name',
      'account.disabled_at',
      'account.totp_confirmed_at',
      'person.id as person_id',
      'person.name as person_name',
    ])
    .select((eb) => eb('account.password_hash', 'is not', null).as('has_password'))
    .select((eb) =>
      sessionsOf(eb)
        .select(({ fn }) => fn.max('sign_in_session.seen_at').as('at'))
        .as('last_seen_at'),
    )
    .where('person.id', 'in', seen)
  const { search, state } = filter
  if (search) {
    query = query.where((eb) =>
      eb.or([
        eb('account.name', 'like', startingWith(search.toLowerCase())),
        eb('person.name', 'like', containing(search)),
      ]),
    )
  }
  if (state === 'disabled') query = query.where('account.disabled_at', 'is not', null)
  if (state === 'open')
    query = query.where('account.disabled_at', 'is', null).where('account.password_hash', 'is not', null)
  if (state === 'stale') {
    query = query
      .where('account.disabled_at', 'is', null)
      .where('account.created_at', '<', filter.unusedSince)
      .where((eb) =>
        eb.not(eb.exists(sessionsOf(eb).select('sign_in_session.id').where('seen_at', '>=', filter.unusedSince))),
      )
  }
  if (state === 'waiting')
    query = query.where('account.disabled_at', 'is', null).where('account.password_hash', 'is', null)
  const { counted } = await db
    .selectFrom(query.limit(totalCountedMax + 1).as('found'))
    .select((eb) => eb.fn.countAll<number>().as('counted'))
    .executeTakeFirstOrThrow()
  if (after) query = query.where('account.name', '>', String(after[0]))
  const rows = await query
    .orderBy('account.name')
    .limit(limit + 1)
    .execute()
  return { rows, counted }
}
