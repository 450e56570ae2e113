import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/refusal.ts'
import { clocksOfCase, startClock, stopClocks } from '#modules/clock/index.ts'
import { recordEvent } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import type { Trx } from '#platform/db/database.ts'
import { saveAssignment } from './assignment.queries.ts'
import type { SuggestionCase } from './case.queries.ts'
import { caseRules } from './case-rules.queries.ts'
import { caseOfPart } from './seen-case.queries.ts'
import type { SuggestionView } from './suggestion.contract.ts'
import { mayHandle, mayLeadUnit, scopeOf } from './suggestion.policy.ts'
import { changeAssignment } from './suggestion.service.ts'
import { type AssignmentState, assignmentProcess } from './suggestion.ts'

/** 会办意见: to the lead unit, which has to say in its answer what came of it. */
export async function giveCoOpinion(
  app: App,
  actor: Actor,
  assignmentId: string,
  { version, opinion }: { version: number; opinion: string },
): Promise<SuggestionView> {
  const suggestionId = await caseOfPart(app.db, scopeOf(actor), 'assignment', assignmentId)
  return changeAssignment(app, actor, suggestionId, assignmentId, version, async (trx, _kase, assignment) => {
    mayHandle(actor, assignment)
    if (assignment.part !== 'co') throw new Refusal('conflict', 'suggestion.not_co_handling')
    const to = assignmentProcess.next(assignment.status as AssignmentState, 'giveCoOpinion')
    await saveAssignment(trx, assignmentId, { status: to, co_opinion: opinion, co_opinion_at: app.clock.now() })
    await stopClocks(app, trx, {
      subjectId: assignmentId,
      ruleIds: ['suggestion.coOpinion', 'suggestion.coOpinionAgain', 'suggestion.return'],
    })
    await recordEvent(app, trx, {
      type: 'assignment.co_opinion_given',
      subjectKind: 'assignment',
      subjectId: assignmentId,
      caseId: suggestionId,
      actor,
      from: assignment.status,
      to,
      data: { unitId: assignment.unit_id },
      after: { opinion },
    })
  })
}

/** An opinion that says nothing: the lead unit asks for it again, once, with a few working days of its own. */
export async function returnCoOpinion(
  app: App,
  actor: Actor,
  assignmentId: string,
  { version, reason }: { version: number; reason: string },
): Promise<SuggestionView> {
  const suggestionId = await caseOfPart(app.db, scopeOf(actor), 'assignment', assignmentId)
  return changeAssignment(app, actor, suggestionId, assignmentId, version, async (trx, kase, assignment) => {
    mayLeadUnit(actor, kase)
    const to = assignmentProcess.next(assignment.status as AssignmentState, 'requireAgain')
    if (assignment.co_opinion_return_reason !== null) {
      throw new Refusal('conflict', 'suggestion.co_opinion_returned_once')
    }
    await saveAssignment(trx, assignmentId, { status: to, co_opinion_at: null, co_opinion_return_reason: reason })
    const rules = await caseRules(trx, kase)
    await startClock(app, trx, {
      subjectKind: 'assignment',
      subjectId: assignmentId,
      caseId: suggestionId,
      ruleId: 'suggestion.coOpinionAgain',
      ruleVersion: rules.version,
      startReason: 'returned',
      period: rules.values['suggestion.coOpinionAgain'],
      soonDays: [1],
    })
    await recordEvent(app, trx, {
      type: 'assignment.co_opinion_returned',
      subjectKind: 'assignment',
      subjectId: assignmentId,
      caseId: suggestionId,
      actor,
      from: assignment.status,
      to,
      note: reason,
      data: { unitId: assignment.unit_id },
    })
  })
}

const opinionRules = ['suggestion.coOpinion', 'suggestion.coOpinionAgain']

/**
 * The lead takes in the opinions given. One that is late is not waited for, if its unit was reminded: it is named, with
 * the day of the reminder, and stays late.
 */
export async function settleCoOpinions(app: App, trx: Trx, kase: SuggestionCase) {
  const co = kase.assignments.filter(({ part, status }) => part === 'co' && status !== 'cancelled')
  for (const assignment of co.filter(({ status }) => status === 'co_opinion_submitted')) {
    await saveAssignment(trx, assignment.id, {
      status: assignmentProcess.next('co_opinion_submitted', 'acceptCoOpinion'),
    })
  }
  const missing = co.filter(({ co_opinion_at, status }) => co_opinion_at === null && status !== 'reassigned')
  const clocks = missing.length > 0 ? await clocksOfCase(trx, kase.suggestion.id) : []
  const now = app.clock.now()
  const awaited = missing.filter(({ id }) =>
    clocks.some(
      ({ subjectId, ruleId, status, dueBefore }) =>
        subjectId === id && opinionRules.includes(ruleId) && status !== 'stopped' && dueBefore > now,
    ),
  )
  if (awaited.length > 0) throw new Refusal('conflict', 'suggestion.co_opinion_awaited', { units: awaited.length })
  const unreminded = missing.filter(({ reminded_at }) => reminded_at === null)
  if (unreminded.length > 0) {
    throw new Refusal('conflict', 'suggestion.co_opinion_remind_first', { units: unreminded.length })
  }
  return {
    missing: missing.map(({ unit_id }) => unit_id),
    remindedAt: missing.flatMap(({ reminded_at }) => reminded_at?.toISOString() ?? []),
  }
}
