import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { runTool } from './support/run-command.ts'

const home = mkdtempSync(join(tmpdir(), 'minsheng-lost-'))
afterAll(() => rmSync(home, { recursive: true }))

// commands are processes of their own, and the machine may be busy
const slow = 120_000
const commands: [string, string[]][] = [
  ['doctor', []],
  ['verify-record', []],
  ['backup', [join(home, 'backup')]],
  ['officer-codes', []],
  ['read-again', []],
]

/** What the commands say of a data folder, and that they make nothing. */
async function said(folder: string): Promise<Record<string, string>> {
  const list = () => readdirSync(home, { recursive: true }).toSorted()
  const before = list()
  const told = await Promise.all(
    commands.map(async ([name, args]) => {
      const { code, said } = await runTool(name, args, { cwd: home, settings: { MINSHENG_DATA: folder } })
      expect(said).not.toMatch(/^\s+at /m)
      return [name, `${code} ${said}`] as const
    }),
  )
  expect(list()).toEqual(before)
  return Object.fromEntries(told)
}

test.each(['nowhere', 'empty'])(
  'of a data folder where nothing was ever started (%s) each command says so, and makes nothing',
  async (name) => {
    const folder = join(home, name)
    if (name === 'empty') mkdirSync(folder, { mode: 0o711 })
    const { doctor, ...others } = await said(folder)
    expect(doctor).toContain('! 还没有数据库，首次启动时建立。')
    for (const told of Object.values(others)) expect(told).toMatch(/^1 数据文件夹 .* 中没有数据库/)
  },
  slow,
)

test(
  'of a data folder that has lost its database each command says what to do, and makes none',
  async () => {
    const folder = join(home, 'lost')
    mkdirSync(folder, { mode: 0o711 })
    const facts = { port: 5499, superuserPassword: 'of-this-test', password: 'of-this-test' }
    writeFileSync(join(folder, 'database.json'), JSON.stringify(facts), { mode: 0o600 })
    for (const told of Object.values(await said(folder))) {
      expect(told).toMatch(/^1 /)
      expect(told).toContain(`数据库文件夹 ${join(folder, 'postgres')} 不见了或是空的，而其中曾有数据库：请放回原处`)
    }
    // not even what names it is there, but files that were handed in
    rmSync(join(folder, 'database.json'))
    mkdirSync(join(folder, 'files', 'attachments'), { recursive: true })
    writeFileSync(join(folder, 'files', 'attachments', 'one'), '')
    for (const told of Object.values(await said(folder))) {
      expect(told).toMatch(/^1 /)
      expect(told).toContain('使用过，其中却没有数据库')
    }
  },
  slow,
)
