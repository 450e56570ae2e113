import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readPidFile } from '#platform/db/postgres-server.ts'
import { bornOf } from '#platform/db/process-identity.ts'
import { makeTestFolder, removeTestFolder } from '#tests/support/postgres.ts'
import { fill } from './fill-disk.ts'
import { installProgram, type Program } from './installed-program.ts'

// Disks of their own, which only root can make; the one of kills.test.ts fills up under a program that runs.
const hasOwnDisk = userInfo().uid === 0 && process.platform === 'linux'
const home = makeTestFolder()
const started: Program[] = []

afterAll(async () => {
  for (const one of started) await one.stop()
  await removeTestFolder(home)
}, 60_000)

async function installOn(size: string): Promise<Program> {
  const disk = join(home, `data-${size}`)
  mkdirSync(disk)
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size},mode=0711`, 'tmpfs', disk])
  chmodSync(disk, 0o711)
  const program = await installProgram(disk)
  started.push(program)
  return program
}
const grow = (disk: string) => execFileSync('mount', ['-o', 'remount,size=500m', disk])

/** Started on a full disk it says so in both languages and ends, and no server of it is left. */
async function expectFull(program: Program): Promise<void> {
  const before = program.said().length
  await expect(program.start()).rejects.toThrow('is not ready')
  const said = program.said().slice(before)
  expect(said).toMatch(/磁盘已满，请清理或扩容后重试。\n.*disk.* is full: make room and try again\./)
  expect(said).not.toMatch(/\n\s+at /)
  const isLeft = () => bornOf(readPidFile(join(program.dataDir, 'postgres'))?.pid ?? 0) !== undefined
  await expect.poll(isLeft, { timeout: 20_000 }).toBe(false)
}

// while its files are made, while its own database is made, while the first tables are
test.runIf(hasOwnDisk).each(['200k', '12m', '40m', '52m'])(
  'a first start on a disk of %s says that it is full, and the next one with room goes on by itself',
  async (size) => {
    const program = await installOn(size)
    await expectFull(program)
    grow(program.dataDir)
    await program.start()
    expect(await program.stop()).toBe(0)
    expect(readdirSync(program.dataDir).toSorted()).toEqual([
      'database.json',
      'files',
      'logs',
      'postgres',
      'postgres.log',
    ])
  },
  120_000,
)

test.runIf(hasOwnDisk)(
  'an installation whose disk has filled up says so at the start, leaves nothing behind, and starts with room',
  async () => {
    const program = await installOn('150m')
    await program.start()
    await program.stop()
    const filler = join(program.dataDir, 'filler')
    fill(filler)
    const full = readdirSync(program.dataDir)
    await expectFull(program)
    expect(readdirSync(program.dataDir)).toEqual(full)
    rmSync(filler)
    await program.start()
    expect(await program.stop()).toBe(0)
  },
  120_000,
)
