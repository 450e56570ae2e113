import type { App } from '#platform/app.ts'
import { deleteStuck, findKnownKeys } from './attachment.queries.ts'
import { attachmentLimits } from './attachment.ts'

const [minuteMs, hourMs] = [60_000, 3_600_000]
const keysAtOnce = 500
const lastSweeps = new WeakMap<App, number>()

/** In the heartbeat: checks that never ended give back their place; once an hour bytes that no row names go. */
export async function sweepAttachments(app: App): Promise<void> {
  const { checkMinutesMax } = attachmentLimits
  await deleteStuck(app.db, new Date(app.clock.now().getTime() - checkMinutesMax * minuteMs))
  const now = app.wall.now().getTime()
  if (now - (lastSweeps.get(app) ?? 0) < hourMs) return
  lastSweeps.set(app, now)
  await sweepOrphans(app)
}

/** Bytes whose row never committed, or was removed while they could not be. Returns how many files went. */
export async function sweepOrphans(app: App): Promise<number> {
  const before = app.wall.now().getTime() - attachmentLimits.orphanHoursMin * hourMs
  let removed = 0
  let batch: string[] = []
  const flush = async () => {
    const known = batch.length > 0 ? await findKnownKeys(app.db, batch) : new Set<string>()
    for (const key of batch.filter((one) => !known.has(one))) {
      await app.files.remove(key).catch(() => undefined)
      removed += 1
    }
    batch = []
  }
  for await (const { key, storedAt } of app.files.list('attachment')) {
    if (storedAt.getTime() >= before) continue
    batch.push(key)
    if (batch.length >= keysAtOnce) await flush()
  }
  await flush()
  if (removed > 0) app.log.info(`${removed} files that no attachment names were removed`)
  return removed
}
