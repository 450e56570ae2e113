import type { App } from '#platform/app.ts'
import { deleteAttempts, eraseRequest, findErasable } from './privacy.queries.ts'
import { privacyLimits } from './privacy.ts'
import { recordRequest } from './request.record.ts'

const dayMs = 86_400_000
const batch = 200

/** Who asked and what was said goes when its time is over; that there was a request stays. Safe to run again. */
export async function sweepRequests(app: App): Promise<number> {
  const { discardedDaysKept, endedYearsKept } = privacyLimits
  const now = app.clock.now()
  const ago = (days: number) => new Date(now.getTime() - days * dayMs)
  const erasable = await findErasable(app.db, ago(discardedDaysKept), ago(endedYearsKept * 366), batch)
  for (const { id } of erasable) {
    await app.db.transaction().execute(async (trx) => {
      await eraseRequest(trx, id, now)
      await recordRequest(app, trx, id, 'system', { type: 'privacy.erased' })
    })
  }
  await deleteAttempts(app.db, new Date(app.wall.now().getTime() - dayMs))
  return erasable.length
}
