import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/refusal.ts'
import { recordEvent } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import {
  confirmConsultation,
  insertConsultation,
  saveCommitment,
  suggestionOfAssignment,
  suggestionOfCommitment,
  suggestionOfConsultation,
} from './assignment.queries.ts'
import { sentCommitments } from './case.queries.ts'
import { moveCase } from './evaluate-suggestion.service.ts'
import type { SuggestionView } from './suggestion.contract.ts'
import { asMandate, isLead, mayHandle } from './suggestion.policy.ts'
import { changeAssignment, changeCase } from './suggestion.service.ts'

type Consultation = { mandateId: string; means: string; heldOn: string; summary: string }

/** The unit notes that it spoke with a sponsor; it counts as 面商 only when the deputy confirms. */
export async function noteConsultation(
  app: App,
  actor: Actor,
  assignmentId: string,
  note: Consultation,
): Promise<SuggestionView> {
  const suggestionId = await suggestionOfAssignment(app.db, assignmentId)
  return changeAssignment(app, actor, suggestionId, assignmentId, null, async (trx, kase, assignment) => {
    mayHandle(actor, assignment)
    const sponsors = [kase.suggestion.lead_mandate_id, ...kase.cosigners.map(({ mandate_id }) => mandate_id)]
    if (!sponsors.includes(note.mandateId)) throw new Refusal('invalid', 'suggestion.not_a_sponsor')
    const id = app.ids.uuid()
    await insertConsultation(trx, { id, assignmentId, ...note, notedBy: actor.personId })
    await recordEvent(app, trx, {
      type: 'consultation.noted',
      subjectKind: 'consultation',
      subjectId: id,
      caseId: suggestionId,
      actor,
      data: { assignmentId, means: note.means },
    })
  })
}

export async function confirmConsulted(app: App, actor: Actor, consultationId: string): Promise<SuggestionView> {
  const mandate = asMandate(actor)
  const suggestionId = await suggestionOfConsultation(app.db, consultationId)
  return changeCase(app, actor, suggestionId, null, async (trx, kase) => {
    const consultation = kase.consultations.find(({ id }) => id === consultationId)
    if (consultation?.mandate_id !== mandate.id) throw new Refusal('forbidden', 'suggestion.not_yours_to_do')
    if (consultation.confirmed_at !== null) return
    await confirmConsultation(trx, consultationId, app.clock.now())
    await recordEvent(app, trx, {
      type: 'consultation.confirmed',
      subjectKind: 'consultation',
      subjectId: consultationId,
      caseId: suggestionId,
      actor,
    })
  })
}

/** The unit says with evidence that a promise was kept; the deputy confirms it. */
export async function fulfilCommitment(
  app: App,
  actor: Actor,
  commitmentId: string,
  evidence: string,
): Promise<SuggestionView> {
  const suggestionId = await suggestionOfCommitment(app.db, commitmentId)
  return changeCase(app, actor, suggestionId, null, async (trx, kase) => {
    const commitment = sentCommitments(kase).find(({ id }) => id === commitmentId)
    const assignment = kase.assignments.find(({ id }) => id === commitment?.assignment_id)
    if (!commitment || !assignment) throw new Refusal('not_found', 'suggestion.not_found')
    mayHandle(actor, assignment)
    if (['fulfilled', 'confirmed'].includes(commitment.status)) throw new Refusal('conflict', 'suggestion.promise_kept')
    await saveCommitment(trx, commitmentId, { status: 'fulfilled', evidence })
    await recordEvent(app, trx, {
      type: 'commitment.fulfilled',
      subjectKind: 'commitment',
      subjectId: commitmentId,
      caseId: suggestionId,
      actor,
      from: commitment.status,
      to: 'fulfilled',
      note: evidence,
    })
  })
}

export async function confirmCommitment(app: App, actor: Actor, commitmentId: string): Promise<SuggestionView> {
  const suggestionId = await suggestionOfCommitment(app.db, commitmentId)
  return changeCase(app, actor, suggestionId, null, async (trx, kase) => {
    const commitment = kase.commitments.find(({ id }) => id === commitmentId)
    if (!commitment || !isLead(actor, kase)) throw new Refusal('forbidden', 'suggestion.not_yours_to_do')
    if (commitment.status !== 'fulfilled') throw new Refusal('conflict', 'suggestion.promise_not_kept_yet')
    await saveCommitment(trx, commitmentId, { status: 'confirmed' })
    await recordEvent(app, trx, {
      type: 'commitment.confirmed',
      subjectKind: 'commitment',
      subjectId: commitmentId,
      caseId: suggestionId,
      actor,
      from: 'fulfilled',
      to: 'confirmed',
    })
    const left = sentCommitments(kase).filter(({ id, status }) => id !== commitmentId && status !== 'confirmed')
    const follows = kase.suggestion.status === 'tracking' || kase.suggestion.status === 'oversight'
    if (left.length === 0 && follows) await moveCase(app, trx, kase, 'fulfil', actor)
  })
}
