import { Refusal } from './refusal.ts'

/** One keyset page. `next` is an opaque cursor; `total` is exact up to its cap. */
export type Page<Item> = {
  items: Item[]
  next: string | null
  total: { value: number; exact: boolean }
}

export const totalCountedMax = 1000

export type Cursor = readonly (string | number | null)[]

/** @param order the sort that the list was read in, where it has several */
export const encodeCursor = (cursor: Cursor, order?: string): string =>
  btoa(encodeURIComponent(JSON.stringify(order === undefined ? cursor : [order, ...cursor])))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

/** Refuses a cursor that this program did not make, or made for another order of the list. */
export function decodeCursor(text: string | undefined, length: number, order?: string): Cursor | undefined {
  if (text === undefined || text === '') return undefined
  try {
    const cursor: unknown = JSON.parse(decodeURIComponent(atob(text.replaceAll('-', '+').replaceAll('_', '/'))))
    if (Array.isArray(cursor) && cursor.every(isCursorPart)) {
      const parts = order === undefined ? cursor : cursor[0] === order ? cursor.slice(1) : []
      if (parts.length === length) return parts
    }
  } catch {
    // falls through to the refusal: a broken cursor and a foreign one are the same to the caller
  }
  throw new Refusal('invalid', 'http.bad_cursor')
}

const isCursorPart = (part: unknown): part is string | number | null =>
  part === null || typeof part === 'string' || typeof part === 'number'

/** Cuts the one row more than asked for that tells whether there is a next page. */
export function toPage<Row, Item>(
  rows: readonly Row[],
  limit: number,
  counted: number,
  cursorOf: (row: Row) => Cursor,
  present: (row: Row) => Item,
  order?: string,
): Page<Item> {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    items: shown.map(present),
    next: rows.length > limit && last !== undefined ? encodeCursor(cursorOf(last), order) : null,
    total: { value: Math.min(counted, totalCountedMax), exact: counted <= totalCountedMax },
  }
}
