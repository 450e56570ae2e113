import { AsyncLocalStorage } from 'node:async_hooks'
import { CompiledQuery } from 'kysely'
import type { Db } from '#platform/db/database.ts'

export type Statement = { text: string; values: readonly unknown[] }

/** What the program asks of the database while something runs; transactions and other connections included. */
export async function statementsOf(db: Db, run: () => Promise<unknown>): Promise<Statement[]> {
  const seen: Statement[] = []
  const shared = Object.getPrototypeOf(Object.getPrototypeOf(db.getExecutor())) as { executeQuery: Execute }
  const original = shared.executeQuery
  shared.executeQuery = function executeQuery(query, ...rest) {
    seen.push({ text: query.sql, values: query.parameters })
    return original.call(this, query, ...rest)
  }
  try {
    await run()
  } finally {
    shared.executeQuery = original
  }
  return seen
}

const listeners = new AsyncLocalStorage<Statement[]>()

/** From now on {@link statementsFor} tells what is asked for each of several things that run at once. */
export function listenToStatements(db: Db): void {
  const shared = Object.getPrototypeOf(Object.getPrototypeOf(db.getExecutor())) as { executeQuery: Execute }
  const original = shared.executeQuery
  shared.executeQuery = function executeQuery(query, ...rest) {
    listeners.getStore()?.push({ text: query.sql, values: query.parameters })
    return original.call(this, query, ...rest)
  }
}

/** What is asked of the database for this one thing, whatever else runs at the same time. */
export async function statementsFor<Result>(run: () => Promise<Result>): Promise<[Result, Statement[]]> {
  const seen: Statement[] = []
  return [await listeners.run(seen, run), seen]
}

type Execute = (this: unknown, query: CompiledQuery, ...rest: unknown[]) => Promise<unknown>

/** The statement with its values written in, for EXPLAIN. */
export function inline(statement: Statement | undefined): string {
  if (!statement) throw new Error('the program asked nothing of the kind')
  return statement.text.replaceAll(/\$(\d+)/g, (_, place: string) => {
    const value = statement.values[Number(place) - 1]
    if (Array.isArray(value)) return `'{${value.map((one) => JSON.stringify(one)).join(',')}}'`
    return value instanceof Date ? `'${value.toISOString()}'` : typeof value === 'number' ? `${value}` : `'${value}'`
  })
}

/** One statement of a test itself: rows by the thousand, a plan to look at. */
export const runSql = async (db: Db, text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> =>
  (await db.executeQuery<Record<string, unknown>>(CompiledQuery.raw(text, values))).rows
