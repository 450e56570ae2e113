import { assertNoBegunRestore, noteBegunRestore } from '../begun-restore.ts'
import { openDataFolder } from '../data-folder.ts'
import type { Env } from '../env.ts'
import { outageOf } from '../http/outage.ts'
import { type Log, silentLog } from '../log.ts'
import { findBundledConnection, startBundled } from './bundled.ts'
import { assertServer, openDatabase } from './database.ts'
import { lockFolder } from './folder-lock.ts'

export type Reached = { connectionString: string; close(): Promise<void> }
/** `explain` makes of an error of the database what it came of, where that is known here. */
export type OwnPlace = Reached & { explain(error: unknown): unknown }

/**
 * How a command reaches the database of an installation, also while the program runs: DATABASE_URL, the bundled
 * PostgreSQL that is up, or that one started for as long as the command takes. Undefined where no program ever ran.
 */
export async function reachDatabase(env: Env): Promise<Reached | undefined> {
  assertNoBegunRestore(env.MINSHENG_DATA)
  const given = env.DATABASE_URL ?? findBundledConnection(env.MINSHENG_DATA)
  if (given === undefined) return undefined
  const isUp = env.DATABASE_URL !== undefined || (await answers(given, env.MINSHENG_TENANT))
  if (isUp) return { connectionString: given, close: () => Promise.resolve() }
  const bundled = await startBundled({ dataDir: env.MINSHENG_DATA, log: silentLog })
  return { connectionString: bundled.connectionString(), close: () => bundled.stop() }
}

/**
 * The place of an installation, made where nothing is yet, for one process alone: the data folder is locked, and the
 * bundled PostgreSQL started unless DATABASE_URL names another. A restore is noted there until the bundled one is made.
 * Refuses in a sentence when a program runs on the folder.
 */
export async function openPlace(env: Env, log: Log, { isRestoring = false } = {}): Promise<OwnPlace> {
  if (env.DATABASE_URL === undefined) {
    const onLocked = () => isRestoring && noteBegunRestore(env.MINSHENG_DATA)
    const bundled = await startBundled({ dataDir: env.MINSHENG_DATA, log, onLocked })
    const explain = (error: unknown) => (isAway(error) && bundled.hasFilled() ? filled(error) : error)
    return { connectionString: bundled.connectionString(), close: () => bundled.stop(), explain }
  }
  openDataFolder(env.MINSHENG_DATA)
  const release = lockFolder(env.MINSHENG_DATA)
  return { connectionString: env.DATABASE_URL, close: () => Promise.resolve(release()), explain: (error) => error }
}

const isAway = (error: unknown): error is Error => outageOf(error) === 'unavailable'

/** A PostgreSQL that can't write its journal ends, and whoever asked it something finds nobody there. */
const filled = (error: Error): Error => Object.assign(new Error(error.message, { cause: error }), { code: '53100' })

/** A pool that is asserted to be one that the program can be right on. */
export async function openReached({ connectionString }: Reached, env: Env, { isRestoring = false } = {}) {
  const db = openDatabase({ connectionString, schema: env.MINSHENG_TENANT, max: 2 })
  try {
    await assertServer(db, env.MINSHENG_TENANT, { isRestoring })
    return db
  } catch (error) {
    await db.destroy()
    throw error
  }
}

async function answers(connectionString: string, schema: string): Promise<boolean> {
  const db = openDatabase({ connectionString, schema, max: 1 })
  try {
    await assertServer(db, schema, { isRestoring: true })
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED') return false
    throw error
  } finally {
    await db.destroy()
  }
}
