import { decodeCursor, encodeCursor, type ListMark, listMark, totalCountedMax } from '#kernel/page.ts'
import { findHits, findPages, type PageLine, type PublicFilter, searchWordsOf } from '#modules/publication/index.ts'
import { caseKind, isCategory, isStanding, standings, type Visit } from './visit.ts'

/** What the list, its feed and its open data have in common: the same words give the same rows. */
export const searchQuery = ['q', 'category', 'standing', 'unit', 'year'] as const

/** Undefined: something was asked for, but no word of it has two characters. */
export function filterOf({ query }: Pick<Visit, 'query'>): PublicFilter | undefined {
  const { q, category, standing, unit } = query
  const year = yearOf(query.year)
  const asked = q ? searchWordsOf(q) : { bigrams: [], words: [] }
  if (!asked) return undefined
  return {
    caseKind,
    ...asked,
    ...(isCategory(category) && { category }),
    ...(isStanding(standing) && { states: standings[standing] }),
    ...(unit && { unit }),
    ...(year !== undefined && { year }),
  }
}

/** A year as it is written; anything else filters nothing. */
export const yearOf = (text: string | undefined): number | undefined =>
  text !== undefined && /^(19|20)\d{2}$/.test(text) ? Number(text) : undefined

export type Found = { lines: PageLine[]; next: string | null; total: { value: number; exact: boolean } }

/** To this list under this filter a cursor belongs. */
export const listOf = (filter: PublicFilter): ListMark => listMark('public-suggestions', filter)

export async function searchSuggestions(visit: Visit, filter: PublicFilter, limit: number): Promise<Found> {
  const { portalDb } = visit.app
  const list = listOf(filter)
  const cursor = decodeCursor(visit.query.cursor, ['instant', 'id'], list)
  const { counted, ids } = await findHits(portalDb, filter)
  const rows = counted === 0 ? [] : await findPages(portalDb, filter, cursor, limit, ids)
  const lines = rows.slice(0, limit)
  const last = lines.at(-1)
  return {
    lines,
    next: rows.length > limit && last ? encodeCursor([last.published_at.toISOString(), last.id], list) : null,
    total: { value: Math.min(counted, totalCountedMax), exact: counted <= totalCountedMax },
  }
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
export const isId = (text: string): boolean => uuid.test(text)
