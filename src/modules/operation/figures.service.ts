import { statfs } from 'node:fs/promises'
import { readerPlaces } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import { countDeliveries, countJobs, poolFigures } from './operation.queries.ts'
import { sealingLag } from './readiness.service.ts'
import { databaseWritingFault, filesWritingFault } from './writing.service.ts'

/** Bytes of a disk that are free to who may not use what is kept for root. */
export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}

/** Numbers of the running program; `stored` is missing while the database does not answer. */
export async function figuresOf(app: Pick<App, 'db' | 'portalDb' | 'files' | 'clock' | 'wall' | 'env'>) {
  const [database, files, free] = await Promise.all([
    databaseWritingFault(app),
    filesWritingFault(app),
    freeBytes(app.env.MINSHENG_DATA).catch(() => undefined),
  ])
  const near = {
    pools: { program: poolFigures(app.db), portal: poolFigures(app.portalDb) },
    writable: { database: !database, files: !files },
    freeBytes: free,
  }
  try {
    const [sealing, jobs, deliveries, readers] = await Promise.all([
      sealingLag(app),
      countJobs(app.db, app.env.MINSHENG_TENANT),
      countDeliveries(app.db),
      readerPlaces(app),
    ])
    return { ...near, stored: { sealing, jobs, deliveries, readers } }
  } catch {
    return { ...near, stored: undefined }
  }
}
