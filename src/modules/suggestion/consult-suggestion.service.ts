import type { Actor } from '#kernel/actor.ts'
import { shanghaiDate, startOfShanghaiDay } from '#kernel/clock.ts'
import { Refusal } from '#kernel/refusal.ts'
import { stopClocks } from '#modules/clock/index.ts'
import { recordEvent } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import { confirmConsultation, insertConsultation } from './assignment.queries.ts'
import type { SuggestionCase } from './case.queries.ts'
import { caseOfConsultation, caseOfPart } from './seen-case.queries.ts'
import { ownMandates, sponsorMandates } from './sponsor.policy.ts'
import type { SuggestionView } from './suggestion.contract.ts'
import { asMandate, mayHandle, scopeOf } from './suggestion.policy.ts'
import { changeAssignment, changeCase } from './suggestion.service.ts'

type Consultation = { mandateId: string; means: string; heldOn: string; summary: string }

/** 面商 is part of the handling: from the day on which the unit was given the case, and never of a day to come. */
function checkDay(app: App, { assigned_at }: SuggestionCase['assignments'][number], heldOn: string): void {
  const today = shanghaiDate(app.clock.now())
  const since = assigned_at === null ? today : shanghaiDate(assigned_at)
  if (heldOn < since || heldOn > today) throw new Refusal('invalid', 'suggestion.consultation_day', { since })
}

/** Who spoke in time is in time, whenever it is noted: of an earlier day its last instant. */
function within(heldOn: string, now: Date): Date {
  const next = startOfShanghaiDay(Temporal.PlainDate.from(heldOn).add({ days: 1 }).toString())
  return new Date(Math.min(now.getTime(), next.getTime() - 1))
}

/**
 * The unit notes that it spoke with a sponsor; it counts as 面商 only when the deputy confirms.
 * @throws {Refusal} `suggestion.not_a_sponsor`, `suggestion.consultation_day`
 */
export async function noteConsultation(
  app: App,
  actor: Actor,
  assignmentId: string,
  note: Consultation,
): Promise<SuggestionView> {
  const suggestionId = await caseOfPart(app.db, scopeOf(actor), 'assignment', assignmentId)
  return changeAssignment(app, actor, suggestionId, assignmentId, null, async (trx, kase, assignment) => {
    mayHandle(actor, assignment)
    if (!sponsorMandates(kase).includes(note.mandateId)) throw new Refusal('invalid', 'suggestion.not_a_sponsor')
    checkDay(app, assignment, note.heldOn)
    const id = app.ids.uuid()
    await insertConsultation(trx, { id, assignmentId, ...note, notedBy: actor.personId })
    const doneAt = within(note.heldOn, app.clock.now())
    await stopClocks(app, trx, { subjectId: assignmentId, ruleIds: ['suggestion.firstContact'], doneAt })
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
  asMandate(actor)
  const suggestionId = await caseOfConsultation(app.db, scopeOf(actor), consultationId)
  return changeCase(app, actor, suggestionId, null, async (trx, kase) => {
    const consultation = kase.consultations.find(({ id }) => id === consultationId)
    if (!consultation) throw new Refusal('forbidden', 'suggestion.not_yours_to_do')
    // re-elected, they also answer for what they said under the mandate before
    if (!ownMandates(actor, kase).includes(consultation.mandate_id))
      throw new Refusal('forbidden', 'suggestion.not_yours_to_do')
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
