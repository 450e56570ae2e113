import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Outcome, runStep } from './run-step.ts'
import { type Found, findChromium, findPostgresql15 } from './test-machine.ts'
import { checks, coverage, type Step, tests } from './test-steps.ts'

// `npm test` runs everything, `npm run check` (--fast) what takes seconds; names after it choose single steps.
process.chdir(join(import.meta.dirname, '..'))
const fast = process.argv.includes('--fast')
const chosen = process.argv.slice(2).filter((argument) => !argument.startsWith('--'))
const isWanted = ({ name, fast: isFast }: Step) =>
  chosen.length > 0 ? chosen.some((word) => name.includes(word)) : isFast || !fast

const began = performance.now()
const folder = mkdtempSync(join(tmpdir(), 'minsheng-checks-'))
const outcomes: Outcome[] = []

function report(outcome: Outcome) {
  const { name, passed, failed, skipped, seconds, log } = outcome
  outcomes.push(outcome)
  const skips = skipped > 0 ? `, ${skipped} skipped` : ''
  const counts = passed + failed + skipped > 1 ? ` (${passed} ok, ${failed} not${skips})` : ''
  console.log(`${failed > 0 ? '✗' : '✓'} ${name.padEnd(32)} ${seconds.toFixed(1).padStart(6)} s${counts}`)
  if (failed > 0 && log) console.log(`${indent(lastLines(log))}\n    all of it: ${log}`)
  else if (outcome.says) console.log(indent(outcome.says))
}

const lastLines = (path: string) => readFileSync(path, 'utf8').trimEnd().split('\n').slice(-80).join('\n')
const indent = (text: string) => text.replaceAll(/^/gm, '    ')

const found: Record<string, string> = {}
const finders: Record<NonNullable<Step['needs']>, () => Found> = {
  chromium: findChromium,
  postgresql15: findPostgresql15,
}
const missing = new Map<string, string>()
const wantedTests = tests.filter(isWanted)
// The lines that were run are counted when everything is: a part of the tests says nothing about the whole.
if (!fast && chosen.length === 0) found.COVERAGE_FOLDER = join(folder, 'lines')
for (const need of new Set(wantedTests.flatMap(({ needs }) => needs ?? []))) {
  const start = performance.now()
  const { env, missing: sentence } = finders[need]()
  Object.assign(found, env)
  if (sentence) missing.set(need, sentence)
  const seconds = (performance.now() - start) / 1000
  report({ name: `set-up: ${need}`, passed: +!sentence, failed: +!!sentence, skipped: 0, seconds, log: '' })
  if (sentence) console.log(`    ${sentence}`)
}

// Two at a time: the checks fill one core each.
const queue = checks.filter(isWanted)
const worker = async () => {
  for (let step = queue.shift(); step; step = queue.shift()) report(await runStep(step, folder, found))
}
await Promise.all([worker(), worker()])

const runTests = async (steps: Step[]) => {
  for (const step of steps) {
    const lacks = step.needs !== undefined && missing.has(step.needs)
    if (lacks && !step.instead) {
      console.log(`✗ ${step.name.padEnd(32)} not run: see above`)
      outcomes.push({ name: step.name, passed: 0, failed: 1, skipped: 0, seconds: 0, log: '' })
    } else report(await runStep(lacks ? { ...step, env: step.instead } : step, folder, found))
  }
}
// The journeys mostly wait for a browser: what they leave of the cores the other tests take.
const waitsForBrowser = ({ needs }: Step) => needs === 'chromium'
await Promise.all([
  runTests(wantedTests.filter(waitsForBrowser)),
  runTests(wantedTests.filter((step) => !waitsForBrowser(step))),
])
if (found.COVERAGE_FOLDER) report(await runStep(coverage(found.COVERAGE_FOLDER), folder, found))

const sum = (count: (outcome: Outcome) => number) => outcomes.reduce((total, outcome) => total + count(outcome), 0)
const failed = sum((outcome) => outcome.failed)
if (failed === 0) rmSync(folder, { recursive: true })
console.log(`${((performance.now() - began) / 60_000).toFixed(1)} minutes`)
console.log(`${sum((outcome) => outcome.passed)} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0
