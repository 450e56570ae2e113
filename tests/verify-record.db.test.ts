import { execFile } from 'node:child_process'
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { env, execPath } from 'node:process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemIds } from '#kernel/ids.ts'
import { CheckpointFile, getCheckpoint, recordEvent, sealRecord } from '#modules/record/index.ts'
import { deriveKeys } from '#platform/crypto/keys.ts'
import { queryRaw } from '#platform/db/raw.ts'
import { cloneDatabase, type TestDatabase } from '#tests/support/database.ts'

const secret = 'only-for-this-test-0123456789-abcdefgh'
const folder = mkdtempSync(join(tmpdir(), 'minsheng-verify-'))
const file = join(folder, 'checkpoint.json')
let database: TestDatabase
// commands are processes of their own, and the machine may be busy
const slow = 120_000

const command = join(import.meta.dirname, '../tools/verify-record.ts')

async function verify(...args: string[]): Promise<{ code: number; said: string }> {
  const settings = { ...env, DATABASE_URL: database.connectionString, MINSHENG_DATA: folder, MINSHENG_SECRET: secret }
  try {
    const { stdout } = await promisify(execFile)(execPath, [command, ...args], { env: settings, cwd: folder })
    return { code: 0, said: stdout }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && 'stdout' in error && 'stderr' in error)) throw error
    return { code: Number(error.code), said: `${error.stdout}${error.stderr}` }
  }
}

beforeAll(async () => {
  database = await cloneDatabase()
  const now = () => new Date('2026-03-02T01:00:00Z')
  const app = {
    db: database.db,
    clock: { now },
    ids: systemIds(() => now().getTime()),
    keys: deriveKeys(Buffer.from(secret)),
  }
  for (const subjectId of ['one', 'two', 'three']) {
    await app.db
      .transaction()
      .execute((trx) => recordEvent(app, trx, { type: 'backup.made', subjectKind: 'test', subjectId, actor: 'system' }))
    await sealRecord(app)
  }
  writeFileSync(file, JSON.stringify(await getCheckpoint(app.db)))
})

afterAll(() => rmSync(folder, { recursive: true }))

test(
  'the command passes an untouched record and says how much it has checked',
  async () => {
    const { code, said } = await verify('--against', file)
    expect([code, said]).toEqual([0, expect.stringContaining('已核对 3 条已封存事件、3 个校验点')])
    expect(said).toContain('核对通过')
    expect((await verify('--lang', 'en')).said).toContain('Passed')
  },
  slow,
)

test(
  'the command looks at the rows of every kind whose form a module has told',
  async () => {
    const src = join(import.meta.dirname, '../src')
    const kinds = globSync('modules/**/*.ts', { cwd: src })
      .filter((name) => !name.endsWith('.test.ts'))
      .flatMap((name) => [...readFileSync(join(src, name), 'utf8').matchAll(/^registerAfterImage\('(\w+)'/gm)])
      .map(([, kind]) => kind ?? '')
    expect(kinds.length).toBeGreaterThan(9)
    const { said } = await verify()
    expect(kinds.filter((kind) => !said.includes(`${kind} 0`))).toEqual([])
  },
  slow,
)

test(
  'the command ends with 1 and names the row that was changed, in either language',
  async () => {
    const statements = [
      'alter table event disable trigger user',
      `update event set to_state = 'x' where leaf_index = 1`,
    ]
    for (const statement of statements) await database.db.transaction().execute((trx) => queryRaw(trx, statement, []))
    const [event] = await database.db.selectFrom('event').select('id').where('leaf_index', '=', 1).execute()
    for (const lang of ['zh-CN', 'en']) {
      const { code, said } = await verify('--against', file, '--lang', lang)
      expect([code, said]).toEqual([1, expect.stringContaining(event?.id ?? 'missing')])
      expect(said).toContain('event.event_is_sealed_once')
    }
  },
  slow,
)

test(
  'a file without a checkpoint, one that is not there and a word that is no option are refused in a sentence',
  async () => {
    const other = join(folder, 'other.json')
    for (const content of ['{"size":"many"}', '']) {
      writeFileSync(other, content)
      expect(await verify('--against', other), content).toEqual({
        code: 1,
        said: expect.stringMatching(/^文件 .+中没有校验点/),
      })
    }
    for (const content of [{}, [], null]) expect(CheckpointFile.safeParse(content).success).toBe(false)
    expect(await verify('--against', join(folder, 'none.json'))).toMatchObject({
      code: 1,
      said: expect.stringContaining('无法读取校验点文件'),
    })
    expect(await verify('--agianst', file)).toMatchObject({ code: 1, said: expect.stringContaining('用法') })
  },
  slow,
)
