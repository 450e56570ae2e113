import { startOfShanghaiDay } from '#kernel/clock.ts'
import { type SuggestionCase, sentCommitments } from './case.queries.ts'
import { confirmerOf } from './suggestion.policy.ts'
import { isOwed } from './suggestion-promises.ts'

const dayMs = 86_400_000

const endOf = (day: string): Date => new Date(startOfShanghaiDay(day).getTime() + dayMs)

/** What one unit still owes: how many promises, and when the first of them is due. */
export function ledgerOf(kase: SuggestionCase, assignmentId: string) {
  const owed = sentCommitments(kase).filter(
    ({ assignment_id, status }) => assignment_id === assignmentId && isOwed(status),
  )
  const [first] = owed.map(({ due_on }) => due_on).toSorted()
  return {
    openCommitments: owed.length,
    promiseDue: first === undefined ? null : endOf(first),
  }
}

/** The unit has let the day of a promise pass. */
export const isLateWith = (kase: SuggestionCase, assignmentId: string): boolean =>
  lateOf(kase).some(({ assignment_id }) => assignment_id === assignmentId)

const lateOf = (kase: SuggestionCase) => sentCommitments(kase).filter(({ status }) => status === 'overdue')

/** Of some late promise the unit has not been reminded since its day passed. */
export const hasUnpressed = (kase: SuggestionCase): boolean =>
  lateOf(kase).some(({ assignment_id, due_on }) => {
    const reminded = kase.assignments.find(({ id }) => id === assignment_id)?.reminded_at ?? null
    return reminded === null || reminded < endOf(due_on)
  })

/** Who has a promise to confirm that a unit says it has kept. */
export const confirmersOf = (kase: SuggestionCase) =>
  kase.commitments
    .filter(({ status }) => status === 'fulfilled')
    .map(({ assignment_id }) => confirmerOf(kase, assignment_id))
