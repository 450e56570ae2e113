import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { recordEvent, sealRecord, verifyRecord } from '#modules/record/index.ts'
import { deriveKeys } from '#platform/crypto/keys.ts'
import { cloneDatabase } from './support/database.ts'
import { runTool } from './support/run-command.ts'
import { runSql } from './support/statements.ts'
import { testSecret as secret, type TestSite, testApp } from './support/test-app.ts'

const home = mkdtempSync(join(tmpdir(), 'minsheng-own-keys-'))
// commands are processes of their own, and the machine may be busy
const slow = 120_000
let site: TestSite
let url: string
beforeAll(async () => {
  site = await testApp()
  const { app } = site
  Object.assign(app, { keys: deriveKeys(Buffer.from(secret)) })
  const event = { type: 'backup.made', subjectKind: 'backup', subjectId: app.ids.uuid(), actor: 'system' } as const
  await app.db.transaction().execute((trx) => recordEvent(app, trx, event))
  await sealRecord(app)
  url = (await cloneDatabase()).connectionString
})
afterAll(() => rmSync(home, { recursive: true }))

const recording: [string, string[]][] = [
  ['backup', [join(home, 'backup')]],
  ['officer-codes', []],
  ['read-again', []],
  ['rotate-key', []],
]
/** Without a newer key there is nothing to rotate to. */
const newerOf = (name: string): Record<string, string> =>
  name === 'rotate-key' ? { MINSHENG_SEALING_SECRETS: 'the-newer-one-0123456789-abcdefghijkl' } : {}
const events = async () => (await runSql(site.db, 'select type from event order by seq')).map(({ type }) => type)
const run = (name: string, args: string[], settings: Record<string, string>) =>
  runTool(name, args, {
    cwd: home,
    settings: { DATABASE_URL: url, MINSHENG_DATA: join(home, 'data'), ...settings },
  })

test.each(recording)(
  '%s with the secret of another installation says so, and writes nothing into the record',
  async (name, args) => {
    const before = await events()
    const foreign = 'of-another-house-0123456789-abcdefghijkl'
    const { code, said } = await run(name, args, { MINSHENG_SECRET: foreign, ...newerOf(name) })
    expect(said).toContain('当前密钥不属于这个数据库')
    expect(code).toBe(1)
    expect(await events()).toEqual(before)
    expect(readdirSync(home)).toEqual([])
    await sealRecord(site.app)
    expect((await verifyRecord(site.app)).faults).toEqual([])
  },
  slow,
)

test.each([...recording, ['verify-record', []] as [string, string[]]])(
  '%s without a secret asks for the one of the database, and makes none',
  async (name, args) => {
    const before = await events()
    const { code, said } = await run(name, args, newerOf(name))
    expect(said).toContain('没有密钥，没有继续')
    expect(code).toBe(1)
    expect(await events()).toEqual(before)
    expect(readdirSync(home)).toEqual([])
  },
  slow,
)

test(
  'with the own secret a backup is made, and the record stays proved',
  async () => {
    expect(await run('backup', [join(home, 'backup')], { MINSHENG_SECRET: secret })).toMatchObject({ code: 0 })
    await sealRecord(site.app)
    expect((await events()).filter((type) => type === 'backup.made')).toHaveLength(2)
    expect((await verifyRecord(site.app)).faults).toEqual([])
  },
  slow,
)
