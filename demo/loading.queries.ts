import { Socket } from 'node:net'
import { type CompiledQuery, DummyDriver, PostgresDialect, type QueryResult, Transaction } from 'kysely'
import pg from 'pg'
import { type Db, poolOf, type Trx } from '#platform/db/database.ts'
import type { DB } from '#platform/db/db.types.ts'
import { preparingConnection } from './preparing.queries.ts'
import { makeMemory, writingsIn } from './row-memory.ts'

/** The one transaction in which a district is loaded. */
export type Loading = {
  trx: Trx
  /** Work that writes rows of this case alone; what is remembered of other cases stays good. */
  about<Result>(caseId: string, work: () => Promise<Result>): Promise<Result>
}

// Tables grow from nothing while nobody can analyze them: the planner would read them whole.
const settings = `set local enable_seqscan = off; set local enable_hashjoin = off; set local enable_mergejoin = off;
  set local jit = off`

/**
 * Does the work in one transaction on a connection of its own, which prepares each statement once, asks the server for
 * the same rows only once until something is written to them, and appends events by the hundred. Thousands of acts load
 * their cases before and after: without it a district would take minutes. Right only because nobody else writes
 * meanwhile.
 */
export async function inLoadingTransaction<Result>(
  db: Db,
  work: (loading: Loading) => Promise<Result>,
): Promise<Result> {
  // statements that follow one another without a question between them go out together
  const socket = new Socket()
  const client = new pg.Client({ ...poolOf(db).options, pipeline: true, stream: () => socket })
  // a server that is stopped while the district is loaded: whoever waits for a statement is told
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query('begin')
    await client.query(settings)
    const connection = rememberingConnection(client, socket)
    const result = await work({ trx: transactionOn(db, connection.execute), about: connection.about })
    await connection.settle()
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  } finally {
    await client.end()
  }
}

type Execute = <Row>(query: CompiledQuery<Row>) => Promise<QueryResult<Row>>

function transactionOn(db: Db, executeQuery: Execute): Trx {
  // never asked for anything: the connection is the one that executes
  const dialect = new PostgresDialect({ pool: () => Promise.reject(new Error('no connection of its own')) })
  const executor = new Proxy(db.getExecutor(), {
    get(target, name) {
      if (name === 'executeQuery') return executeQuery
      const member: unknown = Reflect.get(target, name, target)
      return typeof member === 'function' ? member.bind(target) : member
    },
  })
  return new Transaction<DB>({ config: { dialect }, dialect, driver: new DummyDriver(), executor })
}

/** Rows of these belong to one case each, and an act on a case touches no other's. */
const tablesOfCases: ReadonlySet<string> = new Set([
  'suggestion',
  'cosign',
  'assignment',
  'reply',
  'reply_receipt',
  'consultation',
  'evaluation_round',
  'commitment',
  'deadline_request',
  'clock',
  'publication',
  'party',
])

function rememberingConnection(client: pg.Client, socket: Socket) {
  const { run, settle } = preparingConnection(client, socket)
  const memory = makeMemory(tablesOfCases)
  let caseInHand = ''
  /** Whether a case was just put on record anew, and what has been read of a case then: it will be the next time too. */
  let isSettling = false
  const readWhenSettled = new Set<string>()
  const execute: Execute = async <Row>(query: CompiledQuery<Row>): Promise<QueryResult<Row>> => {
    const { sql, parameters } = query
    if (!isPlainRead(query)) {
      isSettling = caseInHand !== '' && settles.test(sql)
      // goes out in one write with all that is going to be asked
      socket.cork()
      const running = run<Row>(query)
      const again = isSettling ? memory.lostOf(caseInHand, readWhenSettled) : []
      const readings = again.map(async (each) => ({ ...each, result: await run(each) }))
      socket.uncork()
      const result = await running
      for (const writing of writingsIn(sql)) {
        memory.forget(writing, caseInHand !== '' && tablesOfCases.has(writing.table) ? caseInHand : undefined)
      }
      const table = /^update "(\w+)" set .* where "id" = \$\d+ returning \*$/u.exec(sql)?.[1]
      // the row as it was just written is what the next act on it asks for
      for (const row of table === undefined ? [] : result.rows) {
        for (const ending of ['', ' for update']) {
          const reading = `select * from "${table}" where "id" = $1${ending}`
          memory.keep(reading, [Reflect.get(Object(row), 'id')], caseInHand, { rows: [row] })
        }
      }
      for (const each of await Promise.all(readings)) memory.keep(each.sql, each.parameters, caseInHand, each.result)
      return result
    }
    if (isSettling) readWhenSettled.add(sql)
    const known = memory.find<Row>(sql, parameters, caseInHand)
    const result = known ?? (await run(query))
    if (!known) memory.keep(sql, parameters, caseInHand, result)
    return { ...result, rows: result.rows.map((row) => Object.assign({}, row)) }
  }
  return {
    execute,
    settle,
    async about<Result>(caseId: string, work: () => Promise<Result>): Promise<Result> {
      caseInHand = caseId
      try {
        return await work()
      } finally {
        caseInHand = ''
      }
    },
  }
}

/** What ends every change of a case (`touchSuggestion`). */
const settles = /^update "suggestion" set "version" = .* returning \*$/u

// a lock is taken once: nobody else writes
const isPlainRead = ({ query }: CompiledQuery): boolean => query.kind === 'SelectQueryNode' && query.with === undefined
