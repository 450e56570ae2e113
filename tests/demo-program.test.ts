import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { expect, test } from 'vitest'
import { loadEnv } from '#platform/env.ts'
import { counting } from './support/counting.ts'
import { demoProgram } from './support/demo-program.ts'

const inFolder = <Result>(folder: string, run: () => Result): Result => {
  const [home, before] = [process.cwd(), { ...process.env }]
  process.chdir(folder)
  try {
    return run()
  } finally {
    process.chdir(home)
    process.env = before
  }
}

test('the program of the journeys is not started where a developer keeps settings', () => {
  const [checkout, own] = [mkdtempSync(join(tmpdir(), 'minsheng-env-')), mkdtempSync(join(tmpdir(), 'minsheng-own-'))]
  try {
    writeFileSync(join(checkout, '.env'), 'PUBLIC_URL=https://developer.example\n')
    // a folder with settings is heard wherever the program is started in it, so the journeys start it in their own
    expect(inFolder(checkout, () => loadEnv().PUBLIC_URL)).toBe('https://developer.example')
    const { options } = demoProgram(own, 4000)
    expect(options.cwd).toBe(own)
    expect(inFolder(options.cwd, () => loadEnv().PUBLIC_URL)).toBeUndefined()
    const keys = ['PATH', 'PORT', 'MINSHENG_DATA', 'MINSHENG_TEST_CLOCK', ...Object.keys(counting)]
    expect(Object.keys(options.env)).toEqual(keys)
  } finally {
    for (const folder of [checkout, own]) rmSync(folder, { recursive: true, force: true })
  }
})
