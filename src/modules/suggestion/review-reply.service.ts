import { type Actor, answersFor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/refusal.ts'
import { recordEvent } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import { reviewReplyBy, saveAssignment } from './assignment.queries.ts'
import { caseOfPart } from './seen-case.queries.ts'
import type { SuggestionView } from './suggestion.contract.ts'
import { mayDistribute, scopeOf } from './suggestion.policy.ts'
import { changeAssignment } from './suggestion.service.ts'
import { type AssignmentState, assignmentProcess } from './suggestion.ts'

/** 答复审核: the government office lets a signed answer pass, or sends it back with words; then it is signed again. */
export async function reviewReply(
  app: App,
  actor: Actor,
  assignmentId: string,
  { version, approve, reason }: { version: number; approve: boolean; reason: string },
): Promise<SuggestionView> {
  const suggestionId = await caseOfPart(app.db, scopeOf(actor), 'assignment', assignmentId)
  return changeAssignment(app, actor, suggestionId, assignmentId, version, async (trx, kase, assignment) => {
    mayDistribute(actor, kase)
    const to = assignmentProcess.next(assignment.status as AssignmentState, approve ? 'clear' : 'sendBack')
    if (!approve && reason.trim() === '') throw new Refusal('invalid', 'suggestion.reason_needed')
    const reply = kase.replies.findLast(
      ({ assignment_id, round }) => assignment_id === assignmentId && round === assignment.round,
    )
    if (!reply) throw new Refusal('conflict', 'suggestion.no_reply_yet')
    if (answersFor(actor, reply.drafted_by_person_id)) throw new Refusal('forbidden', 'suggestion.drafter_reviews')
    if (approve) await reviewReplyBy(trx, reply.id, actor.personId, app.clock.now())
    await saveAssignment(trx, assignmentId, { status: to })
    await recordEvent(app, trx, {
      type: approve ? 'reply.review_passed' : 'reply.review_sent_back',
      subjectKind: 'reply',
      subjectId: reply.id,
      caseId: suggestionId,
      actor,
      from: assignment.status,
      to,
      data: { assignmentId },
      ...(reason.trim() === '' ? {} : { note: reason }),
    })
  })
}
