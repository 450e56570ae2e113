import { shanghaiDate } from '#kernel/clock.ts'
import { missingFrom, type PublicationRow, type PublicPromise, type PublicStep } from '#modules/publication/index.ts'
import type { EventType, TimelineEvent } from '#modules/record/index.ts'
import { type SuggestionCase, sentCommitments } from './case.queries.ts'

export const sentReplies = ({ replies }: Pick<SuggestionCase, 'replies'>): SuggestionCase['replies'] =>
  replies.filter(({ sent_at }) => sent_at !== null)

/** The answers that were sent and are in no copy yet, whether one is public or still being made. */
export function repliesOutside(kase: SuggestionCase, copy: PublicationRow): SuggestionCase['replies'] {
  const sent = sentReplies(kase)
  const missing = new Set(
    missingFrom(
      copy,
      sent.map(({ id }) => id),
    ),
  )
  return sent.filter(({ id }) => missing.has(id))
}

/** The units whose answers the copy holds and that have not checked it yet, each for itself; none once all have. */
export function uncheckedUnits(kase: Pick<SuggestionCase, 'replies' | 'assignments'>, copy: PublicationRow): string[] {
  if (copy.unit_checked_at !== null) return []
  const held = new Set(kase.replies.filter(({ id }) => copy.answer_ids.includes(id)).map((one) => one.assignment_id))
  const units = kase.assignments.filter(({ id }) => held.has(id)).map(({ acting_unit_id }) => acting_unit_id)
  return [...new Set(units)].filter((id) => !copy.checked_unit_ids.includes(id))
}

const publicState = new Map<string, PublicPromise['state']>([
  ['overdue', 'overdue'],
  ['fulfilled', 'reported'],
  ['confirmed', 'kept'],
  ['unfulfillable', 'explained'],
])

/** The promises of a case for its public page: units, days and codes, and only where the answer is public that makes them. */
export const publicPromises = (kase: SuggestionCase, { released_answer_ids }: PublicationRow): PublicPromise[] =>
  sentCommitments(kase)
    .filter(({ reply_id }) => released_answer_ids.includes(reply_id))
    .map(({ id, assignment_id, due_on, first_due_on, status }) => ({
      id,
      unitName: kase.assignments.find((assignment) => assignment.id === assignment_id)?.unit_name ?? '',
      dueOn: due_on,
      firstDueOn: first_due_on,
      state: publicState.get(status) ?? 'open',
    }))

// what a unit and the offices settle between them, and what was said on the way, is not among them
const publicStep: ReadonlyMap<string, PublicStep['step']> = new Map<EventType, PublicStep['step']>([
  ['suggestion.registered', 'registered'],
  ['suggestion.accepted', 'accepted'],
  ['suggestion.assigned', 'assigned'],
  ['suggestion.rehandling_ordered', 'rehandling'],
  ['suggestion.joint_review_begun', 'joint_review'],
  ['suggestion.tracking_begun', 'tracking'],
  ['suggestion.tracking_resumed', 'tracking'],
  ['suggestion.oversight_begun', 'oversight'],
  ['suggestion.closed', 'closed'],
  ['suggestion.closed_with_dissent', 'closed_with_dissent'],
  ['suggestion.closed_with_explanation', 'closed_with_explanation'],
  ['suggestion.reopened', 'reopened'],
  ['suggestion.withdrawn', 'withdrawn'],
  ['suggestion.merged', 'merged'],
  ['suggestion.split', 'split'],
  ['suggestion.converted_to_letter', 'converted_to_letter'],
])

/**
 * The way of a case for its public page, in its order: each step into a state that the page tells, by day. What was
 * brought in from elsewhere has left no steps in the record; of it the rows tell.
 */
export function publicStepsOf(
  { suggestion, assignments }: Pick<SuggestionCase, 'suggestion' | 'assignments'>,
  events: readonly Pick<TimelineEvent, 'type' | 'at'>[],
): PublicStep[] {
  const told = events.flatMap(({ type, at }) => {
    const step = publicStep.get(type)
    return step ? [{ step, on: shanghaiDate(at) }] : []
  })
  const first = told.findIndex(({ step }) => step === 'assigned')
  const steps = told.map((one, index) =>
    one.step === 'assigned' && index > first ? { ...one, step: 'assigned_again' as const } : one,
  )
  const isTold = (step: PublicStep['step']) => steps.some((one) => one.step === step)
  const known: readonly [PublicStep['step'], Date | null][] = [
    ['registered', suggestion.registered_at],
    ['assigned', firstAssignedAt(assignments)],
  ]
  const before = known.flatMap(([step, at]) => (at && !isTold(step) ? [{ step, on: shanghaiDate(at) }] : []))
  const { status, closed_at: closedAt } = suggestion
  const hasEnded = status === 'closed' || status === 'closed_with_dissent'
  const end =
    hasEnded && closedAt && !steps.some(({ step }) => step.startsWith('closed'))
      ? [{ step: status, on: shanghaiDate(closedAt) } as const]
      : []
  return [...before, ...steps, ...end]
}

const firstAssignedAt = (assignments: SuggestionCase['assignments']): Date | null =>
  assignments.reduce<Date | null>(
    (first, { assigned_at }) => (assigned_at && (!first || assigned_at < first) ? assigned_at : first),
    null,
  )
