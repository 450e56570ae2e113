import type { Actor } from '#kernel/actor.ts'
import { shanghaiDate } from '#kernel/clock.ts'
import { insertCosigns } from '#modules/cosign/index.ts'
import { recordEvent } from '#modules/record/index.ts'
import { rulesOn } from '#modules/rules/index.ts'
import type { App } from '#platform/app.ts'
import type { Trx } from '#platform/db/database.ts'
import { loadCase } from './case.queries.ts'
import { startIntake } from './intake-clock.service.ts'
import { findSessionOn } from './reference.queries.ts'
import { insertSuggestion, saveState } from './suggestion.queries.ts'
import { settleCase } from './suggestion.service.ts'
import { type Category, checkComplete, suggestionProcess } from './suggestion.ts'

export type MotionToAdopt = {
  id: string
  motionId: string
  congressId: string
  termId: string
  leadMandateId: string
  title: string
  subject: string
  grounds: string
  proposal: string
  category: Category
  cosigners: readonly { mandateId: string; confirmedAt: Date }[]
}

/**
 * A motion that is handled as a suggestion: submitted at once, under the same lead, with those who had confirmed as
 * co-signers. In the transaction of the act that ends the motion. Refuses `suggestion.incomplete`.
 */
export async function createFromMotion(app: App, trx: Trx, actor: Actor, motion: MotionToAdopt): Promise<void> {
  checkComplete(motion)
  const { id, cosigners } = motion
  const at = app.clock.now()
  const rules = await rulesOn(trx, motion.congressId, shanghaiDate(at))
  await insertSuggestion(trx, {
    ...motion,
    confidential: false,
    wishesPublication: true,
    welcomesCosigners: false,
    ruleVersion: rules.version,
    at,
  })
  await insertCosigns(
    trx,
    cosigners.map(({ mandateId, confirmedAt: answeredAt }) => {
      return { caseKind: 'suggestion', caseId: id, mandateId, status: 'confirmed', at, answeredAt } as const
    }),
  )
  const session = await findSessionOn(trx, motion.termId, shanghaiDate(at))
  const to = suggestionProcess.next('draft', 'submit')
  await saveState(trx, id, to, {
    submitted_at: at,
    congress_session_id: session?.id ?? null,
  })
  await recordEvent(app, trx, {
    type: 'suggestion.adopted_from_motion',
    subjectKind: 'suggestion',
    subjectId: id,
    caseId: id,
    actor,
    from: 'draft',
    to,
    ruleVersion: rules.version,
    data: { motionId: motion.motionId, sponsors: 1 + cosigners.length },
  })
  await startIntake(app, trx, id, rules, session)
  await settleCase(app, trx, id, await loadCase(trx, id), actor)
}
