import { readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { cruise } from 'dependency-cruiser'
import { sourceFiles } from './source-files.ts'

// Checks the walls of .dependency-cruiser.cjs over the tree in the working folder; run it with `--import` of
// typescript-6.ts. A cruiser that sees nothing is green, so what it saw is held against what is on disk.
const { tiers, options, forbidden } = createRequire(import.meta.url)('../.dependency-cruiser.cjs')

const onDisk = sourceFiles(['src', 'demo', 'tests']).filter((file) => /\.tsx?$/.test(file))
const roots = [...new Set(onDisk.map((file) => file.split('/')[0] ?? ''))]
const { output } = await cruise(roots, { ...options, ruleSet: { forbidden }, validate: true })
if (typeof output === 'string') throw new Error('dependency-cruiser answered with text where a result was expected')

const faults = output.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)

const seen = new Map(output.modules.map((module) => [module.source, module]))
for (const file of onDisk) if (!seen.has(file)) faults.push(`not-cruised: ${file}`)
const edges = onDisk.reduce((sum, file) => sum + (seen.get(file)?.dependencies.length ?? 0), 0)
if (edges === 0) faults.push(`nothing-cruised: no import was seen in ${onDisk.length} files`)

const known = new Set<string>(Object.values<string[]>(tiers).flat())
const folders = readdirSync(join('src', 'modules'), { withFileTypes: true }).filter((entry) => entry.isDirectory())
for (const { name } of folders) if (!known.has(name)) faults.push(`module-without-tier: src/modules/${name}`)

for (const fault of faults) console.error(fault)
console.log(`${onDisk.length} modules, ${edges} dependencies, ${forbidden.length} rules, ${faults.length} faults`)
process.exitCode = faults.length > 0 ? 1 : 0
