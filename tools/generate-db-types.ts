/**
 * Writes src/platform/db/db.types.ts and shape.gen.ts from the migrations: `node tools/generate-db-types.ts`.
 * With `--check` it writes nothing and ends with 1 when one of them is stale.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { argv, execPath } from 'node:process'
import { fileURLToPath } from 'node:url'
import { openDatabase } from '#platform/db/database.ts'
import { findPortalRights } from '#platform/db/portal-role.queries.ts'
import { findShape } from '#platform/db/shape.queries.ts'
import { startTestServer, urlOf } from '#tests/support/postgres.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const types = 'src/platform/db/db.types.ts'
const shape = 'src/platform/db/shape.gen.ts'
const header = '/** Written by tools/generate-db-types.ts from migrations/; do not edit. */\n'

const { server, stop } = await startTestServer()
const fresh: Record<string, string> = {}
try {
  const url = urlOf(server, server.template)
  fresh[types] = generateTypes(url)
  fresh[shape] = await generateShape(url)
} finally {
  await stop()
}

for (const [file, text] of Object.entries(fresh)) {
  const target = join(root, file)
  if (!argv.includes('--check')) writeFileSync(target, text)
  else if (!existsSync(target) || text !== readFileSync(target, 'utf8')) {
    console.error(`${file} is stale: run \`node tools/generate-db-types.ts\`.`)
    process.exitCode = 1
  }
}

async function generateShape(url: string): Promise<string> {
  const db = openDatabase({ connectionString: url, schema: 'minsheng', max: 1 })
  try {
    const { tables, functions } = (await findShape(db)).shape
    const { reads } = await findPortalRights(db)
    const text = Object.entries(tables).map(
      ([table, parts]) =>
        `    ${table}: {\n${Object.entries(parts)
          .map(([part, digests]) => `      ${part}: ${literal(digests)},\n`)
          .join('')}    },\n`,
    )
    return `${header}import type { Shape } from './shape.queries.ts'

export const shape: Shape = {
  tables: {\n${text.join('')}  },
  functions: ${literal(functions)},
}

/** What the role of the portal may read, and it may nothing else. */
export const portalReads: readonly string[] = [${reads.map((name) => `'${name}'`).join(', ')}]
`
  } finally {
    await db.destroy()
  }
}

/** On one line, long as it may be: it is read by the program. */
function literal(digests: Readonly<Record<string, string>>): string {
  const parts = Object.entries(digests).map(
    ([name, digest]) => `${/^\w+$/.test(name) ? name : `'${name}'`}: '${digest}'`,
  )
  return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`
}

function generateTypes(url: string): string {
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
