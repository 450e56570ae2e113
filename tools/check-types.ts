import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { sourceFiles } from './source-files.ts'

// One TypeScript project per world: server, workbench, islands, journeys. A world without files is passed over.
const run = promisify(execFile)
const tsc = join(import.meta.dirname, '..', 'node_modules', 'typescript', 'bin', 'tsc')
const configs = ['tsconfig.json', ...sourceFiles(['src', 'tests']).filter((file) => file.endsWith('/tsconfig.json'))]

// One checker a project: each checker works out Zod's and Kysely's types anew, four cost three times the time of one.
const check = async (config: string): Promise<string> => {
  try {
    await run(process.execPath, [tsc, '--project', config, '--pretty', 'false', '--checkers', '1'], {
      maxBuffer: 64 * 1024 * 1024,
    })
    return ''
  } catch (fault) {
    const output = fault instanceof Error && 'stdout' in fault ? String(fault.stdout) : String(fault)
    return output.includes('TS18003') ? '' : output
  }
}

// A file that two worlds share is reported once.
const faults = new Set((await Promise.all(configs.map(check))).flatMap((output) => output.split('\n')).filter(Boolean))
for (const fault of faults) console.error(fault)
console.log(`${configs.length} projects, ${faults.size} lines of faults`)
process.exitCode = faults.size > 0 ? 1 : 0
