import type { Actor } from '#kernel/actor.ts'
import { shanghaiDate } from '#kernel/clock.ts'
import { Refusal } from '#kernel/refusal.ts'
import { followText } from '#modules/cosign/index.ts'
import { recordEvent } from '#modules/record/index.ts'
import { rulesOn } from '#modules/rules/index.ts'
import type { App } from '#platform/app.ts'
import { loadCase, loadFrame } from './case.queries.ts'
import { cosignedOf } from './cosign-suggestion.service.ts'
import { secretariatOf } from './intake.policy.ts'
import { startIntake } from './intake-clock.service.ts'
import { findSessionOn } from './reference.queries.ts'
import type { Draft, SuggestionView } from './suggestion.contract.ts'
import { asMandate, mayEdit, registrarOf } from './suggestion.policy.ts'
import { findSuggestion, hasDraft, insertSuggestion, saveDraft, saveState } from './suggestion.queries.ts'
import { changeCase, getCase, openToOrgan, settleCase } from './suggestion.service.ts'
import {
  checkComplete,
  isOpenForCosigning,
  type SuggestionAction,
  type SuggestionState,
  sponsorsCounted,
  suggestionProcess,
} from './suggestion.ts'
import { presentCase } from './suggestion.view.ts'
import { isRestorable } from './suggestion-course.ts'

const nextState = (state: string, action: SuggestionAction) => suggestionProcess.next(state as SuggestionState, action)

/** Written, and settled once: nobody has changed it since it was sent first. */
const versionDrafted = 2

/**
 * The device made the id: the same draft sent twice is one suggestion. Sent again with other words, it is refused
 * (`suggestion.draft_known`), so that no words are lost unseen.
 */
export async function createDraft(app: App, actor: Actor, draft: Draft & { id: string }): Promise<SuggestionView> {
  const mandate = asMandate(actor)
  const at = app.clock.now()
  const whole = await app.db.transaction().execute(async (trx) => {
    const rules = await rulesOn(trx, mandate.congressId, shanghaiDate(at))
    const inserted = await insertSuggestion(trx, {
      ...draft,
      congressId: mandate.congressId,
      termId: mandate.termId,
      leadMandateId: mandate.id,
      ruleVersion: rules.version,
      at,
    })
    if (!inserted) {
      const known = await findSuggestion(trx, draft.id)
      if (known?.lead_mandate_id !== mandate.id) throw new Refusal('conflict', 'suggestion.id_taken')
      if (!hasDraft(known, draft)) {
        throw new Refusal('conflict', 'suggestion.draft_known', { isUntouched: known.version === versionDrafted })
      }
      return undefined
    }
    await recordEvent(app, trx, {
      type: 'suggestion.drafted',
      subjectKind: 'suggestion',
      subjectId: draft.id,
      caseId: draft.id,
      actor,
      to: 'draft',
    })
    return settleCase(app, trx, draft.id, await loadFrame(trx, inserted), actor)
  })
  return whole ? presentCase(app, app.db, actor, whole) : getCase(app, actor, draft.id)
}

export function changeDraft(
  app: App,
  actor: Actor,
  id: string,
  version: number,
  draft: Draft,
): Promise<SuggestionView> {
  return changeCase(app, actor, id, version, async (trx, kase) => {
    mayEdit(actor, kase)
    if (!isOpenForCosigning(kase.suggestion.status as SuggestionState)) {
      throw new Refusal('conflict', 'suggestion.not_editable')
    }
    await followText(app, trx, actor, await cosignedOf(trx, kase), draft)
    await saveDraft(trx, id, draft)
  })
}

export function submit(app: App, actor: Actor, id: string, version: number): Promise<SuggestionView> {
  return changeCase(app, actor, id, version, async (trx, kase) => {
    mayEdit(actor, kase)
    const { suggestion, cosigners } = kase
    checkComplete(suggestion)
    const at = app.clock.now()
    const to = nextState(suggestion.status, 'submit')
    const rules = await rulesOn(trx, suggestion.congress_id, shanghaiDate(at))
    const session = await findSessionOn(trx, suggestion.term_id, shanghaiDate(at))
    await saveState(trx, id, to, {
      submitted_at: at,
      rule_version: rules.version,
      congress_session_id: session?.id ?? null,
    })
    await recordEvent(app, trx, {
      type: 'suggestion.submitted',
      subjectKind: 'suggestion',
      subjectId: id,
      caseId: id,
      actor,
      from: suggestion.status,
      to,
      ruleVersion: rules.version,
      data: { sponsors: sponsorsCounted(cosigners) },
    })
    if (suggestion.confidential) {
      const submitted = await loadCase(trx, id)
      for (const organId of [registrarOf(submitted), secretariatOf(submitted, shanghaiDate(at))]) {
        if (organId) await openToOrgan(app, trx, id, organId)
      }
    }
    await startIntake(app, trx, id, rules, session)
  })
}

/**
 * Takes up again what was put away before it was ever submitted; the record has told that it was. Refuses
 * `suggestion.not_restorable`.
 */
export function restoreDraft(app: App, actor: Actor, id: string, version: number): Promise<SuggestionView> {
  return changeCase(app, actor, id, version, async (trx, kase) => {
    mayEdit(actor, kase)
    if (!isRestorable(kase.suggestion)) throw new Refusal('conflict', 'suggestion.not_restorable')
    const to = kase.cosigners.length > 0 ? 'cosigning' : 'draft'
    await saveState(trx, id, to, { closed_at: null })
    await recordEvent(app, trx, {
      type: 'suggestion.draft_restored',
      subjectKind: 'suggestion',
      subjectId: id,
      caseId: id,
      actor,
      from: kase.suggestion.status,
      to,
    })
  })
}
