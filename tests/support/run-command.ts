import { type ChildProcessByStdio, execFile, spawn } from 'node:child_process'
import { join } from 'node:path'
import { env, execPath } from 'node:process'
import type { Readable } from 'node:stream'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { counting } from './counting.ts'

export type Ended = { code: number; said: string }

export type Place = { cwd: string; settings: Readonly<Record<string, string>> }

const root = join(import.meta.dirname, '../..')
const fileOf = (tool: string) => join(root, 'tools', `${tool}.ts`)
// each is a process of its own: what the first has compiled the others need not compile again
const compiled = { NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/compiled') }
const optionsOf = ({ cwd, settings }: Place) => ({
  cwd,
  env: { PATH: env.PATH ?? '', ...compiled, ...counting, ...settings },
})

/** Starts a command of the operator, for a test that looks in while it works. */
export const startTool = (
  tool: string,
  place: Place,
  args: readonly string[] = [],
): ChildProcessByStdio<null, Readable, null> =>
  spawn(execPath, [fileOf(tool), ...args], { ...optionsOf(place), stdio: ['ignore', 'pipe', 'inherit'] })

/** Runs a command of the operator as a person would, in a folder of its own, and gives what it said on both outputs. */
export const runTool = (tool: string, args: readonly string[], place: Place): Promise<Ended> =>
  run([fileOf(tool), ...args], place)

/** The program itself, where it is expected not to start. */
export const runProgram = (place: Place): Promise<Ended> =>
  run(['--import', pathToFileURL(join(root, 'src/platform/jsx-hook.ts')).href, join(root, 'src/server.ts')], place)

async function run(args: readonly string[], place: Place): Promise<Ended> {
  try {
    const { stdout, stderr } = await promisify(execFile)(execPath, args, optionsOf(place))
    return { code: 0, said: stdout + stderr }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && 'stdout' in error && 'stderr' in error)) throw error
    return { code: Number(error.code), said: `${error.stdout}${error.stderr}` }
  }
}
