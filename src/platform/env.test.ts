import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { expect, test } from 'vitest'
import { envNames, readEnv } from './env.ts'
import { secretOf } from './own-secret.ts'

const example = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8')
const secret = 'k3J9s0QvX1mZ8rT5yB2nW7cL4hD6gF_p'

test('with nothing set it is the demo on this machine alone', () => {
  expect(readEnv({})).toMatchObject({
    PORT: 3000,
    HOST: '127.0.0.1',
    MINSHENG_MODE: 'demo',
    MINSHENG_TENANT: 'minsheng',
    MINSHENG_DATA: join(import.meta.dirname, '../../data'),
    MINSHENG_STAFF_NETWORKS: [],
    MINSHENG_TEST_CLOCK: false,
    TRUST_PROXY: false,
  })
})

test('.env.example names every setting, and says what an empty configuration means', () => {
  const given = parseEnv(example)
  expect(Object.keys(given).toSorted()).toEqual(envNames.toSorted())
  expect(readEnv(given)).toEqual(readEnv({}))
})

test('all faults are reported together, each in Chinese and in English', () => {
  const faulty = {
    PORT: '99999',
    PUBLIC_URL: 'rd.example.gov.cn/home',
    DATABASE_URL: 'mysql://somewhere/else',
    MINSHENG_MODE: 'production',
    MINSHENG_TENANT: 'Minsheng; drop',
    MINSHENG_SECRET: 'short',
    MINSHENG_STAFF_NETWORKS: '10.0.0.0/40',
    MINSHENG_COUNTY: '32',
    MINSHENG_TERM: '-1',
    MINSHENG_SEATS: 'many',
    MINSHENG_FIRST_SESSION: '2026-02-30',
    MINSHENG_TEST_CLOCK: '1',
    TLS_CERT: './no-such-file.pem',
    LOG_LEVEL: 'loud',
  }
  const report = messageOf(faulty)
  for (const name of [...Object.keys(faulty).filter((key) => key !== 'MINSHENG_MODE'), 'TLS_KEY']) {
    expect(report).toMatch(new RegExp(`^  ${name}: .*\\p{Script=Han}.*\\n {4}[A-Z]`, 'mu'))
  }
})

test('production has no default for the secret and does not take a poor one', () => {
  expect(messageOf({ MINSHENG_MODE: 'production' })).toContain('MINSHENG_SECRET')
  expect(messageOf({ MINSHENG_MODE: 'production', MINSHENG_SECRET: 'a'.repeat(40) })).toContain('MINSHENG_SECRET')
  const env = readEnv({ MINSHENG_MODE: 'production', MINSHENG_SECRET: secret })
  expect([env.HOST, env.MINSHENG_SECRET]).toEqual(['0.0.0.0', secret])
})

test('a fault never repeats the secret or the password of the database', () => {
  const report = messageOf({ MINSHENG_SECRET: 'hidden-word', DATABASE_URL: 'mysql://me:hidden-word@db/x' })
  expect(report).not.toContain('hidden-word')
})

test('a per cent sign that spells nothing in the address of the database is told with the name of the setting', () => {
  const [before, after] = ['postgres://minsheng:p%zz', '@db/minsheng']
  expect(messageOf({ DATABASE_URL: `${before}-hidden-word${after}` })).toContain('DATABASE_URL')
  expect(messageOf({ DATABASE_URL: `${before}-hidden-word${after}` })).not.toContain('hidden-word')
  expect(readEnv({ DATABASE_URL: 'postgres://minsheng:p%25zz@db/minsheng' }).DATABASE_URL).toContain('p%25zz')
})

test('the clock of the tests opens in the demo only', () => {
  expect(readEnv({ MINSHENG_TEST_CLOCK: '1' }).MINSHENG_TEST_CLOCK).toBe(true)
  expect(messageOf({ MINSHENG_MODE: 'production', MINSHENG_SECRET: secret, MINSHENG_TEST_CLOCK: 'true' })).toContain(
    'MINSHENG_TEST_CLOCK',
  )
})

test('the demo makes its secret once, for the owner of the folder alone', () => {
  const folder = mkdtempSync(join(tmpdir(), 'minsheng-env-'))
  try {
    const env = readEnv({ MINSHENG_DATA: join(folder, 'data') })
    const made = secretOf(env)
    expect(made).toHaveLength(64)
    expect(secretOf(env)).toEqual(made)
    expect(statSync(join(folder, 'data', 'secret')).mode & 0o077).toBe(0)
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('a demo whose secret is gone or empty while its data is there does not make another one', () => {
  const folder = mkdtempSync(join(tmpdir(), 'minsheng-'))
  try {
    const env = readEnv({ MINSHENG_DATA: folder })
    const file = join(folder, 'secret')
    const made = secretOf(env)
    writeFileSync(join(folder, 'database.json'), '{}')
    writeFileSync(file, '\n')
    expect(() => secretOf(env)).toThrow(/密钥文件 .* 是空的或不完整.*\nThe secret's file .* is empty or not whole/)
    rmSync(file)
    expect(() => secretOf(env)).toThrow(
      /密钥文件 .* 不见了.*由 MINSHENG_SECRET 设置的，请设置后再运行。\nThe secret's file .* is gone/,
    )
    writeFileSync(file, made)
    expect(Buffer.from(secretOf(env))).toEqual(Buffer.from(made))
  } finally {
    rmSync(folder, { recursive: true })
  }
})

function messageOf(source: Record<string, string>): string {
  try {
    readEnv(source)
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
  return ''
}

test('mail and SMS are set up as a whole or not at all, and no fault repeats a password', () => {
  const mail = {
    SMTP_URL: 'smtps://minsheng:hunter2@mail.example.gov.cn',
    SMTP_FROM: '民声 <noreply@rd.example.gov.cn>',
  }
  const sms = { SMS_URL: 'https://sms.example.cn/send', SMS_TEMPLATES: '{"default":"SMS_1001"}' }
  const site = { PUBLIC_URL: 'https://rd.example.gov.cn' }
  expect(readEnv({ ...mail, ...sms, ...site })).toMatchObject({
    SMS_TEMPLATES: { default: 'SMS_1001' },
    SMS_HEADERS: {},
  })
  expect(messageOf(mail)).toContain('PUBLIC_URL')
  expect(messageOf({ ...site, SMTP_URL: mail.SMTP_URL })).toContain('SMTP_FROM')
  expect(messageOf({ ...site, SMTP_FROM: mail.SMTP_FROM })).toContain('SMTP_URL')
  expect(messageOf({ ...site, ...mail, SMTP_HOST: 'other' })).toContain('SMTP_HOST')
  expect(messageOf({ ...site, SMS_URL: sms.SMS_URL })).toContain('SMS_TEMPLATES')
  const faulty = {
    SMTP_URL: 'http://minsheng:hunter2@mail.example.gov.cn',
    SMTP_PORT: '0',
    SMTP_SECURE: 'perhaps',
    SMTP_FROM: 'a@b.cn\r\nBcc: c@d.cn',
    SMTP_PASSWORD: 'hunter2',
    SMS_URL: 'ftp://sms.example.cn',
    SMS_METHOD: 'GET',
    SMS_HEADERS: '{"a":1}',
    SMS_BODY: '{"to":"{telephone}"}',
    SMS_TEMPLATES: '[]',
  }
  const report = messageOf(faulty)
  for (const name of [...Object.keys(faulty).filter((key) => key !== 'SMTP_PASSWORD'), 'SMTP_USER']) {
    expect(report).toMatch(new RegExp(`^  ${name}: .*\\p{Script=Han}.*\\n {4}[A-Z]`, 'mu'))
  }
  expect(report).not.toContain('hunter2')
})
