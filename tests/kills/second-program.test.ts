import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { deriveKeys } from '#platform/crypto/keys.ts'
import { openDatabase } from '#platform/db/database.ts'
import { migrate, readMigrations } from '#platform/db/migrate.ts'
import { readPidFile, startServer } from '#platform/db/postgres-server.ts'
import { bornOf } from '#platform/db/process-identity.ts'
import { makeTestFolder, removeTestFolder, startEmptyServer, urlOf } from '#tests/support/postgres.ts'
import { runTool } from '#tests/support/run-command.ts'
import { runSql } from '#tests/support/statements.ts'
import { installProgram, type Program, secret } from './installed-program.ts'

const home = makeTestFolder()
let server: Awaited<ReturnType<typeof startEmptyServer>>
let program: Program
const started: Program[] = []

const settingsOf = (database: string) => ({ DATABASE_URL: urlOf(server.server, database) })

async function install(folder: string, settings: Record<string, string>): Promise<Program> {
  mkdirSync(join(home, folder), { recursive: true })
  const installed = await installProgram(join(home, folder), settings)
  started.push(installed)
  return installed
}

beforeAll(async () => {
  server = await startEmptyServer('bundled')
  const db = openDatabase({ connectionString: urlOf(server.server, 'postgres'), schema: 'public', max: 1 })
  for (const name of ['ours', 'another', 'older']) await runSql(db, `create database ${name}`)
  await db.destroy()
  program = await install('data', settingsOf('ours'))
  await program.start()
}, 120_000)

afterAll(async () => {
  for (const one of started) await one.stop()
  await server.stop()
  await removeTestFolder(home)
}, 60_000)

test('a second program on the database in use waits a little, says so, and is refused; the first one goes on', async () => {
  const second = await install('other', settingsOf('ours'))
  await expect(second.start()).rejects.toThrow('is not ready')
  expect(second.said()).toContain('等待几秒')
  expect(second.said()).toMatch(/数据库正由另一个运行中的程序使用（主机 .+，进程 \d+，自 .+ 起）/)
  expect(second.said()).not.toMatch(/\n\s+at /)
  expect(await program.isReady()).toBe(true)
}, 60_000)

test('a second program on the data folder in use is refused, whatever database it names', async () => {
  const second = await install('data', settingsOf('another'))
  await expect(second.start()).rejects.toThrow('is not ready')
  expect(second.said()).toContain('正由另一个运行中的程序使用')
}, 60_000)

test('beside a running program one backs up, verifies and examines; what would fill its place is refused', async () => {
  const settings = { MINSHENG_MODE: 'production', MINSHENG_SECRET: secret, ...settingsOf('ours') }
  const own = { cwd: home, settings: { ...settings, MINSHENG_DATA: program.dataDir } }
  const backup = join(home, 'backup')
  expect(await runTool('backup', [backup], own)).toMatchObject({ code: 0 })
  expect(await runTool('verify-record', [], own)).toMatchObject({ code: 0 })
  expect((await runTool('doctor', ['--lang', 'en'], own)).said).toContain('The database takes what is written.')
  const elsewhere = { cwd: home, settings: { ...settings, MINSHENG_DATA: join(home, 'empty') } }
  const refused = { code: 1, said: expect.stringContaining('正由另一个运行中的程序使用') }
  expect(await runTool('restore', [backup], elsewhere)).toEqual(refused)
  expect(await runTool('restore', [backup], own)).toEqual(refused)
}, 120_000)

test('PostgreSQL started anew, the program works on and keeps the database for itself again', async () => {
  const { cluster } = server
  const found = readPidFile(cluster.folder)
  if (!found) throw new Error('The server does not run.')
  process.kill(found.pid, 'SIGINT')
  await expect.poll(() => bornOf(found.pid), { timeout: 20_000 }).toBeUndefined()
  expect(await program.isReady()).toBe(false)
  await startServer(cluster, found.port, {})
  await program.untilReady()
  await expect.poll(() => program.said(), { timeout: 20_000 }).toContain('kept for this program again')
}, 60_000)

test('killed, it does not keep out its successor', async () => {
  await program.killNode()
  await program.start()
  expect(program.said()).not.toContain('等待几秒')
}, 60_000)

test('with a secret that is not that of the data nothing is changed, not even by an upgrade; with the right one it starts', async () => {
  const settings = settingsOf('older')
  const names = (await readMigrations()).map(({ name }) => name)
  const db = openDatabase({ connectionString: settings.DATABASE_URL, schema: 'minsheng', max: 1 })
  try {
    await migrate(db, { last: names.at(-3) ?? '' })
    const { keyId } = deriveKeys(Buffer.from(secret)).signing[0]
    await runSql(
      db,
      `insert into checkpoint (size, root_hash, signed_at, key_id, signature) values (1, $1, $2, $3, $4)`,
      [Buffer.alloc(32), new Date(), keyId, Buffer.alloc(64)],
    )
    const before = await runSql(db, `select table_schema, table_name from information_schema.tables order by 1, 2`)
    const strange = await install('older', { ...settings, MINSHENG_SECRET: 'of-nobody-here-0123456789-abcdefghij' })
    await expect(strange.start()).rejects.toThrow('is not ready')
    expect(strange.said()).toContain(`当前密钥不属于这个数据库：记录由密钥 ${keyId} 签名`)
    expect(strange.said()).not.toMatch(/\n\s+at /)
    const applied = async () => (await runSql(db, 'select name from migration order by name')).map(({ name }) => name)
    expect(await applied()).toEqual(names.slice(0, -2))
    expect(await runSql(db, `select table_schema, table_name from information_schema.tables order by 1, 2`)).toEqual(
      before,
    )
    await (await install('older', settings)).start()
    expect(await applied()).toEqual(names)
  } finally {
    await db.destroy()
  }
}, 120_000)
