import { createInterface } from 'node:readline'
import { beforeAll, expect, test } from 'vitest'
import { given } from '#modules/identity/identity.given.ts'
import { loadPersonImages } from '#modules/identity/index.ts'
import { recordEvent, recordEvents, sealRecord, takeInRows, verifyRecord } from '#modules/record/index.ts'
import { deriveKeys } from '#platform/crypto/keys.ts'
import { seal, unseal } from '#platform/crypto/seal-box.ts'
import { cloneDatabase } from '#tests/support/database.ts'
import { runTool, startTool } from '#tests/support/run-command.ts'
import { runSql } from '#tests/support/statements.ts'
import { testSecret as secret, type TestSite, testApp } from '#tests/support/test-app.ts'
import { rotateKey } from './index.ts'
import { sealedColumns } from './sealed.queries.ts'

const fresh = 'the-new-key-of-this-test-9876543210-zyxw'
const before = deriveKeys(Buffer.from(secret))
const after = deriveKeys(Buffer.from(secret), [Buffer.from(fresh)])
let site: TestSite
beforeAll(async () => {
  site = await testApp()
  Object.assign(site.app, { keys: before })
})

const keysOfContacts = async () =>
  (await runSql(site.db, 'select key_id, count(*)::int as rows from person_contact group by 1 order by 1')).map(
    ({ key_id, rows }) => [key_id, rows],
  )

/** Persons by the hundred, each with a telephone number of her own. */
async function addContacts(count: number): Promise<void> {
  const ids = Array.from({ length: count }, () => site.app.ids.uuid())
  const phones = ids.map((id, index) => seal(before, id, `1380000${String(index).padStart(4, '0')}`))
  await runSql(
    site.db,
    `insert into person (id, name, salt) select id, '某人', decode(md5(id::text), 'hex') from unnest($1::uuid[]) as id`,
    [ids],
  )
  await runSql(
    site.db,
    `insert into person_contact (person_id, phone_cipher, key_id)
     select id, cipher, $3 from unnest($1::uuid[], $2::bytea[]) as new (id, cipher)`,
    [ids, phones.map(({ cipher }) => cipher), before.keyId],
  )
  await site.db.transaction().execute(async (trx) => {
    const images = await loadPersonImages(trx, ids)
    const told = { type: 'roster.person_created', subjectKind: 'person', actor: 'system' } as const
    const events = ids.map((subjectId) => ({ ...told, subjectId, after: images.get(subjectId) ?? null }))
    await recordEvents(site.app, trx, events)
  })
}

test('every sealed column of the database is known to the rotation', async () => {
  const columns = await runSql(
    site.db,
    `select table_name as table, column_name as cipher from information_schema.columns
     where table_schema = 'minsheng' and data_type = 'bytea' and (column_name like '%cipher' or column_name = 'sealed')`,
  )
  const known = sealedColumns.map(({ table, cipher }) => `${table}.${cipher}`)
  expect(known.toSorted()).toEqual(columns.map(({ table, cipher }) => `${String(table)}.${String(cipher)}`).toSorted())
})

test('a number is readable before, while and after the keys change, and the change is in the record', async () => {
  const { app, db } = site
  const deputy = await given.deputy(app)
  await runSql(db, 'insert into person_contact (person_id, phone_cipher, key_id) values ($1, $2, $3)', [
    deputy.personId,
    seal(before, deputy.personId, '13800138000').cipher,
    before.keyId,
  ])
  const secretOfTotp = seal(before, deputy.accountId, 'JBSWY3DPEHPK3PXP').cipher
  await runSql(db, 'update account set totp_cipher = $2, totp_confirmed_at = $3 where id = $1', [
    deputy.accountId,
    secretOfTotp,
    app.wall.now(),
  ])
  await takeInRows(app)
  const phone = async () => (await site.as(deputy).get(`/api/people/${deputy.personId}/contact`)).json()
  expect(await phone()).toMatchObject({ mail: null, phone: '13800138000' })
  Object.assign(app, { keys: after })
  expect(await phone()).toMatchObject({ mail: null, phone: '13800138000' })
  expect(await rotateKey(app)).toEqual({ rows: 2, idle: [] })
  expect(await phone()).toMatchObject({ mail: null, phone: '13800138000' })
  expect(await keysOfContacts()).toEqual([[after.sealing.keyId, 1]])
  const [account] = await runSql(db, 'select totp_cipher, totp_key_id from account where id = $1', [deputy.accountId])
  const sealed = { keyId: String(account?.totp_key_id), cipher: account?.totp_cipher as Buffer }
  expect(unseal(after, deputy.accountId, sealed)).toBe('JBSWY3DPEHPK3PXP')
  const events = await runSql(db, `select subject_id, data from event where type = 'key.rotated' order by seq`)
  expect(events).toEqual(
    ['person_contact', 'account'].map((table) => ({
      subject_id: after.sealing.keyId,
      data: { table, rows: 1, from: [before.keyId] },
    })),
  )
  expect(await rotateKey(app)).toEqual({ rows: 0, idle: [] })
  // what is sealed anew is the same second factor: no event of the account tells of it
  expect((await verifyRecord(app)).faults).toEqual([])
})

test('a newer key in front makes the one before it idle once all is sealed anew', async () => {
  const newest = deriveKeys(Buffer.from(secret), [
    Buffer.from('newest-of-all-keys-0123456789-abcdef'),
    Buffer.from(fresh),
  ])
  expect(await rotateKey({ ...site.app, keys: newest })).toEqual({ rows: 2, idle: [after.sealing.keyId] })
  await expect(rotateKey({ ...site.app, keys: before })).rejects.toThrow('sealed with another key')
  Object.assign(site.app, {
    keys: deriveKeys(Buffer.from(secret), [Buffer.from(fresh), Buffer.from('newest-of-all-keys-0123456789-abcdef')]),
  })
  await rotateKey(site.app)
})

test('a rotation that is killed in the middle goes on where it stopped', async () => {
  await addContacts(1_000)
  const settings = {
    DATABASE_URL: (await cloneDatabase()).connectionString,
    MINSHENG_DATA: site.app.env.MINSHENG_DATA,
    MINSHENG_SECRET: secret,
    MINSHENG_SEALING_SECRETS: fresh,
  }
  const child = startTool('rotate-key', { cwd: site.app.env.MINSHENG_DATA, settings })
  const ended = new Promise<NodeJS.Signals | null>((done) => child.once('exit', (_code, signal) => done(signal)))
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.includes('200')) child.kill('SIGKILL')
  }
  expect(await ended).toBe('SIGKILL')
  const halfway = await keysOfContacts()
  expect(halfway).toHaveLength(2)
  const again = await runTool('rotate-key', [], { cwd: site.app.env.MINSHENG_DATA, settings })
  expect(again).toEqual({ code: 0, said: expect.stringContaining('全部加密内容现在使用密钥') })
  expect(await keysOfContacts()).toEqual([[after.sealing.keyId, 1_001]])
  const contacts = await runSql(site.db, 'select person_id, phone_cipher, key_id from person_contact')
  const numbers = contacts.map((row) =>
    unseal(after, String(row.person_id), { keyId: String(row.key_id), cipher: row.phone_cipher as Buffer }),
  )
  expect(new Set(numbers).size).toBe(1_001)
  const [sum] = await runSql(
    site.db,
    `select sum((data->>'rows')::int)::int as rows from event where type = 'key.rotated' and data->'from' ? $1`,
    [before.keyId],
  )
  expect(sum).toEqual({ rows: 1_002 })
}, 120_000)

test('without a new key the command says how to make one', async () => {
  const settings = { MINSHENG_DATA: site.app.env.MINSHENG_DATA, MINSHENG_SECRET: secret }
  const said = await runTool('rotate-key', ['--lang', 'en'], { cwd: site.app.env.MINSHENG_DATA, settings })
  expect(said).toEqual({ code: 1, said: expect.stringContaining('openssl rand -base64 48') })
}, 60_000)

test('the command lets the key that signs the record name a new one; the page of the record shows the key of its seal', async () => {
  const { app } = site
  await sealRecord({ ...app, keys: before })
  const settings = {
    DATABASE_URL: (await cloneDatabase()).connectionString,
    MINSHENG_DATA: app.env.MINSHENG_DATA,
    MINSHENG_SECRET: secret,
    // what was sealed before in this house stays open, else the command goes no further than a start
    MINSHENG_SEALING_SECRETS: fresh,
    MINSHENG_SIGNING_SECRETS: fresh,
  }
  const changed = deriveKeys(Buffer.from(secret), [], [Buffer.from(fresh)])
  const rotated = await runTool('rotate-key', [], { cwd: app.env.MINSHENG_DATA, settings })
  expect(rotated).toEqual({ code: 0, said: expect.stringContaining(changed.signing[0].keyId) })
  Object.assign(app, { keys: changed })
  const checkpoint = async () => (await site.anonymous.get('/api/record/checkpoint')).json()
  expect(await checkpoint()).toMatchObject({ keyId: before.keyId, publicKey: before.signing[0].publicKeyPem })
  await app.db
    .transaction()
    .execute((trx) =>
      recordEvent(app, trx, { type: 'backup.made', subjectKind: 'backup', subjectId: app.ids.uuid(), actor: 'system' }),
    )
  await sealRecord(app)
  expect(await checkpoint()).toMatchObject({
    keyId: changed.signing[0].keyId,
    publicKey: changed.signing[0].publicKeyPem,
    formerKeys: [{ keyId: before.keyId, publicKey: before.signing[0].publicKeyPem }],
  })
  expect((await verifyRecord(app)).faults).toEqual([])
}, 120_000)
