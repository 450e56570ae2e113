import type { Actor } from '#kernel/actor.ts'
import { shanghaiDate } from '#kernel/clock.ts'
import { Refusal } from '#kernel/refusal.ts'
import { recordEvent } from '#modules/record/index.ts'
import { rulesOn } from '#modules/rules/index.ts'
import type { App } from '#platform/app.ts'
import { loadCase, loadFrame } from './case.queries.ts'
import { startIntake } from './intake-clock.service.ts'
import { findSessionOn } from './reference.queries.ts'
import type { Draft, SuggestionView } from './suggestion.contract.ts'
import { asMandate, cosignerOf, mayEdit, registrarOf, secretariatOf } from './suggestion.policy.ts'
import {
  countActiveMandates,
  findInvitable,
  findSuggestion,
  insertSuggestion,
  inviteCosigners,
  saveCosignAnswer,
  saveDraft,
  saveState,
} from './suggestion.queries.ts'
import { changeCase, getCase, maySee, openToOrgan, settleCase } from './suggestion.service.ts'
import {
  checkComplete,
  type SuggestionAction,
  type SuggestionState,
  sponsorsCounted,
  suggestionProcess,
} from './suggestion.ts'
import { isOpenForCosigning } from './suggestion-parties.ts'

const nextState = (state: string, action: SuggestionAction) => suggestionProcess.next(state as SuggestionState, action)

/** The device made the id: the same draft sent twice is one suggestion. */
export async function createDraft(app: App, actor: Actor, draft: Draft & { id: string }): Promise<SuggestionView> {
  const mandate = asMandate(actor)
  const at = app.clock.now()
  await app.db.transaction().execute(async (trx) => {
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
      return
    }
    await recordEvent(app, trx, {
      type: 'suggestion.drafted',
      subjectKind: 'suggestion',
      subjectId: draft.id,
      caseId: draft.id,
      actor,
      to: 'draft',
    })
    await settleCase(app, trx, draft.id, await loadFrame(trx, inserted), actor)
  })
  return getCase(app, actor, draft.id)
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
    // those who co-signed another text have to see the new one first
    if (kase.cosigners.some(({ status }) => status === 'confirmed') && textChanged(kase.suggestion, draft)) {
      for (const { mandate_id, status } of kase.cosigners) {
        if (status === 'confirmed') await saveCosignAnswer(trx, id, mandate_id, 'invited', app.clock.now())
      }
    }
    await saveDraft(trx, id, draft)
  })
}

const textChanged = (before: Pick<Draft, 'title' | 'subject' | 'grounds' | 'proposal'>, after: Draft): boolean =>
  (['title', 'subject', 'grounds', 'proposal'] as const).some((field) => before[field] !== after[field])

export function invite(
  app: App,
  actor: Actor,
  id: string,
  version: number,
  mandateIds: string[],
): Promise<SuggestionView> {
  return changeCase(app, actor, id, version, async (trx, kase) => {
    mayEdit(actor, kase)
    const { suggestion } = kase
    const state = suggestion.status as SuggestionState
    const wanted = [...new Set(mandateIds)].filter((mandate) => mandate !== suggestion.lead_mandate_id)
    if (wanted.length === 0 || (await countActiveMandates(trx, wanted, suggestion.term_id)) !== wanted.length) {
      throw new Refusal('invalid', 'suggestion.not_invitable')
    }
    if (state !== 'returned_for_revision') await saveState(trx, id, nextState(state, 'invite'))
    const invited = await inviteCosigners(trx, id, wanted, app.clock.now())
    await recordEvent(app, trx, {
      type: 'suggestion.cosigners_invited',
      subjectKind: 'suggestion',
      subjectId: id,
      caseId: id,
      actor,
      data: { mandateIds: invited },
    })
  })
}

export async function findCosigners(app: App, actor: Actor, id: string, q: string) {
  const kase = await loadCase(app.db, id)
  await maySee(app.db, actor, id, kase.suggestion.confidential)
  mayEdit(actor, kase)
  return findInvitable(app.db, id, kase.suggestion.term_id, kase.suggestion.lead_mandate_id, q)
}

/** Each co-signer answers for themselves; the silent do not count. */
export function answerCosign(app: App, actor: Actor, id: string, agree: boolean): Promise<SuggestionView> {
  asMandate(actor)
  return changeCase(app, actor, id, null, async (trx, kase) => {
    const own = cosignerOf(actor, kase)
    if (!own) throw new Refusal('forbidden', 'suggestion.not_invited')
    if (own.status !== 'invited' || !isOpenForCosigning(kase.suggestion.status as SuggestionState)) {
      throw new Refusal('conflict', 'suggestion.cosign_closed')
    }
    await saveCosignAnswer(trx, id, own.mandate_id, agree ? 'confirmed' : 'declined', app.clock.now())
    await recordEvent(app, trx, {
      type: agree ? 'suggestion.cosigned' : 'suggestion.cosign_declined',
      subjectKind: 'suggestion',
      subjectId: id,
      caseId: id,
      actor,
    })
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
    const intakeOrgans = [
      registrarOf(kase),
      secretariatOf({ ...kase, suggestion: { ...suggestion, congress_session_id: session?.id ?? null } }),
    ]
    for (const organId of intakeOrgans) {
      if (suggestion.confidential && organId) await openToOrgan(app, trx, id, organId)
    }
    await startIntake(app, trx, id, rules, session)
  })
}
