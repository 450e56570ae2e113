import { defineConfig } from 'vitest/config'

// Pages of the portal are hono/jsx; the workbench's own folder says React in its tsconfig.
const base = { extends: true as const }

export default defineConfig({
  test: {
    testTimeout: 20_000,
    hookTimeout: 60_000,
    projects: [
      {
        ...base,
        test: {
          name: 'pure',
          include: ['src/**/*.test.{ts,tsx}', 'demo/**/*.test.ts', 'tests/**/*.test.ts'],
          exclude: ['**/*.db.test.ts', 'tests/e2e/**'],
        },
      },
      {
        ...base,
        test: {
          name: 'db',
          include: ['src/**/*.db.test.ts', 'demo/**/*.db.test.ts', 'tests/**/*.db.test.ts'],
          globalSetup: ['tests/support/postgres.setup.ts'],
          // Two cores, and each worker is a database: more of them only wait for each other.
          maxWorkers: 2,
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
