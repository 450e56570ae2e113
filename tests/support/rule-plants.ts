import type { Files } from './planted-tree.ts'

export type Plant = { path: string; text: string }
const domain = 'src/modules/planted'
const suppression = `// @ts-${'ignore'}: planted`
const long = (lines: number) => 'export {}\n'.repeat(lines)

/** For each rule that biome.json names: a file that must turn it red. */
export const biomePlants: Record<string, Plant> = {
  noForEach: { path: `${domain}/for-each.ts`, text: '[1].forEach((n) => n + 1)\n' },
  noUnusedImports: { path: `${domain}/unused-import.ts`, text: "import { join } from 'node:path'\n" },
  noUnusedVariables: { path: `${domain}/unused-variable.ts`, text: 'const unused = 1\n' },
  noUnusedFunctionParameters: { path: `${domain}/unused-parameter.ts`, text: 'export const f = (a: number) => 1\n' },
  useImportExtensions: { path: `${domain}/extension.ts`, text: "export { f } from './unused-parameter'\n" },
  noFloatingPromises: {
    path: `${domain}/floating.ts`,
    text: 'const work = async () => 1\nexport const f = () => {\n  work()\n}\n',
  },
  noBarrelFile: { path: `${domain}/barrel.ts`, text: "export { f } from './unused-parameter.ts'\n" },
  noReExportAll: { path: `${domain}/index.ts`, text: "export * from './unused-parameter.ts'\n" },
  noDefaultExport: { path: `${domain}/default-export.ts`, text: 'export default 1\n' },
  noEnum: { path: `${domain}/an-enum.ts`, text: 'export enum Colour {\n  red,\n}\n' },
  noNonNullAssertion: { path: `${domain}/non-null.ts`, text: 'export const f = (a?: string) => a!.length\n' },
  noParameterProperties: {
    path: `${domain}/parameter-property.ts`,
    text: 'export class A {\n  constructor(readonly a: number) {}\n}\n',
  },
  noRestrictedGlobals: { path: `${domain}/process.ts`, text: 'export const port = process.env.PORT\n' },
  noRestrictedImports: { path: `${domain}/node-process.ts`, text: "export { env } from 'node:process'\n" },
  useConsistentTypeDefinitions: { path: `${domain}/an-interface.ts`, text: 'export interface A {\n  a: string\n}\n' },
  useFilenamingConvention: { path: `${domain}/camelCase.ts`, text: 'export {}\n' },
  useImportType: {
    path: `${domain}/import-type.ts`,
    text: "import { Stats } from 'node:fs'\n\nexport type A = Stats\n",
  },
  useNodejsImportProtocol: { path: `${domain}/protocol.ts`, text: "export { join } from 'path'\n" },
  useThrowOnlyError: { path: `${domain}/throw.ts`, text: "export const f = () => {\n  throw 'no'\n}\n" },
  noConsole: { path: `${domain}/console.ts`, text: 'console.log(1)\n' },
  noExplicitAny: { path: `${domain}/any.ts`, text: 'export const a = (b: any) => b\n' },
  noFocusedTests: {
    path: `${domain}/focused.test.ts`,
    text: "import { test } from 'vitest'\n\ntest.only('a', () => {})\n",
  },
  noSkippedTests: {
    path: `${domain}/skipped.test.ts`,
    text: "import { test } from 'vitest'\n\ntest.skip('a', () => {})\n",
  },
  noTsIgnore: { path: `${domain}/ts-ignore.ts`, text: `${suppression}\nexport const a = 1\n` },
  organizeImports: {
    path: `${domain}/import-order.ts`,
    text: "import { b } from './b.ts'\nimport { readFileSync } from 'node:fs'\n\nexport const a = [b, readFileSync]\n",
  },
  format: { path: `${domain}/format.ts`, text: 'export const a = "double";\n' },
}

/** The time that a module may not take by itself, each line a fault of tools/lint/no-real-time.grit. */
export const realTimePlant: Plant = {
  path: `${domain}/real-time.ts`,
  text: 'export const times = [\n  Date.now(),\n  new Date(),\n  Date(),\n  Temporal.Now.instant(),\n]\n',
}

export const oxlintPlants: Record<string, Plant> = {
  'no-floating-promises': {
    path: `${domain}/floating.ts`,
    text: 'const work = async () => 1\nexport const f = () => {\n  work()\n}\n',
  },
  'no-misused-promises': {
    path: `${domain}/misused.ts`,
    text: 'const work = async () => true\nexport const f = () => (work() ? 1 : 2)\n',
  },
  'await-thenable': { path: `${domain}/await.ts`, text: 'export const f = async () => await 3\n' },
}

/** What strict TypeScript must refuse, by its error code, and in which of our worlds. */
export const typePlants: Record<string, Plant & { code: string }> = {
  strict: { path: `${domain}/implicit.ts`, code: 'TS7006', text: 'export const f = (a) => a\n' },
  noUncheckedIndexedAccess: {
    path: `${domain}/indexed.ts`,
    code: 'TS2532',
    text: 'export const f = (list: string[]) => list[0].length\n',
  },
  erasableSyntaxOnly: { path: `${domain}/an-enum.ts`, code: 'TS1294', text: 'export enum Colour {\n  red,\n}\n' },
  verbatimModuleSyntax: {
    path: `${domain}/import-type.ts`,
    code: 'TS1484',
    text: "import { PathLike } from 'node:fs'\nexport type A = PathLike\n",
  },
  'no page on the server': { path: `${domain}/dom.ts`, code: 'TS2584', text: 'export const a = document.title\n' },
  'React is not spoken in the portal': {
    path: 'src/surfaces/portal/react.tsx',
    code: 'TS2322',
    text: "import type { ReactElement } from 'react'\nexport const a: ReactElement = <b>a</b>\n",
  },
  'hono/jsx is not spoken in the workbench': {
    path: 'src/surfaces/workbench/hono.tsx',
    code: 'TS2322',
    text: 'export const a = <b class="x">a</b>\n',
  },
}

export const filePlants: Record<string, Plant> = {
  'file-length': { path: `${domain}/long.ts`, text: long(301) },
  'banned-name': { path: `${domain}/string.utils.ts`, text: '' },
  depth: { path: 'src/surfaces/workbench/a/b/c/deep.ts', text: '' },
  suppression: { path: `${domain}/silenced.ts`, text: `${suppression}\n` },
  'sql-clock': {
    path: 'migrations/20260101_0000_planted.sql',
    text: 'create table a (at timestamptz default now());\n',
  },
  'module-readme': { path: `${domain}/planted.ts`, text: '' },
}

/** What the file rules must let pass. */
export const goodFiles: Files = {
  'src/modules/good/README.md': '# Good\n',
  'src/modules/good/good.ts': `// Never now() in SQL.\nexport const f = (clock: { now(): Date }) => clock.now()\n${long(290)}`,
  'src/modules/good/good.test.ts': long(500),
  'src/platform/db/db.types.ts': long(900),
  'demo/content/names.ts': `export const names = [\n${"  'a',\n".repeat(900)}]\n`,
}

export const localePlants: Record<string, { zh: unknown; en: unknown }> = {
  'locale-key': { zh: { a: '甲', b: '乙' }, en: { a: 'A' } },
  'locale-placeholder': { zh: { a: '{{count}} 件' }, en: { a: '{{number}} cases' } },
  'locale-empty': { zh: { a: '' }, en: { a: 'A' } },
  'locale-punctuation': { zh: { a: '请重试,谢谢' }, en: { a: 'Try again, please' } },
}

/** A lockfile that `npm ci` would refuse on another platform, and one that is bound to a registry. */
export const lockfilePlant = JSON.stringify({
  packages: {
    '': {},
    'node_modules/tool': {
      version: '1.0.0',
      optionalDependencies: { 'tool-darwin-arm64': '1.0.0', 'tool-linux-x64': '1.0.0' },
    },
    'node_modules/tool-linux-x64': { version: '1.0.0', optional: true, resolved: 'https://registry.example/tool' },
  },
})
