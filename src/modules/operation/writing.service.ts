import type { App } from '#platform/app.ts'
import { outageOf } from '#platform/http/outage.ts'
import { type Finding, fault } from './finding.ts'
import { tryWriting } from './operation.queries.ts'

type Found = Promise<Finding | undefined>
/** `keptMs` is missing while it runs. */
type Probe = { found: Found; endedAt: number; keptMs: number | undefined }

// Whoever asks each second makes the disks write no more often than this; that a fault has passed is to be told soon.
const wellMs = 5_000
const faultMs = 1_000

/** What keeps the database from being written, found by writing at most every five seconds; undefined: nothing. */
export const databaseWritingFault = ({ db, wall }: Pick<App, 'db' | 'wall'>): Found =>
  recent(db, wall, () => tryDatabase(db))

/** The same of the folder of the files. */
export const filesWritingFault = ({ files, wall }: Pick<App, 'files' | 'wall'>): Found =>
  recent(files, wall, () => tryFiles(files))

async function tryDatabase(db: App['db']): Found {
  try {
    const tried = await tryWriting(db)
    return tried === 'done' ? undefined : fault(`database_${tried}`)
  } catch (error) {
    if (outageOf(error) === 'disk_full') return fault('database_disk_full')
    return fault('database_not_written', { code: codeOf(error) })
  }
}

async function tryFiles(files: App['files']): Found {
  try {
    await files.tryWriting()
    return undefined
  } catch (error) {
    if (outageOf(error) === 'disk_full') return fault('files_disk_full')
    return fault('files_not_written', { code: codeOf(error) })
  }
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : 'unknown')

const probes = new WeakMap<object, Probe>()

/** One at a time, however long it takes: what hangs must not pile up. */
function recent(place: object, wall: App['wall'], look: () => Found): Found {
  const known = probes.get(place)
  const isKept = ({ endedAt, keptMs }: Probe) =>
    keptMs === undefined || Math.abs(wall.now().getTime() - endedAt) < keptMs
  if (known && isKept(known)) return known.found
  const probe: Probe = { found: look(), endedAt: 0, keptMs: undefined }
  probes.set(place, probe)
  void probe.found.then((found) => {
    probe.endedAt = wall.now().getTime()
    probe.keptMs = found ? faultMs : wellMs
  })
  return probe.found
}
