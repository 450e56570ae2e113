import { type SelectQueryBuilder, type SqlBool, sql } from 'kysely'
import { type Cursor, totalCountedMax } from '#kernel/page.ts'
import type { Db } from '#platform/db/database.ts'
import type { DB } from '#platform/db/db.types.ts'
import { containing } from '#platform/db/like.ts'
import type { RosterScope } from './roster.policy.ts'
import { type AgeBand, birthDatesOf, type DeputySort } from './roster.ts'

/** `unknown` asks for those of whom it is not known. */
export type DeputyFilter = {
  ids?: readonly string[] | undefined
  q?: string | undefined
  congressId?: string | undefined
  /** Another term than the one in office: one that is over, or one to come. */
  termId?: string | undefined
  delegationId?: string | undefined
  constituencyId?: string | undefined
  status?: string | undefined
  sex?: string | undefined
  party?: string | undefined
  ethnicity?: string | undefined
  occupationGroup?: string | undefined
  education?: string | undefined
  ageBand?: AgeBand | 'unknown' | undefined
  account?: 'none' | 'waiting' | 'open' | undefined
}

const inOffice = ['elected', 'credential_confirmed', 'active', 'suspended']

type Tables = 'mandate' | 'person' | 'congress' | 'area' | 'term'
type Deputies = SelectQueryBuilder<
  DB & { place: DB['area'] },
  Tables | 'constituency' | 'delegation' | 'place' | 'account',
  unknown
>

export const figureColumns = ['sex', 'party', 'ethnicity', 'occupationGroup', 'education'] as const
export type FigureColumn = (typeof figureColumns)[number]

// two words of the rosters for each: counted and found together
const schooling = sql<string | null>`
  case person.education when '大学本科' then '本科' when '大学专科' then '大专' else person.education end`
const columnOf = (column: FigureColumn) =>
  column === 'education'
    ? schooling
    : sql.ref<string | null>(column === 'occupationGroup' ? 'person.occupation_group' : `person.${column}`)

/** The one predicate of list, count, figures, export and slips. */
export function deputies(db: Db, scope: RosterScope, filter: DeputyFilter, today: string): Deputies {
  let query = db
    .selectFrom('mandate')
    .innerJoin('person', 'person.id', 'mandate.person_id')
    .innerJoin('congress', 'congress.id', 'mandate.congress_id')
    .innerJoin('area', 'area.id', 'congress.area_id')
    .innerJoin('term', 'term.id', 'mandate.term_id')
    .leftJoin('constituency', 'constituency.id', 'mandate.constituency_id')
    .leftJoin('delegation', 'delegation.id', 'mandate.delegation_id')
    .leftJoin('area as place', 'place.id', 'constituency.area_id')
    .leftJoin('account', 'account.person_id', 'person.id')
    .where('area.path', 'like', `${scope.congressesWithin}%`) as unknown as Deputies
  if (scope.constituenciesWithin !== null) query = query.where('place.path', 'like', `${scope.constituenciesWithin}%`)
  query = filter.termId
    ? query.where('mandate.term_id', '=', filter.termId)
    : query
        .where('term.first_session_on', '<=', today)
        .where((eb) => eb.or([eb('term.ended_on', 'is', null), eb('term.ended_on', '>', today)]))
  query = filter.status
    ? query.where('mandate.status', '=', filter.status)
    : query.where('mandate.status', 'in', inOffice)
  if (filter.ids) query = query.where('mandate.id', '=', sql<string>`any(${filter.ids}::uuid[])`)
  if (filter.congressId) query = query.where('mandate.congress_id', '=', filter.congressId)
  if (filter.delegationId) query = query.where('mandate.delegation_id', '=', filter.delegationId)
  if (filter.constituencyId) query = query.where('mandate.constituency_id', '=', filter.constituencyId)
  for (const column of figureColumns) {
    const wanted = filter[column]
    if (wanted === 'unknown') query = query.where(columnOf(column), 'is', null)
    else if (wanted !== undefined) query = query.where(columnOf(column), '=', wanted)
  }
  if (filter.ageBand === 'unknown') query = query.where('person.born_on', 'is', null)
  else if (filter.ageBand) {
    const { after, upTo } = birthDatesOf(filter.ageBand, today)
    query = query.where('person.born_on', '>', after).where('person.born_on', '<=', upTo)
  }
  if (filter.account) query = query.where(accountState, '=', filter.account)
  const { q } = filter
  if (q !== undefined && q !== '') {
    const pattern = containing(q)
    query = query.where((eb) =>
      eb.or([
        eb('person.name', 'like', pattern),
        eb('mandate.number', '=', q.toUpperCase()),
        eb('constituency.name', 'like', pattern),
        eb('delegation.name', 'like', pattern),
      ]),
    )
  }
  return query
}

/** No account yet, one that waits for its first sign-in, or one in use. */
const accountState = sql<'none' | 'waiting' | 'open'>`case when account.id is null then 'none'
  when account.password_changed_at is null then 'waiting' else 'open' end`

const shown = (query: Deputies) =>
  query
    .select([
      'mandate.id',
      'mandate.person_id',
      'mandate.number',
      'mandate.status',
      'mandate.started_on',
      'mandate.congress_id',
      'mandate.constituency_id',
      'mandate.delegation_id',
      'congress.short_name as congress_name',
      'congress.name as congress_full_name',
      'congress.level as congress_level',
      'area.code as area_code',
      'constituency.name as constituency_name',
      'delegation.name as delegation_name',
      'person.name',
      'person.name_stroke',
      'person.name_pinyin',
      'person.sex',
      'person.born_on',
      'person.ethnicity',
      'person.party',
      'person.occupation',
      'person.occupation_group',
      'person.education',
      'account.id as account_id',
      'account.name as account_name',
    ])
    .select(accountState.as('account_state'))

export type DeputyRow = Awaited<ReturnType<typeof findDeputies>>['rows'][number]

const sortKeys = {
  stroke: sql<string>`person.name_stroke`,
  pinyin: sql<string>`person.name_pinyin`,
  number: sql<string>`mandate.number collate "C"`,
} as const

export const sortKeyOf = (row: DeputyRow, sort: DeputySort): string =>
  ({ stroke: row.name_stroke, pinyin: row.name_pinyin, number: row.number })[sort]

export async function findDeputies(
  db: Db,
  query: Deputies,
  page: { sort: DeputySort; after: Cursor | undefined; limit: number },
) {
  const key = sortKeys[page.sort]
  let rows = shown(query)
  if (page.after) {
    const [afterKey, afterId] = page.after
    rows = rows.where(sql<SqlBool>`(${key}, mandate.id) > (${String(afterKey)}, ${String(afterId)}::uuid)`)
  }
  const found = await rows
    .orderBy(key)
    .orderBy('mandate.id')
    .limit(page.limit + 1)
    .execute()
  const { counted } = await db
    .selectFrom(
      query
        .select('mandate.id')
        .limit(totalCountedMax + 1)
        .as('found'),
    )
    .select((eb) => eb.fn.countAll<number>().as('counted'))
    .executeTakeFirstOrThrow()
  return { rows: found, counted }
}

/** All of them, for exports and slips; the caller has asked whether so many may leave. */
export const findAllDeputies = (query: Deputies): Promise<DeputyRow[]> =>
  shown(query).orderBy('congress.level').orderBy('area.code').orderBy(sortKeys.number).orderBy('mandate.id').execute()

export async function countDeputies(query: Deputies): Promise<number> {
  const { counted } = await query.select((eb) => eb.fn.countAll<number>().as('counted')).executeTakeFirstOrThrow()
  return counted
}

/** How many of each value, most frequent first; `null` for unknown. */
export const countBy = (query: Deputies, column: FigureColumn): Promise<{ value: string | null; count: number }[]> =>
  query
    .select(columnOf(column).as('value'))
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .groupBy(sql`1`)
    .orderBy('count', 'desc')
    .orderBy('value')
    .execute() as Promise<{ value: string | null; count: number }[]>

export const countBornWithin = (
  query: Deputies,
  bands: readonly { code: string; after: string; upTo: string }[],
): Promise<{ value: string | null; count: number }[]> => {
  const cases = bands.map(
    ({ code, after, upTo }) =>
      sql`when person.born_on > ${after}::date and person.born_on <= ${upTo}::date then ${code}::text`,
  )
  const band = sql<string | null>`case ${sql.join(cases, sql` `)} end`
  return query
    .select(band.as('value'))
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .groupBy(sql`1`)
    .execute()
}
