import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sourceFiles } from './source-files.ts'

// Builds the workbench; with --if-stale only when something it is made of is newer than the last build.
process.chdir(join(import.meta.dirname, '..'))
const stamp = join('dist', '.built')
// The browser gets the screens and the pure part of what they show, nothing of the server.
const server = /\.(?:service|queries|api|jobs|policy|given|test)\.tsx?$/
const sources = [
  ...sourceFiles(['src/surfaces/workbench', 'src/kernel', 'src/modules', 'locales']).filter(
    (file) => !server.test(file),
  ),
  'package.json',
]

const isStale = () => {
  if (!existsSync(stamp)) return true
  const built = statSync(stamp).mtimeMs
  return sources.some((file) => statSync(file).mtimeMs > built)
}

if (!process.argv.includes('--if-stale') || isStale()) {
  const began = new Date()
  const vite = join('node_modules', 'vite', 'bin', 'vite.js')
  try {
    execFileSync(process.execPath, [vite, 'build', '--config', 'src/surfaces/workbench/vite.config.ts'], {
      stdio: 'inherit',
      // Also when the tests ask for it, which set it to test: React would come along as it is made for development.
      env: { ...process.env, NODE_ENV: 'production' },
    })
    mkdirSync('dist', { recursive: true })
    writeFileSync(stamp, '')
    // What was edited while the build ran is newer than the build.
    utimesSync(stamp, began, began)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    console.error(
      `页面没有建成（${reason}）。请用能写 dist 文件夹的用户运行 npm run build，然后再启动。\n` +
        `The pages were not built (${reason}). Run npm run build as a user who may write the folder dist, then start.`,
    )
    process.exitCode = 1
  }
}
