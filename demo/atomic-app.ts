import { makeSettableClock, type SettableClock } from '#kernel/clock.ts'
import { makeIds } from '#kernel/ids.ts'
import type { App } from '#platform/app.ts'
import type { Trx } from '#platform/db/database.ts'
import { beginningBy } from '#platform/db/within.ts'
import { seededRandom } from './generator/random.ts'

/** The program as the demo district is told to it: a clock that is set, ids that repeat, and one transaction for all. */
export type AtomicApp = App & { clock: SettableClock; db: Trx }

const still = { now: () => new Date(0) }

/**
 * Use cases open a transaction each; here they all join the one given, so that a district is loaded whole or not at
 * all. Times and ids come from the seed and the story, not from the machine.
 */
export function atomicApp(app: App, trx: Trx, seed: string, start: Date): AtomicApp {
  const clock = makeSettableClock(still, start)
  const random = seededRandom(`${seed}/ids`)
  const ids = makeIds(
    (length) => random.bytes(length),
    () => clock.now().getTime(),
  )
  return { ...app, db: joined(trx), clock, wall: clock, ids }
}

const through = new Error('the transaction of the act is through')

/**
 * Does one act up to the end of its transaction. What a use case does after it is to show the case as it now stands to
 * whoever acted, and while a district is loaded nobody looks.
 */
export async function unseen(app: AtomicApp, act: (app: AtomicApp) => Promise<unknown>): Promise<void> {
  const db = beginningBy(app.db, async (work) => {
    await work(app.db)
    throw through
  })
  await act({ ...app, db }).catch((reason: unknown) => {
    if (reason !== through) throw reason
  })
}

/** Every act is in the one transaction, without a way back of its own. */
function joined(trx: Trx): Trx {
  const db: Trx = beginningBy(trx, (work) => work(db))
  return db
}
