import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { type Db, openDatabase } from '#platform/db/database.ts'
import { urlOf } from './postgres.ts'

export type TestDatabase = {
  /** As the owner of the tables, like the program. */
  db: Db
  /** As the role of the public portal, which reads published copies only. */
  portalDb: Db
  connectionString: string
  schema: string
}

const opened: { name: string; database: TestDatabase }[] = []
let ofThisFile: Promise<TestDatabase> | undefined

/**
 * The migrated, empty database of this test file: cloned at the first call, dropped when the file is through.
 * `{ fresh: true }` clones another one, for a test that must not see what its neighbours wrote.
 */
export function cloneDatabase({ fresh = false } = {}): Promise<TestDatabase> {
  if (fresh) return clone()
  ofThisFile ??= clone()
  return ofThisFile
}

async function clone(): Promise<TestDatabase> {
  const server = inject('testServer')
  const name = `test_${randomBytes(6).toString('hex')}`
  await onServer(`create database ${name} template ${server.template} strategy file_copy`)
  const url = urlOf(server, name)
  const open = (role?: string) =>
    openDatabase({ connectionString: url, schema: 'minsheng', max: 5, ...(role && { role }) })
  const database = { db: open(), portalDb: open('minsheng_portal'), connectionString: url, schema: 'minsheng' }
  opened.push({ name, database })
  return database
}

/** After each test file. */
export async function dropClones(): Promise<void> {
  ofThisFile = undefined
  for (const { name, database } of opened.splice(0)) {
    await Promise.all([database.db.destroy(), database.portalDb.destroy()])
    await onServer(`drop database ${name} with (force)`)
  }
}

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(inject('testServer'), 'postgres') })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
