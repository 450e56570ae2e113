import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/refusal.ts'
import { clocksOfCase, startClock, stopClocks } from '#modules/clock/index.ts'
import { recordEvent } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import type { Trx } from '#platform/db/database.ts'
import { beginHandling } from './assign-suggestion.service.ts'
import { saveAssignment } from './assignment.queries.ts'
import type { SuggestionCase } from './case.queries.ts'
import { caseRules } from './case-rules.queries.ts'
import { replaceUnit, stopPart } from './reassign-suggestion.service.ts'
import { caseOfPart } from './seen-case.queries.ts'
import type { SuggestionView } from './suggestion.contract.ts'
import { mayDistribute, mayHandle, scopeOf } from './suggestion.policy.ts'
import { saveState } from './suggestion.queries.ts'
import { changeAssignment } from './suggestion.service.ts'
import { type AssignmentState, assignmentProcess, type SuggestionState, suggestionProcess } from './suggestion.ts'
import { othersAnswer, returnsBefore, returnsMax } from './suggestion-course.ts'

type Assignment = SuggestionCase['assignments'][number]

/** 申请退办: in writing and in time; a late request is refused and the assignment counts as accepted. */
export async function requestReturn(
  app: App,
  actor: Actor,
  assignmentId: string,
  { version, reason }: { version: number; reason: string },
): Promise<SuggestionView> {
  const suggestionId = await caseOfPart(app.db, scopeOf(actor), 'assignment', assignmentId)
  return changeAssignment(app, actor, suggestionId, assignmentId, version, async (trx, kase, assignment) => {
    mayHandle(actor, assignment)
    const to = assignmentProcess.next(assignment.status as AssignmentState, 'requestReturn')
    if (await returnIsTooLate(app, trx, suggestionId, assignmentId)) {
      throw new Refusal('too_late', 'suggestion.return_too_late')
    }
    const before = returnsBefore(kase, assignment)
    if (before >= returnsMax) throw new Refusal('conflict', 'suggestion.returns_used_up', { returnsMax })
    await saveAssignment(trx, assignmentId, { status: to, return_reason: reason })
    await stopClocks(app, trx, { subjectId: assignmentId, ruleIds: ['suggestion.return', 'suggestion.acknowledge'] })
    const rules = await caseRules(trx, kase)
    await startClock(app, trx, {
      subjectKind: 'assignment',
      subjectId: assignmentId,
      caseId: suggestionId,
      ruleId: 'suggestion.returnDecision',
      ruleVersion: rules.version,
      startReason: 'requested',
      period: rules.values['suggestion.returnDecision'],
      soonDays: [1],
    })
    await recordEvent(app, trx, {
      type: 'assignment.return_requested',
      subjectKind: 'assignment',
      subjectId: assignmentId,
      caseId: suggestionId,
      actor,
      from: assignment.status,
      to,
      note: reason,
      data: { unitId: assignment.unit_id, time: before + 1 },
    })
  })
}

async function returnIsTooLate(app: App, trx: Trx, suggestionId: string, assignmentId: string): Promise<boolean> {
  const clocks = await clocksOfCase(trx, suggestionId)
  const window = clocks.find(({ subjectId, ruleId }) => subjectId === assignmentId && ruleId === 'suggestion.return')
  return !window || window.dueBefore <= app.clock.now()
}

type ReturnDecision = { version: number; approve: boolean; reason: string; unitId?: string | undefined }

/**
 * Agreed: another unit is named at once, or the case goes back to the plan. Denied: the unit handles it, its clock has
 * gone on. The second time it is an arbitration, which ends the passing on: who agrees names the unit that answers. So
 * it is where the case goes on with the answers of others, which does not go back to the plan: its matter would be
 * nobody's.
 */
export async function decideReturn(
  app: App,
  actor: Actor,
  assignmentId: string,
  { version, approve, reason, unitId }: ReturnDecision,
): Promise<SuggestionView> {
  const suggestionId = await caseOfPart(app.db, scopeOf(actor), 'assignment', assignmentId)
  return changeAssignment(app, actor, suggestionId, assignmentId, version, async (trx, kase, assignment) => {
    mayDistribute(actor, kase)
    const to = assignmentProcess.next(assignment.status as AssignmentState, approve ? 'approveReturn' : 'denyReturn')
    const isArbitration = returnsBefore(kase, assignment) > 0
    if (approve && isArbitration && unitId === undefined) {
      throw new Refusal('invalid', 'suggestion.arbitration_names_unit')
    }
    if (approve && unitId === undefined && othersAnswer(kase.assignments, assignment)) {
      throw new Refusal('invalid', 'suggestion.separate_names_unit')
    }
    await saveAssignment(trx, assignmentId, { status: to })
    await stopClocks(app, trx, { subjectId: assignmentId, ruleIds: ['suggestion.returnDecision'] })
    await recordEvent(app, trx, {
      type: approve ? 'assignment.return_approved' : 'assignment.return_denied',
      subjectKind: 'assignment',
      subjectId: assignmentId,
      caseId: suggestionId,
      actor,
      from: assignment.status,
      to,
      note: reason,
      data: { unitId: assignment.unit_id, isArbitration },
    })
    if (!approve) return beginHandling(trx, kase)
    await stopPart(app, trx, assignmentId)
    if (unitId !== undefined) {
      await replaceUnit(app, trx, actor, kase, assignment, unitId)
      return
    }
    const others = kase.assignments.filter(({ id, status }) => id !== assignmentId && status !== 'reassigned')
    if (assignment.part !== 'co') await backToPlan(app, trx, kase, others)
  })
}

/** Nobody answers any more: the government office names other units, within the days it has for that. */
async function backToPlan(app: App, trx: Trx, kase: SuggestionCase, others: readonly Assignment[]): Promise<void> {
  for (const other of others) {
    if (!assignmentProcess.allows(other.status as AssignmentState, 'cancel')) continue
    await saveAssignment(trx, other.id, { status: 'cancelled' })
    await stopPart(app, trx, other.id)
  }
  const from = kase.suggestion.status as SuggestionState
  await saveState(trx, kase.suggestion.id, suggestionProcess.next(from, 'planAgain'))
  const rules = await caseRules(trx, kase)
  await startClock(app, trx, {
    subjectKind: 'suggestion',
    subjectId: kase.suggestion.id,
    caseId: kase.suggestion.id,
    ruleId: 'suggestion.intake',
    ruleVersion: rules.version,
    startReason: 'returned',
    period: rules.values['suggestion.returnDecision'],
  })
}
