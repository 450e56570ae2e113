import type { App } from '#platform/app.ts'
import type { Trx } from '#platform/db/database.ts'
import { lockCursor, moveCursor, selectSealed } from './record.queries.ts'
import type { SealedEvent } from './record.ts'

/** Takes a batch of sealed events, in the order of the tree; what it writes commits together with the reader's place. */
export type EventHandler = (trx: Trx, events: readonly SealedEvent[]) => Promise<void>

const batchMax = 200

/**
 * Reads on where `reader` stopped, up to the last sealed event: every event once, in order, none left out. A handler
 * that throws moves nothing, and the next call gives it the same events again. Returns how many were read.
 */
export async function followRecord(
  app: Pick<App, 'db' | 'clock'>,
  reader: string,
  handler: EventHandler,
): Promise<number> {
  let read = 0
  for (;;) {
    const batch = await app.db.transaction().execute(async (trx) => {
      const nextLeaf = await lockCursor(trx, reader)
      const events = await selectSealed(trx, nextLeaf, batchMax)
      if (events.length === 0) return 0
      await handler(trx, events)
      await moveCursor(trx, reader, nextLeaf + events.length, app.clock.now())
      return events.length
    })
    read += batch
    if (batch < batchMax) return read
  }
}
