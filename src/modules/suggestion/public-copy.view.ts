import type { PublicationRow, PublicPromise } from '#modules/publication/index.ts'
import { type SuggestionCase, sentCommitments } from './case.queries.ts'

type Copy = Pick<PublicationRow, 'status' | 'changed_at'>

/** A copy was changed last when it was released. */
export const isSentSince = ({ sent_at }: SuggestionCase['replies'][number], copy: Copy): boolean =>
  sent_at !== null && sent_at > copy.changed_at

/** A second answer was sent after the copy was released. */
export const hasNewAnswers = ({ replies }: SuggestionCase, copy: Copy): boolean =>
  copy.status === 'published' && replies.some((reply) => isSentSince(reply, copy))

const publicState = new Map<string, PublicPromise['state']>([
  ['overdue', 'overdue'],
  ['fulfilled', 'reported'],
  ['confirmed', 'kept'],
  ['unfulfillable', 'explained'],
])

/** The promises of a case for its public page: units, days and codes. */
export const publicPromises = (kase: SuggestionCase): PublicPromise[] =>
  sentCommitments(kase).map(({ id, assignment_id, due_on, first_due_on, status }) => ({
    id,
    unitName: kase.assignments.find((assignment) => assignment.id === assignment_id)?.unit_name ?? '',
    dueOn: due_on,
    firstDueOn: first_due_on,
    state: publicState.get(status) ?? 'open',
  }))
