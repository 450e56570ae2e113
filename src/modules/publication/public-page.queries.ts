import { sql } from 'kysely'
import type { Cursor } from '#kernel/page.ts'
import { totalCountedMax } from '#kernel/page.ts'
import type { Db } from '#platform/db/database.ts'
import type { PublicContent } from './publication.ts'

/** Read as the portal's role, which can see nothing but published copies. */
export type PublicFilter = {
  caseKind: string
  category?: string | undefined
  state?: string | undefined
  bigrams: readonly string[]
  /** The words themselves, rechecked against the text when there are more than two characters. */
  words: readonly string[]
}

const filtered = (db: Db, filter: PublicFilter) =>
  db
    .selectFrom('published_page')
    .where('case_kind', '=', filter.caseKind)
    .$if(filter.category !== undefined, (query) => query.where('category', '=', filter.category ?? ''))
    .$if(filter.state !== undefined, (query) => query.where('state', '=', filter.state ?? ''))
    .$if(filter.bigrams.length > 0, (query) => query.where(sql<boolean>`bigrams @> ${[...filter.bigrams]}::text[]`))
    .$if(filter.words.length > 0, (query) =>
      query.where((eb) =>
        eb.and(
          filter.words.map((word) =>
            eb(
              sql<string>`lower(title || ' ' || number || ' ' || (content ->> 'subject') || ' ' || (content ->> 'grounds') || ' ' || (content ->> 'proposal'))`,
              'like',
              `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`,
            ),
          ),
        ),
      ),
    )

export const findPages = (db: Db, filter: PublicFilter, cursor: Cursor | undefined, limit: number) =>
  filtered(db, filter)
    .select(['id', 'number', 'title', 'category', 'state', 'unit_names', 'proposed_on', 'published_at', 'area_name'])
    .$if(cursor !== undefined, (query) =>
      query.where((eb) =>
        eb(eb.refTuple('published_at', 'id'), '<', eb.tuple(new Date(String(cursor?.[0])), String(cursor?.[1]))),
      ),
    )
    .orderBy('published_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()

/** Exact up to the cap; one more row than the cap says "more". */
export async function countPages(db: Db, filter: PublicFilter): Promise<number> {
  const row = await db
    .selectFrom(
      filtered(db, filter)
        .select('id')
        .limit(totalCountedMax + 1)
        .as('counted'),
    )
    .select(sql<number>`count(*)`.as('count'))
    .executeTakeFirstOrThrow()
  return row.count
}

export async function findPage(db: Db, id: string) {
  const row = await db.selectFrom('published_page').selectAll().where('id', '=', id).executeTakeFirst()
  return row && { ...row, content: row.content as PublicContent }
}

export const findPublishedCongress = (db: Db) =>
  db.selectFrom('published_congress').selectAll().orderBy('level').orderBy('id').limit(1).executeTakeFirst()

export const countByState = (db: Db, caseKind: string) =>
  db
    .selectFrom('published_page')
    .select(['state', sql<number>`count(*)`.as('count')])
    .where('case_kind', '=', caseKind)
    .groupBy('state')
    .execute()
