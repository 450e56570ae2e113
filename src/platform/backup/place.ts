import { realpathSync } from 'node:fs'
import { basename, dirname, join, relative, sep } from 'node:path'

/** Whether a file or folder, which need not be there yet, is the folder or lies in it, by whatever links it is named. */
export function isWithin(folder: string, path: string): boolean {
  const [first] = relative(realOf(folder), realOf(path)).split(sep)
  return first !== '..'
}

function realOf(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    const above = dirname(path)
    return above === path ? path : join(realOf(above), basename(path))
  }
}
