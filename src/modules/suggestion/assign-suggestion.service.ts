import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/refusal.ts'
import { deadlineIf, startClocks, stopClocks } from '#modules/clock/index.ts'
import { recordEvent } from '#modules/record/index.ts'
import type { RulePeriod, RuleValues } from '#modules/rules/index.ts'
import { daysOf } from '#modules/rules/index.ts'
import type { App } from '#platform/app.ts'
import type { Trx } from '#platform/db/database.ts'
import { countUnits } from './assignable-unit.queries.ts'
import { deleteProposed, insertAssignments, saveAssignment } from './assignment.queries.ts'
import type { SuggestionCase } from './case.queries.ts'
import { caseRules } from './case-rules.queries.ts'
import { caseOfPart } from './seen-case.queries.ts'
import type { SuggestionView } from './suggestion.contract.ts'
import { isDistributor, mayDistribute, mayHandle, mayRegister, scopeOf } from './suggestion.policy.ts'
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

/**
 * 交办: the statutory clock begins.
 * @param at the instant of a meeting that hands over many cases at once; else now
 */
export function assign(
  app: App,
  actor: Actor,
  id: string,
  version: number | null,
  at: Date = app.clock.now(),
): Promise<SuggestionView> {
  return changeCase(app, actor, id, version, async (trx, kase) => {
    mayRegister(actor, kase)
    const from = kase.suggestion.status as SuggestionState
    const handed = suggestionProcess.next(from, 'assign')
    const planned = kase.assignments.filter(({ status }) => status === 'proposed')
    // a township has no government office: its presidium plans and hands over
    const unplanned = isDistributor(actor, kase) ? 'plan_first' : 'nothing_planned'
    if (planned.length === 0) throw new Refusal('conflict', `suggestion.${unplanned}`)
    await Promise.all([
      saveState(trx, id, handed, { assigned_at: at }),
      stopClocks(app, trx, { subjectId: id, ruleIds: ['suggestion.intake'] }),
    ])
    for (const part of planned) await handOver(app, trx, kase, part, at)
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

/** Starts the clocks of one unit's part. */
export async function handOver(
  app: App,
  trx: Trx,
  kase: SuggestionCase,
  assignment: Pick<SuggestionCase['assignments'][number], 'id' | 'part' | 'acting_unit_id'>,
  at: Date,
): Promise<void> {
  const [rules] = await Promise.all([
    caseRules(trx, kase),
    saveAssignment(trx, assignment.id, { status: 'assigned', assigned_at: at }),
  ])
  const subject = {
    subjectKind: 'assignment',
    subjectId: assignment.id,
    caseId: kase.suggestion.id,
    ruleVersion: rules.version,
    start: at,
    startReason: 'assigned',
    escalateDays: daysOf(rules.values['suggestion.escalateDays']),
  } as const
  const answering =
    assignment.part === 'co'
      ? [{ ruleId: 'suggestion.coOpinion' as const, period: rules.values['suggestion.coOpinion'], soonDays: [7, 3, 1] }]
      : [
          {
            ruleId: 'suggestion.firstContact' as const,
            period: rules.values['suggestion.firstContact'],
            soonDays: [7, 1],
            // that nobody has spoken with the deputy yet is settled in the unit: it rises to its head and no further
            escalateDays: subject.escalateDays.toSorted((one, other) => one - other).slice(0, 1),
          },
          {
            ...(await answerTerms(trx, kase, rules.values, at)),
            ruleId: 'suggestion.answer' as const,
            soonDays: [30, 15, 7, 1],
          },
        ]
  await startClocks(app, trx, [
    { ...subject, ruleId: 'suggestion.acknowledge', period: rules.values['suggestion.acknowledge'] },
    // a window: whoever lets it pass has accepted, and is late with nothing
    {
      ...subject,
      ruleId: 'suggestion.return',
      period: rules.values['suggestion.return'],
      soonDays: [],
      escalateDays: [],
    },
    ...answering.map((terms) => ({ ...subject, ...terms })),
  ])
  if (kase.suggestion.confidential) {
    await openToOrgan(app, trx, kase.suggestion.id, assignment.acting_unit_id, ['unit_head'])
  }
}

/** The instant at which the case was handed over for the first time; null while it was not. */
export const firstHandOver = ({ assignments }: SuggestionCase): Date | null =>
  assignments
    .flatMap(({ assigned_at }) => assigned_at ?? [])
    .toSorted((one, other) => one.getTime() - other.getTime())[0] ?? null

/**
 * A new unit has the whole period from its own handing over, but from the first one it is never more than the law
 * leaves for a complex case (代表法 51): where that ends first, it is counted from there.
 */
async function answerTerms(
  trx: Trx,
  kase: SuggestionCase,
  values: RuleValues,
  at: Date,
): Promise<{ start: Date; period: RulePeriod }> {
  const [answer, complex] = [values['suggestion.answer'], values['suggestion.answerComplex']]
  const first = firstHandOver(kase)
  if (!first) return { start: at, period: answer }
  const isBeyond = (await deadlineIf(trx, at, answer)) > (await deadlineIf(trx, first, complex))
  return isBeyond ? { start: first, period: complex } : { start: at, period: answer }
}

export async function acknowledge(
  app: App,
  actor: Actor,
  assignmentId: string,
  version: number,
): Promise<SuggestionView> {
  const suggestionId = await caseOfPart(app.db, scopeOf(actor), 'assignment', assignmentId)
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
export async function beginHandling(trx: Trx, kase: SuggestionCase): Promise<void> {
  const state = kase.suggestion.status as SuggestionState
  if (suggestionProcess.allows(state, 'handle')) {
    await saveState(trx, kase.suggestion.id, suggestionProcess.next(state, 'handle'))
  }
}
