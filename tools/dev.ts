import { spawn } from 'node:child_process'
import { join } from 'node:path'

// The server starts anew when a file changes; the workbench is built anew beside it. One address for both.
process.chdir(join(import.meta.dirname, '..'))
const vite = join('node_modules', 'vite', 'bin', 'vite.js')
const children = [
  [vite, 'build', '--watch', '--mode', 'development', '--config', 'src/surfaces/workbench/vite.config.ts'],
  [
    '--watch',
    '--watch-preserve-output',
    '--enable-source-maps',
    '--import',
    './src/platform/jsx-hook.ts',
    'src/server.ts',
  ],
].map((args) => spawn(process.execPath, args, { stdio: 'inherit' }))

const stop = () => {
  for (const child of children) child.kill()
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop)
for (const child of children) child.on('exit', stop)
