import type { ClientBase } from 'pg'
import { assertPlainName, type Db, poolOf } from './database.ts'

type Watch = { calls: Set<() => void>; settled: () => Promise<void> }
const watches = new WeakMap<Db, Map<string, Watch>>()

/**
 * Calls `onChange` for every NOTIFY on the channel, and whenever one could have been missed. Each connection of `db`
 * listens from its first moment, so what was read through `db` before a change is always told of it. Call it before
 * the first query. The promise of the function it returns is kept when everything that had been committed by then has
 * been told; all who wait at one time share one round trip.
 */
export function watchChannel(db: Db, channel: string, onChange: () => void): () => Promise<void> {
  const channels = watches.get(db) ?? new Map<string, Watch>()
  watches.set(db, channels)
  const watch = channels.get(channel) ?? startWatch(db, channel)
  channels.set(channel, watch)
  watch.calls.add(onChange)
  return watch.settled
}

function startWatch(db: Db, channel: string): Watch {
  const pool = poolOf(db)
  if (pool.totalCount > 0) throw new Error('watchChannel comes before the first query.')
  const calls = new Set<() => void>()
  const listening = new Set<ClientBase>()
  const tell = () => {
    for (const call of calls) call()
  }
  const listen = `listen ${assertPlainName(channel, 'channel')}`
  // the pool waits for what it gives back, whatever its type says
  const onConnect = async (client: ClientBase) => {
    client.on('notification', (notice) => notice.channel === channel && tell())
    await client.query(listen)
    // what was committed before the first one listened, none was told of
    if (listening.size === 0) tell()
    listening.add(client)
  }
  Object.assign(pool.options, { onConnect })
  // What one connection has read, every other that listens is told of; when the last is gone, nobody is.
  pool.on('remove', (client) => listening.delete(client) && listening.size === 0 && tell())
  // PostgreSQL hands a connection its notices before it says that a statement is done
  return { calls, settled: shared(() => pool.query('select 1')) }
}

/** Whoever asks while one runs gets the next one: what it finds is never older than the question. */
function shared(run: () => Promise<unknown>): () => Promise<void> {
  let running: Promise<void> | undefined
  let next: Promise<void> | undefined
  const start = (): Promise<void> => {
    const begun = run()
      .then(() => undefined)
      .finally(() => {
        if (running === begun) running = undefined
      })
    running = begun
    return begun
  }
  const startNext = () => {
    next = undefined
    return start()
  }
  return () => {
    if (!running) return start()
    next ??= running.then(startNext, startNext)
    return next
  }
}
