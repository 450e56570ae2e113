import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { allowedTree, brokenTree, brokenWalls } from './support/boundary-plants.ts'
import { type Files, fellTree, packageJson, plantTree, type Run, runIn } from './support/planted-tree.ts'
import {
  biomePlants,
  filePlants,
  goodFiles,
  localePlants,
  lockfilePlant,
  oxlintPlants,
  type Plant,
  realTimePlant,
  typePlants,
} from './support/rule-plants.ts'

// Every wall is proven by breaking it: one small tree for each tool, in which each rule is broken once.
const root = join(import.meta.dirname, '..')
const trees: string[] = []
const run = (files: Files, ...args: string[]): Run => {
  const folder = plantTree(files)
  trees.push(folder)
  return runIn(folder, ...args)
}
afterAll(() => trees.forEach(fellTree))

const filesOf = (plants: Record<string, Plant>): Files =>
  Object.fromEntries(Object.values(plants).map(({ path, text }) => [path, text]))
const linesNaming = (output: string, ...parts: string[]) =>
  output.split('\n').filter((line) => parts.every((part) => line.includes(part)))

describe('dependency-cruiser', () => {
  const boundaries = ['--import', join(root, 'tools/typescript-6.ts'), 'tools/check-boundaries.ts']
  const broken = run({ 'package.json': packageJson(), ...brokenTree() }, ...boundaries)
  const { forbidden } = createRequire(import.meta.url)('../.dependency-cruiser.cjs')
  const names: string[] = forbidden.map((rule: { name: string }) => rule.name)

  test('every rule has an import that breaks it', () => {
    expect(Object.keys(brokenWalls).toSorted()).toEqual(names.toSorted())
  })

  test.each(names)('%s is red when it is broken', (name) => {
    const [from = '', to = ''] = brokenWalls[name] ?? []
    const target = name === 'no-unresolvable' ? 'nowhere.ts' : to.replace('node:', '')
    expect(broken.code).toBe(1)
    expect(linesNaming(broken.output, `${name}: `, from, target)).not.toEqual([])
  })

  test('a module that is in no tier is red', () => {
    expect(linesNaming(broken.output, 'module-without-tier', 'unheard-of')).not.toEqual([])
  })

  test('a tree within the walls is green and every file of it is seen', () => {
    const tree = allowedTree()
    const { code, output } = run({ 'package.json': packageJson(), ...tree }, ...boundaries)
    expect(output).toContain(`${Object.keys(tree).length} modules`)
    expect(output).toContain('0 faults')
    expect(code).toBe(0)
  })

  test('a cruiser that understands no TypeScript is red, not green', () => {
    const { code, output } = run({ 'package.json': packageJson(), ...allowedTree() }, 'tools/check-boundaries.ts')
    expect(output).toMatch(/not-cruised|nothing-cruised/)
    expect(code).toBe(1)
  })
})

describe('Biome', () => {
  const biome = (files: Files) =>
    run(files, 'node_modules/@biomejs/biome/bin/biome', 'ci', '--reporter=json', '--max-diagnostics=none', 'src')
  type Finding = { category: string; message: string; location: { path: string } }
  const { output, code } = biome({ ...filesOf(biomePlants), [realTimePlant.path]: realTimePlant.text })
  const findings: Finding[] = JSON.parse(output.slice(output.indexOf('{'), output.lastIndexOf('}') + 1)).diagnostics

  const config = JSON.parse(readFileSync(join(root, 'biome.json'), 'utf8'))
  const named = Object.values<Record<string, unknown>>(config.linter.rules)
    .filter((group) => typeof group === 'object')
    .flatMap((group) => Object.entries(group).flatMap(([rule, level]) => (level === 'off' ? [] : [rule])))

  test('every rule that our configuration names has a file that breaks it', () => {
    expect(Object.keys(biomePlants).toSorted()).toEqual([...named, 'format', 'organizeImports'].toSorted())
    expect(code).toBe(1)
  })

  test.each(Object.keys(biomePlants))('%s is red when it is broken', (rule) => {
    const path = biomePlants[rule]?.path ?? ''
    const found = findings.filter((finding) => finding.location.path.endsWith(path))
    expect(found.map(({ category }) => category.split('/').at(-1))).toContain(rule)
  })

  test('a module that takes the time by itself is red, on every way there is', () => {
    const found = findings.filter(({ message }) => message.includes('app.clock.now()'))
    expect(found).toHaveLength(4)
  })

  test('a file in our style is green', () => {
    const clean = biome({ 'src/kernel/clean.ts': "export const date = new Date('2026-01-01')\n" })
    expect(clean.code).toBe(0)
  })
})

describe('oxlint', () => {
  const oxlint = (files: Files) => run(files, 'node_modules/oxlint/bin/oxlint', '--type-aware', '--format=unix', 'src')
  const broken = oxlint(filesOf(oxlintPlants))

  test.each(Object.keys(oxlintPlants))('%s is red when it is broken', (rule) => {
    expect(linesNaming(broken.output, rule, oxlintPlants[rule]?.path ?? '?')).not.toEqual([])
    expect(broken.code).toBe(1)
  })

  test('every rule that our configuration names has a file that breaks it', () => {
    const { rules } = JSON.parse(readFileSync(join(root, '.oxlintrc.json'), 'utf8'))
    expect(Object.keys(rules)).toEqual(Object.keys(oxlintPlants).map((rule) => `typescript/${rule}`))
  })

  test('an awaited promise is green', () => {
    const { code } = oxlint({
      'src/a.ts': 'const work = async () => 1\nexport const f = async () => (await work()) + 1\n',
    })
    expect(code).toBe(0)
  })
})

describe('TypeScript', () => {
  const broken = run({ 'package.json': packageJson(), ...filesOf(typePlants) }, 'tools/check-types.ts')

  test.each(Object.keys(typePlants))('%s', (name) => {
    const { path = '?', code = '?' } = typePlants[name] ?? {}
    expect(linesNaming(broken.output, path, code)).not.toEqual([])
    expect(broken.code).toBe(1)
  })

  test('each world speaks its own language, and all know Temporal', () => {
    const { code, output } = run(
      {
        'package.json': packageJson(),
        'src/kernel/day.ts': "export const day = Temporal.PlainDate.from('2026-02-24').add({ days: 3 })\n",
        'src/surfaces/portal/page.tsx': 'export const page = <b class="x">a</b>\n',
        'src/surfaces/portal/islands/island.ts': "document.title = 'a'\n",
        'src/surfaces/workbench/page.tsx':
          "import { day } from '#kernel/day.ts'\nexport const page = <b className={document.title}>{String(day)}</b>\n",
      },
      'tools/check-types.ts',
    )
    expect(output).toContain('0 lines of faults')
    expect(code).toBe(0)
  })
})

describe('knip', () => {
  const knip = (files: Files, dependencies: Record<string, string>) =>
    run(
      { 'package.json': packageJson(dependencies), ...files },
      'node_modules/knip/bin/knip.js',
      '--no-progress',
      '--reporter=compact',
    )
  const server = "import { used } from '#kernel/used.ts'\nimport { z } from 'zod'\n\nz.string().parse(used)\n"

  test('a dead file, a dead export, a needless and an unlisted dependency are red', () => {
    const { code, output } = knip(
      {
        'src/server.ts': `${server}import 'hono'\n`,
        'src/kernel/used.ts': 'export const used = 1\nexport const deadExport = 2\n',
        'src/kernel/dead-file.ts': 'export const dead = 1\n',
      },
      { zod: '*', 'chinese-days': '*' },
    )
    expect(code).toBe(1)
    for (const name of ['dead-file.ts', 'deadExport', 'chinese-days', 'hono']) expect(output).toContain(name)
  })

  test('a tree in which all is used is green', () => {
    const { code, output } = knip(
      { 'src/server.ts': server, 'src/kernel/used.ts': 'export const used = 1\n' },
      { zod: '*' },
    )
    expect(output.trim()).toBe('')
    expect(code).toBe(0)
  })
})

describe('our own checks', () => {
  const broken = run({ ...goodFiles, ...filesOf(filePlants) }, 'tools/check-files.ts')

  test.each(Object.keys(filePlants))('%s is red when it is broken', (rule) => {
    const found = linesNaming(broken.output, `${rule}: `)
    const place = rule === 'module-readme' ? 'src/modules/planted' : (filePlants[rule]?.path ?? '?')
    expect(found).toHaveLength(1)
    expect(found[0]).toContain(place)
    expect(broken.code).toBe(1)
  })

  test('files within their length, generated files and pure content are green', () => {
    const { code, output } = run(goodFiles, 'tools/check-files.ts')
    expect(output).toContain('0 faults')
    expect(code).toBe(0)
  })

  const locales = (files: Record<string, { zh: unknown; en: unknown }>): Files =>
    Object.fromEntries(
      Object.entries(files).flatMap(([name, { zh, en }]) => [
        [`locales/zh-CN/${name}.json`, JSON.stringify(zh)],
        [`locales/en/${name}.json`, JSON.stringify(en)],
      ]),
    )
  const brokenLocales = run(
    {
      ...locales(localePlants),
      'locales/en/alone.json': '{}',
      'src/kernel/a.ts': "throw new Refusal('conflict', 'planted.wordless')\n",
    },
    'tools/check-locales.ts',
  )

  test.each(Object.keys(localePlants))('%s is red when it is broken', (rule) => {
    expect(linesNaming(brokenLocales.output, `${rule}: ${rule}.json`)).toHaveLength(1)
    expect(brokenLocales.code).toBe(1)
  })

  test('a locale file in one language only and a refusal without words are red', () => {
    expect(linesNaming(brokenLocales.output, 'locale-file: ', 'alone.json')).toHaveLength(1)
    expect(linesNaming(brokenLocales.output, 'refusal-words: ', 'planted.wordless')).toHaveLength(1)
  })

  test('two languages that say the same are green, also where English has a singular', () => {
    const words = {
      zh: { cases_other: '{{count}} 件', refusals: { no: '现在不行，请稍后。' } },
      en: { cases_one: 'one case', cases_other: '{{count}} cases', refusals: { no: 'Not now.' } },
    }
    const code = "throw new Refusal('conflict', 'planted.no')\n"
    const { code: exit, output } = run(
      { ...locales({ planted: words }), 'src/kernel/a.ts': code },
      'tools/check-locales.ts',
    )
    expect(output).toContain('0 faults')
    expect(exit).toBe(0)
  })

  test('a lockfile that lacks a platform or names a registry is red', () => {
    const { code, output } = run({ 'package-lock.json': lockfilePlant }, 'tools/check-lockfile.ts')
    expect(linesNaming(output, 'incomplete-lockfile: ', 'tool-darwin-arm64')).toHaveLength(1)
    expect(linesNaming(output, 'resolved-in-lockfile: ', 'tool-linux-x64')).toHaveLength(1)
    expect(code).toBe(1)
  })
})
