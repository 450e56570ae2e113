import type { App } from '#platform/app.ts'
import type { Trx } from '#platform/db/database.ts'
import { codeOf, eventText, type StoredEvent } from './record.canonical.ts'
import { lockFrontier } from './record.queries.ts'
import { type Recording, recordEvent, recordEvents } from './record.service.ts'
import { findTakenIn, holdTable, rowsWithoutEvent } from './verify-record.queries.ts'
import { type Imaged, takenInKinds } from './verify-rows.service.ts'

const rowsAtOnce = 500

/**
 * Once for each kind whose rows were made without an image, by the first start, the demo district or an earlier version:
 * every row gets an event with its image, as it is found. From then on a row of which no event has an image was put in
 * past the program. Part of every start; does nothing after the first one that knows the kind.
 */
export async function takeInRows(app: Recording & Pick<App, 'db'>): Promise<void> {
  for (const [kind, imaged] of takenInKinds()) {
    await app.db.transaction().execute((trx) => takeIn(app, trx, kind, imaged))
  }
}

async function takeIn(
  app: Recording,
  trx: Trx,
  kind: string,
  { table, column = 'id', filled, load }: Imaged,
): Promise<void> {
  if (table === undefined) return
  await lockFrontier(trx)
  const told = await findTakenIn(trx, kind)
  if (told.some((event) => isOurs(app, event))) return
  await holdTable(trx, table)
  const ids = await rowsWithoutEvent(trx, kind, { table, column, filled, bareEvent: undefined, foreign: [] })
  for (let at = 0; at < ids.length; at += rowsAtOnce) {
    const some = ids.slice(at, at + rowsAtOnce)
    const images = await load(trx, some)
    await recordEvents(
      app,
      trx,
      some.map((subjectId) => ({
        type: 'record.row_taken_in' as const,
        subjectKind: kind,
        subjectId,
        actor: 'system' as const,
        after: images.get(subjectId) ?? null,
      })),
    )
  }
  await recordEvent(app, trx, {
    type: 'record.kind_taken_in',
    subjectKind: 'record_kind',
    subjectId: kind,
    actor: 'system',
    data: { rows: ids.length },
  })
}

/** Whether it has a code of this secret: one that was put in by hand tells nothing. */
const isOurs = ({ keys }: Recording, event: StoredEvent): boolean =>
  event.code !== null && codeOf(keys, eventText(event)).equals(event.code)
