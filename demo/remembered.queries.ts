import {
  type CompiledQuery,
  DummyDriver,
  PostgresDialect,
  type QueryExecutor,
  type QueryResult,
  Transaction,
} from 'kysely'
import type { Trx } from '#platform/db/database.ts'
import type { DB } from '#platform/db/db.types.ts'

type Remembered = { tables: ReadonlySet<string>; results: Map<string, QueryResult<unknown>> }

/**
 * The same transaction, which asks the server for the same rows only once until something is written to their tables.
 * Sixteen hundred acts load their cases before and after: that is most of the time a district takes to load, and only
 * this transaction writes while it lasts.
 */
export function remembering(trx: Trx): Trx {
  const executor = rememberingExecutor(trx.getExecutor())
  // never asked for anything: the connection is the given transaction's
  const dialect = new PostgresDialect({ pool: () => Promise.reject(new Error('no connection of its own')) })
  return new Transaction<DB>({ config: { dialect }, dialect, driver: new DummyDriver(), executor })
}

function rememberingExecutor(inner: QueryExecutor): QueryExecutor {
  const remembered = new Map<string, Remembered>()
  const forget = (isConcerned: (tables: ReadonlySet<string>) => boolean): void => {
    for (const { tables, results } of remembered.values()) if (isConcerned(tables)) results.clear()
  }
  const execute = async <Row>(query: CompiledQuery<Row>): Promise<QueryResult<Row>> => {
    const { sql } = query
    if (!isPlainRead(query)) {
      const table = /^\s*(?:insert into|update|delete from) "?(\w+)/u.exec(sql)?.[1]
      const result = await inner.executeQuery(query)
      // what is written by hand may have touched anything
      if (table !== undefined) forget((tables) => tables.has(table))
      else if (!/^\s*(?:select|analyze|lock)\b/iu.test(sql)) forget(() => true)
      return result
    }
    const known = remembered.get(sql) ?? { tables: namesIn(sql), results: new Map() }
    remembered.set(sql, known)
    const key = JSON.stringify(query.parameters)
    const result = (known.results.get(key) as QueryResult<Row> | undefined) ?? (await inner.executeQuery(query))
    known.results.set(key, result)
    return { ...result, rows: result.rows.map((row) => Object.assign({}, row)) }
  }
  return new Proxy(inner, {
    get(target, name) {
      if (name === 'executeQuery') return execute
      const member: unknown = Reflect.get(target, name, target)
      return typeof member === 'function' ? member.bind(target) : member
    },
  })
}

const isPlainRead = ({ query }: CompiledQuery): boolean =>
  query.kind === 'SelectQueryNode' && query.endModifiers === undefined && query.with === undefined

const namesIn = (sql: string): ReadonlySet<string> =>
  new Set(Array.from(sql.matchAll(/"(\w+)"/gu), ([, name = '']) => name))
