import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { assertPlainName, type Db, migrationLock, schemaOf, type Trx } from './database.ts'

type Migration = { name: string; text: string; sha256: string }
type Applied = { name: string; sha256: string }

const migrationsFolder = fileURLToPath(new URL('../../../migrations', import.meta.url))

type How = {
  log?: (sentence: string) => void
  folder?: string
  /** The last one to apply, for data that stood there; left out, all. */
  last?: string
}

/**
 * Brings the schema of `db` to the newest migration: `migrations/*.sql` in name order, each in a transaction of its
 * own, forward only. Two programs may call it at once. Refuses a changed, missing or late-coming file in a sentence.
 */
export async function migrate(db: Db, { log, folder = migrationsFolder, last }: How = {}): Promise<void> {
  const all = await readMigrations(folder)
  const migrations = last === undefined ? all : all.filter(({ name }) => name <= last)
  const schema = await schemaOf(db)
  await db.transaction().execute((trx) => prepareSchema(trx, schema))
  for (const migration of migrations) {
    const isNew = await db.transaction().execute(async (trx) => {
      await lockMigrations(trx)
      const applied = await findApplied(trx)
      assertSameHistory(migrations, applied)
      if (applied.some(({ name }) => name === migration.name)) return false
      await apply(trx, migration)
      return true
    })
    if (isNew) log?.(`migrated ${migration.name}`)
  }
}

/** All migrations that this program has, in their order. */
export async function readMigrations(folder = migrationsFolder): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).toSorted()
  return Promise.all(
    names.map(async (name) => {
      // A checkout on Windows must not look like a changed file.
      const text = (await readFile(join(folder, name), 'utf8')).replaceAll('\r\n', '\n')
      return { name, text, sha256: createHash('sha256').update(text).digest('hex') }
    }),
  )
}

async function prepareSchema(trx: Trx, schema: string): Promise<void> {
  await lockMigrations(trx)
  // `create schema if not exists` asks for the right to create even when there is nothing to do.
  const found = await sql`select 1 from pg_namespace where nspname = ${schema}`.execute(trx)
  if (found.rows.length === 0) await sql`create schema ${sql.id(assertPlainName(schema, 'schema'))}`.execute(trx)
  await sql`create table if not exists migration (
    name text primary key, sha256 text not null, applied_at timestamptz not null)`.execute(trx)
}

// One lock for all tenants: migrations also touch what the whole server shares, such as roles.
const lockMigrations = (trx: Trx) => sql`select pg_advisory_xact_lock(${sql.raw(migrationLock)})`.execute(trx)

const findApplied = async (trx: Trx): Promise<Applied[]> =>
  (await sql<Applied>`select name, sha256 from migration order by name collate "C"`.execute(trx)).rows

function assertSameHistory(migrations: Migration[], applied: Applied[]): void {
  applied.forEach(({ name, sha256 }, place) => {
    const file = migrations.find((migration) => migration.name === name)
    if (!file) {
      throw new Error(
        `数据库由更新版本的程序使用过（${name}），请换用该版本或更新的版本。\n` +
          `The database holds the migration ${name}, which this program lacks: it was used by a newer one.`,
      )
    }
    if (file.sha256 !== sha256) {
      throw new Error(
        `程序文件 migrations/${name} 在执行后被改动，请换回原来的文件。\n` +
          `The migration ${name} was changed after it was applied: put it back and write a new one.`,
      )
    }
    const late = migrations[place]
    if (late && late.name !== name) {
      throw new Error(
        `程序文件 migrations/${late.name} 来得太晚：${name} 已执行，请给它靠后的名称。\n` +
          `The migration ${late.name} comes too late: ${name} is applied already. Give it a later name.`,
      )
    }
  })
}

async function apply(trx: Trx, { name, text, sha256 }: Migration): Promise<void> {
  try {
    await sql.raw(text).execute(trx)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new Error(
      `数据库结构更新 ${name} 失败，未作改动：${reason}\n` +
        `The migration ${name} failed: ${reason}${lineOf(cause, text)}`,
      { cause },
    )
  }
  await sql`insert into migration (name, sha256, applied_at) values (${name}, ${sha256}, ${new Date()})`.execute(trx)
}

function lineOf(cause: unknown, text: string): string {
  if (!(cause instanceof Error && 'position' in cause)) return ''
  return ` (line ${text.slice(0, Number(cause.position)).split('\n').length})`
}
