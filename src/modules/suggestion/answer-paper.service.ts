import type { Actor } from '#kernel/actor.ts'
import { shanghaiDate } from '#kernel/clock.ts'
import { Refusal } from '#kernel/refusal.ts'
import { hasFile } from '#modules/attachment/index.ts'
import { cosignerOf, saveAnswer } from '#modules/cosign/index.ts'
import { recordEvent } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import type { Trx } from '#platform/db/database.ts'
import type { SuggestionCase } from './case.queries.ts'
import { stopAll } from './go-on.service.ts'
import { mayTakeIn } from './intake.policy.ts'
import { savePaperAnswer } from './paper-entry.queries.ts'
import type { SuggestionView } from './suggestion.contract.ts'
import { asMandate, mayConfirmPaper, mayWitnessPaper } from './suggestion.policy.ts'
import { saveState } from './suggestion.queries.ts'
import { changeCase } from './suggestion.service.ts'
import { type SuggestionState, suggestionProcess } from './suggestion.ts'
import { isContradictable, isUnconfirmed } from './suggestion-paper.ts'

function checkUnanswered({ suggestion }: SuggestionCase): void {
  const isOver = suggestionProcess.isFinal(suggestion.status as SuggestionState)
  if (!isUnconfirmed(suggestion) || isOver) throw new Refusal('conflict', 'suggestion.paper_answered')
}

/**
 * The scans that prove it: of the paper, and of the sheet where somebody has co-signed on it. Nothing to ask of a
 * suggestion that was written in the app.
 * @throws {Refusal} `suggestion.paper_scan_needed`, `suggestion.paper_sheet_needed`
 */
export async function checkScans(trx: Trx, { suggestion, cosigners }: SuggestionCase): Promise<void> {
  if (suggestion.paper_state === null) return
  const of = { caseKind: 'suggestion', caseId: suggestion.id }
  if (!(await hasFile(trx, of, 'paper'))) throw new Refusal('conflict', 'suggestion.paper_scan_needed')
  const isSigned = cosigners.some(({ on_paper, status }) => on_paper && status === 'confirmed')
  if (isSigned && !(await hasFile(trx, of, 'cosign_sheet'))) {
    throw new Refusal('conflict', 'suggestion.paper_sheet_needed')
  }
}

/** The deputy says that it is theirs, and that it was entered as it was written. Refuses `suggestion.paper_two_persons`. */
export function confirmPaper(app: App, actor: Actor, id: string, version: number): Promise<SuggestionView> {
  asMandate(actor)
  return changeCase(app, actor, id, version, async (trx, kase) => {
    mayConfirmPaper(actor, kase)
    checkUnanswered(kase)
    await savePaperAnswer(trx, id, { state: 'confirmed', how: 'app', personId: actor.personId, at: app.clock.now() })
    await recordEvent(app, trx, { ...about(id, actor), type: 'suggestion.paper_confirmed' })
  })
}

/** The deputy says that it is not theirs, or not what they wrote: it ends here, and the office enters the right one. */
export function rejectPaper(
  app: App,
  actor: Actor,
  id: string,
  { version, reason }: { version: number; reason: string },
): Promise<SuggestionView> {
  asMandate(actor)
  return changeCase(app, actor, id, version, async (trx, kase) => {
    mayConfirmPaper(actor, kase)
    checkUnanswered(kase)
    const from = kase.suggestion.status as SuggestionState
    const to = suggestionProcess.next(from, 'withdraw')
    const at = app.clock.now()
    await savePaperAnswer(trx, id, { state: 'rejected', how: 'app', personId: actor.personId, at })
    await saveState(trx, id, to, { closed_at: at })
    await stopAll(app, trx, kase)
    await recordEvent(app, trx, { ...about(id, actor), type: 'suggestion.paper_rejected', from, to, note: reason })
  })
}

/**
 * A deputy can't use the app: the signed paper stands for their word, seen by a second person of the office. Why it had
 * to be so is kept. Refuses `suggestion.paper_two_persons`, `.paper_scan_needed`.
 */
export function recordSignedPaper(
  app: App,
  actor: Actor,
  id: string,
  { version, reason }: { version: number; reason: string },
): Promise<SuggestionView> {
  return changeCase(app, actor, id, version, async (trx, kase) => {
    mayTakeIn(actor, kase, shanghaiDate(app.clock.now()))
    mayWitnessPaper(actor, kase)
    checkUnanswered(kase)
    await checkScans(trx, kase)
    const at = app.clock.now()
    await savePaperAnswer(trx, id, { state: 'confirmed', how: 'signed_paper', personId: actor.personId, at })
    await recordEvent(app, trx, { ...about(id, actor), type: 'suggestion.paper_witnessed', note: reason })
  })
}

/** A deputy whose name stands on the sheet says that the signature is not theirs; from the handing over on it stands. */
export function contradictCosign(app: App, actor: Actor, id: string, reason: string): Promise<SuggestionView> {
  asMandate(actor)
  return changeCase(app, actor, id, null, async (trx, kase) => {
    const own = cosignerOf(actor, kase)
    if (!own) throw new Refusal('forbidden', 'cosign.not_invited')
    if (!own.on_paper || own.status !== 'confirmed') throw new Refusal('conflict', 'cosign.closed')
    if (!isContradictable(kase.suggestion.status as SuggestionState)) {
      throw new Refusal('conflict', 'cosign.binding')
    }
    await saveAnswer(trx, id, own.mandate_id, { status: 'declined', at: app.clock.now() })
    await recordEvent(app, trx, { ...about(id, actor), type: 'suggestion.cosign_contradicted', note: reason })
  })
}

const about = (id: string, actor: Actor) => ({ subjectKind: 'suggestion', subjectId: id, caseId: id, actor })
