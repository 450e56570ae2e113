import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest'
import { runStep } from '../tools/run-step.ts'
import type { Step } from '../tools/test-steps.ts'

// A test command that counts wrongly is worse than none: it is believed.
const folder = mkdtempSync(join(tmpdir(), 'minsheng-command-'))
afterAll(() => rmSync(folder, { recursive: true }))
afterEach(() => vi.unstubAllEnvs())

let steps = 0
const run = async (kind: Step['kind'], script: string, env: Record<string, string> = {}) => {
  steps += 1
  const step: Step = { name: `step ${steps}`, args: ['--eval', script, '--'], kind, fast: true, env }
  const { passed, failed, skipped } = await runStep(step, folder, {})
  return { passed, failed, skipped }
}

const reporting = (report: object, code = 0) => `
  const file = process.argv.find((word) => word.startsWith('--outputFile.json=')).split('=')[1]
  require('node:fs').writeFileSync(file, ${JSON.stringify(JSON.stringify(report))})
  process.exit(${code})`
const report = (passed: number, failed: number, testResults: object[] = []) => ({
  numPassedTests: passed,
  numFailedTests: failed,
  numPendingTests: 0,
  testResults,
})

describe('a check counts as one', () => {
  test('passed when it ends well', async () => {
    expect(await run('check', '')).toEqual({ passed: 1, failed: 0, skipped: 0 })
  })

  test('failed when it ends badly or is broken off', async () => {
    expect(await run('check', 'process.exit(3)')).toMatchObject({ passed: 0, failed: 1 })
    expect(await run('check', "process.kill(process.pid, 'SIGKILL')")).toMatchObject({ passed: 0, failed: 1 })
  })
})

describe('a run of tests counts its tests', () => {
  test('those that passed and those that failed', async () => {
    const testResults = [{ status: 'failed', assertionResults: [{ status: 'failed' }] }]
    expect(await run('tests', reporting(report(7, 1, testResults), 1))).toMatchObject({ passed: 7, failed: 1 })
  })

  test('a file that breaks before its first test is a failure', async () => {
    const testResults = [{ status: 'failed', assertionResults: [] }]
    expect(await run('tests', reporting(report(7, 0, testResults), 1))).toMatchObject({ passed: 7, failed: 1 })
  })

  test('a run that ends badly although all its tests passed is a failure', async () => {
    expect(await run('tests', reporting(report(7, 0), 1))).toMatchObject({ passed: 7, failed: 1 })
  })

  test('a run without tests and a run without a report are failures', async () => {
    expect(await run('tests', reporting(report(0, 0)))).toMatchObject({ passed: 0, failed: 1 })
    expect(await run('tests', '')).toMatchObject({ passed: 0, failed: 1 })
  })
})

test('a developer’s own database and settings have no part in a step', async () => {
  vi.stubEnv('DATABASE_URL', 'postgres://somewhere')
  const script = "process.exit(process.env.DATABASE_URL || process.env.WANTED !== 'yes' ? 1 : 0)"
  expect(await run('check', script, { WANTED: 'yes' })).toMatchObject({ passed: 1 })
})
