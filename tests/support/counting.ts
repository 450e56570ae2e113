import { join } from 'node:path'
import process from 'node:process'

/** Where `npm test` counts the lines that were run: makes a Node that a test starts tell what it ran. Else nothing. */
export const counting: Readonly<Record<string, string>> = process.env.COVERAGE_FOLDER
  ? { NODE_V8_COVERAGE: join(process.env.COVERAGE_FOLDER, 'server') }
  : {}
