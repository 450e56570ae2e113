import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openDataFolder } from './data-folder.ts'

const place = mkdtempSync(join(tmpdir(), 'minsheng-folder-'))
afterAll(() => rmSync(place, { recursive: true }))

test('a data folder is made with all that is above it, and found again', () => {
  const folder = join(place, 'of', 'the', 'county')
  openDataFolder(folder)
  openDataFolder(folder)
  expect(existsSync(folder)).toBe(true)
})

test('what is no folder, or lies where none can be made, is refused in a sentence', () => {
  const file = join(place, 'file')
  writeFileSync(file, '')
  const sentence = /无法使用（E[A-Z]+）[\s\S]*MINSHENG_DATA/
  expect(() => openDataFolder(file)).toThrow(sentence)
  expect(() => openDataFolder(join(file, 'below'))).toThrow(sentence)
  expect(() => openDataFolder('/proc/county')).toThrow(sentence)
})
