import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cloneDatabase } from './support/database.ts'
import { type Ended, runProgram, runTool } from './support/run-command.ts'

const home = mkdtempSync(join(tmpdir(), 'minsheng-commands-'))
const backup = join(home, 'backup')
const slow = 120_000
const given: Record<string, string> = {
  MINSHENG_DATA: join(home, 'data'),
  MINSHENG_SECRET: 'only-for-this-test-0123456789-abcdefgh',
  MINSHENG_SEALING_SECRETS: 'another-of-this-test-0123456789-abcdefgh',
  HOST: '127.0.0.1',
  PORT: '0',
}
let url: URL
beforeAll(async () => {
  url = new URL((await cloneDatabase()).connectionString)
  mkdirSync(join(home, 'data'))
  const made = await runTool('backup', [backup], { cwd: home, settings: { ...given, DATABASE_URL: url.href } })
  expect(made).toMatchObject({ code: 0 })
}, slow)
afterAll(() => rmSync(home, { recursive: true }))

type Command = (settings: Record<string, string>) => Promise<Ended>
const tool =
  (name: string, ...args: string[]): Command =>
  (settings) =>
    runTool(name, args, { cwd: home, settings: { ...given, ...settings } })
const start: Command = (settings) => runProgram({ cwd: home, settings: { ...given, ...settings } })

const commands: [string, Command][] = [
  ['start', start],
  ['backup', tool('backup', join(home, 'new'))],
  ['restore', tool('restore', backup)],
  ['verify-record', tool('verify-record')],
  ['doctor', tool('doctor')],
  ['rotate-key', tool('rotate-key')],
  ['read-again', tool('read-again')],
  ['officer-codes', tool('officer-codes')],
  ['demo', tool('demo', '--scale', '2000')],
]

const changed = (change: (address: URL) => void) => () => {
  const address = new URL(url)
  address.searchParams.delete('host')
  change(address)
  return address.href
}
const addresses: [string, () => string, string][] = [
  ['nobody answers at', changed((address) => (address.port = '1')), '连不上数据库'],
  ['refuses the password', changed((address) => (address.password = 'wrong')), '不接受用户名或口令'],
  ['does not exist', changed((address) => (address.pathname = '/nowhere')), '所指的数据库不存在'],
  [
    'has bytes that are no text in its password',
    changed((address) => (address.password = '%ff')),
    'DATABASE_URL: 应形如',
  ],
  ['has no address', () => 'localhost', 'DATABASE_URL: 应形如'],
]

const isPlain = ({ code, said }: Ended, sentence: string) => {
  expect(said).toContain(sentence)
  expect(said).not.toMatch(/^\s+at |URI malformed|UnhandledPromise/m)
  expect(code).toBe(1)
}

// every command meets the first of them; what a fault is called they all ask at one place
const met = addresses.flatMap(([fault, addressOf, sentence], place) =>
  commands
    .filter(([name]) => place === 0 || ['start', 'backup', 'doctor'].includes(name))
    .map(([name, run]) => ({ fault, name, run, addressOf, sentence })),
)

test.each(met)(
  '$name with a database that $fault says so in a sentence and ends with 1',
  async ({ run, addressOf, sentence }) => {
    isPlain(await run({ DATABASE_URL: addressOf() }), sentence)
  },
  slow,
)

describe('a start', () => {
  const on = (settings: Record<string, string>) => start({ DATABASE_URL: url.href, ...settings })

  test(
    'on a port that is taken, an address of another machine, a certificate that is none',
    async () => {
      const taken = createServer()
      const port = await new Promise<number>((resolve) => {
        taken.listen(0, '127.0.0.1', () => resolve((taken.address() as { port: number }).port))
      })
      isPlain(await on({ PORT: String(port) }), `端口 ${port} 已被占用`)
      taken.close()
      isPlain(await on({ HOST: '203.0.113.9' }), '本机没有地址 203.0.113.9')
      const file = join(home, 'none.pem')
      writeFileSync(file, 'no certificate')
      isPlain(await on({ TLS_CERT: file, TLS_KEY: file }), `证书 ${file} 与私钥 ${file} 无法使用`)
    },
    slow,
  )

  test(
    'with settings that can’t be read, or a data folder where none can be',
    async () => {
      const folder = join(home, 'settings')
      mkdirSync(join(folder, '.env'), { recursive: true })
      isPlain(await runProgram({ cwd: folder, settings: given }), '配置文件 .env 无法读取')
      const file = join(home, 'file')
      writeFileSync(file, '')
      isPlain(await on({ MINSHENG_DATA: join(file, 'data') }), '无法使用（ENOTDIR）')
    },
    slow,
  )
})

test(
  'a backup into a place that is a file, and keys into a folder that is not there',
  async () => {
    const into = (...args: string[]) => tool('backup', ...args)({ DATABASE_URL: url.href })
    const file = join(home, 'taken')
    writeFileSync(file, '')
    isPlain(await into(join(file, 'backup')), '应为文件夹而实际是文件')
    isPlain(await into(join(home, 'one'), '--keys', join(home, 'nowhere', 'keys.json')), '文件或文件夹不存在')
  },
  slow,
)

test(
  'on a database that holds nothing of this program',
  async () => {
    const settings = { DATABASE_URL: url.href, MINSHENG_TENANT: 'nobody' }
    for (const name of ['verify-record', 'officer-codes', 'rotate-key', 'read-again'])
      isPlain(await tool(name)(settings), '没有本程序的数据')
  },
  slow,
)

const isRootOnLinux = process.platform === 'linux' && process.getuid?.() === 0
test.runIf(isRootOnLinux)(
  'a start and a backup on a disk without room',
  async () => {
    const disk = join(home, 'disk')
    mkdirSync(disk)
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k,mode=0711', 'tmpfs', disk])
    try {
      writeFileSync(join(disk, 'filler'), Buffer.alloc(60 * 1024))
      isPlain(await tool('backup', join(disk, 'backup'))({ DATABASE_URL: url.href }), '磁盘已满')
      rmSync(join(disk, 'backup'), { recursive: true })
      isPlain(await start({ MINSHENG_DATA: join(disk, 'data') }), '磁盘已满')
    } finally {
      execFileSync('umount', [disk])
    }
  },
  slow,
)
