import type { App } from '#platform/app.ts'
import { readMigrations } from '#platform/db/migrate.ts'
import { findAppliedMigrations, findUnsealed } from './operation.queries.ts'

export type Readiness = { database: boolean; migrations: boolean; sealing: boolean }

const patienceMs = 2_000
const sealingSecondsMax = 30

/** How long the oldest event has been waiting for its seal; 0 when none waits. */
export async function sealingLag(app: Pick<App, 'db' | 'clock'>): Promise<{ events: number; seconds: number }> {
  const { count, oldestAt } = await findUnsealed(app.db)
  const seconds = oldestAt === null ? 0 : Math.max(0, (app.clock.now().getTime() - oldestAt.getTime()) / 1000)
  return { events: count, seconds }
}

/** Whether requests can be answered now: nothing is thrown, what does not answer in two seconds is not ready. */
export async function readinessOf(app: Pick<App, 'db' | 'clock'>): Promise<Readiness> {
  const within = <Value>(work: Promise<Value>, otherwise: Value): Promise<Value> => {
    const late = new Promise<Value>((resolve) => setTimeout(resolve, patienceMs, otherwise).unref())
    return Promise.race([work.catch(() => otherwise), late])
  }
  const [applied, lag] = await Promise.all([
    within<string[] | undefined>(findAppliedMigrations(app.db), undefined),
    within<{ seconds: number } | undefined>(sealingLag(app), undefined),
  ])
  const known = await migrationNames()
  return {
    database: applied !== undefined,
    migrations: applied !== undefined && known.every((name) => applied.includes(name)),
    sealing: lag !== undefined && lag.seconds <= sealingSecondsMax,
  }
}

// the files of a running program do not change
let names: Promise<string[]> | undefined
const migrationNames = (): Promise<string[]> => {
  names ??= readMigrations().then((all) => all.map(({ name }) => name))
  return names
}
