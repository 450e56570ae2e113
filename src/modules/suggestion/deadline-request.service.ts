import { type Actor, answersFor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/refusal.ts'
import {
  type ClockFacts,
  clocksOfCase,
  deadlineIf,
  extendClock,
  pauseClock,
  resumeClock,
} from '#modules/clock/index.ts'
import { recordEvent } from '#modules/record/index.ts'
import type { RulePeriod } from '#modules/rules/index.ts'
import type { App } from '#platform/app.ts'
import type { Trx } from '#platform/db/database.ts'
import { firstHandOver } from './assign-suggestion.service.ts'
import type { SuggestionCase } from './case.queries.ts'
import { caseRules } from './case-rules.queries.ts'
import { insertDeadlineRequest, saveDeadlineRequest } from './deadline-request.queries.ts'
import { caseOfPart } from './seen-case.queries.ts'
import type { SuggestionView } from './suggestion.contract.ts'
import { isDistributor, isUnit, mayDistribute, mayHandle, scopeOf } from './suggestion.policy.ts'
import { changeAssignment, changeCase } from './suggestion.service.ts'
import { type DeadlineRequestKind, type DeadlineRequestState, deadlineRequestProcess } from './suggestion-deadlines.ts'

type Assignment = SuggestionCase['assignments'][number]
type Request = SuggestionCase['requests'][number]

const answerRules = ['suggestion.answer', 'suggestion.answerAgain']

/** The clock of the answer that the unit owes now; a deadline is not moved by what was asked for after it. */
async function liveAnswerClock(
  trx: Trx,
  kase: SuggestionCase,
  assignmentId: string,
  askedAt: Date,
): Promise<ClockFacts> {
  const clocks = await clocksOfCase(trx, kase.suggestion.id)
  const clock = clocks.find(
    ({ subjectId, ruleId, status }) =>
      subjectId === assignmentId && answerRules.includes(ruleId) && status !== 'stopped',
  )
  if (!clock) throw new Refusal('conflict', 'suggestion.no_answer_clock')
  if (clock.status === 'running' && clock.dueBefore <= askedAt) {
    throw new Refusal('too_late', 'suggestion.deadline_passed')
  }
  return clock
}

/** The extended deadline stays within what the law leaves for a complex case, from the first handing over (代表法 51). */
async function checkExtension(trx: Trx, kase: SuggestionCase, clock: ClockFacts, n: number): Promise<void> {
  if (clock.ruleId !== 'suggestion.answer') throw new Refusal('conflict', 'suggestion.not_extendable')
  const rules = await caseRules(trx, kase)
  const complex = rules.values['suggestion.answerComplex']
  const first = firstHandOver(kase) ?? clock.startedAt
  const more = clock.extensions.reduce((sum, extension) => sum + extension.n, n)
  const extended = await deadlineIf(trx, clock.startedAt, { ...clock.period, n: clock.period.n + more })
  if (extended > (await deadlineIf(trx, first, complex))) {
    throw new Refusal('invalid', 'suggestion.extension_too_long', { n: complex.n })
  }
}

async function ask(
  app: App,
  trx: Trx,
  actor: Actor,
  assignment: Assignment,
  kind: DeadlineRequestKind,
  more: RulePeriod | null,
  reason: string,
): Promise<string> {
  const id = app.ids.uuid()
  const { suggestion_id: suggestionId } = assignment
  const request = { id, suggestionId, assignmentId: assignment.id, kind, more, reason }
  await insertDeadlineRequest(trx, { ...request, askedBy: actor.personId, at: app.clock.now() })
  await recordEvent(app, trx, {
    type: `deadline.${kind}_requested`,
    subjectKind: 'deadline_request',
    subjectId: id,
    caseId: suggestionId,
    actor,
    to: 'asked',
    note: reason,
    data: { unitId: assignment.unit_id, ...(more === null ? {} : { n: more.n, unit: more.unit }) },
  })
  return id
}

/** 申请延期: before the deadline, once, with reason. Where the congress asks for no approval it is granted at once. */
export async function requestExtension(
  app: App,
  actor: Actor,
  assignmentId: string,
  { version, n, reason }: { version: number; n: number; reason: string },
): Promise<SuggestionView> {
  const suggestionId = await caseOfPart(app.db, scopeOf(actor), 'assignment', assignmentId)
  return changeAssignment(app, actor, suggestionId, assignmentId, version, async (trx, kase, assignment) => {
    mayHandle(actor, assignment)
    const clock = await liveAnswerClock(trx, kase, assignmentId, app.clock.now())
    const asked = kase.requests.some(
      ({ assignment_id, kind, status }) =>
        assignment_id === assignmentId && kind === 'extension' && status !== 'lapsed',
    )
    if (asked) throw new Refusal('conflict', 'suggestion.extension_asked_once')
    await checkExtension(trx, kase, clock, n)
    const id = await ask(app, trx, actor, assignment, 'extension', { n, unit: clock.period.unit }, reason)
    const { values } = await caseRules(trx, kase)
    if (values['suggestion.extApproval'] === 'required') return
    const asked_at = app.clock.now()
    const granted = {
      id,
      assignment_id: assignmentId,
      kind: 'extension',
      status: 'asked',
      n,
      reason,
      asked_at,
    } as const
    await grant(app, trx, actor, clock, granted, null)
  })
}

/** 申请停表: what the unit waits for is not in its hands. */
export async function requestPause(
  app: App,
  actor: Actor,
  assignmentId: string,
  { version, reason }: { version: number; reason: string },
): Promise<SuggestionView> {
  const suggestionId = await caseOfPart(app.db, scopeOf(actor), 'assignment', assignmentId)
  return changeAssignment(app, actor, suggestionId, assignmentId, version, async (trx, kase, assignment) => {
    mayHandle(actor, assignment)
    const clock = await liveAnswerClock(trx, kase, assignmentId, app.clock.now())
    const isOpen = kase.requests.some(
      ({ assignment_id, kind, status }) =>
        assignment_id === assignmentId && kind === 'pause' && (status === 'asked' || status === 'granted'),
    )
    if (isOpen || clock.status === 'paused') throw new Refusal('conflict', 'suggestion.pause_asked')
    await ask(app, trx, actor, assignment, 'pause', null, reason)
  })
}

/** That of the first contact stands still with the answer's, unless its day had passed when the pause was asked for. */
async function contactClock(
  trx: Trx,
  { caseId, subjectId }: ClockFacts,
  status: 'running' | 'paused',
): Promise<ClockFacts | undefined> {
  const clocks = await clocksOfCase(trx, caseId)
  return clocks.find(
    (clock) => clock.subjectId === subjectId && clock.ruleId === 'suggestion.firstContact' && clock.status === status,
  )
}

type Granting = Pick<Request, 'id' | 'assignment_id' | 'n' | 'reason' | 'asked_at'> & { kind: string; status: string }

async function grant(
  app: App,
  trx: Trx,
  actor: Actor,
  clock: ClockFacts,
  request: Granting,
  words: string | null,
): Promise<void> {
  const approved = { reason: request.reason, approvedBy: actor.personId, actor, askedAt: request.asked_at }
  if (request.kind === 'extension') await extendClock(app, trx, clock, { ...approved, n: request.n ?? 1 })
  else {
    await pauseClock(app, trx, clock, approved)
    const contact = await contactClock(trx, clock, 'running')
    if (contact && contact.dueBefore > request.asked_at) await pauseClock(app, trx, contact, approved)
  }
  await decide(app, trx, actor, clock.caseId, request, 'grant', words)
}

async function decide(
  app: App,
  trx: Trx,
  actor: Actor,
  caseId: string,
  request: Granting,
  action: 'grant' | 'deny',
  words: string | null,
): Promise<void> {
  const to = deadlineRequestProcess.next(request.status as DeadlineRequestState, action)
  await saveDeadlineRequest(trx, request.id, {
    status: to,
    // granted by the rule itself: nobody decided
    decided_by_person_id: words === null ? null : actor.personId,
    decided_at: app.clock.now(),
    decision_reason: words,
  })
  await recordEvent(app, trx, {
    type: `deadline.${request.kind as DeadlineRequestKind}_${action === 'grant' ? 'granted' : 'denied'}`,
    subjectKind: 'deadline_request',
    subjectId: request.id,
    caseId,
    actor,
    from: request.status,
    to,
    data: { assignmentId: request.assignment_id },
    ...(words === null ? {} : { note: words }),
  })
}

const requestOf = (kase: SuggestionCase, id: string): Request => {
  const request = kase.requests.find((one) => one.id === id)
  if (!request) throw new Refusal('not_found', 'suggestion.not_found')
  return request
}

/** Who distributes grants or denies, never the person who asked; also when the deadline has passed meanwhile. */
export async function decideDeadline(
  app: App,
  actor: Actor,
  requestId: string,
  { approve, reason }: { approve: boolean; reason: string },
): Promise<SuggestionView> {
  const suggestionId = await caseOfPart(app.db, scopeOf(actor), 'deadline_request', requestId)
  return changeCase(app, actor, suggestionId, null, async (trx, kase) => {
    mayDistribute(actor, kase)
    const request = requestOf(kase, requestId)
    if (answersFor(actor, request.asked_by_person_id)) throw new Refusal('forbidden', 'suggestion.asker_decides')
    if (request.status !== 'asked') throw new Refusal('conflict', 'suggestion.not_now', { state: request.status })
    if (!approve) return decide(app, trx, actor, suggestionId, request, 'deny', reason)
    const clock = await liveAnswerClock(trx, kase, request.assignment_id, request.asked_at)
    if (request.kind === 'extension') await checkExtension(trx, kase, clock, request.n ?? 1)
    await grant(app, trx, actor, clock, request, reason)
  })
}

/** The clock goes on: the unit says that what it waited for has come, or who distributes says that it waits no longer. */
export async function endPause(
  app: App,
  actor: Actor,
  requestId: string,
  { reason }: { reason: string },
): Promise<SuggestionView> {
  const suggestionId = await caseOfPart(app.db, scopeOf(actor), 'deadline_request', requestId)
  return changeCase(app, actor, suggestionId, null, async (trx, kase) => {
    const request = requestOf(kase, requestId)
    const assignment = kase.assignments.find(({ id }) => id === request.assignment_id)
    if (!isDistributor(actor, kase) && !(assignment && isUnit(actor, assignment))) {
      throw new Refusal('forbidden', 'suggestion.not_yours_to_do')
    }
    if (request.kind !== 'pause') throw new Refusal('conflict', 'suggestion.not_now', { state: request.status })
    const to = deadlineRequestProcess.next(request.status as DeadlineRequestState, 'end')
    const clock = await liveAnswerClock(trx, kase, request.assignment_id, app.clock.now())
    await resumeClock(app, trx, clock, actor)
    const contact = await contactClock(trx, clock, 'paused')
    if (contact) await resumeClock(app, trx, contact, actor)
    await saveDeadlineRequest(trx, requestId, { status: to, ended_at: app.clock.now() })
    await recordEvent(app, trx, {
      type: 'deadline.pause_ended',
      subjectKind: 'deadline_request',
      subjectId: requestId,
      caseId: suggestionId,
      actor,
      from: request.status,
      to,
      note: reason,
      data: { assignmentId: request.assignment_id },
    })
  })
}
