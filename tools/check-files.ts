import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sourceFiles } from './source-files.ts'

// What no linter checks for us: length, names, depth, suppressions, the clock in SQL, a README for each module.
type Rule = { name: string; fault: (path: string, text: string) => string | undefined }

const bannedNames = new Set(['utils', 'helpers', 'common', 'misc', 'manager', 'data', 'info', 'base', 'util', 'helper'])
const suppressions = [
  '@ts-' + 'ignore',
  '@ts-' + 'expect-error',
  '@ts-' + 'nocheck',
  'biome-' + 'ignore',
  'lint-' + 'disable',
]
const sqlClock =
  /(?<![.\w])now\s*\(\s*\)(?!\s*(?::(?!:)|\{))|\b(?:current_(?:date|time|timestamp)|localtime(?:stamp)?)\b|\b(?:clock|statement|transaction)_timestamp\s*\(/i

const isCode = (path: string) => /\.(?:tsx?|cjs|mjs|css|sql)$/.test(path)
const isTest = (path: string) => /\.(?:test|spec)\.tsx?$/.test(path)
const isGenerated = (path: string) => /\.gen\.ts$|\/db\.types\.ts$/.test(path)
const isContent = (path: string, text: string) =>
  path.startsWith('demo/content/') && !/=>|\bfunction\b|\bimport\s+(?!type\b)/.test(text)

const lines = (text: string) => text.split('\n').length - (text.endsWith('\n') ? 1 : 0)
const lineOf = (text: string, isFault: (line: string) => boolean) =>
  text.split('\n').findIndex((line) => !/^\s*(?:\/\/|\/?\*|--)/.test(line) && isFault(line)) + 1

const rules: Rule[] = [
  {
    name: 'file-length',
    fault(path, text) {
      const most = isTest(path) ? 500 : 300
      if (!isCode(path) || isGenerated(path) || isContent(path, text) || lines(text) <= most) return undefined
      return `${lines(text)} lines, at most ${most}`
    },
  },
  {
    name: 'banned-name',
    fault(path) {
      // The file that the whole of TypeScript's configuration extends is named by convention.
      const words = path.replace(/\.[a-z]+$/, '').split(/[/.]/)
      const banned = path === 'tsconfig.base.json' ? undefined : words.find((word) => bannedNames.has(word))
      return banned && `"${banned}" says nothing about what is inside`
    },
  },
  {
    name: 'depth',
    fault: (path) =>
      path.startsWith('src/') && path.split('/').length > 6 ? 'more than four folders below src' : undefined,
  },
  {
    name: 'suppression',
    fault(path, text) {
      const found = isCode(path) ? suppressions.find((mark) => text.includes(mark)) : undefined
      return found && `"${found}" silences a check`
    },
  },
  {
    name: 'sql-clock',
    fault(path, text) {
      if (!/^migrations\/|^src\/modules\/|^src\/platform\/db\//.test(path) || !/\.(?:sql|ts)$/.test(path))
        return undefined
      const line = lineOf(text, (code) => sqlClock.test(code))
      return line > 0 ? `line ${line}: SQL takes the time as a parameter, from app.clock.now()` : undefined
    },
  },
]

const files = sourceFiles(['src', 'demo', 'tests', 'tools', 'bench', 'migrations', 'locales'])
const faults = files.flatMap((path) => {
  const text = readFileSync(path, 'utf8')
  return rules.flatMap(({ name, fault }) => {
    const found = fault(path, text)
    return found ? [`${name}: ${path}: ${found}`] : []
  })
})

const modules = readdirSync(join('src', 'modules'), { withFileTypes: true }).filter((entry) => entry.isDirectory())
for (const { name } of modules)
  if (!files.includes(`src/modules/${name}/README.md`))
    faults.push(`module-readme: src/modules/${name} has no README.md`)

for (const fault of faults) console.error(fault)
console.log(`${files.length} files, ${rules.length + 1} rules, ${faults.length} faults`)
process.exitCode = faults.length > 0 || files.length === 0 ? 1 : 0
