import { CompiledQuery, Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import pg from 'pg'
import type { DB } from './db.types.ts'
import { keepPlans } from './kept-plans.ts'
import { pipelineTransactions } from './pipelined.ts'
import { shareReads } from './shared-reads.ts'

/** A connection pool on one tenant's schema. */
export type Db = Kysely<DB>
/** A parameter of this type means "only inside a transaction". */
export type Trx = Transaction<DB>

type DatabaseOptions = {
  connectionString: string
  /** The tenant: one PostgreSQL schema, a plain lower-case name. */
  schema: string
  /** Every connection gives up its own rights for those of this role, e.g. `minsheng_portal`. */
  role?: string
  max?: number
}

const serverVersionMin = 15
const serverVersionMax = 18

/** Who migrates holds this advisory lock; who copies keeps migrations away by sharing it. */
export const migrationLock = '7364613, 1'

const plainName = /^[a-z_][a-z0-9_]{0,62}$/

/** Opens a pool; no connection is made before the first query. Call {@link assertServer} once at boot. */
export function openDatabase(options: DatabaseOptions): Db {
  const pool = new pg.Pool({
    connectionString: withSettings(options),
    max: options.max ?? 10,
    pipeline: true,
    types: { getTypeParser },
    application_name: options.role ?? 'minsheng',
    connectionTimeoutMillis: 10_000,
    // what lies idle all night is not forgotten by what stands in between
    keepAlive: true,
    keepAliveInitialDelayMillis: 30_000,
  })
  // An idle connection that the server closes must not end the program; the next query opens another.
  pool.on('error', () => undefined)
  // Nor one that breaks between two statements of a transaction: its next statement says so to whoever runs it.
  pool.on('connect', (client) => {
    client.on('error', () => undefined)
    keepPlans(client)
  })
  const db = new Kysely<DB>({ dialect: new PostgresDialect({ pool: shareReads(pool) }) })
  pipelineTransactions(db)
  pools.set(db, pool)
  return db
}

const pools = new WeakMap<Db, pg.Pool>()

/** The connections behind a database, for what is said to each of them. */
export function poolOf(db: Db): pg.Pool {
  const pool = pools.get(db)
  if (!pool) throw new Error('This database was not opened by openDatabase.')
  return pool
}

/**
 * Refuses, in a sentence, a server the program can't be right on: another version than 15 to 18, an encoding that
 * can't hold Chinese, or a pooler that drops the schema and time zone each connection asks for. Also a schema that a
 * restore has not finished, but to that restore itself.
 */
export async function assertServer(db: Db, schema: string, { isRestoring = false } = {}): Promise<void> {
  const { rows } = await db.executeQuery<ServerFacts>(CompiledQuery.raw(serverFacts))
  const [facts] = rows
  const faults = facts ? faultsOf(facts, schema) : ['The server did not say what it is.']
  if (facts?.note === unfinishedRestore && !isRestoring) faults.push(halfRestored)
  if (faults.length > 0) throw new Error(faults.join('\n'))
}

/** The schema that the connections of `db` live in. */
export async function schemaOf(db: Db): Promise<string> {
  const { rows } = await sql<{ schema: string }>`select current_setting('search_path') as schema`.execute(db)
  return assertPlainName(rows[0]?.schema.replaceAll('"', '') ?? '', 'schema')
}

type ServerFacts = { version: number; encoding: string; timezone: string; searchPath: string; note?: string | null }

/** The comment on a schema while a restore fills it. */
export const unfinishedRestore = 'minsheng restore not finished'
const halfRestored =
  '这个数据库的恢复没有完成，请重新运行 npm run restore。\n' +
  'A restore into this database was broken off: run npm run restore again.'

const serverFacts = `select current_setting('server_version_num')::int / 10000 as version,
  pg_encoding_to_char(encoding) as encoding, current_setting('TimeZone') as timezone,
  current_setting('search_path') as "searchPath",
  obj_description(to_regnamespace(current_setting('search_path')), 'pg_namespace') as note from pg_database where datname = current_database()`

export function faultsOf(facts: ServerFacts, schema: string): string[] {
  const faults: string[] = []
  if (facts.version < serverVersionMin || facts.version > serverVersionMax) {
    faults.push(
      `数据库是 PostgreSQL ${facts.version}，本程序需要 ${serverVersionMin} 至 ${serverVersionMax}。\n` +
        `The database is PostgreSQL ${facts.version}; this program needs ${serverVersionMin} to ${serverVersionMax}.`,
    )
  }
  if (facts.encoding !== 'UTF8') {
    faults.push(
      `数据库编码是 ${facts.encoding}，请用 UTF8 新建数据库（create database … encoding 'UTF8' template template0）。\n` +
        `The database's encoding is ${facts.encoding}; create it with encoding 'UTF8' from template0.`,
    )
  }
  if (facts.timezone !== 'UTC' || facts.searchPath.replaceAll('"', '') !== schema) {
    faults.push(
      '数据库连接未采用程序要求的时区和模式：中间的连接池可能丢弃了 options 参数，请直接连接数据库。\n' +
        'The connection did not keep the time zone and schema it asked for: a pooler in between may drop "options"; connect to the server itself.',
    )
  }
  return faults
}

export function assertPlainName(name: string, what: string): string {
  if (plainName.test(name)) return name
  throw new Error(`The ${what} "${name}" is not a plain name: lower-case letters, digits and _, at most 63.`)
}

// Settings go into the connection string because pg lets an `options` in it override one beside it.
function withSettings({ connectionString, schema, role }: DatabaseOptions): string {
  const settings = [`-c search_path=${assertPlainName(schema, 'schema')}`, '-c timezone=UTC', '-c datestyle=ISO']
  if (role) settings.push(`-c role=${assertPlainName(role, 'role')}`)
  const url = new URL(connectionString)
  const given = url.searchParams.get('options')
  url.searchParams.set('options', [...(given ? [given] : []), ...settings].join(' '))
  return url.href
}

const oid = { int8: 20, int8Array: 1016, textArray: 1009, date: 1082, dateArray: 1182 }
const textArray = pg.types.getTypeParser(oid.textArray)

function toSafeInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new Error(`The number ${text} is too large to be exact.`)
  return value
}

// date stays the string it is, bigint becomes a number; timestamptz → Date and numeric → string are pg's defaults.
const getTypeParser: typeof pg.types.getTypeParser = (id, format?) => {
  if (format === 'binary') return pg.types.getTypeParser(id, 'binary')
  if (id === oid.date) return (text: string) => text
  if (id === oid.dateArray) return textArray
  if (id === oid.int8) return toSafeInteger
  if (id === oid.int8Array) return (text: string) => textArray(text).map(toSafeInteger)
  return pg.types.getTypeParser(id, format)
}
