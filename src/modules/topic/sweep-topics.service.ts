import { shanghaiDate } from '#kernel/clock.ts'
import type { App } from '#platform/app.ts'
import { findPassed, lockTopic, touchTopic } from './topic.queries.ts'
import { recordTopic } from './topic.record.ts'
import { endTopic } from './topic.service.ts'
import { isPast } from './topic.ts'

const batch = 200

/** Closes the topics whose last day has passed, each in a transaction of its own. Safe to run again and beside others. */
export async function sweepTopics(app: App): Promise<number> {
  const today = shanghaiDate(app.clock.now())
  const passed = await findPassed(app.db, today, batch)
  for (const { id } of passed) {
    await app.db.transaction().execute(async (trx) => {
      const topic = await lockTopic(trx, id)
      // closed, or given another day, while it was waited for
      if (topic.status !== 'published' || !isPast(topic.open_until, today)) return
      const event = await endTopic(app, trx, topic, 'close')
      await touchTopic(trx, id, app.clock.now())
      await recordTopic(app, trx, id, 'system', { ...event, type: 'topic.expired' })
    })
  }
  return passed.length
}
