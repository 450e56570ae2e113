import type { App } from '#platform/app.ts'
import { readMigrations } from '#platform/db/migrate.ts'
import { type Finding, fault } from './finding.ts'
import { findAppliedMigrations, findUnsealed } from './operation.queries.ts'
import { readersFound } from './readers.service.ts'
import { databaseWritingFault, filesWritingFault } from './writing.service.ts'

export type Readiness = {
  database: boolean
  migrations: boolean
  sealing: boolean
  /** Whether the database, and the folder of the files, take what is written. */
  writing: boolean
  files: boolean
  /** What is wrong, for who reads it. */
  faults: Finding[]
  /** What somebody should see to, though requests are answered. */
  warnings: Finding[]
}

const patienceMs = 2_000
const sealingSecondsMax = 30

/** How long the oldest event has been waiting for its seal; 0 when none waits. */
export async function sealingLag(app: Pick<App, 'db' | 'clock'>): Promise<{ events: number; seconds: number }> {
  const { count, oldestAt } = await findUnsealed(app.db)
  const seconds = oldestAt === null ? 0 : Math.max(0, (app.clock.now().getTime() - oldestAt.getTime()) / 1000)
  return { events: count, seconds }
}

/** Whether requests can be answered now: nothing is thrown, what does not answer in two seconds is not ready. */
export async function readinessOf(app: Pick<App, 'db' | 'files' | 'clock' | 'wall'>): Promise<Readiness> {
  const within = <Value>(work: Promise<Value>, otherwise: Value): Promise<Value> => {
    const late = new Promise<Value>((resolve) => setTimeout(resolve, patienceMs, otherwise).unref())
    return Promise.race([work.catch(() => otherwise), late])
  }
  const [applied, lag, unwritten, unkept, warnings] = await Promise.all([
    within<string[] | undefined>(findAppliedMigrations(app.db), undefined),
    within<{ events: number; seconds: number } | undefined>(sealingLag(app), undefined),
    within(databaseWritingFault(app), fault('database_slow')),
    within(filesWritingFault(app), fault('files_slow')),
    within<Finding[]>(readersFound(app), []),
  ])
  if (applied === undefined) {
    const faults = [fault('database_away'), ...(unkept ? [unkept] : [])]
    return { database: false, migrations: false, sealing: false, writing: false, files: !unkept, faults, warnings: [] }
  }
  const waiting = (await migrationNames()).filter((name) => !applied.includes(name)).length
  const isSealing = lag !== undefined && lag.seconds <= sealingSecondsMax
  const faults = [
    waiting > 0 && fault('migrations_waiting', { waiting }),
    lag === undefined && fault('record_slow'),
    lag !== undefined && !isSealing && fault('sealing_behind', { events: lag.events }),
    unwritten,
    unkept,
  ].filter((one) => one !== false && one !== undefined)
  const well = { migrations: waiting === 0, sealing: isSealing, writing: !unwritten, files: !unkept }
  return { database: true, ...well, faults, warnings }
}

// the files of a running program do not change
let names: Promise<string[]> | undefined
const migrationNames = (): Promise<string[]> => {
  names ??= readMigrations().then((all) => all.map(({ name }) => name))
  return names
}
