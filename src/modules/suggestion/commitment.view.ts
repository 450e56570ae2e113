import { startOfShanghaiDay } from '#kernel/clock.ts'
import { type SuggestionCase, sentCommitments } from './case.queries.ts'
import { confirmerOf } from './suggestion.policy.ts'
import { isOwed } from './suggestion-promises.ts'

const dayMs = 86_400_000

/** What one unit still owes: how many promises, and when the first of them is due. */
export function ledgerOf(kase: SuggestionCase, assignmentId: string) {
  const owed = sentCommitments(kase).filter(
    ({ assignment_id, status }) => assignment_id === assignmentId && isOwed(status),
  )
  const [first] = owed.map(({ due_on }) => due_on).toSorted()
  return {
    openCommitments: owed.length,
    promiseDue: first === undefined ? null : new Date(startOfShanghaiDay(first).getTime() + dayMs),
  }
}

/** Who has a promise to confirm that a unit says it has kept. */
export const confirmersOf = (kase: SuggestionCase) =>
  kase.commitments
    .filter(({ status }) => status === 'fulfilled')
    .map(({ assignment_id }) => confirmerOf(kase, assignment_id))
