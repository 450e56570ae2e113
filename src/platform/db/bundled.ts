import { createHash } from 'node:crypto'
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { userInfo } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { platform } from 'node:process'
import pg from 'pg'
import { openDataFolder } from '../data-folder.ts'
import type { Log } from '../log.ts'
import {
  type Facts,
  findFacts,
  isMade,
  lacksPasswords,
  makeFacts,
  newFacts,
  ownCluster,
  writeFacts,
} from './bundled-facts.ts'
import { lockFolder } from './folder-lock.ts'
import { type Account, canEnter, findAccount } from './postgres-account.ts'
import { findBinaries } from './postgres-binaries.ts'
import {
  asSuperuser,
  type Cluster,
  connectionString,
  findRunning,
  freePort,
  initCluster,
  overSocket,
  type Running,
  saysFull,
  startServer,
  stopServer,
} from './postgres-server.ts'
import { bornOf } from './process-identity.ts'
import { renewPassword } from './renew-password.ts'

export type Bundled = {
  port: number
  /** How the program logs in: as the owner of its own database, not as the superuser. */
  connectionString(database?: string): string
  /** Whether it has found its disk full since it was started, of which callers may see no more than that it is away. */
  hasFilled(): boolean
  /** Stops the server in order and lets go of the data folder. */
  stop(): Promise<void>
}

type BundledOptions = {
  dataDir: string
  log: Log
  /** Where root keeps what the unprivileged user can't reach in its own place. */
  shelter?: string
  /** PostgreSQL settings over our own, e.g. `{ fsync: 'off' }`. */
  settings?: Record<string, string>
  /** Called when the data folder is locked, before anything is made in it. */
  onLocked?: () => void
}

const bundledVersion = '18'
const ownRole = 'minsheng'
const ownDatabase = 'minsheng'

/**
 * Starts the bundled PostgreSQL on the data folder, or takes over the one that a killed program left alive there.
 * Refuses in a sentence when another program runs on the folder, the database was lost there, or the system's rights do
 * not allow it.
 */
export async function startBundled(options: BundledOptions): Promise<Bundled> {
  openDataFolder(options.dataDir)
  const dataDir = realpathSync(options.dataDir)
  assertOpen(dataDir)
  const releases = [lockFolder(dataDir)]
  let undo = () => Promise.resolve()
  try {
    options.onLocked?.()
    const isLocked = lacksPasswords(dataDir)
    const facts = isLocked ? newFacts() : (findFacts(dataDir) ?? makeFacts(dataDir))
    const { cluster, isElsewhere } = placeCluster(dataDir, options, facts)
    // A copied data folder names the same place: the lock there keeps two programs off one cluster.
    if (isElsewhere) releases.push(lockFolder(dirname(cluster.folder)))
    if (isMade(cluster.folder)) assertVersion(cluster.folder)
    else makeCluster(cluster, options.log)
    if (isLocked) {
      options.log.warn('the passwords of the database were gone; it has new ones', { folder: cluster.folder })
      await renewPassword(cluster)
    }
    const said = readingOn(cluster.logFile)
    let running = await runServer(cluster, facts.port, options)
    undo = () => stopServer(cluster, running)
    const folder = isElsewhere ? cluster.folder : undefined
    const { port } = running
    await prepareOwnDatabase(cluster, port, { password: facts.password, isNew: isLocked })
    // only now: until new passwords are noted the next start makes others
    if (facts.port !== port || facts.folder !== folder) writeFacts(dataDir, { ...facts, port, folder })
    const stopWatching = watchServer(options.log, async () => {
      if (bornOf(running.pid) !== running.born) running = await runServer(cluster, port, options)
    })
    return {
      port,
      connectionString: (database = ownDatabase) =>
        overSocket(connectionString(port, ownRole, facts.password, database), cluster.folder),
      hasFilled: () => saysFull(said()),
      async stop() {
        await stopWatching()
        await stopServer(cluster, running)
        options.log.info('bundled PostgreSQL stopped')
        for (const release of releases) release()
      },
    }
  } catch (error) {
    await undo().catch(() => undefined)
    for (const release of releases) release()
    throw error
  }
}

/**
 * How to reach the bundled PostgreSQL of a data folder, for a command that looks in while the program runs. The server
 * may not be up; undefined when no program ever ran on that folder.
 * @throws in a sentence where the database was lost
 */
export function findBundledConnection(dataDir: string): string | undefined {
  const facts = findFacts(dataDir)
  if (facts?.port === undefined) return undefined
  const { folder = ownCluster(dataDir), port, password } = facts
  return overSocket(connectionString(port, ownRole, password, ownDatabase), folder)
}

const lookMs = 500

/** A PostgreSQL that was killed or has crashed is started again, at the port that everybody knows. */
function watchServer(log: Log, look: () => Promise<void>): () => Promise<void> {
  let looking: Promise<void> | undefined
  const timer = setInterval(() => {
    looking ??= look()
      .catch((error: unknown) => log.error('bundled PostgreSQL could not be started again', error))
      .finally(() => {
        looking = undefined
      })
  }, lookMs)
  timer.unref()
  return async () => {
    clearInterval(timer)
    await looking
  }
}

async function runServer(cluster: Cluster, port: number | undefined, options: BundledOptions): Promise<Running> {
  const found = await findRunning(cluster)
  if (found) {
    options.log.info('took over the PostgreSQL that an earlier run left alive', { pid: found.pid, port: found.port })
    return found
  }
  rotateLog(cluster.logFile)
  for (let attempt = 1; ; attempt += 1) {
    try {
      const running = await startServer(cluster, await freePort(port), options.settings ?? {})
      options.log.info('bundled PostgreSQL started', { pid: running.pid, port: running.port })
      return running
    } catch (error) {
      // Another program took the port in the same moment, or processes of a crashed server are still ending.
      const mayPass =
        error instanceof Error && /could not bind|pre-existing shared memory|is still in use/.test(error.message)
      if (!mayPass || attempt === 10) throw error
      await new Promise((resolve) => setTimeout(resolve, 500))
    }
  }
}

function placeCluster(dataDir: string, options: BundledOptions, facts: Facts) {
  const own = ownCluster(dataDir)
  const shelter = options.shelter ?? '/var/lib/minsheng'
  const account = findAccount(facts.folder ?? own)
  // Without an account we run as ourselves: what can't be used in place is kept in the data folder.
  const binaries = findBinaries(account, account ? shelter : dataDir)
  const folder = facts.folder ?? placeFor(dataDir, shelter, account)
  if (existsSync(folder) && !account) assertOwn(folder)
  const cluster = {
    binaries,
    folder,
    account,
    password: facts.superuserPassword,
    logFile: join(dataDir, 'postgres.log'),
  }
  return { cluster, isElsewhere: folder !== own }
}

function placeFor(dataDir: string, shelter: string, account: Account | undefined): string {
  const own = ownCluster(dataDir)
  if (canEnter(account, dataDir)) return own
  if (isMade(own)) {
    throw new Error(
      `用户 ${account?.name} 无法进入数据文件夹 ${dataDir}，而数据库在其中：请改正它和上级文件夹的权限（chmod o+x）。\n` +
        `The user ${account?.name}, whom PostgreSQL runs as, may not enter the data folder ${dataDir}, and the database is there: mend its rights and those of the folders above (chmod o+x).`,
    )
  }
  return shelterFor(dataDir, shelter, account)
}

function shelterFor(dataDir: string, shelter: string, account: Account | undefined): string {
  const folder = join(shelter, createHash('sha256').update(dataDir).digest('hex').slice(0, 16), 'postgres')
  mkdirSync(dirname(folder), { recursive: true, mode: 0o755 })
  if (canEnter(account, dirname(folder))) return folder
  throw new Error(
    `用户 ${account?.name} 无法进入数据文件夹 ${dataDir}，也无法进入 ${dirname(folder)}。请用 MINSHENG_DATA 指定该用户可进入的文件夹。\n` +
      `The user ${account?.name}, whom PostgreSQL runs as, may enter neither the data folder ${dataDir} nor ${dirname(folder)}: name another folder in MINSHENG_DATA.`,
  )
}

function assertOpen(dataDir: string): void {
  try {
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch {
    const { username } = userInfo()
    throw new Error(
      `用户 ${username} 不能写数据文件夹 ${dataDir}，请用首次启动时的用户运行，或用 MINSHENG_DATA 指定另一个文件夹。\n` +
        `The user ${username} may not write the data folder ${dataDir}: run the program as the user who first started it, or name another folder in MINSHENG_DATA.`,
    )
  }
}

function assertVersion(folder: string): void {
  const version = readFileSync(join(folder, 'PG_VERSION'), 'utf8').trim()
  if (version === bundledVersion) return
  throw new Error(
    `数据库文件夹 ${folder} 属于 PostgreSQL ${version}，本程序内置 ${bundledVersion}：请用原版本程序备份，再用本版本恢复。\n` +
      `The database folder ${folder} is of PostgreSQL ${version} and this program brings ${bundledVersion}: back up with the old program and restore with this one.`,
  )
}

function assertOwn(folder: string): void {
  if (statSync(folder).uid === userInfo().uid || platform === 'win32') return
  throw new Error(
    `数据库文件夹 ${folder} 属于另一个系统用户，请用首次启动时的用户运行。\n` +
      `The database folder ${folder} belongs to another system user: run the program as the user who first started it.`,
  )
}

// initdb leaves half a cluster when it is killed: it is made beside and moved into place when whole.
function makeCluster(cluster: Cluster, log: Log): void {
  const parent = dirname(cluster.folder)
  const drafts = `${basename(cluster.folder)}.new-`
  // one whose program was killed may still be at work on it
  for (const name of readdirSync(parent)) {
    if (name.startsWith(drafts))
      rmSync(join(parent, name), { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
  }
  const draft = mkdtempSync(join(parent, drafts))
  log.info('making the database files', { folder: cluster.folder })
  initCluster({ ...cluster, folder: draft })
  // Over nothing or an empty folder; anybody's files there make it fail.
  renameSync(draft, cluster.folder)
}

// The program owns one database; the superuser is used for nothing but making it.
async function prepareOwnDatabase(cluster: Cluster, port: number, own: { password: string; isNew: boolean }) {
  await asSuperuser(cluster, port, async (client) => {
    const has = async (text: string, name: string) => (await client.query(text, [name])).rows.length > 0
    const login = `login createrole createdb password ${pg.escapeLiteral(own.password)}`
    if (!(await has('select 1 from pg_roles where rolname = $1', ownRole))) {
      await client.query(`create role ${ownRole} ${login}`)
    } else if (own.isNew) await client.query(`alter role ${ownRole} ${login}`)
    if (!(await has('select 1 from pg_database where datname = $1', ownDatabase))) {
      await client.query(`create database ${ownDatabase} owner ${ownRole} encoding 'UTF8' template template0`)
    }
  })
}

/** What is written to a file from now on. */
function readingOn(path: string): () => string {
  const { size: from = 0 } = statSync(path, { throwIfNoEntry: false }) ?? {}
  return () => {
    const { size = 0 } = statSync(path, { throwIfNoEntry: false }) ?? {}
    // begun anew meanwhile
    return size === 0
      ? ''
      : readFileSync(path)
          .subarray(size < from ? 0 : from)
          .toString('utf8')
  }
}

function rotateLog(path: string): void {
  if (existsSync(path) && statSync(path).size > 5_000_000) renameSync(path, `${path}.1`)
}
