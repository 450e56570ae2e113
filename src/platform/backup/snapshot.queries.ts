import { createReadStream, createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { assertPlainName, migrationLock, unfinishedRestore } from '../db/database.ts'

export type Connection = pg.Client

/** One connection of a backup or a restore; the text that COPY writes must not hang on the caller's settings. */
export async function connect(connectionString: string): Promise<pg.Client> {
  const options =
    '-c timezone=UTC -c datestyle=ISO -c intervalstyle=postgres -c bytea_output=hex -c extra_float_digits=1'
  const url = new URL(connectionString)
  url.searchParams.set('options', options)
  const client = new pg.Client({ connectionString: url.href, application_name: 'minsheng-backup' })
  client.on('error', () => undefined)
  await client.connect()
  return client
}

const nameOf = (schema: string, table: string) => `${assertPlainName(schema, 'schema')}.${pg.escapeIdentifier(table)}`
const namesOf = (columns: readonly string[]) => columns.map((column) => pg.escapeIdentifier(column)).join(', ')

/** Opens one snapshot, with no migration running, and gives its name, under which other connections read the same. */
export async function exportSnapshot(client: pg.Client): Promise<string> {
  await client.query('begin isolation level repeatable read, read only')
  await client.query(`select pg_advisory_xact_lock_shared(${migrationLock})`)
  const { rows } = await client.query<{ snapshot: string }>('select pg_export_snapshot() as snapshot')
  return rows[0]?.snapshot ?? ''
}

export async function joinSnapshot(client: pg.Client, snapshot: string): Promise<void> {
  await client.query('begin isolation level repeatable read, read only')
  await client.query(`set transaction snapshot ${pg.escapeLiteral(snapshot)}`)
}

export type Table = { name: string; columns: string[] }

/** Largest first, so that two connections end at about the same time. Columns that are computed are left out. */
export async function tablesOf(client: pg.Client, schema: string): Promise<Table[]> {
  const { rows } = await client.query<Table>(
    `select c.relname as name, array(select a.attname::text from pg_attribute a where a.attrelid = c.oid
       and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns
     from pg_class c where c.relnamespace = to_regnamespace($1) and c.relkind = 'r'
     order by pg_relation_size(c.oid) desc, c.relname`,
    [schema],
  )
  return rows
}

export type Sequence = { name: string; value: string; isCalled: boolean }

export async function sequencesOf(client: pg.Client, schema: string): Promise<Sequence[]> {
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = to_regnamespace($1) and relkind = 'S' order by relname`,
    [schema],
  )
  const sequences: Sequence[] = []
  for (const { name } of rows) {
    const found = await client.query<{ value: string; isCalled: boolean }>(
      `select last_value::text as value, is_called as "isCalled" from ${nameOf(schema, name)}`,
    )
    if (found.rows[0]) sequences.push({ name, ...found.rows[0] })
  }
  return sequences
}

export async function serverVersionOf(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ version: string }>(`select current_setting('server_version') as version`)
  return rows[0]?.version ?? ''
}

export async function migrationsOf(client: pg.Client, schema: string): Promise<{ name: string; sha256: string }[]> {
  const { rows } = await client.query<{ name: string; sha256: string }>(
    `select name, sha256 from ${nameOf(schema, 'migration')} order by name collate "C"`,
  )
  return rows
}

/** Work that was ordered and not done: ordered again after a restore, whatever the queue's own tables look like then. */
export async function jobsOf(
  client: pg.Client,
  schema: string,
): Promise<{ name: string; data: Record<string, unknown> }[]> {
  const there = await client.query(`select 1 from pg_class where oid = to_regclass($1)`, [`${schema}_jobs.job`])
  if (there.rows.length === 0) return []
  const { rows } = await client.query<{ name: string; data: Record<string, unknown> }>(
    `select name, data from ${nameOf(`${schema}_jobs`, 'job')}
     where state in ('created', 'retry', 'active') and name not like '\\_\\_%' and data is not null order by created_on`,
  )
  return rows
}

/** Writes the rows of a table, compressed, and says how many there are. */
export async function copyOut(client: pg.Client, schema: string, table: Table, path: string): Promise<number> {
  const rows = client.query(copyTo(`copy ${nameOf(schema, table.name)} (${namesOf(table.columns)}) to stdout`))
  await pipeline(rows, createGzip({ level: 1 }), createWriteStream(path, { mode: 0o600, flush: true }))
  return rows.rowCount ?? 0
}

export async function copyIn(client: pg.Client, schema: string, table: Table, path: string): Promise<number> {
  const rows = client.query(copyFrom(`copy ${nameOf(schema, table.name)} (${namesOf(table.columns)}) from stdin`))
  await pipeline(createReadStream(path), createGunzip(), rows)
  return rows.rowCount ?? 0
}

/** Nobody's tables are there: the place where a restore may begin. */
export async function isEmptyPlace(client: pg.Client, schema: string): Promise<boolean> {
  const { rows } = await client.query(
    `select 1 from pg_class where relnamespace in (to_regnamespace($1), to_regnamespace($2)) limit 1`,
    [schema, `${schema}_jobs`],
  )
  return rows.length === 0
}

/**
 * Takes an empty place, or one where a restore was broken off with whatever that has left, its ordered work included, for
 * a restore that begins. In one transaction: at no moment is the place without its mark.
 */
export function takePlace(client: pg.Client, schema: string) {
  const name = assertPlainName(schema, 'schema')
  return client.query(
    `drop schema if exists ${name}, ${name}_jobs cascade; create schema ${name};
     comment on schema ${name} is '${unfinishedRestore}'`,
  )
}

export const markFinished = (client: pg.Client, schema: string) =>
  client.query(`comment on schema ${assertPlainName(schema, 'schema')} is null`)

/** What a restore that was broken off has left: half a database that nobody may start on. */
export async function isUnfinished(client: pg.Client, schema: string): Promise<boolean> {
  const { rows } = await client.query<{ words: string | null }>(
    `select obj_description(to_regnamespace($1), 'pg_namespace') as words`,
    [schema],
  )
  return rows[0]?.words === unfinishedRestore
}

/**
 * Runs `fill` with foreign keys taken off, triggers silent and every table empty, in one transaction: at its end the
 * keys are put on again, and PostgreSQL itself refuses rows that point nowhere.
 */
export async function refill(client: pg.Client, schema: string, tables: readonly Table[], fill: () => Promise<void>) {
  await client.query('begin')
  const keys = await client.query<{ table: string; name: string; definition: string }>(
    `select conrelid::regclass::text as table, quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
     from pg_constraint where contype = 'f' and connamespace = to_regnamespace($1)`,
    [schema],
  )
  const all = tables.map(({ name }) => nameOf(schema, name))
  for (const { table, name } of keys.rows) await client.query(`alter table ${table} drop constraint ${name}`)
  for (const table of all) await client.query(`alter table ${table} disable trigger user`)
  await client.query(`truncate ${all.join(', ')}`)
  await fill()
  // the definitions name tables without their schema only while it is on the path
  await client.query(`set local search_path to ${assertPlainName(schema, 'schema')}`)
  for (const { table, name, definition } of keys.rows) {
    await client.query(`alter table ${table} add constraint ${name} ${definition}`)
  }
  for (const table of all) await client.query(`alter table ${table} enable trigger user`)
  await client.query('commit')
  await client.query(`analyze ${all.join(', ')}`)
}

export const setSequence = (client: pg.Client, schema: string, { name, value, isCalled }: Sequence) =>
  client.query('select setval($1::regclass, $2::bigint, $3)', [nameOf(schema, name), value, isCalled])
