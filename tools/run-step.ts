import { spawn } from 'node:child_process'
import { createWriteStream, existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Step } from './test-steps.ts'

export type Outcome = {
  name: string
  passed: number
  failed: number
  skipped: number
  seconds: number
  log: string
  says?: string
}

/** Ends what hangs; a machine half as quick is no fault. */
const longest = 40 * 60_000

// A developer's own database and settings have no part in a test.
const cleanEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(?:MINSHENG_|DATABASE_|PORT$|TEST_DATABASE$|NODE_ENV$)/.test(name),
    ),
  )

/** Runs one step, its output kept in a file of the folder, and counts what passed. */
export async function runStep(step: Step, folder: string, found: Record<string, string>): Promise<Outcome> {
  const file = join(folder, step.name.replaceAll(/\W+/g, '-'))
  const log = `${file}.log`
  const report = `${file}.json`
  const { COVERAGE_FOLDER: counted, ...others } = found
  const known = step.countsLines ? found : others
  const options = step.kind === 'tests' ? ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`] : []
  if (step.countsLines && counted) {
    options.push('--coverage.enabled', `--coverage.reportsDirectory=${join(counted, basename(file))}`)
  }
  const began = performance.now()
  const code = await run(
    [...step.args, ...options],
    { ...cleanEnvironment(), ...known, ...step.env, NO_COLOR: '1' },
    log,
  )
  const seconds = (performance.now() - began) / 1000
  const counts =
    step.kind === 'tests' ? countTests(report, code) : { passed: +(code === 0), failed: +(code !== 0), skipped: 0 }
  const says = step.tells ? readFileSync(log, 'utf8').trimEnd().split('\n').at(-1) : undefined
  return { name: step.name, ...counts, seconds, log, ...(says && { says }) }
}

const run = (args: string[], env: NodeJS.ProcessEnv, log: string): Promise<number> =>
  new Promise((resolve) => {
    const output = createWriteStream(log)
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'], timeout: longest })
    child.stdout.pipe(output, { end: false })
    child.stderr.pipe(output, { end: false })
    child.on('error', (fault) => output.write(`${fault.message}\n`))
    child.on('close', (code, signal) => {
      const ending = signal ? `ended by ${signal} after ${longest / 60_000} minutes at most\n` : ''
      output.end(ending, () => resolve(code ?? 1))
    })
  })

type Report = {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  testResults: { status: string; assertionResults: { status: string }[] }[]
}

// A file that fails before its first test, a run that breaks off and a run without tests are failures too.
function countTests(path: string, code: number): { passed: number; failed: number; skipped: number } {
  if (!existsSync(path)) return { passed: 0, failed: 1, skipped: 0 }
  const report: Report = JSON.parse(readFileSync(path, 'utf8'))
  const broken = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  ).length
  const failed = report.numFailedTests + broken
  const silent = failed === 0 && (code !== 0 || report.numPassedTests === 0)
  return { passed: report.numPassedTests, failed: failed + +silent, skipped: report.numPendingTests }
}
