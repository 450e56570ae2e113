import type { Actor } from '#kernel/actor.ts'
import { shanghaiDate } from '#kernel/clock.ts'
import { Refusal } from '#kernel/refusal.ts'
import { stopClocks } from '#modules/clock/index.ts'
import { heldMandate } from '#modules/cosign/index.ts'
import { recordEvent } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import { insertReply, saveAssignment, sendReplyTo, signReply } from './assignment.queries.ts'
import type { SuggestionCase } from './case.queries.ts'
import { caseRules } from './case-rules.queries.ts'
import { settleCoOpinions } from './co-opinion.service.ts'
import { deleteCommitmentsOf, insertCommitments, sendCommitmentsOf } from './commitment.queries.ts'
import { settleDeadlineRequests } from './deadline-request.queries.ts'
import { openEvaluation } from './evaluate-suggestion.service.ts'
import { goOn, withPart } from './go-on.service.ts'
import { caseOfPart } from './seen-case.queries.ts'
import type { SuggestionView } from './suggestion.contract.ts'
import { mayHandle, maySignOff, scopeOf } from './suggestion.policy.ts'
import { changeAssignment } from './suggestion.service.ts'
import { type AssignmentState, assignmentProcess, type ReplyClass } from './suggestion.ts'
import { reviewedByGovernment } from './suggestion-course.ts'
import { checkPromisedDays } from './suggestion-promises.ts'

type Assignment = SuggestionCase['assignments'][number]
type Reply = SuggestionCase['replies'][number]

// what an answer settles; who answers without having spoken with the deputy is reminded of it no more
const answeredClocks = ['suggestion.firstContact', 'suggestion.answer', 'suggestion.answerAgain']

type DraftedReply = {
  version: number
  body: string
  class: ReplyClass
  commitments: { content: string; owner: string; dueOn: string }[]
}

/** Every draft is a new revision; one that was signed and is changed has to be signed again (H24). */
export async function draftReply(
  app: App,
  actor: Actor,
  assignmentId: string,
  draft: DraftedReply,
): Promise<SuggestionView> {
  const suggestionId = await caseOfPart(app.db, scopeOf(actor), 'assignment', assignmentId)
  return changeAssignment(app, actor, suggestionId, assignmentId, draft.version, async (trx, kase, assignment) => {
    mayHandle(actor, assignment)
    if (assignment.part === 'co') throw new Refusal('conflict', 'suggestion.co_handlers_give_opinions')
    const to = assignmentProcess.next(assignment.status as AssignmentState, 'draft')
    checkCommitments(app, draft)
    const earlier = kase.replies.filter(
      ({ assignment_id, round }) => assignment_id === assignmentId && round === assignment.round,
    )
    if (earlier.length > 0)
      await deleteCommitmentsOf(
        trx,
        earlier.map(({ id }) => id),
      )
    const replyId = app.ids.uuid()
    await insertReply(trx, {
      id: replyId,
      assignmentId,
      round: assignment.round,
      revision: earlier.length + 1,
      body: draft.body,
      class: draft.class,
      draftedBy: actor.personId,
      at: app.clock.now(),
    })
    if (draft.commitments.length > 0) {
      await insertCommitments(
        trx,
        draft.commitments.map((commitment) => ({
          id: app.ids.uuid(),
          suggestionId,
          assignmentId,
          replyId,
          congressId: kase.congress.id,
          unitId: assignment.unit_id,
          ...commitment,
        })),
      )
    }
    await saveAssignment(trx, assignmentId, { status: to })
    await stopClocks(app, trx, { subjectId: assignmentId, ruleIds: ['suggestion.return'] })
    await recordEvent(app, trx, {
      type: 'reply.drafted',
      subjectKind: 'reply',
      subjectId: replyId,
      caseId: suggestionId,
      actor,
      data: { assignmentId, round: assignment.round, revision: earlier.length + 1, class: draft.class },
      after: { body: draft.body, class: draft.class },
    })
  })
}

/** What is being solved or planned needs its promises with date and owner; a promise can't be quietly dropped. */
function checkCommitments(app: App, draft: DraftedReply): void {
  const promises = draft.class === 'B' || draft.class === 'C'
  if (promises && draft.commitments.length === 0) throw new Refusal('invalid', 'suggestion.commitment_needed')
  const days = draft.commitments.map(({ dueOn }) => dueOn)
  checkPromisedDays(days, shanghaiDate(app.clock.now()))
}

const lastReply = (kase: SuggestionCase, assignment: Assignment): Reply => {
  const reply = kase.replies.findLast(
    ({ assignment_id, round }) => assignment_id === assignment.id && round === assignment.round,
  )
  if (!reply) throw new Refusal('conflict', 'suggestion.no_reply_yet')
  return reply
}

export async function signOff(app: App, actor: Actor, assignmentId: string, version: number): Promise<SuggestionView> {
  const suggestionId = await caseOfPart(app.db, scopeOf(actor), 'assignment', assignmentId)
  return changeAssignment(app, actor, suggestionId, assignmentId, version, async (trx, kase, assignment) => {
    mayHandle(actor, assignment)
    const signed = assignmentProcess.next(assignment.status as AssignmentState, 'signOff')
    const { values } = await caseRules(trx, kase)
    const isReviewed = reviewedByGovernment(values['suggestion.govReview'], assignment.unit_system)
    const to = isReviewed ? assignmentProcess.next(signed, 'reviewByGovernment') : signed
    const reply = lastReply(kase, assignment)
    maySignOff(actor, assignment, reply.drafted_by_person_id)
    await signReply(trx, reply.id, actor.personId, app.clock.now())
    await saveAssignment(trx, assignmentId, { status: to })
    await recordEvent(app, trx, {
      type: 'reply.signed',
      subjectKind: 'reply',
      subjectId: reply.id,
      caseId: suggestionId,
      actor,
      data: { assignmentId },
      after: { body: reply.body, class: reply.class },
    })
  })
}

/** To the lead sponsor and to each co-signer by name; the evaluation opens with it. */
export async function sendReply(
  app: App,
  actor: Actor,
  assignmentId: string,
  version: number,
): Promise<SuggestionView> {
  const suggestionId = await caseOfPart(app.db, scopeOf(actor), 'assignment', assignmentId)
  return changeAssignment(app, actor, suggestionId, assignmentId, version, async (trx, kase, assignment) => {
    mayHandle(actor, assignment)
    const to = assignmentProcess.next(assignment.status as AssignmentState, 'send')
    const reply = lastReply(kase, assignment)
    const promised = kase.commitments.filter(({ reply_id }) => reply_id === reply.id)
    // the day was ahead when the answer was drafted; it may have been waiting since
    const days = promised.map(({ due_on }) => due_on)
    checkPromisedDays(days, shanghaiDate(app.clock.now()))
    const missing = await settleCoOpinions(app, trx, kase)
    // the sponsors of what was merged into this case are answered as its own are
    const sponsors = [
      ...new Set([
        kase.lead.later_mandate_id ?? kase.suggestion.lead_mandate_id,
        ...kase.cosigners.filter(({ status }) => status === 'confirmed').map(heldMandate),
        ...kase.followers.map(heldMandate),
      ]),
    ]
    const at = app.clock.now()
    await Promise.all([
      sendReplyTo(trx, reply.id, sponsors, at),
      promised.length > 0 && sendCommitmentsOf(trx, reply.id, at),
      kase.requests.length > 0 && settleDeadlineRequests(trx, [assignmentId], at),
      saveAssignment(trx, assignmentId, { status: to }),
      stopClocks(app, trx, { subjectId: assignmentId, ruleIds: answeredClocks }),
    ])
    await recordEvent(app, trx, {
      type: 'reply.sent',
      subjectKind: 'reply',
      subjectId: reply.id,
      caseId: suggestionId,
      actor,
      data: { assignmentId, round: assignment.round, class: reply.class, sponsors: sponsors.length, ...missing },
    })
    await openEvaluation(app, trx, kase, assignment)
    await goOn(app, trx, withPart(kase, assignmentId, { status: to }), actor)
  })
}
