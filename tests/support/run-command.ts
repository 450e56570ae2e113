import { type ChildProcessByStdio, execFile, spawn } from 'node:child_process'
import { join } from 'node:path'
import { env, execPath } from 'node:process'
import type { Readable } from 'node:stream'
import { promisify } from 'node:util'
import { counting } from './counting.ts'

export type Ended = { code: number; said: string }

export type Place = { cwd: string; settings: Readonly<Record<string, string>> }

const fileOf = (tool: string) => join(import.meta.dirname, '../../tools', `${tool}.ts`)
const optionsOf = ({ cwd, settings }: Place) => ({ cwd, env: { PATH: env.PATH ?? '', ...counting, ...settings } })

/** Starts a command of the operator, for a test that looks in while it works. */
export const startTool = (tool: string, place: Place): ChildProcessByStdio<null, Readable, null> =>
  spawn(execPath, [fileOf(tool)], { ...optionsOf(place), stdio: ['ignore', 'pipe', 'inherit'] })

/** Runs a command of the operator as a person would, in a folder of its own, and gives what it said on both outputs. */
export async function runTool(tool: string, args: readonly string[], place: Place): Promise<Ended> {
  try {
    const { stdout, stderr } = await promisify(execFile)(execPath, [fileOf(tool), ...args], optionsOf(place))
    return { code: 0, said: stdout + stderr }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && 'stdout' in error && 'stderr' in error)) throw error
    return { code: Number(error.code), said: `${error.stdout}${error.stderr}` }
  }
}
