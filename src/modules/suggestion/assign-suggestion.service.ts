import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/refusal.ts'
import { clocksOfCase, startClocks, stopClocks } from '#modules/clock/index.ts'
import { recordEvent } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import type { Trx } from '#platform/db/database.ts'
import { deleteProposed, insertAssignments, saveAssignment, suggestionOfAssignment } from './assignment.queries.ts'
import { countUnits, type SuggestionCase } from './case.queries.ts'
import { caseRules } from './case-rules.queries.ts'
import type { SuggestionView } from './suggestion.contract.ts'
import { mayDistribute, mayHandle, mayRegister } from './suggestion.policy.ts'
import { saveState } from './suggestion.queries.ts'
import { changeAssignment, changeCase, openToOrgan } from './suggestion.service.ts'
import {
  type AssignmentPart,
  type AssignmentState,
  assignmentProcess,
  type SuggestionState,
  suggestionProcess,
} from './suggestion.ts'

type Plan = { version: number; units: { unitId: string; part: AssignmentPart }[]; note: string }

/** 拟办: the government office names who shall answer. One lead with co-handlers, or several separate ones. */
export function planAssignment(app: App, actor: Actor, id: string, plan: Plan): Promise<SuggestionView> {
  return changeCase(app, actor, id, plan.version, async (trx, kase) => {
    mayDistribute(actor, kase)
    const from = kase.suggestion.status as SuggestionState
    const to = suggestionProcess.next(from, 'proposeAssignment')
    checkPlan(plan)
    const unitIds = plan.units.map(({ unitId }) => unitId)
    if ((await countUnits(trx, kase.congress.id, unitIds)) !== unitIds.length) {
      throw new Refusal('invalid', 'suggestion.unknown_unit')
    }
    await deleteProposed(trx, id)
    await insertAssignments(
      trx,
      id,
      plan.units.map((unit) => ({ ...unit, id: app.ids.uuid() })),
    )
    await saveState(trx, id, to)
    await recordEvent(app, trx, {
      type: 'suggestion.assignment_planned',
      subjectKind: 'suggestion',
      subjectId: id,
      caseId: id,
      actor,
      from,
      to,
      data: { units: plan.units.map(({ unitId, part }) => ({ unitId, part })) },
      ...(plan.note.trim() === '' ? {} : { note: plan.note }),
    })
  })
}

function checkPlan({ units }: Plan): void {
  const leads = units.filter(({ part }) => part === 'lead').length
  const separate = units.filter(({ part }) => part === 'separate').length
  const distinct = new Set(units.map(({ unitId }) => unitId)).size === units.length
  const oneLead = leads === 1 && separate === 0
  const allSeparate = separate === units.length && separate > 1
  if (!distinct || !(oneLead || allSeparate)) throw new Refusal('invalid', 'suggestion.plan_shape')
}

/** 交办: the statutory clock begins. The person who planned can't hand over too. */
export function assign(app: App, actor: Actor, id: string, version: number): Promise<SuggestionView> {
  return changeCase(app, actor, id, version, async (trx, kase) => {
    mayRegister(actor, kase)
    const from = kase.suggestion.status as SuggestionState
    const handed = suggestionProcess.next(from, 'assign')
    const planned = kase.assignments.filter(({ status }) => status === 'proposed')
    const at = app.clock.now()
    await saveState(trx, id, handed, { assigned_at: at })
    await stopClocks(app, trx, { subjectId: id, ruleIds: ['suggestion.intake'] })
    await handOver(app, trx, kase, planned, at)
    await recordEvent(app, trx, {
      type: 'suggestion.assigned',
      subjectKind: 'suggestion',
      subjectId: id,
      caseId: id,
      actor,
      from,
      to: handed,
      ruleVersion: kase.suggestion.rule_version,
      data: { assignmentIds: planned.map((assignment) => assignment.id) },
    })
  })
}

async function handOver(
  app: App,
  trx: Trx,
  kase: SuggestionCase,
  planned: SuggestionCase['assignments'],
  at: Date,
): Promise<void> {
  const { version, values } = await caseRules(trx, kase)
  const clocksOf = ({ id, part }: SuggestionCase['assignments'][number]) => {
    const subject = {
      subjectKind: 'assignment',
      subjectId: id,
      caseId: kase.suggestion.id,
      ruleVersion: version,
      start: at,
      startReason: 'assigned',
    } as const
    const ruleId = part === 'co' ? 'suggestion.coOpinion' : 'suggestion.answer'
    return [
      { ...subject, ruleId: 'suggestion.acknowledge', period: values['suggestion.acknowledge'] },
      { ...subject, ruleId: 'suggestion.return', period: values['suggestion.return'], soonDays: [] },
      { ...subject, ruleId, period: values[ruleId] },
    ]
  }
  for (const { id } of planned) await saveAssignment(trx, id, { status: 'assigned', assigned_at: at })
  await startClocks(app, trx, planned.flatMap(clocksOf))
  if (!kase.suggestion.confidential) return
  for (const { acting_unit_id } of planned) {
    await openToOrgan(app, trx, kase.suggestion.id, acting_unit_id, ['unit_head'])
  }
}

export async function acknowledge(
  app: App,
  actor: Actor,
  assignmentId: string,
  version: number,
): Promise<SuggestionView> {
  const suggestionId = await suggestionOfAssignment(app.db, assignmentId)
  return changeAssignment(app, actor, suggestionId, assignmentId, version, async (trx, kase, assignment) => {
    mayHandle(actor, assignment)
    const to = assignmentProcess.next(assignment.status as AssignmentState, 'acknowledge')
    await saveAssignment(trx, assignmentId, {
      status: to,
      acknowledged_at: app.clock.now(),
      acknowledged_by_person_id: actor.personId,
    })
    await stopClocks(app, trx, { subjectId: assignmentId, ruleIds: ['suggestion.acknowledge'] })
    await beginHandling(trx, kase)
    await recordEvent(app, trx, {
      type: 'assignment.acknowledged',
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

/** The case is being handled from the first signature on. */
async function beginHandling(trx: Trx, kase: SuggestionCase): Promise<void> {
  const state = kase.suggestion.status as SuggestionState
  if (suggestionProcess.allows(state, 'handle')) {
    await saveState(trx, kase.suggestion.id, suggestionProcess.next(state, 'handle'))
  }
}

/** 申请退办: in writing and in time; a late request is refused and the assignment counts as accepted. */
export async function requestReturn(
  app: App,
  actor: Actor,
  assignmentId: string,
  { version, reason }: { version: number; reason: string },
): Promise<SuggestionView> {
  const suggestionId = await suggestionOfAssignment(app.db, assignmentId)
  return changeAssignment(app, actor, suggestionId, assignmentId, version, async (trx, _kase, assignment) => {
    mayHandle(actor, assignment)
    const to = assignmentProcess.next(assignment.status as AssignmentState, 'requestReturn')
    if (await returnIsTooLate(app, trx, suggestionId, assignmentId)) {
      throw new Refusal('too_late', 'suggestion.return_too_late')
    }
    await saveAssignment(trx, assignmentId, { status: to, return_reason: reason })
    await stopClocks(app, trx, { subjectId: assignmentId, ruleIds: ['suggestion.return'] })
    await recordEvent(app, trx, {
      type: 'assignment.return_requested',
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

async function returnIsTooLate(app: App, trx: Trx, suggestionId: string, assignmentId: string): Promise<boolean> {
  const clocks = await clocksOfCase(trx, suggestionId)
  const window = clocks.find(({ subjectId, ruleId }) => subjectId === assignmentId && ruleId === 'suggestion.return')
  return !window || window.dueBefore <= app.clock.now()
}

/** Agreed: back to the plan, another unit is named. Denied: the unit handles it, its clock has gone on. */
export async function decideReturn(
  app: App,
  actor: Actor,
  assignmentId: string,
  { version, approve, reason }: { version: number; approve: boolean; reason: string },
): Promise<SuggestionView> {
  const suggestionId = await suggestionOfAssignment(app.db, assignmentId)
  return changeAssignment(app, actor, suggestionId, assignmentId, version, async (trx, kase, assignment) => {
    mayDistribute(actor, kase)
    const to = assignmentProcess.next(assignment.status as AssignmentState, approve ? 'approveReturn' : 'denyReturn')
    await saveAssignment(trx, assignmentId, { status: to })
    if (approve) {
      await stopAssignmentClocks(app, trx, assignmentId)
      const others = kase.assignments.filter(({ id, status }) => id !== assignmentId && status !== 'reassigned')
      const answering = others.some(({ part }) => part !== 'co')
      if (!answering) await backToPlan(app, trx, kase, others)
    } else {
      await beginHandling(trx, kase)
    }
    await recordEvent(app, trx, {
      type: approve ? 'assignment.return_approved' : 'assignment.return_denied',
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

async function backToPlan(
  app: App,
  trx: Trx,
  kase: SuggestionCase,
  others: readonly SuggestionCase['assignments'][number][],
): Promise<void> {
  for (const other of others) {
    await saveAssignment(trx, other.id, { status: assignmentProcess.next(other.status as AssignmentState, 'cancel') })
    await stopAssignmentClocks(app, trx, other.id)
  }
  const from = kase.suggestion.status as SuggestionState
  await saveState(trx, kase.suggestion.id, suggestionProcess.next(from, 'planAgain'))
}

const assignmentClocks = [
  'suggestion.acknowledge',
  'suggestion.return',
  'suggestion.answer',
  'suggestion.coOpinion',
] as const

const stopAssignmentClocks = (app: App, trx: Trx, subjectId: string) =>
  stopClocks(app, trx, { subjectId, ruleIds: assignmentClocks })
