import type { Actor } from '#kernel/actor.ts'
import type { App } from '#platform/app.ts'
import { dropRead } from './delivery.queries.ts'
import { markNoticesRead } from './notification.queries.ts'

/** Whoever has read a notice knows: it is taken off the telephone list. */
export const readNotices = (app: App, { personId }: Actor, ids: readonly string[] | 'all'): Promise<void> =>
  app.db.transaction().execute(async (trx) => {
    const now = app.clock.now()
    await markNoticesRead(trx, personId, ids, now)
    await dropRead(trx, personId, now)
  })
