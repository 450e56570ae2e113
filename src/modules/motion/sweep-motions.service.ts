import type { AreaLevel } from '#kernel/actor.ts'
import { shanghaiDate } from '#kernel/clock.ts'
import { isInOffice } from '#modules/suggestion/index.ts'
import type { App } from '#platform/app.ts'
import { settleMotion } from './motion.service.ts'
import { type MotionState, sponsorsNeeded, submissionOf } from './motion.ts'
import { lockMotion } from './motion-case.queries.ts'
import { waitsForLead } from './motion-parties.ts'
import { findMovedDesks, findOpenMotionLines } from './session.queries.ts'

/**
 * What an hour brings about for motions not submitted yet: their session has opened, or takes motions no more. Whoever
 * leads one is asked for what they can do then. For those that were: their session is over, or its secretariat has its
 * first officer or its last no more, and they lie on the other desk. Safe to run again.
 */
export async function sweepMotions(app: App): Promise<number> {
  const now = app.clock.now()
  const today = shanghaiDate(now)
  const moved: { id: string }[] = (await findOpenMotionLines(app.db, today)).filter((line) => {
    const wanted = waitsForLead({
      state: line.status as MotionState,
      lead: { inOffice: isInOffice({ status: line.lead_status }) || line.has_later },
      counted: line.counted,
      needed: sponsorsNeeded(line.level as AreaLevel),
      submission: submissionOf(line, today, now),
      deadline: line.motion_deadline_at,
    })
    return wanted.todo !== line.todo || wanted.due?.getTime() !== line.due_before?.getTime()
  })
  moved.push(...(await findMovedDesks(app.db, today)))
  for (const { id } of moved) {
    await app.db.transaction().execute(async (trx) => {
      await lockMotion(trx, id)
      await settleMotion(app, trx, id, 'system')
    })
  }
  return moved.length
}
