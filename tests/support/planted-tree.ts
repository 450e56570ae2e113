import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

export type Files = Record<string, string>
export type Run = { code: number; output: string }

const root = join(import.meta.dirname, '..', '..')
const configs = ['biome.json', '.oxlintrc.json', 'knip.json', 'tsconfig.base.json', 'tsconfig.json', 'tools/lint']
const nested = ['src/surfaces/workbench', 'src/surfaces/portal/islands', 'tests/e2e'].map(
  (path) => `${path}/tsconfig.json`,
)

/** A small tree under our own configuration, in a folder of its own. */
export function plantTree(files: Files): string {
  const folder = mkdtempSync(join(tmpdir(), 'minsheng-walls-'))
  for (const config of [...configs, ...nested]) cpSync(join(root, config), join(folder, config), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction')
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return folder
}

export const fellTree = (folder: string): void => rmSync(folder, { recursive: true, force: true })

/** Runs one of our own checks, or a tool of node_modules, over a planted tree. */
export function runIn(folder: string, ...args: string[]): Run {
  const paths = args.map((arg) => (/^(?:tools|node_modules)\//.test(arg) ? join(root, arg) : arg))
  const { status, stdout, stderr } = spawnSync(process.execPath, paths, { cwd: folder, encoding: 'utf8' })
  return { code: status ?? 1, output: `${stdout}\n${stderr}` }
}

export const packageJson = (dependencies: Record<string, string> = {}): string =>
  JSON.stringify({
    name: 'planted',
    type: 'module',
    scripts: { start: 'node src/server.ts' },
    imports: {
      '#kernel/*': './src/kernel/*',
      '#platform/*': './src/platform/*',
      '#modules/*': './src/modules/*',
      '#surfaces/*': './src/surfaces/*',
      '#tests/*': './tests/*',
    },
    dependencies,
  })
