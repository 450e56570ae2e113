import { execFile, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
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

test('the database of the containers writes no words of callers into its log', () => {
  const quiet = ['log_min_messages=log', 'log_min_error_statement=panic', 'log_error_verbosity=terse']
  const [command] = read('compose.yaml')
    .split('\n')
    .filter((line) => line.startsWith('    command: postgres'))
  expect(command?.split(' -c ').slice(1)).toEqual(quiet)
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

test('both start the program as npm start does, give it longer to end than it takes, and keep its data where it looks', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: { start: string } }
  const command = scripts.start.split(' && ').at(-1) ?? ''
  const compose = read('compose.yaml')
  const [, image = ''] = /CMD (\[.*\])/.exec(compose) ?? []
  expect((JSON.parse(image) as string[]).join(' ')).toBe(command)
  expect(unitLines('minsheng.service', 'ExecStart')).toEqual([`/srv/minsheng/node_modules/.bin/${command}`])
  for (const file of command.match(/\S+\.ts/g) ?? []) expect(read(file)).not.toBe('')
  const [, named = ''] = /docker compose exec minsheng node (\S+)/.exec(compose) ?? []
  expect(read(named)).not.toBe('')

  const stopSeconds = 10
  expect(Number(/stop_grace_period: (\d+)s/.exec(compose)?.[1])).toBeGreaterThan(stopSeconds)
  expect(Number(unitLines('minsheng.service', 'TimeoutStopSec')[0])).toBeGreaterThan(stopSeconds)

  const settings = composeSettings('minsheng')
  expect(compose).toContain(`- \${MINSHENG_PUBLISH:-443}:${settings.get('PORT')}\n`)
  expect(compose).toContain('WORKDIR /srv/minsheng\n')
  expect(compose).toContain(`- files:${readEnv({}).MINSHENG_DATA.replace(process.cwd(), '/srv/minsheng')}\n`)
  for (const unit of units) {
    expect(unitLines(unit, 'Environment')).toContain(
      `MINSHENG_DATA=/var/lib/${unitLines('minsheng.service', 'StateDirectory')[0]}`,
    )
    for (const key of ['User', 'EnvironmentFile', 'WorkingDirectory'])
      expect([unit, key, unitLines(unit, key)]).toEqual([unit, key, unitLines('minsheng.service', key)])
  }
})

test('what looks whether the container is well ends with 0 when the program can work, and with 1 when it can’t', async () => {
  const [, folded = ''] = /- --eval\n\s+- >-\n((?: {10}.*\n)+)/.exec(read('compose.yaml')) ?? []
  const script = folded.trim().replaceAll(/\s+/g, ' ').replaceAll('$$', '$')
  expect(script).toContain('://127.0.0.1:3000/readyz`')
  let status = 200
  const server = createServer((request, reply) => reply.writeHead(request.url === '/readyz' ? status : 404).end())
  const port = await new Promise<number>((done) => {
    server.listen(0, '127.0.0.1', () => done((server.address() as { port: number }).port))
  })
  const look = () =>
    new Promise<number>((done) => {
      const args = ['--eval', script.replace(':3000', `:${port}`)]
      execFile(process.execPath, args, { env: { TLS_CERT: '' } }, (error) => done(Number(error?.code ?? 0)))
    })
  expect(await look()).toBe(0)
  status = 503
  expect(await look()).toBe(1)
  await new Promise((done) => server.close(done))
  expect(await look()).toBe(1)
})

const hasSystemd = spawnSync('systemd-analyze', ['--version']).status === 0
test.runIf(hasSystemd)('systemd reads the units and the timer without a complaint', () => {
  const folder = mkdtempSync(join(tmpdir(), 'minsheng-units-'))
  try {
    const files = readdirSync(join(root, 'deploy')).map((name) => {
      // the checkout is not where the units look for it
      const text = read(`deploy/${name}`).replaceAll('/srv/minsheng/node_modules/.bin/node', process.execPath)
      writeFileSync(join(folder, name), text)
      return join(folder, name)
    })
    expect(files).toHaveLength(3)
    const { status, stdout, stderr } = spawnSync('systemd-analyze', ['verify', ...files], { encoding: 'utf8' })
    expect([status, stdout, stderr]).toEqual([0, '', ''])
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('no secret, certificate or backup that lies beside the containers is copied into their image', () => {
  const left = read('.dockerignore').split('\n')
  const mounted = [...read('compose.yaml').matchAll(/^ {6}- \.\/(\w+):/gm)].map(([, folder]) => folder)
  expect(mounted).toEqual(['backups', 'tls'])
  for (const kept of [...mounted, '.env*', 'data']) expect(left).toContain(kept)
})
