import type { JsonValue } from '#kernel/refusal.ts'
import type { Trx } from '#platform/db/database.ts'
import type { DB } from '#platform/db/db.types.ts'
import type { EventType } from './event-types.ts'
import { afterImageHash } from './record.canonical.ts'
import { attempt, isTakenIn, type LastImage, lastImages, rowsWithoutEvent } from './verify-record.queries.ts'

export type RowFault =
  | { code: 'row_changed' | 'row_removed' | 'row_unreadable'; kind: string; subjectId: string; eventId: string }
  | { code: 'row_unrecorded'; kind: string; subjectId: string }
  | { code: 'kind_unreadable'; kind: string }

export type AfterImageLoader = (trx: Trx, ids: readonly string[]) => Promise<ReadonlyMap<string, JsonValue>>
/**
 * `table`: a row of it that no event has an image of was put in past the program; `column` of it is what the row is part
 * of, where it is not itself the subject. `shown`: rows of these tables have its id, and mean something only beside it.
 * `later`: what images hold since a later version; one that was sealed before is right without. `bareEvent`: what makes
 * such a row; this kind of event had no image at first, and vouches without. `takenIn`: rows were made without any event of their own; once they are taken into the record as they
 * were found, each without an image was put in. `filled`: a row of which this column says nothing needs no image.
 */
type Imaging = {
  table?: keyof DB
  column?: string
  shown?: readonly (keyof DB)[]
  later?: readonly string[]
  bareEvent?: EventType
  takenIn?: boolean
  filled?: string
}
export type Imaged = Imaging & { load: AfterImageLoader }
const imaged = new Map<string, Imaged>()

export const takenInKinds = (): [kind: string, imaged: Imaged][] => [...imaged].filter(([, { takenIn }]) => takenIn)

/**
 * Tells verify-record how to read the rows of a kind in the very form that their events gave as `after`. A row that
 * the loader does not return counts as gone.
 */
export function registerAfterImage(subjectKind: string, load: AfterImageLoader, imaging: Imaging = {}): void {
  imaged.set(subjectKind, { load, ...imaging })
}

const rowsAtOnce = 500

type CheckedRows = { kinds: { kind: string; rows: number }[]; faults: RowFault[] }

/**
 * Compares every row with the image that its last event sealed.
 * @param foreign events that the program did not write: they vouch for nothing
 */
export async function checkRows(trx: Trx, foreign: readonly string[]): Promise<CheckedRows> {
  const faults: RowFault[] = []
  const kinds: { kind: string; rows: number }[] = []
  for (const [kind, one] of imaged) {
    const { load, later = [] } = one
    faults.push(...(await findUnrecorded(trx, kind, one, foreign)))
    const images = await lastImages(trx, kind, foreign)
    kinds.push({ kind, rows: images.length })
    for (let start = 0; start < images.length; start += rowsAtOnce) {
      for (const { code, image } of await compare(trx, { load, later }, images.slice(start, start + rowsAtOnce))) {
        faults.push({ code, kind, subjectId: image.subjectId, eventId: image.eventId })
      }
    }
  }
  return { kinds, faults }
}

async function findUnrecorded(
  trx: Trx,
  kind: string,
  { table, column = 'id', shown = [], bareEvent, takenIn = false, filled }: Imaging,
  foreign: readonly string[],
): Promise<RowFault[]> {
  if (table === undefined || (takenIn && !(await isTakenIn(trx, kind, foreign)))) return []
  const places = [{ table, column, filled }, ...shown.map((name) => ({ table: name, column: 'id', filled: undefined }))]
  const ids = new Set<string>()
  for (const place of places) {
    const found = await attempt(trx, () => rowsWithoutEvent(trx, kind, { ...place, bareEvent, foreign }))
    if (found === undefined) return [{ code: 'kind_unreadable', kind }]
    for (const id of found) ids.add(id)
  }
  return [...ids].map((subjectId) => ({ code: 'row_unrecorded', kind, subjectId }))
}

type Compared = { code: 'row_changed' | 'row_removed' | 'row_unreadable'; image: LastImage }

type Loading = { load: AfterImageLoader; later: readonly string[] }

/** A row that can't be read any more must not hide the others: then they are read one by one. */
async function compare(trx: Trx, { load, later }: Loading, images: readonly LastImage[]): Promise<Compared[]> {
  const ids = images.map(({ subjectId }) => subjectId)
  const stored = await attempt(trx, () => load(trx, ids))
  if (stored) return images.flatMap((image) => faultOf(image, stored.get(image.subjectId) ?? null, later))
  const faults: Compared[] = []
  for (const image of images) {
    const alone = await attempt(trx, () => load(trx, [image.subjectId]))
    if (alone) faults.push(...faultOf(image, alone.get(image.subjectId) ?? null, later))
    else faults.push({ code: 'row_unreadable', image })
  }
  return faults
}

function faultOf(image: LastImage, row: JsonValue, later: readonly string[]): Compared[] {
  try {
    const isSealed = (form: JsonValue) => Buffer.compare(image.afterHash, afterImageHash(form)) === 0
    // what came later stands in each newer image, also where it says nothing: no newer one passes for a former one
    if (isSealed(row) || (row !== null && later.length > 0 && isSealed(without(row, later)))) return []
    return [{ code: row === null ? 'row_removed' : 'row_changed', image }]
  } catch {
    return [{ code: 'row_unreadable', image }]
  }
}

const without = (row: JsonValue, keys: readonly string[]): JsonValue =>
  Object.fromEntries(Object.entries(row ?? {}).filter(([key]) => !keys.includes(key)))
