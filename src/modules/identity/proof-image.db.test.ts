import { TOTP } from 'otpauth'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { settableClock } from '#kernel/clock.ts'
import { recordEvent, sealRecord, takeInRows, verifyRecord } from '#modules/record/index.ts'
import { hashPassword } from '#platform/crypto/password-hash.ts'
import { runSql } from '#tests/support/statements.ts'
import { foundAfter, foundInTable } from '#tests/support/tamper.ts'
import { type Client, type TestSite, testApp } from '#tests/support/test-app.ts'
import { type GivenDeputy, given, givenPassword } from './identity.given.ts'
import { firstStart, renewOfficerCodes } from './index.ts'
import { powerImage } from './power-image.queries.ts'

// What someone with the database's password may do to sign in as another.
let site: TestSite
let deputy: GivenDeputy
let own: Client
let hashOfAnother: string

beforeAll(async () => {
  hashOfAnother = await hashPassword('Foreign-Word-7')
})

beforeEach(async () => {
  site = await testApp({ fresh: true })
  deputy = await given.deputy(site.app)
  own = site.as(deputy)
})

const faults = async () => (await verifyRecord({ db: site.db, keys: site.app.keys })).faults
const changed = () => [
  expect.objectContaining({ code: 'row_changed', kind: 'account_proof', subjectId: deputy.accountId }),
]

async function done(client: Client, path: string, body: object = {}) {
  const reply = await client.post(path, body)
  const text = await reply.text()
  if (!reply.ok) throw new Error(`${path}: ${reply.status} ${text}`)
  return text === '' ? {} : JSON.parse(text)
}

const codeOf = (secret: string) =>
  new TOTP({ secret, algorithm: 'SHA1' }).generate({ timestamp: site.app.wall.now().getTime() })

async function setUpTotp(): Promise<string> {
  const { secret } = await done(own, '/api/totp/start')
  await done(own, '/api/totp/confirm', { code: codeOf(secret) })
  return secret
}

test('a password that was replaced with the database’s password is named, and is right again with the former one', async () => {
  await takeInRows(site.app)
  expect(await faults()).toEqual([])
  const former = await runSql(site.db, 'select password_hash from account where id = $1', [deputy.accountId])
  const set = (hash: unknown) =>
    runSql(site.db, 'update account set password_hash = $2 where id = $1', [deputy.accountId, hash])
  for (const hash of [hashOfAnother, null]) {
    await set(hash)
    expect(await faults()).toEqual(changed())
    // nor does another start take it in
    await takeInRows(site.app)
    expect(await faults()).toEqual(changed())
  }
  await set(former[0]?.password_hash)
  expect(await faults()).toEqual([])
})

test.each([
  ['that it was ever set, so that one clerk alone can print a slip', 'password_changed_at = null'],
  ['when it was set, so that it never grows old', `password_changed_at = '2027-01-01'`],
  ['that it has to be changed', 'must_change_password = not must_change_password'],
])('of a password, %s is named too', async (_what, change) => {
  await takeInRows(site.app)
  await runSql(site.db, `update account set ${change} where id = $1`, [deputy.accountId])
  expect(await faults()).toEqual(changed())
})

test('a second factor that was taken away, or confirmed, with the database’s password is named', async () => {
  await takeInRows(site.app)
  await runSql(site.db, `update account set totp_confirmed_at = '2026-03-01' where id = $1`, [deputy.accountId])
  expect(await faults()).toEqual(changed())
  await runSql(site.db, 'update account set totp_confirmed_at = null where id = $1', [deputy.accountId])
  expect(await faults()).toEqual([])
  await setUpTotp()
  expect(await faults()).toEqual([])
  await runSql(site.db, 'update account set totp_confirmed_at = null, totp_cipher = null where id = $1', [
    deputy.accountId,
  ])
  expect(await faults()).toEqual(changed())
})

test('a former password that was taken out, so that it can be used again, is named; an image from before it held any is right', async () => {
  await takeInRows(site.app)
  const where = `where account_id = '${deputy.accountId}'`
  const putIn = `insert into password_history (account_id, password_hash, changed_at)
    values ('${deputy.accountId}', '${hashOfAnother}', '2026-01-01')`
  expect(await foundAfter(site, putIn, `delete from password_history ${where}`)).toEqual(changed())
  await done(own, '/api/password', { current: givenPassword, next: 'Harvest-Moon-8' })
  expect(await faults()).toEqual([])
  expect(await foundInTable(site, 'password_history', `delete from password_history ${where}`)).toEqual(changed())
  expect(await faults()).toEqual([])

  const image = await site.db.transaction().execute((trx) => powerImage(trx, 'account_proof', deputy.accountId))
  const { earlier: _, ...former } = image ?? {}
  await site.db.transaction().execute((trx) =>
    recordEvent(site.app, trx, {
      type: 'account.password_changed',
      subjectKind: 'account_proof',
      subjectId: deputy.accountId,
      actor: 'system',
      after: former,
    }),
  )
  expect(await faults()).toEqual([])
})

test('a password for an account that nobody has activated is named', async () => {
  const waiting = await given.person(site.app, { isActivated: false })
  await takeInRows(site.app)
  const kinds = await runSql(site.db, 'select subject_kind from event where subject_id = $1', [waiting.accountId])
  expect(kinds).toEqual([{ subject_kind: 'account' }])
  expect(await faults()).toEqual([])
  await runSql(site.db, 'update account set password_hash = $2 where id = $1', [waiting.accountId, hashOfAnother])
  expect(await faults()).toEqual([{ code: 'row_unrecorded', kind: 'account_proof', subjectId: waiting.accountId }])
})

test('what owners and officers do in order to passwords and second factors passes', async () => {
  const { app, as, anonymous } = site
  const [office, other] = [as(await given.post(app, 'deputy_office')), as(await given.post(app, 'deputy_office'))]
  const security = as(await given.post(app, 'secadmin'))
  await takeInRows(app)
  const activate = (accountName: string, code: string, password: string) =>
    done(anonymous, '/api/activation', { accountName, code, password })

  const { id: personId } = await done(office, '/api/people', { name: '新来的' })
  const opened = await done(security, '/api/accounts', { personId, name: 'xinlai' })
  expect(await faults()).toEqual([])
  await activate('xinlai', opened.code, 'Harvest-Moon-8')
  for (const act of ['disable', 'enable']) await done(security, `/api/accounts/${opened.id}/${act}`)
  expect(await faults()).toEqual([])

  await done(own, '/api/password', { current: givenPassword, next: 'Harvest-Moon-8' })
  expect(await faults()).toEqual([])
  // begun and left, it is nothing yet
  await done(own, '/api/totp/start')
  expect(await faults()).toEqual([])
  const secret = await setUpTotp()
  const later = () => settableClock(app.wall)?.set(new Date(app.wall.now().getTime() + 60_000))
  later()
  const signIn = { name: deputy.accountName, password: 'Harvest-Moon-8', totp: codeOf(secret) }
  await done(anonymous, '/api/sign-in', signIn)
  expect(await faults()).toEqual([])
  later()
  const removed = await own.fetch('/api/totp', {
    method: 'DELETE',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ password: 'Harvest-Moon-8', totp: codeOf(secret) }),
  })
  expect(removed.status).toBe(204)
  expect(await faults()).toEqual([])

  await setUpTotp()
  const { approvalId } = await done(office, `/api/accounts/${deputy.accountId}/reset`)
  const { result } = await done(other, `/api/approvals/${approvalId}/approve`)
  expect(await faults()).toEqual([])
  await activate(deputy.accountName, result.code, 'Quiet-River-9')
  await sealRecord(app)
  expect(await faults()).toEqual([])
})

test('the officers of a first start have nothing to be taken in before they activate, and are proved from then on', async () => {
  site = await testApp({ fresh: true })
  await firstStart(site.app, {
    MINSHENG_COUNTY: '320412',
    MINSHENG_CONGRESS: '常州市武进区人民代表大会',
    MINSHENG_TERM: 18,
    MINSHENG_SEATS: 320,
    MINSHENG_FIRST_SESSION: '2026-01-07',
  })
  await takeInRows(site.app)
  const [slip] = await renewOfficerCodes(site.app)
  await done(site.anonymous, '/api/activation', {
    code: slip?.code,
    accountName: slip?.accountName,
    password: 'Harvest-Moon-8',
  })
  expect(await faults()).toEqual([])
  await runSql(site.db, 'update account set password_hash = $1', [hashOfAnother])
  const found = await faults()
  expect(found.map(({ code }) => code).toSorted()).toEqual(['row_changed', 'row_unrecorded', 'row_unrecorded'])
})

test('passwords from before their images are taken in as they are found, once', async () => {
  await given.person(site.app, { isActivated: false })
  const another = await given.deputy(site.app)
  for (let start = 0; start < 2; start += 1) await takeInRows(site.app)
  const taken = await runSql(
    site.db,
    `select subject_id, data from event where type = 'record.row_taken_in' and subject_kind = 'account_proof'`,
  )
  const ids = [deputy.accountId, another.accountId]
  expect(taken.map(({ subject_id }) => subject_id)).toEqual(ids.toSorted())
  expect(taken.map(({ data }) => data)).toEqual([{}, {}])
})

test('events say nothing of a password or of a second factor', async () => {
  await takeInRows(site.app)
  await done(own, '/api/password', { current: givenPassword, next: 'Harvest-Moon-8' })
  await setUpTotp()
  const [account] = await runSql(
    site.db,
    `select password_hash as hash, encode(sha256(password_hash::bytea), 'hex') as digest from account where id = $1`,
    [deputy.accountId],
  )
  const events = await runSql(site.db, 'select event::text as words from event where subject_id = $1', [
    deputy.accountId,
  ])
  expect(events.length).toBeGreaterThan(3)
  const told = events.map(({ words }) => words).join('\n')
  for (const secret of ['argon2', account?.hash, account?.digest]) expect(told).not.toContain(secret)
})
