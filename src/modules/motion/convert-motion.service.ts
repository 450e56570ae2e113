import type { Actor } from '#kernel/actor.ts'
import { recordEvent } from '#modules/record/index.ts'
import { createFromMotion } from '#modules/suggestion/index.ts'
import type { App } from '#platform/app.ts'
import type { Trx } from '#platform/db/database.ts'
import { categoryOf } from './motion.contract.ts'
import { saveMotion } from './motion.queries.ts'
import { type MotionState, motionProcess, suggestionTitle } from './motion.ts'
import type { MotionCase } from './motion-case.queries.ts'

/** The same sponsors, the same words; from here on it is a suggestion and goes its way. */
export async function convert(app: App, trx: Trx, actor: Actor, kase: MotionCase, reason: string): Promise<void> {
  const { motion, lead, cosigners } = kase
  const from = motion.status as MotionState
  const to = motionProcess.next(from, 'convert')
  const at = app.clock.now()
  const suggestionId = app.ids.uuid()
  await createFromMotion(app, trx, actor, {
    id: suggestionId,
    motionId: motion.id,
    congressId: motion.congress_id,
    termId: motion.term_id,
    leadMandateId: lead.id,
    title: suggestionTitle(motion.title),
    subject: motion.subject,
    grounds: motion.grounds,
    proposal: motion.proposal,
    category: categoryOf(motion.category),
    cosigners: cosigners
      .filter(({ status }) => status === 'confirmed')
      .map(({ mandate_id, answered_at }) => ({ mandateId: mandate_id, confirmedAt: answered_at ?? at })),
  })
  await saveMotion(trx, motion.id, to, { suggestion_id: suggestionId, closed_at: at, withdrawal_asked_at: null })
  await recordEvent(app, trx, {
    type: 'motion.converted',
    subjectKind: 'motion',
    subjectId: motion.id,
    caseId: motion.id,
    actor,
    from,
    to,
    data: { suggestionId },
    ...(reason === '' ? {} : { note: reason }),
  })
}
