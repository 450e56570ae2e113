import { sql } from 'kysely'
import type { Db, Trx } from './database.ts'

type Begin = <Done>(act: (inner: Trx) => Promise<Done>) => Promise<Done>

/** The same database inside an open transaction: what is begun in it is a savepoint, and commits with the whole. */
export function within(trx: Trx): Db {
  let begun = 0
  return beginningBy(trx, async (act) => {
    begun += 1
    const name = sql.id(`act_${begun}`)
    await sql`savepoint ${name}`.execute(trx)
    try {
      const done = await act(trx)
      await sql`release savepoint ${name}`.execute(trx)
      return done
    } catch (error) {
      await sql`rollback to savepoint ${name}`.execute(trx)
      throw error
    }
  })
}

/** An open transaction, with an answer to who wants to begin one in it. */
export function beginningBy(trx: Trx, execute: Begin): Trx {
  // an open transaction has its isolation already; what needs another one opens a transaction of its own
  const refuse = () => {
    throw new Error('An open transaction can’t be given another isolation or access mode.')
  }
  const inner = { execute, setIsolationLevel: refuse, setAccessMode: refuse }
  return new Proxy(trx, {
    get(target, key) {
      if (key === 'transaction') return () => inner
      const value: unknown = Reflect.get(target, key, target)
      // Kysely keeps its state in private fields, which a proxy does not have
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}
