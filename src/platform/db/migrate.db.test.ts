import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { cloneDatabase } from '#tests/support/database.ts'
import { type Db, openDatabase } from './database.ts'
import { migrate } from './migrate.ts'

let folder: string
let tenants: Db[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'minsheng-migrations-'))
  tenants = []
})

afterEach(async () => {
  await Promise.all(tenants.map((db) => db.destroy()))
  rmSync(folder, { recursive: true })
})

test('migrations run once each, in the order of their names, in a schema made for the tenant', async () => {
  const db = await openTenant('order')
  write('2_fill.sql', `insert into word values ('民声');`)
  write('1_word.sql', 'create table word (text text); create index on word (text);')
  const log: string[] = []
  await migrate(db, { log: (sentence) => log.push(sentence), folder })
  await migrate(db, { log: (sentence) => log.push(sentence), folder })
  expect(log).toEqual(['migrated 1_word.sql', 'migrated 2_fill.sql'])
  expect(await words(db)).toEqual(['民声'])
})

test('two programs that start at once migrate once', async () => {
  const [one, two] = [await openTenant('both'), await openTenant('both')]
  write('1_word.sql', `create table word (text text); select pg_sleep(0.2); insert into word values ('民声')`)
  await Promise.all([migrate(one, { folder }), migrate(two, { folder })])
  expect(await words(one)).toEqual(['民声'])
})

test('a migration that was changed after it was applied is refused', async () => {
  const db = await openTenant('changed')
  write('1_word.sql', 'create table word (text text)')
  await migrate(db, { folder })
  write('1_word.sql', 'create table word (text text, more text)')
  await expect(migrate(db, { folder })).rejects.toThrow('1_word.sql was changed after it was applied')
})

test('the line ends of a checkout on Windows are no change', async () => {
  const db = await openTenant('lines')
  write('1_word.sql', 'create table word\n(text text)')
  await migrate(db, { folder })
  write('1_word.sql', 'create table word\r\n(text text)')
  await migrate(db, { folder })
})

test('a database that a newer program has used is refused', async () => {
  const db = await openTenant('newer')
  write('1_word.sql', 'create table word (text text)')
  write('2_more.sql', 'create table more ()')
  await migrate(db, { folder })
  rmSync(join(folder, '2_more.sql'))
  await expect(migrate(db, { folder })).rejects.toThrow('used by a newer one')
})

test('a migration named before one that is applied is refused', async () => {
  const db = await openTenant('late')
  write('2_word.sql', 'create table word (text text)')
  await migrate(db, { folder })
  write('1_late.sql', 'create table late ()')
  await expect(migrate(db, { folder })).rejects.toThrow('1_late.sql comes too late')
})

test('a migration that fails leaves nothing behind, and its line is named', async () => {
  const db = await openTenant('failing')
  write('1_word.sql', 'create table word (text text);\n\ncreate table word_too (text nonsense);')
  await expect(migrate(db, { folder })).rejects.toThrow('1_word.sql failed: type "nonsense" does not exist (line 3)')
  await expect(words(db)).rejects.toThrow('does not exist')
})

test('a second tenant in the same database gets the same tables in a schema of its own', async () => {
  const { db } = await cloneDatabase()
  const tenant = await openTenant('second')
  await migrate(tenant)
  const { rows } = await sql<{ first: string[]; second: string[] }>`
    select array(select tablename::text from pg_tables where schemaname = 'minsheng' order by 1) as first,
      array(select tablename::text from pg_tables where schemaname = 'second' order by 1) as second`.execute(db)
  expect(rows[0]?.second).toEqual(rows[0]?.first)
  expect(rows[0]?.second).toContain('suggestion')
})

async function openTenant(schema: string): Promise<Db> {
  const { connectionString } = await cloneDatabase()
  const db = openDatabase({ connectionString, schema, max: 2 })
  tenants.push(db)
  return db
}

const write = (name: string, text: string) => writeFileSync(join(folder, name), text)

const words = async (db: Db) =>
  (await sql<{ text: string }>`select text from word`.execute(db)).rows.map(({ text }) => text)
