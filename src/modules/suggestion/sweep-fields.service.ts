import { shanghaiDate } from '#kernel/clock.ts'
import type { App } from '#platform/app.ts'
import { findFieldsToFollow, findOpenCasesOf, markFollowed } from './field.queries.ts'
import { settleIfMoved } from './suggestion.service.ts'

/** In one beat no more cases move than this; the rest follow with the next ones. */
const movedMax = 200

/**
 * On the day a field begins or ends its open cases come to whoever looks after them now, each with a trace; what has
 * ended stays where it was. Safe to run again.
 */
export async function sweepFields(app: App): Promise<number> {
  const now = app.clock.now()
  const today = shanghaiDate(now)
  let moved = 0
  for (const field of await findFieldsToFollow(app.db, today)) {
    for (const { id } of await findOpenCasesOf(app.db, field)) {
      moved += (await settleIfMoved(app, id)) ? 1 : 0
      if (moved >= movedMax) return moved
    }
    await markFollowed(app.db, field.id, field.version, today, now)
  }
  return moved
}
