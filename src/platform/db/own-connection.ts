import { setImmediate as nextTurn } from 'node:timers/promises'
import type { PostgresPoolClient } from 'kysely'
import pg from 'pg'

export type Client = pg.PoolClient & { connection: pg.Connection }

const ends = new Set(['commit', 'rollback'])
const takesBack = (text: string): boolean => text.startsWith('rollback to ')
/** Of PostgreSQL: what is asked after a statement of the same transaction has failed. */
const isAborted = (error: unknown): boolean => error instanceof pg.DatabaseError && error.code === '25P02'

type Query = (text: string, values: readonly unknown[]) => Promise<unknown>

/**
 * A connection that one asks alone, taken from the pool with the first question; `hasBegun` tells whether it is. Its
 * parts may ask at the same time: whichever of them then hears that the transaction is aborted is told what aborted it,
 * and none is served when it is over.
 */
export function ownConnection(pool: pg.Pool) {
  let client: Client | undefined
  let taking: Promise<Client> | undefined
  const asked = new Set<Promise<unknown>>()
  let hasEnded = false
  let fault: unknown
  const take = async (): Promise<Client> => {
    client = (await pool.connect()) as Client
    return client
  }
  const query: Query = async (text, values) => {
    // by a part whose other part has failed: it would be done, and stay
    if (hasEnded && text !== 'rollback') throw new Error('The transaction is over.')
    hasEnded ||= ends.has(text)
    taking ??= take()
    const own = client ?? (await taking)
    // what the other parts of a failed act still ask is taken back with it
    while (takesBack(text) && asked.size > 0) {
      await Promise.allSettled(asked)
      await nextTurn()
    }
    hold(own)
    const answer = own.query(text, [...values])
    asked.add(answer)
    try {
      const told: unknown = await answer
      if (takesBack(text)) fault = undefined
      return told
    } catch (error) {
      if (!isAborted(error)) fault ??= error
      // the statement that failed may be told of it a little later than those behind it
      else if (fault === undefined) await nextTurn()
      throw isAborted(error) ? (fault ?? error) : error
    } finally {
      asked.delete(answer)
    }
  }
  const release: PostgresPoolClient['release'] = (isBroken) => client?.release(isBroken)
  return { query, release, hasBegun: () => taking !== undefined }
}

const held = new WeakSet<Client>()

/** What is asked in one turn of the event loop leaves in one piece. */
export function hold(client: Client): void {
  if (held.has(client)) return
  const { stream } = client.connection
  held.add(client)
  stream.cork()
  setImmediate(() => {
    held.delete(client)
    stream.uncork()
  })
}
