import type { JsonValue } from '#kernel/refusal.ts'
import type { Trx } from '#platform/db/database.ts'
import type { DB } from '#platform/db/db.types.ts'
import { afterImageHash } from './record.canonical.ts'
import { attempt, type LastImage, lastImages, rowsWithoutImage } from './verify-record.queries.ts'

export type RowFault =
  | { code: 'row_changed' | 'row_removed' | 'row_unreadable'; kind: string; subjectId: string; eventId: string }
  | { code: 'row_unrecorded'; kind: string; subjectId: string }
  | { code: 'kind_unreadable'; kind: string }

export type AfterImageLoader = (trx: Trx, ids: readonly string[]) => Promise<ReadonlyMap<string, JsonValue>>
const imaged = new Map<string, { load: AfterImageLoader; table: string | undefined; column: string }>()

/**
 * Tells verify-record how to read the rows of a kind in the very form that their events gave as `after`. A row that
 * the loader does not return counts as gone; one of `table` that no event has an image of was put in past the program.
 * @param column of the table: what the row is part of, where it is not itself the subject
 */
export function registerAfterImage(subjectKind: string, load: AfterImageLoader, table?: keyof DB, column = 'id'): void {
  imaged.set(subjectKind, { load, table, column })
}

const rowsAtOnce = 500

/** Compares every row with the image that its last event sealed. */
export async function checkRows(trx: Trx): Promise<{ kinds: { kind: string; rows: number }[]; faults: RowFault[] }> {
  const faults: RowFault[] = []
  const kinds: { kind: string; rows: number }[] = []
  for (const [kind, { load, table, column }] of imaged) {
    const unrecorded = table === undefined ? [] : await attempt(trx, () => rowsWithoutImage(trx, kind, table, column))
    if (unrecorded === undefined) faults.push({ code: 'kind_unreadable', kind })
    for (const subjectId of unrecorded ?? []) faults.push({ code: 'row_unrecorded', kind, subjectId })
    const images = await lastImages(trx, kind)
    kinds.push({ kind, rows: images.length })
    for (let start = 0; start < images.length; start += rowsAtOnce) {
      for (const { code, image } of await compare(trx, load, images.slice(start, start + rowsAtOnce))) {
        faults.push({ code, kind, subjectId: image.subjectId, eventId: image.eventId })
      }
    }
  }
  return { kinds, faults }
}

type Compared = { code: 'row_changed' | 'row_removed' | 'row_unreadable'; image: LastImage }

/** A row that can't be read any more must not hide the others: then they are read one by one. */
async function compare(trx: Trx, load: AfterImageLoader, images: readonly LastImage[]): Promise<Compared[]> {
  const ids = images.map(({ subjectId }) => subjectId)
  const stored = await attempt(trx, () => load(trx, ids))
  if (stored) return images.flatMap((image) => faultOf(image, stored.get(image.subjectId) ?? null))
  const faults: Compared[] = []
  for (const image of images) {
    const alone = await attempt(trx, () => load(trx, [image.subjectId]))
    if (alone) faults.push(...faultOf(image, alone.get(image.subjectId) ?? null))
    else faults.push({ code: 'row_unreadable', image })
  }
  return faults
}

function faultOf(image: LastImage, row: JsonValue): Compared[] {
  try {
    if (Buffer.compare(image.afterHash, afterImageHash(row)) === 0) return []
    return [{ code: row === null ? 'row_removed' : 'row_changed', image }]
  } catch {
    return [{ code: 'row_unreadable', image }]
  }
}
