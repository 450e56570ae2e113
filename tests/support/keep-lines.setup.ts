import { randomUUID } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { env } from 'node:process'
import { afterAll } from 'vitest'

// What the statements have noted in this worker (count-lines.ts), told anew after each file.
type Counting = typeof globalThis & { $lines?: object; $linesFile?: string }

afterAll(() => {
  const counting: Counting = globalThis
  if (!env.COVERAGE_FOLDER || !counting.$lines) return
  counting.$linesFile ??= `${randomUUID()}.json`
  const folder = join(env.COVERAGE_FOLDER, 'lines')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, counting.$linesFile), JSON.stringify(counting.$lines))
})
