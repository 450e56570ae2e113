import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  globSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { env, kill, pid, platform } from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { openDatabase } from '#platform/db/database.ts'
import { migrate } from '#platform/db/migrate.ts'
import { findAccount } from '#platform/db/postgres-account.ts'
import { type Binaries, binariesIn, findBinaries } from '#platform/db/postgres-binaries.ts'
import {
  asSuperuser,
  type Cluster,
  connectionString,
  freePort,
  initCluster,
  overSocket,
  readPidFile,
  startServer,
  stopServer,
} from '#platform/db/postgres-server.ts'
import { bornOf, programOf } from '#platform/db/process-identity.ts'

/** How a test reaches the server of its run. */
export type TestServer = { port: number; folder: string; user: string; password: string; template: string }

export const urlOf = ({ port, folder, user, password }: TestServer, database: string): string =>
  overSocket(connectionString(port, user, password, database), folder)

const prefix = 'minsheng-test-'
const owner = 'minsheng'
const password = 'test'
const template = 'template_migrated'

/**
 * One PostgreSQL for one run of the tests, without durability, with a database that is migrated once and cloned for
 * each test file. `TEST_DATABASE=debian15` takes the PostgreSQL 15 that Debian installs.
 */
export async function startTestServer(): Promise<{ server: TestServer; stop(): Promise<void> }> {
  await sweepLeftOvers()
  const { cluster, server, stop } = await startEmptyServer(env.TEST_DATABASE || 'bundled')
  try {
    await makeTemplate(cluster, server)
  } catch (error) {
    await stop()
    throw error
  }
  return { server, stop }
}

const debian15 = '/usr/lib/postgresql/15'

/** The other of the two versions that the tests know, where this machine has it. */
export const otherServer = (): string | undefined => {
  if (env.TEST_DATABASE === 'debian15') return 'bundled'
  return existsSync(debian15) ? 'debian15' : undefined
}

/** A server with the owner's role and no database of ours. */
export async function startEmptyServer(wanted: string) {
  const home = makeTestFolder()
  const account = findAccount(join(home, 'postgres'))
  const cluster: Cluster = {
    binaries: chooseBinaries(wanted, account, home),
    folder: join(home, 'postgres'),
    account,
    password,
    logFile: join(home, 'postgres.log'),
  }
  if (account) chownSync(home, account.uid, account.gid)
  initCluster(cluster, ['--no-sync'])
  const running = await startServer(cluster, await freePort(), forgetful)
  const stop = async () => {
    await stopServer(cluster, running)
    await removeTestFolder(home)
  }
  await asSuperuser(cluster, running.port, (client) =>
    client.query(`create role ${owner} login createrole createdb password '${password}'`),
  )
  const server: TestServer = { port: running.port, folder: cluster.folder, user: owner, password, template }
  return { cluster, server, stop }
}

/** A temporary folder that the next run removes, with the servers on it, should this run be killed. */
export function makeTestFolder(): string {
  const home = mkdtempSync(join(tmpdir(), prefix))
  chmodSync(home, 0o755)
  writeFileSync(join(home, 'run.json'), JSON.stringify({ pid, born: bornOf(pid) }))
  return home
}

/** Ends the servers on clusters below a folder of a test, takes the disks below it away, and removes it. */
export async function removeTestFolder(home: string): Promise<void> {
  for (const pidFile of globSync('**/postmaster.pid', { cwd: home })) {
    const folder = join(home, dirname(pidFile))
    const found = readPidFile(folder)
    if (found?.folder !== folder || !programOf(found.pid)?.startsWith('postgres')) continue
    kill(found.pid, platform === 'win32' ? 'SIGKILL' : 'SIGQUIT')
    for (let turn = 0; turn < 200 && bornOf(found.pid); turn += 1) await sleep(25)
  }
  for (const disk of disksBelow(home)) execFileSync('umount', [disk])
  await rm(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
}

/** Those that a test has made and was killed before it took them away. */
const disksBelow = (home: string): string[] =>
  platform === 'linux'
    ? readFileSync('/proc/mounts', 'utf8')
        .split('\n')
        .flatMap((line) => line.split(' ')[1] ?? [])
        .filter((disk) => disk.startsWith(`${home}/`))
    : []

// Nothing here outlives the run, so nothing need reach the disk.
const forgetful = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  autovacuum: 'off',
  shared_buffers: '128MB',
  max_connections: '200',
}

function chooseBinaries(wanted: string, account: Cluster['account'], home: string): Binaries {
  if (wanted === 'debian15') return binariesIn(debian15)
  if (wanted === 'bundled') return findBinaries(account, join(home, 'programs'))
  throw new Error(`TEST_DATABASE is bundled or debian15, not ${wanted}.`)
}

async function makeTemplate(cluster: Cluster, server: TestServer): Promise<void> {
  await asSuperuser(cluster, server.port, (client) =>
    client.query(`create database ${template} owner ${owner} template template0`),
  )
  const db = openDatabase({ connectionString: urlOf(server, template), schema: 'minsheng', max: 1 })
  try {
    await migrate(db)
  } finally {
    await db.destroy()
  }
}

/** Stops and removes what runs that were killed have left behind; runs that live are left alone. */
async function sweepLeftOvers(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const home = join(tmpdir(), name)
    if (!name.startsWith(prefix) || !isLeftOver(home)) continue
    try {
      await removeTestFolder(home)
    } catch {
      // Somebody else's, or another run is sweeping it at this moment.
    }
  }
}

function isLeftOver(home: string): boolean {
  try {
    const run: { pid: number; born: string } = JSON.parse(readFileSync(join(home, 'run.json'), 'utf8'))
    return bornOf(run.pid) !== run.born
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    // Between making the folder and writing its owner into it a run is young, not dead.
    const stat = statSync(home, { throwIfNoEntry: false })
    return isMissing && stat !== undefined && Date.now() - stat.mtimeMs > 60_000
  }
}
