import { makeSettableClock, type SettableClock } from '#kernel/clock.ts'
import { makeIds } from '#kernel/ids.ts'
import type { App } from '#platform/app.ts'
import type { Trx } from '#platform/db/database.ts'
import { seededRandom } from './generator/random.ts'
import { remembering } from './remembered.queries.ts'

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
  return { ...app, db: joined(remembering(trx)), clock, wall: clock, ids }
}

function joined(trx: Trx): Trx {
  const join = { execute: <Result>(work: (inner: Trx) => Promise<Result>) => work(db) }
  const db: Trx = new Proxy(trx, {
    get(target, name) {
      if (name === 'transaction') return () => join
      const member: unknown = Reflect.get(target, name, target)
      // Kysely keeps its state in private fields, which a proxy does not have
      return typeof member === 'function' ? member.bind(target) : member
    },
  })
  return db
}
