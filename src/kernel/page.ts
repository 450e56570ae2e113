import { Refusal } from './refusal.ts'

/** One keyset page. `next` is an opaque cursor; `total` is exact up to its cap. */
export type Page<Item> = {
  items: Item[]
  next: string | null
  total: { value: number; exact: boolean }
}

export const totalCountedMax = 1000

export type Cursor = readonly (string | number | null)[]

/** One list as it was asked for: a cursor of another one, or of the same under another filter, means nothing in it. */
export type ListMark = string & { readonly isListMark: true }

const notContent: readonly string[] = ['cursor', 'limit']

/** @param query what narrows and sorts the list; where a page begins and how long it is, is left out */
export function listMark(name: string, query: object = {}): ListMark {
  const asked = Object.entries(query)
    .filter(([key, value]) => !notContent.includes(key) && value !== undefined)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
  return shortHash(JSON.stringify([name, ...asked])) as ListMark
}

// keeps lists apart, guards nothing: whoever makes a cursor up gets a place in a list that is theirs to read anyway
function shortHash(text: string): string {
  let [high, low] = [0xdeadbeef, 0x41c6ce57]
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at)
    high = Math.imul(high ^ unit, 2654435761)
    low = Math.imul(low ^ unit, 1597334677)
  }
  return (4294967296 * (low >>> 11) + (high >>> 0)).toString(36)
}

export const encodeCursor = (cursor: Cursor, list: ListMark): string =>
  btoa(encodeURIComponent(JSON.stringify([list, ...cursor])))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

/**
 * What a part of a cursor is compared with in the database: an instant, a calendar date, an id, a word, a number of 32
 * bits, one of 16 (`smallint`), or one that JavaScript holds. With a question mark it may be missing, as a deadline.
 */
export type PartKind =
  | 'instant'
  | 'instant?'
  | 'date'
  | 'date?'
  | 'id'
  | 'word'
  | 'number'
  | 'small_number'
  | 'great_number'

/**
 * Refuses `http.bad_cursor`: one that this program did not make, or made for another list, filter or order. Whoever makes
 * one up gets no part into a query that its column could not hold.
 */
export function decodeCursor(text: string | undefined, kinds: readonly PartKind[], list: ListMark): Cursor | undefined {
  if (text === undefined || text === '') return undefined
  try {
    const cursor: unknown = JSON.parse(decodeURIComponent(atob(text.replaceAll('-', '+').replaceAll('_', '/'))))
    if (Array.isArray(cursor) && cursor[0] === list && cursor.length === kinds.length + 1) {
      const parts: unknown[] = cursor.slice(1)
      if (kinds.every((kind, at) => isOfKind[kind](parts[at]))) return parts as (string | number | null)[]
    }
  } catch {
    // falls through to the refusal: a broken cursor and a foreign one are the same to the caller
  }
  throw new Refusal('invalid', 'http.bad_cursor')
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
/** A whole number of so many bits, one of them for its sign. */
const isOfBits = (bits: number) => (part: unknown) =>
  Number.isInteger(part) && Number(part) >= -(2 ** (bits - 1)) && Number(part) < 2 ** (bits - 1)

// only what toISOString writes of the years that PostgreSQL writes with four digits
const isInstant = (part: unknown): boolean =>
  typeof part === 'string' &&
  /^(?!0000)\d{4}-/.test(part) &&
  !Number.isNaN(Date.parse(part)) &&
  new Date(part).toISOString() === part

const isDate = (part: unknown): boolean => typeof part === 'string' && isInstant(`${part}T00:00:00.000Z`)

const isOfKind: Readonly<Record<PartKind, (part: unknown) => boolean>> = {
  instant: isInstant,
  'instant?': (part) => part === null || isInstant(part),
  date: isDate,
  'date?': (part) => part === null || isDate(part),
  id: (part) => typeof part === 'string' && uuid.test(part),
  word: (part) => typeof part === 'string' && !part.includes('\0') && part.isWellFormed(),
  number: isOfBits(32),
  small_number: isOfBits(16),
  great_number: (part) => Number.isSafeInteger(part),
}

/** Cuts the one row more than asked for that tells whether there is a next page. */
export function toPage<Row, Item>(
  rows: readonly Row[],
  limit: number,
  counted: number,
  cursorOf: (row: Row) => Cursor,
  present: (row: Row) => Item,
  list: ListMark,
): Page<Item> {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    items: shown.map(present),
    next: rows.length > limit && last !== undefined ? encodeCursor(cursorOf(last), list) : null,
    total: { value: Math.min(counted, totalCountedMax), exact: counted <= totalCountedMax },
  }
}
