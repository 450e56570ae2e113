import { execFileSync } from 'node:child_process'
import { readFileSync, readlinkSync } from 'node:fs'
import { kill, platform } from 'node:process'

/**
 * What tells a process from a later one with the same number: when it was born. Undefined when no such process lives
 * (one that has ended but was not collected by its parent lives no longer).
 */
export function bornOf(pid: number): string | undefined {
  if (!isAlive(pid)) return undefined
  if (platform === 'linux') return bornOnLinux(pid)
  if (platform === 'win32') return 'unknown'
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined
  } catch {
    return undefined
  }
}

/** The name of the program a living process runs, as far as the system tells it. */
export function programOf(pid: number): string | undefined {
  try {
    if (platform === 'linux') return readFileSync(`/proc/${pid}/comm`, 'utf8').trim()
    if (platform === 'win32') return undefined
    return execFileSync('ps', ['-o', 'comm=', '-p', String(pid)], { encoding: 'utf8' })
      .trim()
      .split('/')
      .at(-1)
  } catch {
    return undefined
  }
}

/** The folder a living process works in, where the system tells it: for PostgreSQL, its cluster's. */
export function workplaceOf(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return undefined
  }
}

function isAlive(pid: number): boolean {
  try {
    kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it lives and belongs to somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

function bornOnLinux(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The program's name stands in brackets and may hold spaces; the state and the start (field 22) come after it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    if (fields[0] === 'Z' || fields[0] === 'X') return undefined
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    return `${boot}/${fields[19]}`
  } catch {
    return undefined
  }
}
