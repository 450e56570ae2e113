import type { Actor } from '#kernel/actor.ts'
import { stopClocksOfCase } from '#modules/clock/index.ts'
import { recordEvent } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import type { Trx } from '#platform/db/database.ts'
import { type SuggestionCase, sentCommitments } from './case.queries.ts'
import { settleDeadlineRequests } from './deadline-request.queries.ts'
import { saveState } from './suggestion.queries.ts'
import { type AssignmentState, type Grade, isInHand, type SuggestionState, suggestionProcess } from './suggestion.ts'
import { type AnsweringPart, nextStep } from './suggestion-course.ts'
import { isSettled, stepByPromises } from './suggestion-promises.ts'

const eventOf = {
  close: 'suggestion.closed',
  expire: 'suggestion.closed',
  track: 'suggestion.tracking_begun',
  handleAgain: 'suggestion.rehandling_ordered',
  review: 'suggestion.joint_review_begun',
  fulfil: 'suggestion.closed',
  explain: 'suggestion.closed_with_explanation',
  overdue: 'suggestion.oversight_begun',
  followAgain: 'suggestion.tracking_resumed',
  concludeWithDissent: 'suggestion.closed_with_dissent',
} as const

export async function moveCase(
  app: App,
  trx: Trx,
  kase: SuggestionCase,
  action: keyof typeof eventOf,
  actor: Actor | 'system',
  note = '',
): Promise<void> {
  const { suggestion } = kase
  const from = suggestion.status as SuggestionState
  const to = suggestionProcess.next(from, action)
  const ends = suggestionProcess.isFinal(to)
  await saveState(trx, suggestion.id, to, ends ? { closed_at: app.clock.now() } : {})
  if (ends) await stopAll(app, trx, kase)
  await recordEvent(app, trx, {
    type: eventOf[action],
    subjectKind: 'suggestion',
    subjectId: suggestion.id,
    caseId: suggestion.id,
    actor,
    from,
    to,
    ...(note.trim() === '' ? {} : { note }),
  })
}

/** A case ends: no clock of it runs on, and nothing is asked of one any more. */
export async function stopAll(app: App, trx: Trx, kase: SuggestionCase): Promise<void> {
  await stopClocksOfCase(app, trx, kase.suggestion.id)
  if (kase.requests.length === 0) return
  await settleDeadlineRequests(
    trx,
    kase.assignments.map(({ id }) => id),
    app.clock.now(),
  )
}

/** The case as it is with one part changed that was saved just now. */
export const withPart = (
  kase: SuggestionCase,
  id: string,
  change: { status: AssignmentState; round?: number },
): SuggestionCase => ({
  ...kase,
  assignments: kase.assignments.map((assignment) => (assignment.id === id ? { ...assignment, ...change } : assignment)),
})

/** The same for a round of evaluation. */
export const withRound = (
  kase: SuggestionCase,
  id: string,
  change: { status: 'cast' | 'expired'; result?: Grade },
): SuggestionCase => ({
  ...kase,
  evaluations: kase.evaluations.map((round) => (round.id === id ? { ...round, ...change } : round)),
})

/** The parts that answer, each with what was said of its last answer. */
const answeringParts = (kase: SuggestionCase): AnsweringPart[] =>
  kase.assignments
    .filter(({ part, status }) => part !== 'co' && isInHand(status))
    .map(({ id, status, round }) => {
      const last = kase.evaluations.find((one) => one.assignment_id === id && one.round === round)
      const said = last?.status === 'cast' ? (last.result as Grade) : (last?.status as 'open' | 'expired' | undefined)
      return { state: status as AssignmentState, lastResult: said ?? null }
    })

/** Moves a case as far as its parts allow: all answered, then all judged. */
export async function goOn(app: App, trx: Trx, kase: SuggestionCase, actor: Actor | 'system'): Promise<void> {
  const state = kase.suggestion.status as SuggestionState
  const open = sentCommitments(kase).filter(({ status }) => !isSettled(status)).length
  const step = nextStep(state, answeringParts(kase), open)
  if (step === null) return
  if (step !== 'reply') return moveCase(app, trx, kase, step, actor)
  const to = suggestionProcess.next(state, 'reply')
  await saveState(trx, kase.suggestion.id, to)
  // a part that was taken back may have been the last that was waited for
  await goOn(app, trx, { ...kase, suggestion: { ...kase.suggestion, status: to } }, actor)
}

/** Moves a case that follows its promises: all kept, one not kept in time, none late any more. */
export async function goOnByPromises(app: App, trx: Trx, kase: SuggestionCase, actor: Actor | 'system'): Promise<void> {
  const step = stepByPromises(kase.suggestion.status, sentCommitments(kase))
  if (step !== null) await moveCase(app, trx, kase, step, actor)
}

export const withPromise = (
  kase: SuggestionCase,
  id: string,
  change: { status: string; due_on?: string },
): SuggestionCase => ({
  ...kase,
  commitments: kase.commitments.map((one) => (one.id === id ? { ...one, ...change } : one)),
})
