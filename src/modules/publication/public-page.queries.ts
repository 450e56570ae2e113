import { sql } from 'kysely'
import type { Cursor } from '#kernel/page.ts'
import { totalCountedMax } from '#kernel/page.ts'
import type { Db } from '#platform/db/database.ts'
import { containing } from '#platform/db/like.ts'
import type { CongressFacts, PublicContent } from './publication.ts'

/** Read as the portal's role, which can see nothing but published copies. */
export type PublicFilter = {
  caseKind: string
  category?: string | undefined
  states?: readonly string[] | undefined
  /** Of those that answer, or add their opinion. */
  unit?: string | undefined
  /** In which it was proposed. */
  year?: number | undefined
  bigrams: readonly string[]
  /** The words themselves, rechecked against the text when there are more than two characters. */
  words: readonly string[]
}

// The same text, normalised the same way, as the bigrams were made of.
const searchedText = sql<string>`lower(normalize(title || ' ' || number || ' ' || (content ->> 'subject') || ' ' || (content ->> 'grounds') || ' ' || (content ->> 'proposal'), nfkc))`

const filtered = (db: Pick<Db, 'selectFrom'>, filter: PublicFilter) =>
  db
    .selectFrom('published_page')
    .where('case_kind', '=', filter.caseKind)
    .$if(filter.category !== undefined, (query) => query.where('category', '=', filter.category ?? ''))
    .$if(filter.states !== undefined, (query) => query.where('state', 'in', filter.states ?? []))
    .$if(filter.year !== undefined, (query) => query.where('proposed_year', '=', filter.year ?? 0))
    .$if(filter.unit !== undefined, (query) => query.where(sql<boolean>`units @> ${[filter.unit ?? '']}::text[]`))
    .$if(filter.bigrams.length > 0, (query) => query.where(sql<boolean>`bigrams @> ${[...filter.bigrams]}::text[]`))
    .$if(filter.words.length > 0, (query) =>
      query.where((eb) => eb.and(filter.words.map((word) => eb(searchedText, 'like', containing(word))))),
    )

const columns = [
  'id',
  'number',
  'title',
  'category',
  'state',
  'unit_names',
  'proposed_on',
  'published_at',
  'area_name',
] as const

export type PageLine = Awaited<ReturnType<typeof findPages>>[number]

/** How many there are, up to one more than are counted; of few, which. */
export type Hits = { counted: number; ids?: readonly string[] }

/**
 * For rare words and units the planner would walk the date index and throw nearly every row away, so these are looked up
 * in their own index, once for the number and the page; for what most pages have, the date index is right.
 */
export async function findHits(db: Db, filter: PublicFilter): Promise<Hits> {
  if (filter.bigrams.length === 0 && filter.unit === undefined) {
    return { counted: (await countQuery(db, filter).executeTakeFirstOrThrow()).count }
  }
  const ids = (await hitQuery(db, filter).execute()).map(({ id }) => id)
  return { counted: ids.length, ...(ids.length <= totalCountedMax && { ids }) }
}

export const hitQuery = (db: Db, filter: PublicFilter) =>
  filtered(db, filter)
    .select('id')
    .limit(totalCountedMax + 1)

export const countQuery = (db: Db, filter: PublicFilter) =>
  db.selectFrom(hitQuery(db, filter).as('counted')).select(sql<number>`count(*)`.as('count'))

/** One row more than `limit`, newest first, of those that findHits named, else of all under the filter. */
export const findPages = (
  db: Db,
  filter: PublicFilter,
  cursor: Cursor | undefined,
  limit: number,
  ids?: readonly string[],
) => pageQuery(db, filter, cursor, limit, ids).execute()

export const pageQuery = (
  db: Db,
  filter: PublicFilter,
  cursor: Cursor | undefined,
  limit: number,
  ids?: readonly string[],
) =>
  (ids ? db.selectFrom('published_page').where('id', '=', sql<string>`any(${ids}::uuid[])`) : filtered(db, filter))
    .select([...columns])
    .$if(cursor !== undefined, (query) =>
      query.where((eb) =>
        eb(eb.refTuple('published_at', 'id'), '<', eb.tuple(new Date(String(cursor?.[0])), String(cursor?.[1]))),
      ),
    )
    .orderBy('published_at', 'desc')
    .orderBy('id', 'desc')
    // written out where rows are found by their ids, so that the plan is kept; how many have a state turns on the state
    .limit(ids ? sql.lit(limit + 1) : limit + 1)

export async function findPage(db: Db, id: string) {
  const row = await db.selectFrom('published_page').selectAll().where('id', '=', id).executeTakeFirst()
  return row && { ...row, content: row.content as PublicContent }
}

/** What units have promised in the answers of a page, the first due first. */
export const findPagePromises = (db: Db, pageId: string) =>
  db.selectFrom('published_promise').selectAll().where('page_id', '=', pageId).orderBy('due_on').orderBy('id').execute()

/** What happened to the case of a page, in its order. */
export const findPageSteps = (db: Db, pageId: string) =>
  db.selectFrom('published_step').select(['step', 'happened_on']).where('page_id', '=', pageId).orderBy('nth').execute()

/** Id and day of every page, newest first, for the list that search engines read. */
export const findPageIds = (db: Db, caseKind: string, limit: number) =>
  db
    .selectFrom('published_page')
    .select(['id', 'published_at'])
    .where('case_kind', '=', caseKind)
    .orderBy('published_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()

export async function findPublishedCongress(db: Db) {
  const row = await db
    .selectFrom('published_congress')
    .selectAll()
    .orderBy('level')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  return row && { ...row, content: row.content as Partial<CongressFacts> }
}

const facetsMax = 500

/** What the pages can be filtered by besides: their units by name, the years in which they were proposed. */
export async function findFacets(db: Db, caseKind: string): Promise<{ units: string[]; years: number[] }> {
  const { rows } = await sql<{ units: string[]; years: number[] }>`
    with page as materialized (select units, proposed_year from published_page where case_kind = ${caseKind})
    select
      array(select distinct unit from page, unnest(units) as unit where unit <> '' order by unit limit ${facetsMax})
        as units,
      array(select distinct proposed_year from page order by proposed_year desc) as years`.execute(db)
  return rows[0] ?? { units: [], years: [] }
}

/** 办理情况 by unit, the newest year first and in it who was handed over most. Numbers only. */
export const findUnitFigures = (db: Db) =>
  db
    .selectFrom('published_unit_figure')
    .selectAll()
    .orderBy('year', 'desc')
    .orderBy('handed_over', 'desc')
    .orderBy('unit_name')
    .limit(2000)
    .execute()

export const countByState = (db: Db, caseKind: string) =>
  db
    .selectFrom('published_page')
    .select(['state', sql<number>`count(*)`.as('count')])
    .where('case_kind', '=', caseKind)
    .groupBy('state')
    .execute()
