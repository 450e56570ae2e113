import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { assertNoBegunRestore, forgetBegunRestore, noteBegunRestore } from './begun-restore.ts'

const home = mkdtempSync(join(tmpdir(), 'minsheng-begun-'))
afterAll(() => rmSync(home, { recursive: true }))

function folderWith(name: string, files: Record<string, string>): string {
  const folder = join(home, name)
  for (const [file, text] of Object.entries({ '.made': '', ...files })) {
    mkdirSync(join(folder, file, '..'), { recursive: true })
    writeFileSync(join(folder, file), text)
  }
  return folder
}

const passwords = { superuserPassword: 'of-this-test', password: 'of-this-test' }

test.each([
  ['new', {}],
  ['broken-off', { 'database.json': JSON.stringify(passwords), 'postgres.log': 'starting' }],
])('a restore into a %s data folder is remembered until its database is there', (name, files) => {
  const folder = folderWith(name, files)
  assertNoBegunRestore(folder)
  noteBegunRestore(folder)
  expect(() => assertNoBegunRestore(folder)).toThrow(/没有完成.+npm run restore.+\n.+ is not finished: /)
  forgetBegunRestore(folder)
  assertNoBegunRestore(folder)
})

test.each([
  ['database', { 'database.json': JSON.stringify({ ...passwords, port: 5499 }) }],
  ['file', { 'files/attachments/one': 'of a citizen' }],
])('a restore that is tried where an installation has its %s keeps nobody from starting it', (name, files) => {
  const folder = folderWith(name, files)
  const before = readdirSync(folder)
  noteBegunRestore(folder)
  assertNoBegunRestore(folder)
  expect(readdirSync(folder)).toEqual(before)
})
