import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { sourceFiles } from './source-files.ts'

// Draws the transition tables of the pure files into the README of their module, between two marks: the tables are
// the truth. With `--check` it writes nothing and fails when a drawing is stale.
type Drawn = { diagram(): string }
const isDrawn = (value: unknown): value is Drawn =>
  typeof value === 'object' && value !== null && 'diagram' in value && typeof value.diagram === 'function'

const check = process.argv.includes('--check')
const pureFiles = sourceFiles(['src/modules']).filter((file) => /\/(?!index\.)[^./]+\.ts$/.test(file))
const stale: string[] = []
let drawings = 0

for (const file of pureFiles) {
  const exported: Record<string, unknown> = await import(pathToFileURL(resolve(file)).href)
  for (const [name, value] of Object.entries(exported)) {
    if (!isDrawn(value)) continue
    drawings += 1
    const readme = join(dirname(file), 'README.md')
    const before = existsSync(readme) ? readFileSync(readme, 'utf8') : ''
    const after = withDrawing(before, name, value.diagram())
    if (after === before) continue
    stale.push(`${readme}: ${name}`)
    if (!check) writeFileSync(readme, after)
  }
}

function withDrawing(readme: string, name: string, diagram: string): string {
  const [begin, end] = [`<!-- drawn from ${name} -->`, `<!-- end of ${name} -->`]
  const block = `${begin}\n\n\`\`\`mermaid\n${diagram}\n\`\`\`\n\n${end}`
  const [before, rest] = readme.split(begin)
  const after = rest?.split(end)[1]
  return after === undefined ? `${readme.trimEnd()}\n\n${block}\n` : `${before}${block}${after}`
}

for (const place of stale) console.error(`${check ? 'stale' : 'drawn'}: ${place}`)
if (check && stale.length > 0) console.error('Run `npm run generate`.')
console.log(`${drawings} drawings, ${stale.length} ${check ? 'stale' : 'drawn anew'}`)
process.exitCode = check && stale.length > 0 ? 1 : 0
