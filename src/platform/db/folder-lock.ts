import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pid } from 'node:process'
import { bornOf } from './process-identity.ts'

type Holder = { pid: number; born: string }

/**
 * Takes a folder for this process until it ends; a lock left by a process that lives no longer is taken over.
 * Refuses in a sentence while another process holds it. Returns the release.
 */
export function lockFolder(folder: string): () => void {
  const path = join(folder, 'running.lock')
  const mine = join(folder, `.running.${pid}.${Math.random().toString(36).slice(2)}`)
  const held = JSON.stringify({ pid, born: bornOf(pid) ?? 'unknown' } satisfies Holder)
  try {
    writeFileSync(mine, held, { mode: 0o644 })
    for (;;) {
      // link() either makes the whole lock or fails: nobody ever reads half of one.
      if (tryLink(mine, path)) return () => release(path, held)
      const found = readIfThere(path)
      if (found === undefined) continue
      const holder = holderOf(found)
      if (holder && bornOf(holder.pid) === holder.born) throw new Error(refusal(folder, holder))
      takeAway(path, found)
    }
  } finally {
    rmSync(mine, { force: true })
  }
}

const refusal = (folder: string, holder: Holder) =>
  `数据文件夹 ${folder} 正由另一个运行中的程序使用（进程 ${holder.pid}），请先停止它，或用 MINSHENG_DATA 指定另一个文件夹。\n` +
  `The data folder ${folder} is in use by a running program (process ${holder.pid}): stop that one first, or name another folder in MINSHENG_DATA.`

function release(path: string, held: string): void {
  if (readIfThere(path) === held) rmSync(path, { force: true })
}

// Another starter may have replaced the stale lock in between: what was moved away is looked at again.
function takeAway(path: string, stale: string): void {
  const aside = `${path}.${pid}`
  try {
    renameSync(path, aside)
  } catch {
    return
  }
  if (readIfThere(aside) !== stale) tryLink(aside, path)
  rmSync(aside, { force: true })
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

function holderOf(text: string): Holder | undefined {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null || !('pid' in value) || !('born' in value)) return undefined
    return { pid: Number(value.pid), born: String(value.born) }
  } catch {
    return undefined
  }
}
