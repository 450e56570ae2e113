import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/refusal.ts'
import { recordEvent } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import {
  confirmConsultation,
  insertConsultation,
  suggestionOfAssignment,
  suggestionOfConsultation,
} from './assignment.queries.ts'
import type { SuggestionView } from './suggestion.contract.ts'
import { asMandate, isLead, leadMandates, mayHandle } from './suggestion.policy.ts'
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
    const sponsors = [...leadMandates(kase), ...kase.cosigners.map(({ mandate_id }) => mandate_id)]
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
    if (!consultation) throw new Refusal('forbidden', 'suggestion.not_yours_to_do')
    // re-elected, the lead also answers for what they said under the mandate before
    const own = isLead(actor, kase) ? leadMandates(kase) : [mandate.id]
    if (!own.includes(consultation.mandate_id)) throw new Refusal('forbidden', 'suggestion.not_yours_to_do')
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
