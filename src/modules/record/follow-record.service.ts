import type { App } from '#platform/app.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import { outageOf } from '#platform/http/outage.ts'
import {
  countFailure,
  deleteSetAside,
  insertSetAside,
  leaveAside,
  lockAskedAgain,
  lockCursor,
  moveCursor,
  selectReaders,
  selectSealed,
} from './follow.queries.ts'
import type { SealedEvent } from './record.ts'

/** Takes a batch of sealed events, in the order of the tree; what it writes commits together with the reader's place. */
export type EventHandler = (trx: Trx, events: readonly SealedEvent[]) => Promise<void>

type Following = Pick<App, 'db' | 'clock' | 'log'>

const batchMax = 200
/** So often one event is tried, a beat apart, before its reader goes on without it. */
const triesMax = 10

/**
 * Reads on where `reader` stopped, up to the last sealed event: every event once, in order. A handler that throws moves
 * nothing, and the next call gives it the same events again. One event that it can never take is found by halving the
 * batch, and after ten tries set aside: named in the log, kept, and tried again when {@link askAgain} has asked for it.
 * Returns how many were read.
 */
export async function followRecord(app: Following, reader: string, handler: EventHandler): Promise<number> {
  let [read, size] = [0, batchMax]
  for (;;) {
    const batch = await readBatch(app, reader, handler, size)
    if ('error' in batch) {
      if (batch.events.length > 1) size = Math.ceil(batch.events.length / 2)
      else if (await isSetAside(app, reader, batch)) size = batchMax
      else throw batch.error
      continue
    }
    read += batch.read
    if (batch.hasAskedAgain) await readAskedAgain(app, reader, handler)
    if (batch.read < size) return read
  }
}

type Failed = { error: unknown; events: readonly SealedEvent[] }
type Batch = { read: number; hasAskedAgain: boolean } | Failed

async function readBatch(app: Following, reader: string, handler: EventHandler, size: number): Promise<Batch> {
  let events: readonly SealedEvent[] = []
  try {
    return await app.db.transaction().execute(async (trx) => {
      const { nextLeaf, hasAskedAgain } = await lockCursor(trx, reader)
      events = await selectSealed(trx, nextLeaf, size)
      if (events.length === 0) return { read: 0, hasAskedAgain }
      await handler(trx, events)
      await moveCursor(trx, reader, nextLeaf + events.length, app.clock.now())
      return { read: events.length, hasAskedAgain }
    })
  } catch (error) {
    if (events.length === 0 || passes(error)) throw error
    return { error, events }
  }
}

// what lies around the program, or between two of its acts, is no fault of an event: deadlocks, patience that has ended
const passing = new Set(['40001', '40P01', '55P03', '57014'])
const passes = (error: unknown): boolean =>
  outageOf(error) !== undefined || (error instanceof Error && 'code' in error && passing.has(String(error.code)))

async function isSetAside(app: Following, reader: string, { error, events }: Failed): Promise<boolean> {
  const [event] = events
  if (!event) return false
  const { id: eventId, leafIndex, type } = event
  const fault = nameOf(error)
  const at = app.clock.now()
  const isAside = await app.db.transaction().execute(async (trx) => {
    if ((await countFailure(trx, reader, leafIndex, at)) < triesMax) return false
    await insertSetAside(trx, { reader, eventId, leafIndex, fault, tries: triesMax, at })
    await moveCursor(trx, reader, leafIndex + 1, at)
    return true
  })
  if (isAside) app.log.error('an event was set aside by a reader of the record', error, { reader, eventId, type })
  return isAside
}

const nameOf = (error: unknown): string => {
  if (!(error instanceof Error)) return typeof error
  return 'code' in error ? String(error.code) : error.name
}

async function readAskedAgain(app: Following, reader: string, handler: EventHandler): Promise<void> {
  for (;;) {
    let event: SealedEvent | undefined
    try {
      await app.db.transaction().execute(async (trx) => {
        event = await lockAskedAgain(trx, reader)
        if (!event) return
        await handler(trx, [event])
        await deleteSetAside(trx, reader, event.leafIndex)
      })
      if (!event) return
      app.log.info('an event that was set aside has been read', { reader, eventId: event.id })
    } catch (error) {
      if (!event || passes(error)) throw error
      await leaveAside(app.db, reader, event.leafIndex, nameOf(error), app.clock.now())
      app.log.error('an event that was set aside failed again', error, { reader, eventId: event.id })
    }
  }
}

/** How far a reader is behind the sealed record, and whether it goes on. */
export type ReaderPlace = {
  reader: string
  events: number
  /** How long the first event that it has not read has been waiting. */
  seconds: number
  /** How often in a row it has failed. */
  failures: number
  failingSeconds: number
  setAside: number
}

/** Every reader that has ever begun. */
export async function readerPlaces({ db, clock }: { db: Db } & Pick<App, 'clock'>): Promise<ReaderPlace[]> {
  const now = clock.now().getTime()
  const since = (at: Date | null) => (at === null ? 0 : Math.max(0, (now - at.getTime()) / 1000))
  return (await selectReaders(db)).map(({ waitsSince, failingSince, ...place }) => ({
    ...place,
    seconds: since(waitsSince),
    failingSeconds: since(failingSince),
  }))
}
