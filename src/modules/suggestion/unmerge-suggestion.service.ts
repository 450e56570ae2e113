import type { Actor } from '#kernel/actor.ts'
import { shanghaiDate } from '#kernel/clock.ts'
import { Refusal } from '#kernel/refusal.ts'
import { recordEvent } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import { caseRules } from './case-rules.queries.ts'
import { mayTakeIn } from './intake.policy.ts'
import { restartIntake } from './intake-clock.service.ts'
import { holdMains, settleMains } from './main-case.service.ts'
import { findMain } from './reference.queries.ts'
import type { SuggestionView } from './suggestion.contract.ts'
import { saveState } from './suggestion.queries.ts'
import { changeCase } from './suggestion.service.ts'
import type { SuggestionState } from './suggestion.ts'
import { isMergeUndoable } from './suggestion-course.ts'

/**
 * 解除并案: a merged case is on its own again and comes back to the review, with days of its own. Its sponsors follow the
 * main case no longer, whose lead may withdraw it then.
 * @throws {Refusal} `suggestion.not_now`, `suggestion.main_answered`: the answer of the main case is that of the merged one too
 */
export function unmerge(
  app: App,
  actor: Actor,
  id: string,
  { version, reason }: { version: number; reason: string },
): Promise<SuggestionView> {
  return changeCase(app, actor, id, version, async (trx, kase) => {
    mayTakeIn(actor, kase, shanghaiDate(app.clock.now()))
    const from = kase.suggestion.status as SuggestionState
    const mainId = kase.suggestion.merged_into_id
    if (from !== 'merged' || mainId === null) throw new Refusal('conflict', 'suggestion.not_now', { state: from })
    const mainIds = await holdMains(trx, [mainId])
    if (!isMergeUndoable(from, await findMain(trx, mainId))) throw new Refusal('conflict', 'suggestion.main_answered')
    await saveState(trx, id, 'reviewing', { closed_at: null, merged_into_id: null })
    await restartIntake(app, trx, id, await caseRules(trx, kase), 'started')
    await recordEvent(app, trx, {
      type: 'suggestion.unmerged',
      subjectKind: 'suggestion',
      subjectId: id,
      caseId: id,
      actor,
      from,
      to: 'reviewing',
      note: reason,
      data: { fromId: mainId },
    })
    await settleMains(app, trx, mainIds, { type: 'suggestion.left_by', data: { fromId: id } })
  })
}
