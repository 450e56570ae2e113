import { missingFrom, type PublicationRow, type PublicPromise } from '#modules/publication/index.ts'
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
