import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

// Pages of the portal are hono/jsx; the workbench's own folder says React in its tsconfig.
const base = { extends: true as const }

/**
 * What takes longest first, so that no worker waits at the end for the other: on a fresh clone nothing is remembered of
 * the last run, and these files are small and slow, since they go through the whole program.
 */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const placeOf = ({ moduleId }: TestSpecification) => {
      const place = long.findIndex((name) => moduleId.includes(name))
      return place === -1 ? long.length : place
    }
    return sorted.toSorted((one, other) => placeOf(one) - placeOf(other))
  }
}
const long = [
  'demo/load',
  'tests/leaks.db',
  'tests/access-matrix',
  'tests/ledger-district',
  'suggestion/suggestion.db',
  'case-turns',
  'tests/stand-in',
  'paper/paper.db',
  'identity/people',
  'stats-rows',
  'db/bundled',
]

const workbench = 'src/surfaces/workbench/**/*.test.ts'

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    // A limit ends what hangs; a machine that is busy with the journeys as well is no fault.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 20_000 } },
    coverage: {
      // Notes each statement as it runs. V8 counts by blocks, and what it so counts it does not optimise, libraries
      // included: what computes took half as long again.
      provider: 'istanbul',
      reporter: 'json',
      // what failed has run its lines all the same
      reportOnFailure: true,
      exclude: ['demo/**', 'tests/**', 'tools/**', 'bench/**'],
    },
    projects: [
      {
        ...base,
        test: {
          name: 'pure',
          include: ['src/**/*.test.ts', 'demo/**/*.test.ts', 'tests/**/*.test.ts'],
          exclude: ['**/*.db.test.ts', workbench, 'tests/e2e/**', 'tests/kills/**'],
          isolate: false,
        },
      },
      {
        ...base,
        test: {
          name: 'pure, workbench',
          // Their stand-ins for the network and for other parts are their own.
          include: [workbench],
        },
      },
      {
        ...base,
        test: {
          name: 'db',
          include: ['src/**/*.db.test.ts', 'demo/**/*.db.test.ts', 'tests/**/*.db.test.ts'],
          globalSetup: ['tests/support/postgres.setup.ts'],
          setupFiles: ['tests/support/count-workers.setup.ts', 'tests/support/drop-clones.setup.ts'],
          // Half the time of a small file went into loading the program once more. What a file keeps, it keeps by the
          // database that is its own.
          isolate: false,
          // Two cores, and each worker is a database: more of them only wait for each other.
          maxWorkers: 2,
        },
      },
      {
        ...base,
        test: {
          name: 'kills',
          include: ['tests/kills/**/*.test.ts'],
          fileParallelism: false,
        },
      },
      {
        ...base,
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.spec.ts'],
          globalSetup: ['tests/support/e2e.setup.ts'],
          // One browser at a time, one journey after the other.
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
})
