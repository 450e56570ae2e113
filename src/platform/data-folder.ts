import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pid } from 'node:process'

/** Makes the data folder and those above it. @throws in a sentence when that, or writing there, is not possible */
export function openDataFolder(folder: string): void {
  try {
    if (!existsSync(folder)) {
      makeFolder(folder)
      // The user whom PostgreSQL runs as has to pass through, whatever the umask; nobody has to look around.
      chmodSync(folder, 0o711)
    }
    const probe = join(folder, `.probe.${pid}`)
    writeFileSync(probe, '')
    rmSync(probe)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    throw new Error(
      `数据文件夹 ${folder} 无法使用（${code}）：请检查它的位置和权限，或用 MINSHENG_DATA 指定另一个文件夹。\n` +
        `The data folder ${folder} can't be used (${code}): look at where it is and who may write there, or name another one in MINSHENG_DATA.`,
    )
  }
}

/** Whether an installation has left there what only one in use has: files that were handed in, logs. */
export function wasUsed(folder: string): boolean {
  if (existsSync(join(folder, 'postgres.log'))) return true
  return ['files', 'logs'].some((name) => holdsFiles(join(folder, name)))
}

function holdsFiles(folder: string): boolean {
  if (!existsSync(folder)) return false
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  return entries.some((entry) => entry.isFile() && !entry.name.endsWith('.part'))
}

// One by one: asked for a whole path where the system lets none be made, as in /proc, Node never comes back.
function makeFolder(folder: string): void {
  if (!existsSync(dirname(folder))) makeFolder(dirname(folder))
  try {
    mkdirSync(folder)
  } catch (error) {
    // another program that starts at this moment has made it
    if (!existsSync(folder)) throw error
  }
}
