import { shanghaiDate } from '#kernel/clock.ts'
import type { App } from '#platform/app.ts'
import type { Keys } from '#platform/crypto/keys.ts'
import { readMigrations } from '#platform/db/migrate.ts'
import { examineFiles, type Kept } from './examine-files.service.ts'
import { examinePortalRole } from './examine-portal-role.service.ts'
import { examineShape } from './examine-shape.service.ts'
import { type Finding, fault, warning, well } from './finding.ts'
import {
  clockDifference,
  findAppliedMigrations,
  findCalendarYears,
  findLocale,
  findNewestBackup,
  logsValues,
  mayStart,
} from './operation.queries.ts'
import { foreignKeys } from './own-keys.service.ts'
import { readersFound } from './readers.service.ts'
import { sealingLag } from './readiness.service.ts'
import { databaseWritingFault } from './writing.service.ts'

/** `keys` are missing while there is no secret. */
type Examined = Pick<App, 'db' | 'clock'> & { keys: Keys | undefined; kept: Kept }

/** What stands in a database that was asserted to be one the program can be right on. */
export async function examineDatabase(app: Examined): Promise<Finding[]> {
  const found = [
    await localeOf(app),
    await rightsOf(app),
    await writingOf(app),
    await loggingOf(app),
    await clockOf(app),
    await migrationsOf(app),
  ]
  // the tables of an older or an empty schema are not those that are asked for
  if (found.some(({ code }) => code.startsWith('migrations_') && code !== 'migrations_well')) return found
  const shape = await examineShape(app.db)
  if (shape.some(({ code }) => /^shape_(tables|columns)_/.test(code))) return [...found, ...shape]
  return [
    ...found,
    ...shape,
    ...(await examinePortalRole(app.db)),
    ...(await calendarOf(app)),
    await backupOf(app),
    await sealingOf(app),
    ...(await readersOf(app)),
    ...(await keysFound(app)),
    ...(await examineFiles(app.db, app.kept)),
  ]
}

async function localeOf({ db }: Pick<App, 'db'>): Promise<Finding> {
  const locale = await findLocale(db)
  return ['C', 'POSIX', 'C.UTF-8', 'C.utf8'].includes(locale)
    ? well('database_well')
    : warning('database_locale', { locale })
}

const rightsOf = async ({ db }: Pick<App, 'db'>): Promise<Finding> =>
  (await mayStart(db)) ? well('database_rights_well') : fault('database_rights')

const writingOf = async ({ db, clock }: Pick<App, 'db' | 'clock'>): Promise<Finding> =>
  (await databaseWritingFault({ db, wall: clock })) ?? well('database_written')

const loggingOf = async ({ db }: Pick<App, 'db'>): Promise<Finding> =>
  (await logsValues(db)) ? warning('database_log_values') : well('database_log_well')

const secondsMax = 5

async function clockOf({ db, clock }: Pick<App, 'db' | 'clock'>): Promise<Finding> {
  const seconds = Math.round(await clockDifference(db, clock))
  return Math.abs(seconds) > secondsMax ? fault('clock_apart', { seconds }) : well('clock_well')
}

async function migrationsOf({ db }: Pick<App, 'db'>): Promise<Finding> {
  const known = (await readMigrations()).map(({ name }) => name)
  const applied = await findAppliedMigrations(db)
  const foreign = applied.find((name) => !known.includes(name))
  if (foreign !== undefined) return fault('migrations_newer', { migration: foreign })
  const waiting = known.filter((name) => !applied.includes(name)).length
  return waiting > 0 ? warning('migrations_waiting', { waiting }) : well('migrations_well')
}

// The notice of a year is given out in the November before it.
const nextYearFromMonth = 12

async function calendarOf({ db, clock }: Pick<App, 'db' | 'clock'>): Promise<Finding[]> {
  const years = await findCalendarYears(db)
  const today = shanghaiDate(clock.now())
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))]
  const missing: Finding[] = []
  if (!years.includes(year)) missing.push(fault('calendar_missing', { year }))
  if (month >= nextYearFromMonth && !years.includes(year + 1))
    missing.push(warning('calendar_next', { year: year + 1 }))
  return missing.length > 0 ? missing : [well('calendar_well', { year })]
}

const backupDaysMax = 2

async function backupOf({ db, clock }: Pick<App, 'db' | 'clock'>): Promise<Finding> {
  const at = await findNewestBackup(db)
  if (at === undefined) return warning('backup_none')
  const days = Math.floor((clock.now().getTime() - at.getTime()) / 86_400_000)
  return days > backupDaysMax ? warning('backup_old', { days }) : well('backup_well', { day: shanghaiDate(at) })
}

const sealingSecondsMax = 60

async function sealingOf(app: Pick<App, 'db' | 'clock'>): Promise<Finding> {
  const { events, seconds } = await sealingLag(app)
  return seconds > sealingSecondsMax ? warning('sealing_behind', { events }) : well('sealing_well')
}

async function readersOf(app: Pick<App, 'db' | 'clock'>): Promise<Finding[]> {
  const found = await readersFound(app)
  return found.length > 0 ? found : [well('readers_well')]
}

async function keysFound({ db, keys }: Examined): Promise<Finding[]> {
  if (!keys) return []
  const { signing, sealing } = await foreignKeys(db, keys)
  const found = [
    ...signing.map((keyId) => fault('keys_signing', { keyId })),
    ...sealing.map((keyId) => fault('keys_sealing', { keyId })),
  ]
  return found.length > 0 ? found : [well('keys_well')]
}
