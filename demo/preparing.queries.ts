import type { Socket } from 'node:net'
import type { CompiledQuery, QueryResult } from 'kysely'
import type pg from 'pg'

/** Events and their notes are written at every act and read in the night: they wait for each other, notes first. */
const waitingTables = ['event_note', 'event'] as const
type WaitingTable = (typeof waitingTables)[number]

type Waiting = { head: string; rows: string[]; parameters: unknown[] }
const rowsAtOnce = 500

type Statement = { name: string; text: string; values: unknown[] }

/**
 * Statements on one connection, each prepared once. Inserted events wait until somebody asks for events; what nobody
 * asks the outcome of goes out together with the next statement that is asked for.
 */
export function preparingConnection(client: pg.Client, socket: Socket) {
  const names = new Map<string, string>()
  const waiting = new Map<string, Waiting>()
  let unasked: Statement[] = []
  const failed: unknown[] = []

  const statementOf = (text: string, parameters: readonly unknown[]): Statement & { isNew: boolean } => {
    const known = names.get(text)
    const name = known ?? (isPreparable(text) ? `statement_${names.size}` : '')
    names.set(text, name)
    return { name, text, values: [...parameters], isNew: known === undefined }
  }

  const send = async ({ name, text, values }: Statement): Promise<pg.QueryResult> => {
    // one write for all of them
    socket.cork()
    for (const statement of unasked) client.query(statement).catch((error: unknown) => failed.push(error))
    unasked = []
    const answer = client.query({ name, text, values })
    socket.uncork()
    const result = await answer.catch((error: unknown) => {
      throw failed[0] ?? error
    })
    if (failed.length > 0) throw failed[0]
    return result
  }

  const ask = async <Row>(sql: string, parameters: readonly unknown[]): Promise<QueryResult<Row>> => {
    const { isNew, ...statement } = statementOf(sql, parameters)
    // a statement that is being prepared can't be named again before it is
    if (!isNew && isUnasked(sql)) {
      unasked.push(statement)
      return { rows: [], numAffectedRows: 1n }
    }
    const { rows, rowCount } = await send(statement)
    return { rows: rows as Row[], numAffectedRows: BigInt(rowCount ?? 0) }
  }

  const flush = async (): Promise<void> => {
    for (const table of waitingTables) {
      const held = waiting.get(table)
      waiting.delete(table)
      if (held) await ask(`${held.head}${held.rows.join(', ')}`, held.parameters)
    }
  }

  /** Renumbers the parameters of a row behind those of the rows that wait already. */
  const hold = async (table: WaitingTable, sql: string, parameters: readonly unknown[]): Promise<void> => {
    const at = sql.indexOf(' values ') + ' values '.length
    const head = sql.slice(0, at)
    const held = waiting.get(table) ?? { head, rows: [], parameters: [] }
    if (held.head !== head) throw new Error(`two forms of rows for ${table}`)
    const before = held.parameters.length
    held.rows.push(sql.slice(at).replace(/\$(\d+)/gu, (_, number: string) => `$${Number(number) + before}`))
    held.parameters.push(...parameters)
    waiting.set(table, held)
    if (held.rows.length >= rowsAtOnce) await flush()
  }

  const run = async <Row = unknown>({
    sql,
    parameters,
  }: Pick<CompiledQuery, 'sql' | 'parameters'>): Promise<QueryResult<Row>> => {
    const table = waitingTables.find((each) => sql.startsWith(`insert into "${each}" `))
    if (table) {
      await hold(table, sql, parameters)
      return { rows: [], numAffectedRows: 1n }
    }
    if (/\bevent(?:_note)?\b/u.test(sql)) await flush()
    return ask<Row>(sql, parameters)
  }

  /** Nothing waits any more. */
  const settle = async (): Promise<void> => {
    await flush()
    await send({ name: '', text: 'select', values: [] })
  }
  return { run, settle }
}

// a plan for any parameters can't tell whether a partial index decides the conflict
const isPreparable = (sql: string): boolean => !/\bon conflict [^)]*\) where\b/u.test(sql)

/** Rows put in, and one row changed by its key: there is nothing to be told about these. */
const isUnasked = (sql: string): boolean =>
  !/ returning | on conflict /u.test(sql) &&
  (sql.startsWith('insert into ') || /^update "\w+" set .* where "(?:id|reader)" = \$\d+$/u.test(sql))
