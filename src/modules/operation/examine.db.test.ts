import { execFileSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Clock } from '#kernel/clock.ts'
import { added, docxOf, upload } from '#modules/attachment/attachment.given.ts'
import { recordEvent, sealRecord } from '#modules/record/index.ts'
import { draftOf, given, viewOf } from '#modules/suggestion/suggestion.given.ts'
import { deriveKeys, type Keys } from '#platform/crypto/keys.ts'
import { seal } from '#platform/crypto/seal-box.ts'
import { openDatabase } from '#platform/db/database.ts'
import { migrate } from '#platform/db/migrate.ts'
import { freePort } from '#platform/db/postgres-server.ts'
import { readEnv } from '#platform/env.ts'
import { localFiles } from '#platform/files/files.ts'
import { tlsOf } from '#platform/http/open-server.ts'
import { isTranslated } from '#platform/i18n/i18n.ts'
import { cloneDatabase } from '#tests/support/database.ts'
import { runTool } from '#tests/support/run-command.ts'
import { runSql } from '#tests/support/statements.ts'
import { type TestSite, testApp } from '#tests/support/test-app.ts'
import { assertOwnKeys, examineDatabase, examinePlace, type Finding } from './index.ts'

const home = mkdtempSync(join(tmpdir(), 'minsheng-doctor-'))
const data = join(home, 'data')
const secret = 'only-for-this-test-0123456789-abcdefgh'
const sound = { MINSHENG_MODE: 'production', MINSHENG_SECRET: secret, MINSHENG_DATA: data }
const morning: Clock = { now: () => new Date('2026-03-04T01:00:00Z') }
const probe = {
  freeBytes: () => Promise.resolve(80 * 1024 ** 3),
  answers: () => Promise.resolve(true),
}
let site: TestSite
beforeAll(async () => {
  site = await testApp()
  mkdirSync(data)
  chmodSync(data, 0o711)
})
afterAll(() => rmSync(home, { recursive: true }))

const cutBlock = '-----BEGIN CERTIFICATE-----\nMIIBfjCCATCgAwIB\n-----END CERTIFICATE-----\n'

/** Where the program of this test keeps its files. */
const keptOf = () => ({ folder: site.app.env.MINSHENG_DATA, files: site.app.files })

const codes = (findings: readonly Finding[]) => findings.map(({ level, code }) => `${level} ${code}`)

/** What is said of a place that is sound but for this; every finding has its words in both languages. */
async function place(
  change: Record<string, string> = {},
  around: Partial<typeof probe> = {},
  clock = morning,
): Promise<string[]> {
  const findings = await examinePlace(readEnv({ ...sound, ...change }), clock, { ...probe, ...around })
  for (const { code } of findings) {
    for (const locale of ['zh-CN', 'en'] as const)
      expect([code, isTranslated(locale, `operation.doctor.${code}`)]).toEqual([code, true])
  }
  return codes(findings)
}

describe('the place', () => {
  test('that is sound has no fault', async () => {
    expect(await place()).toEqual([
      'well mode_production',
      'well secret_set',
      'well folder_well',
      'well disk_well',
      'warning tls_none',
      'warning mail_none',
      'warning sms_none',
    ])
  })

  test('with a demo, a weak password of the database, or a secret that others can read', async () => {
    expect(await place({ MINSHENG_MODE: 'demo' })).toContain('warning mode_demo')
    expect(await place({ DATABASE_URL: 'postgres://minsheng:minsheng@db/minsheng' })).toContain(
      'fault database_password',
    )
    writeFileSync(join(data, 'secret'), secret, { mode: 0o644 })
    const asDemo = { MINSHENG_MODE: 'demo', MINSHENG_SECRET: '' }
    expect(await place(asDemo)).toContain('fault secret_open')
    chmodSync(join(data, 'secret'), 0o600)
    expect(await place(asDemo)).toContain('well secret_made')
    rmSync(join(data, 'secret'))
    expect(await place(asDemo)).toContain('warning secret_none')
    // beside data a secret that is gone, or empty, is no first start
    writeFileSync(join(data, 'database.json'), '{}', { mode: 0o600 })
    expect(await place(asDemo)).toContain('fault secret_lost')
    writeFileSync(join(data, 'secret'), '', { mode: 0o600 })
    expect(await place(asDemo)).toContain('fault secret_broken')
    for (const name of ['database.json', 'secret']) rmSync(join(data, name))
  })

  test('with a data folder that is missing, open to others, or holds a password that others can read', async () => {
    expect(await place({ MINSHENG_DATA: join(home, 'nowhere') })).toContain('warning folder_missing')
    chmodSync(data, 0o777)
    expect(await place()).toContain('fault folder_open')
    chmodSync(data, 0o711)
    writeFileSync(join(data, 'database.json'), '{}', { mode: 0o644 })
    expect(await place()).toContain('fault file_open')
    rmSync(join(data, 'database.json'))
  })

  test('with little room on the disk, or next to none', async () => {
    expect(await place({}, { freeBytes: () => Promise.resolve(3 * 1024 ** 3) })).toContain('warning disk_low')
    expect(await place({}, { freeBytes: () => Promise.resolve(5 * 1024 ** 2) })).toContain('fault disk_full')
  })

  test('with a folder of the files that takes nothing', async () => {
    writeFileSync(join(data, 'files'), 'a file where the folder should be')
    expect(await place()).toContain('fault files_not_written')
    rmSync(join(data, 'files'))
  })

  test('with a certificate that has ended, ends soon, is not yet valid, has another key or is none', async () => {
    const make = (name: string) => {
      const files = { TLS_CERT: join(home, `${name}.crt`), TLS_KEY: join(home, `${name}.key`) }
      const { TLS_CERT, TLS_KEY } = files
      const subject = ['-newkey', 'ed25519', '-nodes', '-subj', '/CN=rd.example.gov.cn', '-days', '90']
      execFileSync('openssl', ['req', '-x509', ...subject, '-keyout', TLS_KEY, '-out', TLS_CERT], { stdio: 'pipe' })
      return files
    }
    const [one, other] = [make('one'), make('other')]
    const madeAt = Date.parse(new X509Certificate(readFileSync(one.TLS_CERT)).validFrom)
    const at = (days: number): Clock => ({ now: () => new Date(madeAt + days * 86_400_000) })
    expect(await place(one, {}, at(1))).toContain('well tls_well')
    expect(await place(one, {}, at(70))).toContain('warning tls_soon')
    expect(await place(one, {}, at(91))).toContain('fault tls_expired')
    expect(await place(one, {}, at(-2))).toContain('fault tls_not_yet')
    expect(await place({ ...one, PUBLIC_URL: 'https://rd.example.gov.cn' }, {}, at(1))).toContain('well tls_well')
    expect(await place({ ...one, PUBLIC_URL: 'https://other.example.cn' }, {}, at(1))).toContain('fault tls_other_name')
    expect(await place({ ...one, TLS_KEY: other.TLS_KEY }, {}, at(1))).toContain('fault tls_other_key')
    expect(await place({ TLS_CERT: one.TLS_KEY, TLS_KEY: one.TLS_KEY }, {}, at(1))).toContain('fault tls_unreadable')
    expect(await place({ PUBLIC_URL: 'https://rd.example.gov.cn', TRUST_PROXY: '1' })).toContain('well tls_proxy')
    // a chain of two is served; one that was cut while it was copied is refused by the start, and here
    const chained = (name: string, second: string) => {
      const file = join(home, name)
      writeFileSync(file, `${readFileSync(one.TLS_CERT, 'utf8')}${second}`)
      return { ...one, TLS_CERT: file }
    }
    const [whole, cut] = [chained('whole.pem', readFileSync(other.TLS_CERT, 'utf8')), chained('cut.pem', cutBlock)]
    expect(await place(whole, {}, at(1))).toContain('well tls_well')
    expect(await place(cut, {}, at(1))).toContain('fault tls_unusable')
    expect(() => tlsOf(readEnv({ ...sound, ...cut }))).toThrow('operation.certificate_unusable')
  })

  test('with a mail server or an SMS gateway that does not answer', async () => {
    const PUBLIC_URL = 'https://rd.example.gov.cn'
    const mail = {
      SMTP_URL: `smtp://127.0.0.1:${await freePort()}`,
      SMTP_FROM: 'noreply@rd.example.gov.cn',
      PUBLIC_URL,
    }
    expect(await place(mail)).toContain('fault mail_unreachable')
    const sms = { SMS_URL: 'https://sms.example.cn/send', SMS_TEMPLATES: '{"default":"SMS_1"}', PUBLIC_URL }
    expect(await place(sms, { answers: () => Promise.resolve(false) })).toContain('fault sms_unreachable')
    expect(await place(sms)).toContain('well sms_well')
    expect(await place({ ...sms, SMS_URL: 'http://sms.example.cn/send' })).toContain('warning sms_plain')
  })
})

describe('the database', () => {
  const database = async (clock: Clock = site.app.clock, keys: Keys = site.app.keys) => {
    const findings = await examineDatabase({ db: site.db, clock, keys, kept: keptOf() })
    for (const { code } of findings)
      expect([code, isTranslated('zh-CN', `operation.doctor.${code}`)]).toEqual([code, true])
    return codes(findings)
  }
  const ahead = (days: number) => ({ now: () => new Date(site.app.clock.now().getTime() + days * 86_400_000) })

  test('whose clock is another one, whose calendar lacks a year, that was never backed up', async () => {
    // the clock of this test stands in the past, the server's does not
    expect(await database()).toEqual([
      'well database_well',
      'well database_rights_well',
      'well database_written',
      'well database_log_well',
      'fault clock_apart',
      'well migrations_well',
      'well shape_well',
      'well portal_role_well',
      'well calendar_well',
      'warning backup_none',
      'well sealing_well',
      'well readers_well',
      'well keys_well',
    ])
    const [server] = await runSql(
      site.db,
      'select query_start as at from pg_stat_activity where pid = pg_backend_pid()',
    )
    expect(await database({ now: () => server?.at as Date })).toContain('well clock_well')
    expect(await database(ahead(3 * 366))).toContain('fault calendar_missing')
    expect(await database({ now: () => new Date('2026-12-05T01:00:00Z') })).toContain('warning calendar_next')
  })

  test('whose backup is old, whose events wait for their seal', async () => {
    const { app } = site
    const backup = { type: 'backup.made', subjectKind: 'backup', subjectId: 'one', actor: 'system' } as const
    await app.db.transaction().execute((trx) => recordEvent(app, trx, backup))
    expect(await database()).toContain('well backup_well')
    expect(await database(ahead(4))).toEqual(expect.arrayContaining(['warning backup_old', 'warning sealing_behind']))
  })

  test('whose files are not where it says: their folder is named, or how many are missing and one of them', async () => {
    const own = await testApp({ fresh: true })
    const { app } = own
    const kept = { folder: app.env.MINSHENG_DATA, files: app.files }
    const lead = own.as(await given.deputy(app))
    const { id: caseId } = await viewOf(await lead.post('/api/suggestions', { ...draftOf(), id: app.ids.uuid() }))
    for (const name of ['一.docx', '二.docx', '三.docx']) await added(await upload(lead, { caseId }, name, docxOf()))
    const looked = async (change = kept) => (await examineDatabase({ ...app, kept: change })).at(-1)
    expect(await looked()).toMatchObject({ level: 'well', code: 'files_well' })
    const rows = await runSql(own.db, 'select id, file_key from attachment order by added_at desc, id desc')
    const [first, , third] = rows.map(({ id, file_key }) => ({ id: String(id), key: String(file_key) }))
    for (const one of [first, third]) await app.files.remove(one?.key ?? '')
    expect(await looked()).toEqual({
      level: 'fault',
      code: 'files_missing',
      data: { looked: 3, missing: 2, id: first?.id },
    })
    const gone = { folder: join(home, 'gone'), files: localFiles(join(home, 'gone')) }
    expect(await looked(gone)).toEqual({ level: 'fault', code: 'files_gone', data: { folder: gone.folder } })
    // a file where the folder should be can't be looked into, nor can the folder of another user; the rest is said
    const closed = { folder: join(home, 'closed'), files: localFiles(join(home, 'closed')) }
    writeFileSync(closed.folder, '')
    const found = await examineDatabase({ ...app, kept: closed })
    expect(found.at(-1)).toEqual({
      level: 'fault',
      code: 'files_not_read',
      data: { folder: closed.folder, code: 'ENOTDIR' },
    })
    expect(codes(found)).toEqual(expect.arrayContaining(['well database_well', 'well keys_well']))
    for (const code of ['files_gone', 'files_missing', 'files_not_read', 'files_well', 'database_lost'])
      for (const locale of ['zh-CN', 'en'] as const) expect(isTranslated(locale, `operation.doctor.${code}`)).toBe(true)
  })

  test('whose user may make nothing in it', async () => {
    await runSql(site.db, `create role without_rights login password 'only-for-this-test'`)
    const url = new URL((await cloneDatabase()).connectionString)
    Object.assign(url, { username: 'without_rights', password: 'only-for-this-test' })
    const db = openDatabase({ connectionString: url.href, schema: 'nobody', max: 1 })
    expect(codes(await examineDatabase({ db, clock: site.app.clock, keys: site.app.keys, kept: keptOf() }))).toContain(
      'fault database_rights',
    )
    await db.destroy()
    await runSql(site.db, 'drop role without_rights')
  })

  test('whose record and sealed fields need keys that the secrets do not give: it is said, and nothing starts', async () => {
    const { db } = await cloneDatabase({ fresh: true })
    const app = { ...site.app, db, env: { ...site.app.env, MINSHENG_LOST_KEYS: [] } }
    const said = async (keys: Keys) => codes(await examineDatabase({ db, clock: app.clock, keys, kept: keptOf() }))
    const other = deriveKeys(Buffer.from('of-nobody-here-0123456789-abcdefghij'))
    const { personId } = await given.deputy(app)
    const event = { type: 'backup.made', subjectKind: 'backup', subjectId: 'one', actor: 'system' } as const
    await db.transaction().execute((trx) => recordEvent(app, trx, event))
    await sealRecord(app)
    expect(await said(other)).toContain('fault keys_signing')
    const { cipher, keyId } = seal(app.keys, personId, '13800138000')
    const contact = 'insert into person_contact (person_id, phone_cipher, key_id) values ($1, $2, $3)'
    await runSql(db, contact, [personId, cipher, keyId])
    expect(await said(other)).toContain('fault keys_sealing')
    expect(await said(app.keys)).toContain('well keys_well')
    await expect(assertOwnKeys({ ...app, keys: other })).rejects.toThrow('operation.foreign_signing')
    await expect(assertOwnKeys({ ...app, keys: { ...app.keys, opening: [] } })).rejects.toThrow(
      'operation.foreign_sealing',
    )
    await assertOwnKeys(app)
    // lost for good, and said so
    await assertOwnKeys({ ...app, keys: other, env: { ...app.env, MINSHENG_LOST_KEYS: [keyId] } })
    // changed in the way that is meant: the newer before the older, which stays
    await assertOwnKeys({
      ...app,
      keys: { ...other, signing: [other.signing[0], ...app.keys.signing], opening: app.keys.opening },
    })
  })

  test('of any older version, or none yet, lets its keys be looked at before it is migrated', async () => {
    const { connectionString } = await cloneDatabase({ fresh: true })
    const db = openDatabase({ connectionString, schema: 'older', max: 1 })
    const app = { db, keys: site.app.keys, env: site.app.env }
    await assertOwnKeys(app)
    await runSql(db, 'create schema older')
    for (const last of ['20261122_1010_identity.sql', '20261123_9999.sql', '20261127_9999.sql']) {
      await migrate(db, { last })
      await assertOwnKeys(app)
    }
    await db.destroy()
  })

  test('that lacks a table though every migration is noted: it is said, and what needs the table is left', async () => {
    const { db } = await cloneDatabase({ fresh: true })
    await runSql(db, 'alter table event rename to event_x')
    const { clock, keys } = site.app
    const found = await examineDatabase({ db, clock, keys, kept: keptOf() })
    expect(found.at(-1)).toEqual({ level: 'fault', code: 'shape_tables_missing', data: { total: 1, names: ['event'] } })
  })

  test('that another version of the program has used or not used yet', async () => {
    await runSql(
      site.db,
      `insert into migration (name, sha256, applied_at) values ('29990101_0000_later.sql', '', '2026-01-01')`,
    )
    expect(await database()).toContain('fault migrations_newer')
    await runSql(site.db, `delete from migration where name > '2999'`)
    const [last] = await runSql(
      site.db,
      'delete from migration where name = (select max(name) from migration) returning *',
    )
    expect(await database()).toContain('warning migrations_waiting')
    const values = [last?.name, last?.sha256, last?.applied_at]
    await runSql(site.db, 'insert into migration (name, sha256, applied_at) values ($1, $2, $3)', values)
  })
})

test('the command takes a secret beside no database for a loss, and a first start that was broken off for none', async () => {
  const folder = join(home, 'left')
  mkdirSync(folder, { mode: 0o711 })
  writeFileSync(join(folder, 'secret'), secret, { mode: 0o600 })
  const doctor = () => runTool('doctor', [], { cwd: home, settings: { MINSHENG_DATA: folder } })
  expect(await doctor()).toEqual({ code: 1, said: expect.stringContaining('中有密钥文件，却没有数据库') })
  // its passwords are there, and no server has run on it yet: a first start that was broken off
  const facts = { superuserPassword: 'of-this-test', password: 'of-this-test' }
  writeFileSync(join(folder, 'database.json'), JSON.stringify(facts), { mode: 0o600 })
  expect(await doctor()).toEqual({ code: 0, said: expect.stringContaining('! 还没有数据库，首次启动时建立。') })
})

test('the command says all of it in both languages and ends with 1 when something is wrong now', async () => {
  const settings = { ...sound, DATABASE_URL: (await cloneDatabase()).connectionString }
  const dead = { ...sound, DATABASE_URL: 'postgres://minsheng:somebody-knows@127.0.0.1:1/none' }
  const [well, wrong] = await Promise.all([
    runTool('doctor', [], { cwd: home, settings: settings }),
    runTool('doctor', ['--lang', 'en'], { cwd: home, settings: dead }),
  ])
  expect(well).toEqual({
    code: 0,
    said: expect.stringContaining('✓ 服务器与数据库时间一致。\n  The clocks of server and database agree.'),
  })
  expect(wrong).toEqual({ code: 1, said: expect.stringContaining("✗ The database can't be used") })
  expect(wrong.said).not.toMatch(/\p{Script=Han}/u)
}, 60_000)
