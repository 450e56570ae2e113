import { shanghaiDate } from '#kernel/clock.ts'
import type { App } from '#platform/app.ts'
import { freeAbandoned, lockDue, lookAtPhoneList } from './delivery.queries.ts'
import { deliverJob } from './notification.jobs.ts'
import { attemptsMax } from './notification.ts'
import { strand } from './phone-list.service.ts'

const leaseMs = 5 * 60_000
const batchMax = 200
/** How often each line of the telephone list is looked at. */
const phoneLookMs = 10 * 60_000

/**
 * Enqueues what has come due: what failed and may be tried again, what was kept for the morning, the digests. Takes
 * off the telephone list what is no longer that person's, or done. May run twice and at once.
 */
export const sweepDeliveries = (app: App): Promise<number> =>
  app.db.transaction().execute(async (trx) => {
    const [now, wall] = [app.clock.now(), app.wall.now()]
    const freed = await freeAbandoned(trx, { claimedBefore: new Date(wall.getTime() - leaseMs), attemptsMax, now })
    await strand(
      app,
      trx,
      freed.filter(({ state }) => state === 'failed'),
      'abandoned',
    )
    const again = new Date(now.getTime() + phoneLookMs)
    await lookAtPhoneList(trx, { today: shanghaiDate(now), now, again, limit: batchMax })
    const due = await lockDue(trx, now, wall, batchMax)
    for (const id of due) await app.jobs.enqueue(trx, deliverJob, { id })
    return due.length
  })
