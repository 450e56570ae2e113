import type { Actor } from '#kernel/actor.ts'
import { shanghaiDate } from '#kernel/clock.ts'
import { Refusal } from '#kernel/refusal.ts'
import { stopClocksOfCase } from '#modules/clock/index.ts'
import { recordEvent } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import { checkScans } from './answer-paper.service.ts'
import { mayTakeIn } from './intake.policy.ts'
import { checkNotFollowed, holdTarget, settleMains } from './main-case.service.ts'
import { takeOfficialNumber } from './number-suggestion.service.ts'
import type { SuggestionView } from './suggestion.contract.ts'
import { distributorOf } from './suggestion.policy.ts'
import { saveState } from './suggestion.queries.ts'
import { changeCase, openToOrgan } from './suggestion.service.ts'
import { type SuggestionState, suggestionProcess } from './suggestion.ts'
import { checkConfirmed } from './suggestion-paper.ts'

/** Gives the official number and opens the review; numbers have no gaps because the act and the counter commit together. */
export function register(app: App, actor: Actor, id: string, version: number): Promise<SuggestionView> {
  return changeCase(app, actor, id, version, async (trx, kase) => {
    mayTakeIn(actor, kase, shanghaiDate(app.clock.now()))
    const { suggestion, congress } = kase
    const from = suggestion.status as SuggestionState
    const to = suggestionProcess.next(suggestionProcess.next(from, 'register'), 'review')
    await checkScans(trx, kase)
    const at = app.clock.now()
    const number = suggestion.number ?? (await takeOfficialNumber(app, trx, congress))
    await saveState(trx, id, to, { number, registered_at: at })
    await recordEvent(app, trx, {
      type: 'suggestion.registered',
      subjectKind: 'suggestion',
      subjectId: id,
      caseId: id,
      actor,
      from,
      to,
      data: { number },
    })
  })
}

export type ReviewDecision = 'accept' | 'sendBack' | 'convert' | 'merge'

const eventOf = {
  accept: 'suggestion.accepted',
  sendBack: 'suggestion.returned_for_revision',
  convert: 'suggestion.converted_to_letter',
  merge: 'suggestion.merged',
} as const

/** Accepts, or sends back, converts or merges with a reason that the deputy will read. */
export function review(
  app: App,
  actor: Actor,
  id: string,
  decision: { version: number; decision: ReviewDecision; reason: string; mergeIntoId?: string },
): Promise<SuggestionView> {
  return changeCase(app, actor, id, decision.version, async (trx, kase) => {
    mayTakeIn(actor, kase, shanghaiDate(app.clock.now()))
    const from = kase.suggestion.status as SuggestionState
    const to = suggestionProcess.next(from, decision.decision)
    checkConfirmed(kase.suggestion)
    if (decision.decision !== 'accept' && decision.reason.trim() === '') {
      throw new Refusal('invalid', 'suggestion.reason_needed')
    }
    if (decision.decision === 'sendBack' || decision.decision === 'convert') checkNotFollowed(kase)
    const target = decision.decision === 'merge' ? await holdTarget(trx, actor, kase, decision.mergeIntoId) : undefined
    const at = app.clock.now()
    await saveState(trx, id, to, {
      ...(decision.decision === 'accept' ? { accepted_at: at } : {}),
      ...(suggestionProcess.isFinal(to) ? { closed_at: at } : {}),
      ...(target === undefined ? {} : { merged_into_id: target }),
    })
    if (decision.decision !== 'accept') await stopClocksOfCase(app, trx, id)
    const distributorId = distributorOf(kase)
    if (decision.decision === 'accept' && kase.suggestion.confidential && distributorId) {
      await openToOrgan(app, trx, id, distributorId)
    }
    await recordEvent(app, trx, {
      type: eventOf[decision.decision],
      subjectKind: 'suggestion',
      subjectId: id,
      caseId: id,
      actor,
      from,
      to,
      ...(target === undefined ? {} : { data: { intoId: target } }),
      ...(decision.reason.trim() === '' ? {} : { note: decision.reason }),
    })
    // its sponsors follow the main case from now on
    if (target !== undefined) {
      await settleMains(app, trx, [target], { type: 'suggestion.joined_by', data: { fromId: id } })
    }
  })
}
