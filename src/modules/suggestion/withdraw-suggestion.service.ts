import type { Actor } from '#kernel/actor.ts'
import { recordEvent } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import { deleteProposed, saveAssignment } from './assignment.queries.ts'
import { stopAll } from './go-on.service.ts'
import { checkNotFollowed } from './main-case.service.ts'
import type { SuggestionView } from './suggestion.contract.ts'
import { mayEdit } from './suggestion.policy.ts'
import { saveState } from './suggestion.queries.ts'
import { changeCase } from './suggestion.service.ts'
import { type AssignmentState, assignmentProcess, type SuggestionState, suggestionProcess } from './suggestion.ts'
import { checkConfirmed } from './suggestion-paper.ts'

/** After the handing over a withdrawal ends the handling at every unit; the record keeps everything. */
export function withdraw(app: App, actor: Actor, id: string, version: number, reason: string): Promise<SuggestionView> {
  return changeCase(app, actor, id, version, async (trx, kase) => {
    mayEdit(actor, kase)
    checkNotFollowed(kase)
    // who did not write it rejects it, and says so
    checkConfirmed(kase.suggestion)
    const from = kase.suggestion.status
    const to = suggestionProcess.next(from as SuggestionState, 'withdraw')
    await saveState(trx, id, to, { closed_at: app.clock.now() })
    // a unit that was only proposed has not learnt of the case, and does not now
    await deleteProposed(trx, id)
    for (const assignment of kase.assignments) {
      const state = assignment.status as AssignmentState
      if (state === 'proposed' || !assignmentProcess.allows(state, 'cancel')) continue
      await saveAssignment(trx, assignment.id, { status: assignmentProcess.next(state, 'cancel') })
    }
    await stopAll(app, trx, kase)
    await recordEvent(app, trx, {
      type: 'suggestion.withdrawn',
      subjectKind: 'suggestion',
      subjectId: id,
      caseId: id,
      actor,
      from,
      to,
      note: reason,
    })
  })
}
