import { findPublishedCongress } from '#modules/publication/index.ts'
import type { App } from '#platform/app.ts'
import { countUnitFigures, replaceUnitFigures } from './unit-figure.queries.ts'

const hourMs = 3_600_000
// of fewer, what one deputy thought of an answer could be read
const evaluationsMin = 5

const lastTimes = new WeakMap<App, number>()

/** In the heartbeat: once an hour what the portal shows of each unit is counted anew. */
export async function publishUnitFigures(app: App): Promise<void> {
  const now = app.wall.now().getTime()
  if (now - (lastTimes.get(app) ?? Number.NEGATIVE_INFINITY) < hourMs) return
  lastTimes.set(app, now)
  await countForPortal(app)
}

/** Counts and publishes now, for the congress whose pages the portal shows. Numbers only. */
export async function countForPortal(app: App): Promise<void> {
  const congress = await findPublishedCongress(app.portalDb)
  if (!congress) return
  const now = app.clock.now()
  const rows = (await countUnitFigures(app.db, congress.id, now)).map((row) =>
    row.evaluated < evaluationsMin ? { ...row, evaluated: null, satisfied: null } : row,
  )
  await app.db.transaction().execute((trx) => replaceUnitFigures(trx, rows, now))
}
