import { join } from 'node:path'

/** One thing that `npm test` runs: a check counts as one, a run of tests counts each of its tests. */
export type Step = {
  name: string
  args: string[]
  kind: 'check' | 'tests'
  /** Also part of `npm run check`. */
  fast: boolean
  env?: Record<string, string>
  /** Its lines are counted, where lines are counted. */
  countsLines?: boolean
  /** A check whose last line is told when it passes too. */
  tells?: boolean
  /** What the machine must have first. */
  needs?: 'chromium' | 'postgresql15'
  /** With these settings it is run where that is missing; without any it is not run then. */
  instead?: Record<string, string>
}

const root = join(import.meta.dirname, '..')
const bin = (path: string) => join(root, 'node_modules', path)
const check = (name: string, ...args: string[]): Step => ({ name, args, kind: 'check', fast: true })
const vitest = (name: string, project: string, options: string[] = [], more: Partial<Step> = {}): Step => ({
  name,
  args: [bin('vitest/vitest.mjs'), 'run', '--project', project, ...options],
  kind: 'tests',
  fast: false,
  ...more,
})

/** Independent of each other and on one core each: run two at a time. */
export const checks: Step[] = [
  check('types', 'tools/check-types.ts'),
  check('biome', bin('@biomejs/biome/bin/biome'), 'ci', '--colors=off', '--max-diagnostics=200', '.'),
  // Its checkers share nothing: on one core it does the same in half the time it costs on two.
  {
    ...check('oxlint', bin('oxlint/bin/oxlint'), '--type-aware', '--deny-warnings', '--threads=1'),
    env: { GOMAXPROCS: '1' },
  },
  check('boundaries', '--import', './tools/typescript-6.ts', 'tools/check-boundaries.ts'),
  check('knip', bin('knip/bin/knip.js'), '--no-progress', '--treat-config-hints-as-errors'),
  check('files', 'tools/check-files.ts'),
  check('locales', 'tools/check-locales.ts'),
  check('lockfile', 'tools/check-lockfile.ts'),
  check('diagrams', 'tools/generate-diagrams.ts', '--check'),
  { ...check('database types', 'tools/generate-db-types.ts', '--check'), fast: false },
  { ...check('build', 'tools/build.ts'), fast: false },
]

/**
 * Each test once: on the oldest PostgreSQL those of the modules, which ask all of their statements; on the bundled one
 * what goes through the whole program and asks the same statements again. The platform's own on both.
 */
const without = (...places: string[]) => places.map((place) => `--exclude=${place}`)

/** Each fills both cores by itself, one after the other; the journeys beside them, which mostly wait for a browser. */
export const tests: Step[] = [
  vitest('pure tests', 'pure*', [], { fast: true, countsLines: true }),
  vitest('database tests, PostgreSQL 18', 'db', without('src/modules/**'), { countsLines: true }),
  vitest('database tests, PostgreSQL 15', 'db', without('src/platform/db/bundled.db.test.ts', 'demo/**', 'tests/**'), {
    env: { TEST_DATABASE: 'debian15' },
    needs: 'postgresql15',
    instead: { TEST_DATABASE: 'bundled' },
    countsLines: true,
  }),
  vitest('kills', 'kills', [], { countsLines: true }),
  vitest('journeys', 'e2e', [], { needs: 'chromium', countsLines: true }),
]

/** After all tests: what they left in the folder, added up. */
export const coverage = (folder: string): Step => ({
  ...check('lines that were run', 'tools/coverage.ts', folder),
  fast: false,
  tells: true,
})
