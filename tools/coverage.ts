import { existsSync, globSync, readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { convert } from 'ast-v8-to-istanbul'
import { parseAstAsync } from 'vite'
import { transformPage } from '../src/platform/jsx-source.ts'

// Which lines of src/ were run by anything that `npm test` runs: Vitest, the programs and workers that tests start, the
// server under the journeys, Chromium.
// node tools/coverage.ts FOLDER, where the tests have left what they counted.
// As much as is wanted; what was run lay between 92 and 93 of late.
const leastPercent = 90
const root = join(import.meta.dirname, '..')
const folder = process.argv[2] ?? ''

type Position = { line: number }
type Counted = Record<string, { statementMap: Record<string, { start: Position }>; s: Record<string, number> }>
type Script = { url: string; functions: Parameters<typeof convert>[0]['coverage']['functions'] }

/** By file: each line that can be run, and whether it was. */
const lines = new Map<string, Map<number, boolean>>()

function add(counted: Counted): void {
  for (const [path, { statementMap, s }] of Object.entries(counted)) {
    const name = relative(root, path)
    if (!isOurs(name)) continue
    const ofFile = lines.get(name) ?? new Map<number, boolean>()
    lines.set(name, ofFile)
    for (const [id, { start }] of Object.entries(statementMap)) {
      ofFile.set(start.line, ofFile.get(start.line) === true || (s[id] ?? 0) > 0)
    }
  }
}

const isOurs = (name: string): boolean =>
  /^src\/.*\.tsx?$/.test(name) && !/\.(?:test|given|d|types)\.tsx?$|\.config\.ts$/.test(name)

const readJson = <Content>(path: string) => JSON.parse(readFileSync(path, 'utf8')) as Content
const found = (pattern: string) => globSync(pattern, { cwd: folder }).map((name) => join(folder, name))

/** What the program runs of a file on the disk: types stripped in place, pages transformed. */
function codeOf(path: string): { code: string; sourceMap?: object } {
  if (!path.endsWith('.tsx')) return { code: stripTypeScriptTypes(readFileSync(path, 'utf8')) }
  const { code, map } = transformPage(path)
  return { code, sourceMap: map }
}

async function addRun(url: string, code: string, functions: Script['functions'], sourceMap?: object): Promise<void> {
  const ast = parseAstAsync(code)
  const map = sourceMap && { sourceMap: sourceMap as Parameters<typeof convert>[0]['sourceMap'] }
  add((await convert({ code, ast, coverage: { url, functions }, ...map })) as Counted)
}

for (const file of found('*/coverage-final.json')) add(readJson<Counted>(file))
if (lines.size === 0) throw new Error(`no lines were counted in ${folder}`)

/** By script, on the disk or of the build: which of its characters were run by anything. */
const characters = new Map<string, Uint8Array>()

/** A script tells its counts several times, each time anew: what was run once was run. */
function addCounts(script: string, length: number, functions: Script['functions']): void {
  const told = new Uint8Array(length)
  // from the outer to the inner: the inner count is the exact one
  const sorted = functions
    .map(({ ranges }) => ranges)
    .toSorted(([one], [other]) => startOf(one) - startOf(other) || endOf(other) - endOf(one))
  for (const { startOffset, endOffset, count } of sorted.flat()) told.fill(count > 0 ? 1 : 0, startOffset, endOffset)
  const sum = characters.get(script)
  characters.set(script, sum ? sum.map((run, at) => run | (told[at] ?? 0)) : told)
}
type Range = Script['functions'][number]['ranges'][number] | undefined
const startOf = (range: Range): number => range?.startOffset ?? 0
const endOf = (range: Range): number => range?.endOffset ?? 0

const sources = pathToFileURL(join(root, 'src')).href
const codes = new Map<string, ReturnType<typeof codeOf>>()
let cutOff = 0
/** What a program told as it ended; nothing where it was killed while it wrote. */
function toldBy(file: string): Script[] {
  try {
    return readJson<{ result: Script[] }>(file).result
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    cutOff += 1
    return []
  }
}
for (const file of found('server/*.json')) {
  for (const { url, functions } of toldBy(file)) {
    if (!url.startsWith(sources) || !/\.tsx?$/.test(url)) continue
    const known = codes.get(url) ?? codeOf(fileURLToPath(url))
    codes.set(url, known)
    addCounts(url, known.code.length, functions)
  }
}
const built = join(root, 'dist/workbench')
function addBuilt(name: string, functions: Script['functions']): void {
  const path = join(built, name)
  // a chunk that only passes others on has no map
  if (existsSync(`${path}.map`)) addCounts(name, readFileSync(path, 'utf8').length, functions)
}
for (const file of found('browser/*.json')) {
  for (const { url, functions } of readJson<{ result: Script[] }>(file).result) addBuilt(url, functions)
}
// what nothing has loaded was not run
for (const name of globSync('assets/*.js', { cwd: built })) if (!characters.has(`/${name}`)) addBuilt(`/${name}`, [])

/** One function over the whole script, with a hole wherever nothing was run. */
function functionsOf(run: Uint8Array): Script['functions'] {
  const holes: { startOffset: number; endOffset: number; count: number }[] = []
  for (let at = run.indexOf(0); at !== -1; ) {
    const next = run.indexOf(1, at)
    const endOffset = next === -1 ? run.length : next
    holes.push({ startOffset: at, endOffset, count: 0 })
    at = next === -1 ? -1 : run.indexOf(0, next)
  }
  const ranges = [{ startOffset: 0, endOffset: run.length, count: 1 }, ...holes]
  return [{ functionName: '', isBlockCoverage: true, ranges }]
}

for (const [url, run] of characters) {
  const known = codes.get(url)
  if (known) {
    await addRun(url, known.code, functionsOf(run), known.sourceMap)
    continue
  }
  const path = join(built, url)
  const map = readJson<{ sources: string[] }>(`${path}.map`)
  if (!map.sources.some((source) => isOurs(relative(root, join(path, '..', source))))) continue
  await addRun(pathToFileURL(path).href, readFileSync(path, 'utf8'), functionsOf(run), map)
}
const workbench = join('src', 'surfaces', 'workbench')
for (const name of globSync('src/**/*.{ts,tsx}', { cwd: root })) {
  if (lines.has(name) || !isOurs(name) || name.startsWith(workbench)) continue
  const { code, sourceMap } = codeOf(join(root, name))
  await addRun(pathToFileURL(join(root, name)).href, code, [], sourceMap)
}

const counts = [...lines].map(([name, ofFile]) => {
  const run = [...ofFile.values()].filter(Boolean).length
  return { name, run, all: ofFile.size }
})
const run = counts.reduce((sum, one) => sum + one.run, 0)
const all = counts.reduce((sum, one) => sum + one.all, 0)
const percent = (100 * run) / all
for (const one of counts.toSorted((a, b) => b.all - b.run - (a.all - a.run)).slice(0, 25)) {
  if (one.run < one.all) console.log(`${one.name}: ${one.all - one.run} of ${one.all} lines not run`)
}
if (cutOff > 0) console.log(`${cutOff} programs were killed while they told what they had run`)
console.log(`lines of src/ that were run: ${percent.toFixed(1)} % (${run} of ${all}), at least ${leastPercent} %`)
process.exitCode = percent < leastPercent ? 1 : 0
