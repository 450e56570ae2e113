import { isOfMandate } from '#modules/identity/identity.ts'
import { followRecord, type SealedEvent } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import type { Db } from '#platform/db/database.ts'
import { settleMotion } from './motion.service.ts'
import { lockMotion } from './motion-case.queries.ts'
import { findMotionsOf, findOpenMotions } from './session.queries.ts'

/**
 * What the record brings about in motions: a deadline is set, mandates end. Each motion in a transaction of its own, so
 * that nobody waits for the others at a change of terms. Safe to run again.
 */
export const followForMotions = (app: App): Promise<number> =>
  followRecord(app, 'motion', async (_, events) => {
    for (const event of events) {
      for (const { id } of await touchedBy(app.db, event)) {
        // the lists and to-do pages show the deadline and who still counts
        await app.db.transaction().execute(async (trx) => {
          await lockMotion(trx, id)
          await settleMotion(app, trx, id, 'system')
        })
      }
    }
  })

async function touchedBy(db: Db, event: SealedEvent): Promise<{ id: string }[]> {
  if (event.type === 'congress_session.motion_deadline_set') return findOpenMotions(db, String(event.data['termId']))
  return isOfMandate(event) ? findMotionsOf(db, event.subjectId) : []
}
