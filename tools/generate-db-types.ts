/**
 * Writes src/platform/db/db.types.ts from the migrations: `node tools/generate-db-types.ts`.
 * With `--check` it writes nothing and ends with 1 when the file is stale.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { argv, execPath, exit } from 'node:process'
import { fileURLToPath } from 'node:url'
import { startTestServer, urlOf } from '#tests/support/postgres.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const target = join(root, 'src/platform/db/db.types.ts')

const { server, stop } = await startTestServer()
let fresh: string
try {
  fresh = generate(urlOf(server, server.template))
} finally {
  await stop()
}

if (!argv.includes('--check')) {
  writeFileSync(target, fresh)
} else if (fresh !== readFileSync(target, 'utf8')) {
  console.error('src/platform/db/db.types.ts is stale: run `node tools/generate-db-types.ts`.')
  exit(1)
}

function generate(url: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'minsheng-types-'))
  const draft = join(folder, 'db.types.ts')
  try {
    execFileSync(execPath, [
      join(root, 'node_modules/kysely-codegen/dist/cli/bin.js'),
      '--dialect=postgres',
      `--url=${url}`,
      '--default-schema=minsheng',
      '--include-pattern=minsheng.*',
      '--exclude-pattern=minsheng.migration',
      '--date-parser=string',
      '--type-mapping={"int8":"number","date":"string"}',
      `--out-file=${draft}`,
    ])
    const text = readFileSync(draft, 'utf8').replace(/^export interface (\w+) \{/gm, 'export type $1 = {')
    const header = '/** Written by tools/generate-db-types.ts from migrations/; do not edit. */\n'
    const body = text.replace(/^\/\*\*[\s\S]*?\*\/\n/, '')
    return execFileSync(join(root, 'node_modules/.bin/biome'), ['format', '--stdin-file-path=generated.ts'], {
      cwd: root,
      input: header + body,
      encoding: 'utf8',
    })
  } finally {
    rmSync(folder, { recursive: true })
  }
}
