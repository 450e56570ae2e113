import { type Actor, answersFor } from '#kernel/actor.ts'
import { shanghaiDate } from '#kernel/clock.ts'
import type { ClockView } from '#modules/clock/index.ts'
import type { TimelineEvent } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import type { Db } from '#platform/db/database.ts'
import { allowedOnPart, type PartStanding } from './assignment-actions.ts'
import { type SuggestionCase, sentCommitments } from './case.queries.ts'
import { isLateWith } from './commitment.view.ts'
import { openActs } from './powers.ts'
import { findReferences } from './reference.queries.ts'
import type { SuggestionView } from './suggestion.contract.ts'
import {
  confirms,
  isDistributor,
  isLeadUnit,
  isRegistrar,
  isUnit,
  mayReadCoOpinion,
  mayReadReturn,
  mayRemind,
} from './suggestion.policy.ts'
import { findReadable } from './suggestion.queries.ts'
import type { AssignmentState, SuggestionState } from './suggestion.ts'
import { othersAnswer, returnsBefore, returnsMax } from './suggestion-course.ts'
import type { DeadlineRequestKind, DeadlineRequestState } from './suggestion-deadlines.ts'
import { type CommitmentState, commitmentProcess, reschedulesMax } from './suggestion-promises.ts'

type Assignment = SuggestionCase['assignments'][number]
type Commitment = SuggestionCase['commitments'][number]
type View = SuggestionView

const iso = (at: Date | null): string | null => at?.toISOString() ?? null

type PartsGiven = {
  /** The clocks as they now run. */
  shown: readonly ClockView[]
  /** All that ever ran, oldest first. */
  clocks: readonly ClockView[]
  events: readonly TimelineEvent[]
}

export function presentAssignments(
  app: Pick<App, 'clock'>,
  actor: Actor,
  kase: SuggestionCase,
  { shown, clocks, events }: PartsGiven,
): View['assignments'] {
  const letOff = new Set(events.filter(({ type }) => type === 'assignment.return_approved').map((one) => one.subjectId))
  const distributes = isDistributor(actor, kase) || isRegistrar(actor, kase)
  return kase.assignments
    .filter(({ status }) => status !== 'proposed' || distributes)
    .map((assignment) => ({
      assignment,
      seesReturn: mayReadReturn(actor, kase, assignment.unit_id),
      seesOpinion: mayReadCoOpinion(actor, kase, assignment),
    }))
    .map(({ assignment, seesReturn, seesOpinion }) => ({
      id: assignment.id,
      unitId: assignment.unit_id,
      unitName: assignment.unit_name,
      part: assignment.part as 'lead' | 'co' | 'separate',
      state: shownState(assignment, seesReturn),
      letOff: letOff.has(assignment.id),
      round: assignment.round,
      assignedAt: iso(assignment.assigned_at),
      acknowledgedAt: iso(assignment.acknowledged_at),
      coOpinion: seesOpinion ? assignment.co_opinion : null,
      coOpinionAt: iso(assignment.co_opinion_at),
      coOpinionReturnReason: seesOpinion ? assignment.co_opinion_return_reason : null,
      returnReason: seesReturn ? assignment.return_reason : null,
      isArbitration: seesReturn && returnsBefore(kase, assignment) > 0,
      returnNamesUnit: seesReturn && othersAnswer(kase.assignments, assignment),
      remindedAt: iso(assignment.reminded_at),
      requests: requestsOf(kase, assignment).map((request) => ({
        id: request.id,
        kind: request.kind as DeadlineRequestKind,
        state: request.status as DeadlineRequestState,
        n: request.n,
        unit: request.unit as 'workday' | 'day' | 'month' | null,
        reason: request.reason,
        askedAt: request.asked_at.toISOString(),
        decidedAt: iso(request.decided_at),
        decisionReason: request.decision_reason,
        endedAt: iso(request.ended_at),
      })),
      clocks: shown
        // a unit that gave its part away has kept no deadline and missed none
        .filter(({ subjectId }) => subjectId === assignment.id && isLive(assignment))
        .filter(({ ruleId }) => seesReturn || !returnRules.includes(ruleId)),
      deadlinesSet: setWhenAssigned
        .filter((ruleId) => seesReturn || !returnRules.includes(ruleId))
        .flatMap((ruleId) => {
          const first = clocks.find((clock) => clock.subjectId === assignment.id && clock.ruleId === ruleId)
          return first ? [{ ruleId, on: first.setOn }] : []
        }),
      allowed: openActs(actor, allowedOnPart(partStanding(app, actor, kase, assignment, shown))),
      version: assignment.version,
    }))
}

// what a unit is told when the case is handed to it
const setWhenAssigned = [
  'suggestion.acknowledge',
  'suggestion.return',
  'suggestion.firstContact',
  'suggestion.answer',
  'suggestion.coOpinion',
]

// when a return is asked and decided concerns the unit and the offices
const returnRules = ['suggestion.return', 'suggestion.returnDecision']

/** While a return is being decided the unit still has the suggestion, and that is what others are told. */
const shownState = ({ status, acknowledged_at }: Assignment, seesReturn: boolean) => {
  if (status !== 'return_requested' || seesReturn) return status as AssignmentState
  return acknowledged_at === null ? 'assigned' : 'signed'
}

const isLive = ({ status }: Assignment): boolean => status !== 'reassigned' && status !== 'cancelled'

const requestsOf = (kase: SuggestionCase, { id }: Assignment) =>
  kase.requests.filter(({ assignment_id }) => assignment_id === id)

const answerRules = ['suggestion.answer', 'suggestion.answerAgain']

function partStanding(
  app: Pick<App, 'clock'>,
  actor: Actor,
  kase: SuggestionCase,
  assignment: Assignment,
  clocks: readonly ClockView[],
): PartStanding {
  const draft = kase.replies.findLast(
    ({ assignment_id, round }) => assignment_id === assignment.id && round === assignment.round,
  )
  const clock = clocks.find(
    ({ subjectId, ruleId, state }) =>
      subjectId === assignment.id && answerRules.includes(ruleId) && state !== 'stopped',
  )
  const window = clocks.find(({ subjectId, ruleId }) => subjectId === assignment.id && ruleId === 'suggestion.return')
  const isInTime = window !== undefined && new Date(window.dueBefore) > app.clock.now()
  const requests = requestsOf(kase, assignment)
  const pause = requests.findLast(({ kind }) => kind === 'pause')?.status
  const remindedToday =
    assignment.reminded_at !== null && shanghaiDate(assignment.reminded_at) === shanghaiDate(app.clock.now())
  return {
    caseState: kase.suggestion.status as SuggestionState,
    state: assignment.status as AssignmentState,
    part: assignment.part as 'lead' | 'co' | 'separate',
    round: assignment.round,
    isUnit: isUnit(actor, assignment),
    isHead: actor.acting?.kind === 'post' && actor.acting.role === 'unit_head',
    isDistributor: isDistributor(actor, kase),
    isLeadUnit: isLeadUnit(actor, kase),
    mayStillReturn: isInTime && returnsBefore(kase, assignment) < returnsMax,
    mayRemind: mayRemind(actor, kase, assignment) && !remindedToday,
    isLate: isLateWith(kase, assignment.id),
    draftedByReader: answersFor(actor, draft?.drafted_by_person_id ?? null),
    answerClock: clock ? (clock.state as 'running' | 'paused' | 'overdue') : null,
    isFirstAnswer: clock?.ruleId === 'suggestion.answer',
    wasExtensionAsked: requests.some(({ kind, status }) => kind === 'extension' && status !== 'lapsed'),
    pause: pause === 'asked' || pause === 'granted' ? pause : null,
    isAsked: requests.some(
      ({ status, asked_by_person_id }) => status === 'asked' && !answersFor(actor, asked_by_person_id),
    ),
    wasOpinionReturned: assignment.co_opinion_return_reason !== null,
  }
}

export const ownAssignments = (actor: Actor, kase: SuggestionCase): Set<string> =>
  new Set(kase.assignments.filter((assignment) => isUnit(actor, assignment)).map(({ id }) => id))

/**
 * An answer that was not sent is the unit's own paper, and so is what it would promise; the government office reads it
 * while it reviews it.
 */
export function openReplies(actor: Actor, kase: SuggestionCase) {
  const own = ownAssignments(actor, kase)
  const reviewed = new Set(
    kase.assignments.filter(({ status }) => status === 'gov_review' && isDistributor(actor, kase)).map(({ id }) => id),
  )
  return kase.replies.filter(
    ({ sent_at, assignment_id }) => sent_at !== null || own.has(assignment_id) || reviewed.has(assignment_id),
  )
}

export function presentCommitments(actor: Actor, kase: SuggestionCase): View['commitments'] {
  const names = new Map(kase.assignments.map(({ id, unit_name }) => [id, unit_name]))
  const open = new Set(openReplies(actor, kase).map(({ id }) => id))
  return kase.commitments
    .filter(({ reply_id }) => open.has(reply_id))
    .map((one) => ({
      id: one.id,
      replyId: one.reply_id,
      content: one.content,
      owner: one.owner,
      dueOn: one.due_on,
      firstDueOn: one.first_due_on,
      state: one.status,
      unitName: names.get(one.assignment_id) ?? '',
      evidence: one.evidence,
      explanation: one.explanation,
      allowed: one.sent_at === null ? [] : allowedOnPromise(actor, kase, one),
    }))
}

function allowedOnPromise(actor: Actor, kase: SuggestionCase, promise: Commitment): string[] {
  const state = promise.status as CommitmentState
  const assignment = kase.assignments.find(({ id }) => id === promise.assignment_id)
  const own = assignment !== undefined && isUnit(actor, assignment)
  const isHead = actor.acting?.kind === 'post' && actor.acting.role === 'unit_head'
  const judges = confirms(actor, kase, promise.assignment_id)
  const can = (action: Parameters<typeof commitmentProcess.allows>[1]) => commitmentProcess.allows(state, action)
  const possible: [string, boolean][] = [
    ['fulfilCommitment', own && can('fulfil')],
    ['rescheduleCommitment', own && can('reschedule') && promise.reschedules < reschedulesMax],
    ['explainCommitment', own && isHead && can('explain')],
    ['confirmCommitment', judges && can('confirm')],
    ['refuseCommitment', judges && can('confirm')],
  ]
  return openActs(
    actor,
    possible.filter(([, may]) => may).map(([action]) => action),
  )
}

/** What the reader may do with any of the promises, each code once. */
export const allowedOnPromises = (actor: Actor, kase: SuggestionCase): string[] => [
  ...new Set(sentCommitments(kase).flatMap((promise) => allowedOnPromise(actor, kase, promise))),
]

/** Who gave up a case for this one. The title of a confidential one stays with its own sponsors and readers. */
export async function presentFollowers(
  db: Db,
  { personId }: Actor,
  { suggestion, followers }: SuggestionCase,
): Promise<View['followers']> {
  const own = followers.filter((one) => one.person_id === personId).map((one) => one.case_id)
  const closed = suggestion.confidential ? followers.map((one) => one.case_id).filter((id) => !own.includes(id)) : []
  const open = await findReadable(db, personId, closed)
  return followers.map((one) => ({
    mandateId: one.mandate_id,
    name: one.name,
    caseId: one.case_id,
    number: one.number,
    title: closed.includes(one.case_id) && !open.has(one.case_id) ? null : one.title,
  }))
}

export async function presentReferences(
  db: Db,
  { suggestion, isReferred }: SuggestionCase,
): Promise<View['references']> {
  if (!isReferred && suggestion.merged_into_id === null && suggestion.split_from_id === null) return []
  const rows = await findReferences(db, suggestion)
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    how:
      row.id === suggestion.merged_into_id
        ? 'merged_into'
        : row.id === suggestion.split_from_id
          ? 'split_from'
          : row.merged_into_id === suggestion.id
            ? 'merged_in'
            : 'split_off',
  }))
}
