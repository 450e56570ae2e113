import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { envNames, readEnv } from '#platform/env.ts'

const root = join(import.meta.dirname, '..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')

/** The lines `NAME: value` below `environment:` of one service, as compose itself would read them. */
function composeSettings(service: string): Map<string, string> {
  const lines = read('compose.yaml').split('\n')
  const begin = lines.indexOf(`  ${service}:`)
  const environment = lines.indexOf('    environment:', begin)
  const settings = new Map<string, string>()
  for (const line of lines.slice(environment + 1)) {
    const [, name, value] = /^ {6}(\w+): (.*)$/.exec(line) ?? []
    if (name === undefined || value === undefined) break
    settings.set(name, value)
  }
  return settings
}

/** What is put in for `${NAME:-otherwise}` where the operator has set `own`. */
const filledIn = (value: string, own: Readonly<Record<string, string>>) =>
  value.replaceAll(/\$\{(\w+)(?::?-([^}]*)|:\?[^}]*)?\}/g, (_, name: string, otherwise = '') => own[name] ?? otherwise)

const units = readdirSync(join(root, 'deploy')).filter((name) => name.endsWith('.service'))
const unitLines = (unit: string, key: string) =>
  read(`deploy/${unit}`)
    .split('\n')
    .filter((line) => line.startsWith(`${key}=`))
    .map((line) => line.slice(key.length + 1))

test('the containers are given names that the program knows, and with the two secrets set they are in order', () => {
  const settings = composeSettings('minsheng')
  expect(settings.size).toBeGreaterThan(20)
  expect([...settings.keys()].filter((name) => !envNames.includes(name))).toEqual([])
  const own = { POSTGRES_PASSWORD: 'a-long-random-word', MINSHENG_SECRET: 'only-for-this-test-0123456789-abcdefgh' }
  const withoutTls = { ...own, TLS_CERT: '', TLS_KEY: '' }
  const env = readEnv(Object.fromEntries([...settings].map(([name, value]) => [name, filledIn(value, withoutTls)])))
  expect(env).toMatchObject({ MINSHENG_MODE: 'production', HOST: '0.0.0.0', PORT: 3000 })
  expect(env.DATABASE_URL).toBe('postgres://minsheng:a-long-random-word@database:5432/minsheng')
  expect(filledIn(settings.get('TLS_CERT') ?? '', own)).toBe('/srv/minsheng/tls/fullchain.pem')
})

test('the containers are given every setting but those that they have no use for', () => {
  const left = envNames.filter((name) => !composeSettings('minsheng').has(name))
  const inTheUrl = ['SMTP_HOST', 'SMTP_PASSWORD', 'SMTP_PORT', 'SMTP_SECURE', 'SMTP_USER']
  expect(left.toSorted()).toEqual(['MINSHENG_DATA', 'MINSHENG_TENANT', 'MINSHENG_TEST_CLOCK', ...inTheUrl])
})

test('the units of systemd set names that the program knows, start files that are there, and serve HTTPS', () => {
  expect(units).toEqual(['minsheng-backup.service', 'minsheng.service'])
  for (const unit of units) {
    const names = unitLines(unit, 'Environment').map((line) => line.split('=')[0] ?? '')
    expect([unit, names.filter((name) => !envNames.includes(name))]).toEqual([unit, []])
    const files = unitLines(unit, 'ExecStart').flatMap((line) => line.match(/(?:src|tools)\/[\w/.-]+\.ts/g) ?? [])
    expect(files.length).toBeGreaterThan(0)
    for (const file of files) expect(read(file)).not.toBe('')
  }
  const settings = unitLines('minsheng.service', 'Environment').map((line) => line.split('=')[0])
  expect(settings).toEqual(expect.arrayContaining(['MINSHENG_MODE', 'TLS_CERT', 'TLS_KEY']))
})

test('no secret, certificate or backup that lies beside the containers is copied into their image', () => {
  const left = read('.dockerignore').split('\n')
  const mounted = [...read('compose.yaml').matchAll(/^ {6}- \.\/(\w+):/gm)].map(([, folder]) => folder)
  expect(mounted).toEqual(['backups', 'tls'])
  for (const kept of [...mounted, '.env*', 'data']) expect(left).toContain(kept)
})
