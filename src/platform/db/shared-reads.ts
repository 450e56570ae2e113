import type { PostgresPool, PostgresPoolClient } from 'kysely'
import type pg from 'pg'
import { isKeptRead } from './kept-plans.ts'
import { type Client, hold, ownConnection } from './own-connection.ts'

/**
 * A connection that many ask at once: it answers in the order in which it was asked. `movedAt` is when it answered last,
 * or was asked while nobody waited; in milliseconds of the process.
 */
type Line = {
  client: Client
  asked: number
  movedAt: number
}

const linesMax = 2
/** Who waits longer stands behind a lock, or the server has gone without a word: nobody else is put behind them. */
const patienceMs = 1000

/**
 * The pool as Kysely asks it, where short reads of many requests go down a few connections one after the other,
 * without each waiting for the answer of the one before: to wake a connection of its own for each costs the processor
 * more than the statement does. Only what has a kept plan is such a read, as it turns on keys alone; whatever else
 * somebody asks, and all that follows it, has a connection of its own, so a transaction has. docs/decisions/0014.
 */
export function shareReads(pool: pg.Pool): PostgresPool {
  const lines = new Set<Line>()
  // most are left for what can't be shared
  const wanted = Math.min(linesMax, Math.floor(pool.options.max / 3))
  let opening: Promise<void> | undefined
  let isOver = false

  const open = async (): Promise<void> => {
    const client = (await pool.connect()) as Client
    const line: Line = { client, asked: 0, movedAt: performance.now() }
    client.once('end', () => lines.delete(line) && client.release(true))
    lines.add(line)
  }
  const openMore = () => {
    if (isOver || opening || lines.size >= wanted) return
    // of a server that is away those are told who ask it for something
    opening = open()
      .catch(() => undefined)
      .finally(() => {
        opening = undefined
      })
  }
  const idlest = (): Line | undefined => {
    openMore()
    let found: Line | undefined
    const moved = performance.now() - patienceMs
    for (const line of lines) {
      const isMoving = line.asked === 0 || line.movedAt > moved
      if (isMoving && (!found || line.asked < found.asked)) found = line
    }
    return found
  }
  const connect = (): Promise<PostgresPoolClient> => {
    const own = ownConnection(pool)
    const query = (text: string, values: readonly unknown[]): Promise<unknown> => {
      const line = own.hasBegun() || !isKeptRead(text) ? undefined : idlest()
      return line ? ask(line, text, values) : own.query(text, values)
    }
    return Promise.resolve({ query: query as unknown as PostgresPoolClient['query'], release: own.release })
  }
  const end = async () => {
    isOver = true
    await opening
    for (const line of lines) {
      lines.delete(line)
      // ends when what it was asked has been answered
      line.client.release(true)
    }
    await pool.end()
  }
  return { connect, end, options: {} }
}

async function ask(line: Line, text: string, values: readonly unknown[]): Promise<unknown> {
  if (line.asked === 0) line.movedAt = performance.now()
  line.asked += 1
  hold(line.client)
  try {
    return await line.client.query(text, [...values])
  } finally {
    line.asked -= 1
    line.movedAt = performance.now()
  }
}
