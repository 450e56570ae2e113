import type { Actor } from '#kernel/actor.ts'
import { shanghaiDate } from '#kernel/clock.ts'
import { Refusal } from '#kernel/refusal.ts'
import { stopClocks } from '#modules/clock/index.ts'
import { recordEvent } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import type { Trx } from '#platform/db/database.ts'
import { handOver } from './assign-suggestion.service.ts'
import { countUnits } from './assignable-unit.queries.ts'
import { insertAssignments, saveAssignment } from './assignment.queries.ts'
import { isRemindable } from './assignment-actions.ts'
import type { SuggestionCase } from './case.queries.ts'
import { isLateWith } from './commitment.view.ts'
import { settleDeadlineRequests } from './deadline-request.queries.ts'
import { caseOfPart } from './seen-case.queries.ts'
import type { SuggestionView } from './suggestion.contract.ts'
import { mayDistribute, mayRemind, scopeOf } from './suggestion.policy.ts'
import { changeAssignment } from './suggestion.service.ts'
import { type AssignmentPart, type AssignmentState, assignmentProcess } from './suggestion.ts'

type Assignment = SuggestionCase['assignments'][number]

const partClocks = [
  'suggestion.acknowledge',
  'suggestion.return',
  'suggestion.returnDecision',
  'suggestion.firstContact',
  'suggestion.answer',
  'suggestion.coOpinion',
  'suggestion.coOpinionAgain',
  'suggestion.answerAgain',
] as const

/** One unit's part is over: its clocks stop, and what it asked for them is settled. */
export async function stopPart(app: App, trx: Trx, assignmentId: string): Promise<void> {
  await stopClocks(app, trx, { subjectId: assignmentId, ruleIds: partClocks })
  await settleDeadlineRequests(trx, [assignmentId], app.clock.now())
}

const isLive = ({ status }: Assignment): boolean => status !== 'reassigned' && status !== 'cancelled'

/** Another unit takes over the part; its days begin anew, within what the law leaves for the case as a whole. */
export async function replaceUnit(
  app: App,
  trx: Trx,
  actor: Actor,
  kase: SuggestionCase,
  before: Assignment,
  unitId: string,
): Promise<void> {
  if ((await countUnits(trx, kase.congress.id, [unitId])) !== 1) throw new Refusal('invalid', 'suggestion.unknown_unit')
  if (kase.assignments.some((other) => isLive(other) && other.unit_id === unitId)) {
    throw new Refusal('invalid', 'suggestion.unit_already_in')
  }
  const part = before.part as AssignmentPart
  const after = { id: app.ids.uuid(), acting_unit_id: unitId, part }
  await insertAssignments(trx, kase.suggestion.id, [{ id: after.id, unitId, part, replacesId: before.id }])
  await handOver(app, trx, kase, after, app.clock.now())
  await recordEvent(app, trx, {
    type: 'assignment.handed_over',
    subjectKind: 'assignment',
    subjectId: after.id,
    caseId: kase.suggestion.id,
    actor,
    to: 'assigned',
    data: { unitId, replaces: before.id },
  })
}

/** 改办: who distributes gives the part to another unit, unasked. Only before the first answer. */
export async function reassign(
  app: App,
  actor: Actor,
  assignmentId: string,
  { version, unitId, reason }: { version: number; unitId: string; reason: string },
): Promise<SuggestionView> {
  const suggestionId = await caseOfPart(app.db, scopeOf(actor), 'assignment', assignmentId)
  return changeAssignment(app, actor, suggestionId, assignmentId, version, async (trx, kase, assignment) => {
    mayDistribute(actor, kase)
    const to = assignmentProcess.next(assignment.status as AssignmentState, 'reassign')
    if (assignment.round > 1) throw new Refusal('conflict', 'suggestion.answers_itself_again')
    await saveAssignment(trx, assignmentId, { status: to })
    await stopPart(app, trx, assignmentId)
    await recordEvent(app, trx, {
      type: 'assignment.reassigned',
      subjectKind: 'assignment',
      subjectId: assignmentId,
      caseId: suggestionId,
      actor,
      from: assignment.status,
      to,
      note: reason,
      data: { unitId: assignment.unit_id, newUnitId: unitId },
    })
    await replaceUnit(app, trx, actor, kase, assignment, unitId)
  })
}

/** 催办: with words, on record, at most once a day for each unit. */
export async function remind(
  app: App,
  actor: Actor,
  assignmentId: string,
  { words }: { words: string },
): Promise<SuggestionView> {
  const suggestionId = await caseOfPart(app.db, scopeOf(actor), 'assignment', assignmentId)
  return changeAssignment(app, actor, suggestionId, assignmentId, null, async (trx, kase, assignment) => {
    if (!mayRemind(actor, kase, assignment)) throw new Refusal('forbidden', 'suggestion.not_yours_to_do')
    const { status } = assignment
    const isLate = isLateWith(kase, assignmentId)
    if (!isRemindable(status as AssignmentState, isLate))
      throw new Refusal('conflict', 'suggestion.not_now', { state: status })
    const now = app.clock.now()
    const last = assignment.reminded_at
    if (last !== null && shanghaiDate(last) === shanghaiDate(now)) {
      throw new Refusal('conflict', 'suggestion.reminded_today')
    }
    await saveAssignment(trx, assignmentId, { reminded_at: now })
    await recordEvent(app, trx, {
      type: 'assignment.reminded',
      subjectKind: 'assignment',
      subjectId: assignmentId,
      caseId: suggestionId,
      actor,
      note: words,
      data: { unitId: assignment.unit_id },
    })
  })
}
