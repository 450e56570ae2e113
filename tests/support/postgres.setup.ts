import type { TestProject } from 'vitest/node'
import { startTestServer } from './postgres.ts'

/** Vitest's global set-up of the database tests: one server a run. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { server, stop } = await startTestServer()
  project.provide('testServer', server)
  return stop
}
