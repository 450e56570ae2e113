import { spawn, spawnSync } from 'node:child_process'
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { availableParallelism, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { kill, pid as ownPid, platform } from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { type Account, runAs } from './postgres-account.ts'
import type { Binaries } from './postgres-binaries.ts'
import { bornOf, programOf, workplaceOf } from './process-identity.ts'

/** One PostgreSQL cluster on this machine: its programs, its folder, whom it runs as, its superuser's password. */
export type Cluster = {
  binaries: Binaries
  folder: string
  account: Account | undefined
  password: string
  logFile: string
}

export type Running = { pid: number; born: string; port: number }

/** Makes the cluster's files. UTF-8 and locale C always: LANG of the caller must not decide what the database holds. */
export function initCluster(cluster: Cluster, flags: string[] = []): void {
  const { account, folder } = cluster
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const secrets = mkdtempSync(join(tmpdir(), 'minsheng-init-'))
  const passwordFile = join(secrets, 'password')
  writeFileSync(passwordFile, `${cluster.password}\n`, { mode: 0o600 })
  if (account) for (const path of [folder, secrets, passwordFile]) chownSync(path, account.uid, account.gid)
  try {
    const made = spawnSync(
      cluster.binaries.initdb,
      [
        `--pgdata=${folder}`,
        '--encoding=UTF8',
        '--locale=C',
        '--username=postgres',
        '--auth=scram-sha-256',
        `--pwfile=${passwordFile}`,
        '--no-instructions',
        ...flags,
      ],
      { ...runAs(account), encoding: 'utf8' },
    )
    if (made.status !== 0) throw failure(notMade(folder, made.stderr || made.error?.message || String(made.signal)))
  } finally {
    rmSync(secrets, { recursive: true, force: true })
  }
}

/** Starts a server that outlives this process and waits until it answers. */
export async function startServer(cluster: Cluster, port: number, settings: Record<string, string>): Promise<Running> {
  standInForStrangers(cluster.folder)
  const log = openSync(cluster.logFile, 'a', 0o600)
  const socket = { unix_socket_directories: hasSocket(cluster.folder) ? cluster.folder : '' }
  const all = { ...always, ...socket, port: String(port), ...settings }
  const flags = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const child = spawn(cluster.binaries.postgres, ['-D', cluster.folder, ...flags], {
    ...runAs(cluster.account, cluster.folder),
    // A session of its own: Ctrl-C in the terminal must reach this program alone, which then stops the server in order.
    detached: true,
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  let hasFailed = false
  const failed = new Promise<string>((resolve) => {
    child.once('error', ({ message }) => resolve(message))
    child.once('exit', (code, signal) => resolve(`PostgreSQL ended at once (${code ?? signal}).`))
  }).finally(() => {
    hasFailed = true
  })
  child.unref()
  const outcome = await Promise.race([failed, waitUntilReady(cluster, 60_000, () => hasFailed)])
  if (typeof outcome !== 'object') throw failure(notStarted(cluster, outcome ?? 'It does not answer.'))
  return outcome
}

/** PostgreSQL's own words for a full disk, which for every other program is a code. */
export const saysFull = (words: string): boolean => words.includes('No space left on device')

const failure = (words: string): Error => Object.assign(new Error(words), saysFull(words) && { code: 'ENOSPC' })

const notMade = (folder: string, reason: string): string =>
  `内置数据库的文件夹 ${folder} 没有建成，原因如下。\nThe folder of the bundled database, ${folder}, was not made, for this reason:\n${reason.trim()}`

const notStarted = ({ logFile }: Cluster, reason: string): string =>
  `内置数据库没有启动，原因见下，或见 ${logFile}。\nThe bundled database did not start, for the reason below or in ${logFile}:\n${reason}\n${lastLines(logFile)}`

/**
 * The server that runs on this cluster, or undefined when none does. Ours it is when its pid file names a living
 * process and our folder, and it lets us in and says that it serves that folder.
 */
export async function findRunning(cluster: Cluster): Promise<Running | undefined> {
  const found = readPidFile(cluster.folder)
  const isGone = (pid: number) => isStranger(pid, cluster.folder)
  if (!found || isGone(found.pid)) return undefined
  // One that is just shutting down ends while we wait for it, and then none runs.
  if (found.status === 'stopping') await endStopping(found.pid, () => isGone(found.pid))
  return waitUntilReady(cluster, 60_000, () => isGone(found.pid))
}

const stoppingMs = 5_000

/** Fast shutdown: clients are let go, everything is written. */
export async function stopServer(cluster: Cluster, running: Running): Promise<void> {
  const isGone = () => bornOf(running.pid) !== running.born
  if (platform === 'win32') spawnSync(cluster.binaries.pgCtl, ['stop', '-D', cluster.folder, '-m', 'fast', '-w'])
  else if (!isGone()) kill(running.pid, 'SIGINT')
  await endStopping(running.pid, isGone)
}

/**
 * Told to stop in the middle of its own restart after a crash, PostgreSQL 18 may wait for ever. Nothing committed is lost
 * by an immediate stop; the next start only has to recover.
 */
async function endStopping(pid: number, isGone: () => boolean): Promise<void> {
  if (await until(isGone, stoppingMs)) return
  kill(pid, 'SIGQUIT')
  if (!(await until(isGone, 10_000))) throw new Error(`PostgreSQL (process ${pid}) does not end.`)
}

export function connectionString(port: number, user: string, password: string, database: string): string {
  return `postgres://${encodeURIComponent(user)}:${encodeURIComponent(password)}@127.0.0.1:${port}/${encodeURIComponent(database)}?sslmode=disable`
}

// what an address of a Unix socket may hold on every system, with the zero at its end
const socketPathMax = 103
const socketName = (port: number | string) => `.s.PGSQL.${port}`
const hasSocket = (folder: string): boolean =>
  platform !== 'win32' && Buffer.byteLength(join(folder, socketName(65_535))) <= socketPathMax

/**
 * The same server by its Unix socket in the cluster's folder: a question and its answer cost a fifth less than over the
 * loopback. Where there is none, as on Windows or beside a server that an older program started, the address as it is.
 */
export function overSocket(address: string, folder: string): string {
  const url = new URL(address)
  if (!hasSocket(folder) || !existsSync(join(folder, socketName(url.port)))) return address
  url.searchParams.set('host', folder)
  return url.href
}

/** Runs `work` as the superuser on one connection. */
export async function asSuperuser<Result>(
  { password }: Pick<Cluster, 'password'>,
  port: number,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({
    connectionString: connectionString(port, 'postgres', password, 'postgres'),
    // Given, so that PGOPTIONS of the caller is not taken.
    options: '-c timezone=UTC',
  })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** A port of the loopback nobody listens on: the wanted one if it is free. */
export function freePort(wanted = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (error) => (wanted === 0 ? reject(error) : resolve(freePort())))
    probe.listen(wanted, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : wanted))
    })
  })
}

const megabytes = Math.floor(totalmem() / 1024 ** 2)

const always: Record<string, string> = {
  listen_addresses: '127.0.0.1',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // The log must hold no personal data: no statements, no DETAIL lines, which quote rows, and no errors of statements,
  // which quote what callers have sent; those are the program's to log. What the server says of itself stays.
  log_min_messages: 'log',
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
  log_parameter_max_length_on_error: '0',
  log_checkpoints: 'off',
  max_connections: '100',
  // Small machines: a county's server has two cores and other work to do.
  shared_buffers: `${Math.min(256, Math.max(32, Math.floor(megabytes / 16)))}MB`,
  effective_cache_size: `${Math.max(128, Math.floor(megabytes / 3))}MB`,
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  max_wal_size: '512MB',
  min_wal_size: '80MB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  checkpoint_timeout: '15min',
  random_page_cost: '1.1',
  jit: 'off',
  max_parallel_workers_per_gather: String(availableParallelism() > 2 ? 2 : 0),
  autovacuum_max_workers: '2',
}

type PidFile = { pid: number; folder: string; port: number; status: string }

export function readPidFile(folder: string): PidFile | undefined {
  try {
    const lines = readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')
    const pid = Number(lines[0])
    if (!Number.isInteger(pid) || pid <= 0) return undefined
    return { pid, folder: lines[1] ?? '', port: Number(lines[3] ?? 0), status: (lines[7] ?? '').trim() }
  } catch {
    return undefined
  }
}

// After a crash, or in a container that was started anew, the number in a left-over file may belong to any program,
// to another cluster's PostgreSQL, or to nothing but a dead process that nobody collected.
function isStranger(pid: number, folder: string): boolean {
  if (bornOf(pid) === undefined || !(programOf(pid) ?? 'postgres').startsWith('postgres')) return true
  const workplace = workplaceOf(pid)
  return workplace !== undefined && workplace !== realpathSync(folder)
}

/**
 * PostgreSQL will not start while a process has the number in a left-over pid file, whatever that process is by now.
 * The file is not deleted, since it guards against survivors of the crash by their shared memory: it gets our own
 * number, which PostgreSQL passes over as its parent's. So does the lock of its socket, which lies beside it.
 */
function standInForStrangers(folder: string): void {
  const found = readPidFile(folder)
  if (!found || !isStranger(found.pid, folder)) return
  const locks = readdirSync(folder).filter((name) => name.startsWith(socketName('')) && name.endsWith('.lock'))
  for (const name of ['postmaster.pid', ...locks]) {
    const path = join(folder, name)
    const rest = readFileSync(path, 'utf8').split('\n').slice(1)
    writeFileSync(path, [String(ownPid), ...rest].join('\n'))
  }
}

async function waitUntilReady(cluster: Cluster, ms: number, hasEnded: () => boolean): Promise<Running | undefined> {
  let reason = 'it does not answer'
  let running: Running | undefined
  const isReady = async () => {
    const found = readPidFile(cluster.folder)
    const born = found ? bornOf(found.pid) : undefined
    if (!found || born === undefined || found.pid === ownPid || !found.port || found.status !== 'ready') return false
    try {
      await assertOurs(cluster, found)
      running = { pid: found.pid, born, port: found.port }
      return true
    } catch (error) {
      reason = error instanceof Error ? error.message : String(error)
      return false
    }
  }
  const isReadyOrGone = async () => (await isReady()) || hasEnded()
  if (await until(isReadyOrGone, ms)) return running
  throw new Error(
    `PostgreSQL（${cluster.folder}）正在运行但无法登录：${reason}\n` +
      `A PostgreSQL runs on ${cluster.folder}, but this program can't log in: ${reason}`,
  )
}

async function assertOurs(cluster: Cluster, { folder, port }: PidFile): Promise<void> {
  const served = await asSuperuser(cluster, port, async (client) => {
    const { rows } = await client.query<{ folder: string }>(`select current_setting('data_directory') as folder`)
    return rows[0]?.folder ?? ''
  })
  const own = realpathSync(cluster.folder)
  if (realpathSync(served) !== own || realpathSync(folder) !== own) throw new Error(`it serves ${served}`)
}

async function until(isSo: () => boolean | Promise<boolean>, ms: number): Promise<boolean> {
  const end = performance.now() + ms
  while (performance.now() < end) {
    if (await isSo()) return true
    await sleep(25)
  }
  return isSo()
}

const lastLines = (file: string) => readFileSync(file, 'utf8').trimEnd().split('\n').slice(-5).join('\n')
