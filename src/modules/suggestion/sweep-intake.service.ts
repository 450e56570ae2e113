import { shanghaiDate } from '#kernel/clock.ts'
import type { App } from '#platform/app.ts'
import { findMovedIntake } from './intake.queries.ts'
import { changeCaseBySystem } from './suggestion.service.ts'

/**
 * A session is over, or it has a secretariat, or the first officer of one, or the last no more: what waits to be taken
 * in waits for who does that now (H16). Safe to run again.
 */
export async function sweepIntake(app: App): Promise<number> {
  const moved = await findMovedIntake(app.db, shanghaiDate(app.clock.now()))
  for (const { id } of moved) {
    await app.db.transaction().execute((trx) => changeCaseBySystem(app, trx, id, async () => {}))
  }
  return moved.length
}
