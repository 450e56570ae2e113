import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/refusal.ts'
import { clocksOfCase, stopClocks } from '#modules/clock/index.ts'
import { recordEvent } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import type { Trx } from '#platform/db/database.ts'
import {
  deleteCommitmentsOf,
  findReplyReceipt,
  insertCommitments,
  insertReply,
  markRead,
  saveAssignment,
  sendReplyTo,
  signReply,
  suggestionOfAssignment,
} from './assignment.queries.ts'
import type { SuggestionCase } from './case.queries.ts'
import { openEvaluation } from './evaluate-suggestion.service.ts'
import type { SuggestionView } from './suggestion.contract.ts'
import { asMandate, mayHandle, maySignOff } from './suggestion.policy.ts'
import { saveState } from './suggestion.queries.ts'
import { changeAssignment, changeCase } from './suggestion.service.ts'
import {
  type AssignmentState,
  assignmentProcess,
  type ReplyClass,
  type SuggestionState,
  suggestionProcess,
} from './suggestion.ts'

type Assignment = SuggestionCase['assignments'][number]
type Reply = SuggestionCase['replies'][number]

/** 会办意见: to the lead unit, which has to say in its answer what came of it. */
export async function giveCoOpinion(
  app: App,
  actor: Actor,
  assignmentId: string,
  { version, opinion }: { version: number; opinion: string },
): Promise<SuggestionView> {
  const suggestionId = await suggestionOfAssignment(app.db, assignmentId)
  return changeAssignment(app, actor, suggestionId, assignmentId, version, async (trx, _kase, assignment) => {
    mayHandle(actor, assignment)
    if (assignment.part !== 'co') throw new Refusal('conflict', 'suggestion.not_co_handling')
    const to = assignmentProcess.next(assignment.status as AssignmentState, 'giveCoOpinion')
    await saveAssignment(trx, assignmentId, { status: to, co_opinion: opinion, co_opinion_at: app.clock.now() })
    await stopClocks(app, trx, { subjectId: assignmentId, ruleIds: ['suggestion.coOpinion', 'suggestion.return'] })
    await recordEvent(app, trx, {
      type: 'assignment.co_opinion_given',
      subjectKind: 'assignment',
      subjectId: assignmentId,
      caseId: suggestionId,
      actor,
      from: assignment.status,
      to,
      data: { unitId: assignment.unit_id },
    })
  })
}

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
  const suggestionId = await suggestionOfAssignment(app.db, assignmentId)
  return changeAssignment(app, actor, suggestionId, assignmentId, draft.version, async (trx, kase, assignment) => {
    mayHandle(actor, assignment)
    if (assignment.part === 'co') throw new Refusal('conflict', 'suggestion.co_handlers_give_opinions')
    const to = assignmentProcess.next(assignment.status as AssignmentState, 'draft')
    checkCommitments(draft)
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
function checkCommitments(draft: DraftedReply): void {
  const promises = draft.class === 'B' || draft.class === 'C'
  if (promises && draft.commitments.length === 0) throw new Refusal('invalid', 'suggestion.commitment_needed')
}

const lastReply = (kase: SuggestionCase, assignment: Assignment): Reply => {
  const reply = kase.replies.findLast(
    ({ assignment_id, round }) => assignment_id === assignment.id && round === assignment.round,
  )
  if (!reply) throw new Refusal('conflict', 'suggestion.no_reply_yet')
  return reply
}

export async function signOff(app: App, actor: Actor, assignmentId: string, version: number): Promise<SuggestionView> {
  const suggestionId = await suggestionOfAssignment(app.db, assignmentId)
  return changeAssignment(app, actor, suggestionId, assignmentId, version, async (trx, kase, assignment) => {
    mayHandle(actor, assignment)
    const to = assignmentProcess.next(assignment.status as AssignmentState, 'signOff')
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
  const suggestionId = await suggestionOfAssignment(app.db, assignmentId)
  return changeAssignment(app, actor, suggestionId, assignmentId, version, async (trx, kase, assignment) => {
    mayHandle(actor, assignment)
    const to = assignmentProcess.next(assignment.status as AssignmentState, 'send')
    const reply = lastReply(kase, assignment)
    const missing = await settleCoOpinions(app, trx, kase)
    const sponsors = [
      kase.suggestion.lead_mandate_id,
      ...kase.cosigners.filter(({ status }) => status === 'confirmed').map(({ mandate_id }) => mandate_id),
    ]
    await sendReplyTo(trx, reply.id, sponsors, app.clock.now())
    await saveAssignment(trx, assignmentId, { status: to })
    await stopClocks(app, trx, { subjectId: assignmentId, ruleIds: ['suggestion.answer', 'suggestion.answerAgain'] })
    await recordEvent(app, trx, {
      type: 'reply.sent',
      subjectKind: 'reply',
      subjectId: reply.id,
      caseId: suggestionId,
      actor,
      data: { assignmentId, round: assignment.round, class: reply.class, sponsors: sponsors.length, missing },
    })
    await openEvaluation(app, trx, kase, assignment)
    await moveWhenAllAnswered(trx, kase, assignment.id)
  })
}

/** The lead takes in the opinions given; a co-handler who is late is named and stays late (H22). */
async function settleCoOpinions(app: App, trx: Trx, kase: SuggestionCase): Promise<string[]> {
  const co = kase.assignments.filter(({ part, status }) => part === 'co' && status !== 'cancelled')
  for (const assignment of co) {
    if (assignment.status === 'co_opinion_submitted') {
      await saveAssignment(trx, assignment.id, {
        status: assignmentProcess.next('co_opinion_submitted', 'acceptCoOpinion'),
      })
    }
  }
  const missing = co.filter(({ co_opinion_at, status }) => co_opinion_at === null && status !== 'reassigned')
  const clocks = missing.length > 0 ? await clocksOfCase(trx, kase.suggestion.id) : []
  const now = app.clock.now()
  const awaited = missing.filter(({ id }) =>
    clocks.some(
      (clock) =>
        clock.subjectId === id && clock.ruleId === 'suggestion.coOpinion' && clock.dueBefore.getTime() > now.getTime(),
    ),
  )
  if (awaited.length > 0) throw new Refusal('conflict', 'suggestion.co_opinion_awaited', { units: awaited.length })
  return missing.map(({ unit_id }) => unit_id)
}

async function moveWhenAllAnswered(trx: Trx, kase: SuggestionCase, answeredId: string): Promise<void> {
  const waiting = kase.assignments.some(
    ({ id, part, status }) =>
      part !== 'co' && id !== answeredId && !['replied', 'done', 'cancelled', 'reassigned'].includes(status),
  )
  const state = kase.suggestion.status as SuggestionState
  if (!waiting && suggestionProcess.allows(state, 'reply')) {
    await saveState(trx, kase.suggestion.id, suggestionProcess.next(state, 'reply'))
  }
}

/** The mandate acted as has read the answer that was sent to it. */
export async function readReply(app: App, actor: Actor, replyId: string): Promise<SuggestionView> {
  const mandate = asMandate(actor)
  const { suggestion_id } = await findReplyReceipt(app.db, replyId, mandate.id)
  return changeCase(app, actor, suggestion_id, null, async (trx) => {
    const receipt = await findReplyReceipt(trx, replyId, mandate.id)
    if (receipt.read_at !== null) return
    await markRead(trx, replyId, mandate.id, app.clock.now())
    await recordEvent(app, trx, {
      type: 'reply.read',
      subjectKind: 'reply',
      subjectId: replyId,
      caseId: suggestion_id,
      actor,
    })
  })
}
