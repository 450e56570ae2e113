import { createHash } from 'node:crypto'
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { added, docxOf, upload } from '#modules/attachment/attachment.given.ts'
import { examineDatabase } from '#modules/operation/index.ts'
import { sealRecord, verifyRecord } from '#modules/record/index.ts'
import { draftOf, given, viewOf } from '#modules/suggestion/suggestion.given.ts'
import { finishRestore, type Manifest, readBackup, restoreBackup } from '#platform/backup/index.ts'
import { deriveKeys } from '#platform/crypto/keys.ts'
import { assertServer, openDatabase } from '#platform/db/database.ts'
import { localFiles } from '#platform/files/files.ts'
import { orderAgain } from '#platform/jobs/jobs.ts'
import { cloneDatabase } from './support/database.ts'
import { otherServer, startEmptyServer, urlOf } from './support/postgres.ts'
import { runTool } from './support/run-command.ts'
import { runSql } from './support/statements.ts'
import { testSecret as secret, type TestSite, testApp } from './support/test-app.ts'

const home = mkdtempSync(join(tmpdir(), 'minsheng-backup-'))
const backup = join(home, 'backup')
const keysFile = join(home, 'keys.json')
// commands are processes of their own, and the machine may be busy
const slow = 120_000
let site: TestSite
let source: Record<string, string>
let other: Awaited<ReturnType<typeof startEmptyServer>>
let attachmentKey: string

const targetOf = (database: string, folder: string) => ({
  DATABASE_URL: urlOf(other.server, database),
  MINSHENG_DATA: join(home, folder),
  MINSHENG_SECRET: secret,
})
const run = (tool: string, args: string[], settings: Record<string, string>) =>
  runTool(tool, args, { cwd: home, settings })

async function onOther(...statements: string[]): Promise<void> {
  const db = openDatabase({ connectionString: urlOf(other.server, 'postgres'), schema: 'public', max: 1 })
  for (const statement of statements) await runSql(db, statement)
  await db.destroy()
}

beforeAll(async () => {
  site = await testApp()
  const { app } = site
  Object.assign(app, { keys: deriveKeys(Buffer.from(secret)), files: localFiles(join(app.env.MINSHENG_DATA, 'files')) })
  const cast = await given.cast(app)
  const lead = site.as(cast.lead)
  const view = await viewOf(await lead.post('/api/suggestions', { ...draftOf(), id: site.app.ids.uuid() }))
  const file = await added(await upload(lead, { caseId: view.id }, '助餐点平面图.docx', docxOf()))
  const [row] = await runSql(site.db, 'select file_key from attachment where id = $1', [file.id])
  attachmentKey = String(row?.file_key)
  mkdirSync(join(app.env.MINSHENG_DATA, 'logs'))
  writeFileSync(join(app.env.MINSHENG_DATA, 'logs', 'access-2026-03.log'), '{}\n')
  await sealRecord(app)
  source = {
    DATABASE_URL: (await cloneDatabase()).connectionString,
    MINSHENG_DATA: app.env.MINSHENG_DATA,
    MINSHENG_SECRET: secret,
  }
  other = await startEmptyServer(otherServer() ?? 'bundled')
  await onOther('create database target', 'create database taken', 'create database broken', 'create database doubted')
})

afterAll(async () => {
  await other.stop()
  rmSync(home, { recursive: true })
})

test(
  'a backup restored into another version of PostgreSQL holds every row and file, and its record is proved there',
  async () => {
    writeFileSync(keysFile, 'of a backup before', { mode: 0o644 })
    const made = await run('backup', [backup, '--keys', keysFile], source)
    expect(made).toEqual({ code: 0, said: expect.stringContaining('备份完成') })
    // what has happened since is not in it
    await site.as(await given.deputy(site.app)).post('/api/suggestions', { ...draftOf(), id: site.app.ids.uuid() })
    const restored = await run('restore', [backup, '--keys', keysFile], targetOf('target', 'restored'))
    expect(restored).toEqual({ code: 0, said: expect.stringContaining('恢复完成，记录核对通过') })

    const db = openDatabase({ connectionString: urlOf(other.server, 'target'), schema: 'minsheng', max: 2 })
    try {
      const manifest = await readBackup(backup)
      for (const { name, rows } of manifest.tables.filter((table) => table.name !== 'event')) {
        const [count] = await runSql(db, `select count(*) as rows from ${name}`)
        expect([name, count]).toEqual([name, { rows }])
      }
      const files = localFiles(join(home, 'restored', 'files'))
      expect(await files.get(attachmentKey)).toEqual(await site.app.files.get(attachmentKey))
      expect(readFileSync(join(home, 'restored', 'logs', 'access-2026-03.log'), 'utf8')).toBe('{}\n')
      // it is a whole database again: constraints hold, triggers speak, numbers go on
      await expect(runSql(db, 'delete from event')).rejects.toThrow()
      await expect(runSql(db, `update suggestion set lead_mandate_id = gen_random_uuid()`)).rejects.toThrow(
        'foreign key',
      )
      const { clock, keys } = site.app
      const looked = await examineDatabase({
        db,
        clock,
        keys,
        kept: { folder: join(home, 'restored', 'files'), files },
      })
      expect(looked.map(({ code }) => code)).toEqual(expect.arrayContaining(['shape_well', 'portal_role_well']))
      await sealRecord({ ...site.app, db })
      const proof = await verifyRecord({ db, keys: site.app.keys, files })
      expect([proof.faults, proof.files]).toEqual([[], 1])
      const types = await runSql(db, `select type from event where type like 'backup.%'`)
      expect(types).toEqual([{ type: 'backup.restored' }])
    } finally {
      await db.destroy()
    }
  },
  slow,
)

test('a database or a folder that holds anything is not restored into, nor its secret replaced', async () => {
  const onBegun = vi.fn()
  const manifest = await readBackup(backup)
  const into = (database: string, folder: string) => {
    const { DATABASE_URL, MINSHENG_DATA } = targetOf(database, folder)
    return restoreBackup({
      connectionString: DATABASE_URL,
      schema: 'minsheng',
      dataDir: MINSHENG_DATA,
      folder: backup,
      manifest,
      onBegun,
    })
  }
  await expect(into('target', 'empty')).rejects.toMatchObject({ code: 'operation.place_taken' })
  await expect(into('taken', 'restored')).rejects.toMatchObject({ code: 'operation.files_taken' })
  expect(onBegun).not.toHaveBeenCalled()
})

test(
  'keys of another installation, or none, are refused in a sentence before anything is written',
  async () => {
    const settings = { ...targetOf('taken', 'empty'), MINSHENG_SECRET: 'another-secret-0123456789-abcdefghijk' }
    const [foreign, none] = await Promise.all([
      run('restore', [backup], settings),
      run('restore', [backup, '--lang', 'en'], { ...settings, MINSHENG_SECRET: '' }),
    ])
    expect(foreign).toEqual({ code: 1, said: expect.stringContaining('密钥与备份不符') })
    expect(none).toEqual({ code: 1, said: expect.stringContaining('Restoring needs the secret of that time') })
  },
  slow,
)

test(
  'a restore that was broken off has its secret, keeps the program from starting and is begun anew by the next one',
  async () => {
    const connectionString = urlOf(other.server, 'broken')
    const db = openDatabase({ connectionString, schema: 'minsheng', max: 1 })
    const manifest = await readBackup(backup)
    const dataDir = join(home, 'broken')
    const onBegun = vi.fn()
    // made beforehand for it, with nothing in it
    await runSql(db, 'create schema minsheng')
    const restore = (from: Manifest) =>
      restoreBackup({ connectionString, schema: 'minsheng', dataDir, folder: backup, manifest: from, onBegun })
    const [first, ...rest] = manifest.tables
    const wrong = { ...manifest, tables: [{ ...first, rows: 999_999 }, ...rest] } as Manifest
    try {
      await expect(restore(wrong)).rejects.toMatchObject({ code: 'operation.rows_missing' })
      expect(onBegun).toHaveBeenCalledOnce()
      await expect(assertServer(db, 'minsheng')).rejects.toThrow('请重新运行 npm run restore')
      await restore(manifest)
      await orderAgain(connectionString, 'minsheng_jobs', manifest.jobs)
      // filled, its work ordered, and not said to be proved: whoever is ended here begins anew as well
      await expect(assertServer(db, 'minsheng')).rejects.toThrow('请重新运行 npm run restore')
      await restore(manifest)
      await finishRestore({ connectionString, schema: 'minsheng' })
      await assertServer(db, 'minsheng')
      expect(await runSql(db, 'select title from suggestion')).toHaveLength(1)
    } finally {
      await db.destroy()
    }
  },
  slow,
)

test(
  'a backup that could not be whole, apart and recorded is not begun',
  async () => {
    const link = join(home, 'link')
    mkdirSync(join(home, 'apart'))
    symlinkSync(join(home, 'apart'), link)
    const inside = join(source.MINSHENG_DATA ?? '', 'files', 'backup')
    // as it was left by the backup before, readable by all since
    const kept = join(home, 'kept.json')
    writeFileSync(kept, 'kept', { mode: 0o644 })
    const [unwritable, linked, within, refused] = await Promise.all([
      run('backup', [join(home, 'apart2'), '--keys', join(home, 'nowhere', 'keys.json')], source),
      run('backup', [join(home, 'apart'), '--keys', join(link, 'keys.json')], source),
      run('backup', [inside], source),
      run('backup', [backup, '--keys', kept], source),
    ])
    expect(refused).toEqual({ code: 1, said: expect.stringContaining('不是空的') })
    expect([readFileSync(kept, 'utf8'), existsSync(`${kept}.part`)]).toEqual(['kept', false])
    expect(unwritable).toEqual({ code: 1, said: expect.stringContaining('不存在') })
    expect(linked).toEqual({ code: 1, said: expect.stringContaining('密钥文件不能放在备份文件夹内') })
    expect(within).toEqual({ code: 1, said: expect.stringContaining('在数据文件夹之内') })
    expect([join(home, 'apart2'), inside].filter((folder) => existsSync(folder))).toEqual([])
    const taken = await runSql(site.db, `select 1 from event where type = 'backup.made'`)
    expect(taken).toHaveLength(1)
  },
  slow,
)

test('a backup that lost a file, was changed in one byte or was broken off is named as such', async () => {
  const copyOf = (name: string) => {
    const folder = join(home, name)
    cpSync(backup, folder, { recursive: true })
    return folder
  }
  const [lost, changed, cut] = [copyOf('lost'), copyOf('changed'), copyOf('cut')]
  unlinkSync(join(lost, 'tables/suggestion.copy.gz'))
  appendFileSync(join(changed, 'files', attachmentKey), ' ')
  unlinkSync(join(cut, 'SHA256SUMS'))
  const refusal = (code: string, file: string) => expect.objectContaining({ code: `operation.${code}`, data: { file } })
  await expect(readBackup(lost)).rejects.toEqual(refusal('backup_cut', 'tables/suggestion.copy.gz'))
  await expect(readBackup(changed)).rejects.toEqual(refusal('backup_damaged', `files/${attachmentKey}`))
  await expect(readBackup(cut)).rejects.toEqual(refusal('backup_cut', 'SHA256SUMS'))
  writeFileSync(
    join(lost, 'manifest.json'),
    readFileSync(join(lost, 'manifest.json'), 'utf8').replace('"rows": 0', '"rows": 1'),
  )
  await expect(readBackup(lost)).rejects.toEqual(refusal('backup_damaged', 'manifest.json'))
})

test(
  'restored with the keys of the file, the secret is there also when the record is not proved, so that nothing is lost',
  async () => {
    const doubted = join(home, 'doubted')
    cpSync(backup, doubted, { recursive: true })
    const file = join(doubted, 'manifest.json')
    const manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest & { checkpoint: { rootHash: string } }
    manifest.checkpoint.rootHash = '0'.repeat(64)
    writeFileSync(file, JSON.stringify(manifest))
    const sums = join(doubted, 'SHA256SUMS')
    const sum = createHash('sha256').update(readFileSync(file)).digest('hex')
    writeFileSync(sums, readFileSync(sums, 'utf8').replace(/^\w{64}( +manifest\.json)$/m, `${sum}$1`))
    const settings = { ...targetOf('doubted', 'doubted-data'), MINSHENG_SECRET: '' }
    const restored = await run('restore', [doubted, '--keys', keysFile], settings)
    expect(restored.code).toBe(1)
    expect(restored.said).not.toContain('记录核对通过')
    expect(readFileSync(join(settings.MINSHENG_DATA, 'secret'), 'utf8')).toBe(`${secret}\n`)
  },
  slow,
)

test('the secrets stand in the file apart and nowhere in the backup', () => {
  expect(JSON.parse(readFileSync(keysFile, 'utf8'))).toEqual({ secret, sealingSecrets: [], signingSecrets: [] })
  expect(statSync(keysFile).mode & 0o077).toBe(0)
  expect(readFileSync(join(backup, 'manifest.json'), 'utf8')).not.toContain(secret)
})
