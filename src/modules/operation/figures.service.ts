import type { App } from '#platform/app.ts'
import { countDeliveries, countJobs, poolFigures } from './operation.queries.ts'
import { sealingLag } from './readiness.service.ts'

/** Numbers of the running program; `stored` is missing while the database does not answer. */
export async function figuresOf(app: Pick<App, 'db' | 'portalDb' | 'clock' | 'env'>) {
  const pools = { program: poolFigures(app.db), portal: poolFigures(app.portalDb) }
  try {
    const [sealing, jobs, deliveries] = await Promise.all([
      sealingLag(app),
      countJobs(app.db, app.env.MINSHENG_TENANT),
      countDeliveries(app.db),
    ])
    return { pools, stored: { sealing, jobs, deliveries } }
  } catch {
    return { pools, stored: undefined }
  }
}
