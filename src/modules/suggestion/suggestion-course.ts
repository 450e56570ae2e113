import type { AssignmentState, Grade, SuggestionState } from './suggestion.ts'

/** After a second evaluation that finds the result wanting comes the joint review; there is no third round. */
export const answerRoundsMax = 2
/** A case comes back from its units twice; the second time the government office decides for good. */
export const returnsMax = 2

/** How often units have asked to give a case back, one part apart. */
export const returnsBefore = (
  { assignments }: { assignments: readonly { id: string; return_reason: string | null }[] },
  { id }: { id: string },
): number => assignments.filter((other) => other.id !== id && other.return_reason !== null).length

/**
 * Whether an evaluation orders one more answer. It never does so after the second round, counted from the handing over
 * or from when the office last took the case up again.
 */
export const ordersAnswerAgain = (evaluation: { result: Grade }, round: number): boolean =>
  evaluation.result === 'dissatisfied' && round < answerRoundsMax

/** Not in anybody's hands: another unit has it, nobody, or nobody yet. */
export const takenBack: readonly AssignmentState[] = ['reassigned', 'cancelled', 'proposed']

/** One answering unit's part: its state, and how its last answer was judged; null while nobody has judged it. */
export type AnsweringPart = { state: AssignmentState; lastResult: Grade | 'open' | 'expired' | null }

type StandingPart = { id: string; part: string; status: string }

/** Whether a part that answers goes on beside others that do; a co-handler's never stands alone. */
export const othersAnswer = (
  parts: readonly StandingPart[],
  { id, part }: Pick<StandingPart, 'id' | 'part'>,
): boolean =>
  part !== 'co' &&
  parts.some((other) => other.id !== id && other.part !== 'co' && !takenBack.includes(other.status as AssignmentState))

export type NextStep = 'reply' | 'handleAgain' | 'review' | 'track' | 'close' | 'expire'

/** The window of an answer that was sent just now opens with it. */
const isUnjudged = (part: AnsweringPart): boolean =>
  part.lastResult === 'open' || (part.lastResult === null && part.state === 'replied')

const answered: readonly AssignmentState[] = ['replied', 'done']

/**
 * Where a case goes that its units have answered, or not all: a case is as good as its worst part. Null: it stays.
 * Every part that answers is given; those taken back are not.
 */
export function nextStep(
  state: SuggestionState,
  parts: readonly AnsweringPart[],
  openCommitments: number,
): NextStep | null {
  const isAnswered = parts.length > 0 && parts.every((part) => answered.includes(part.state))
  if (state === 'handling' || state === 'rehandling') return isAnswered ? 'reply' : null
  if (state !== 'awaiting_evaluation') return null
  if (!isAnswered) return 'handleAgain'
  if (parts.some(isUnjudged)) return null
  if (parts.some(({ lastResult }) => lastResult === 'dissatisfied')) return 'review'
  if (openCommitments > 0) return 'track'
  return parts.every(({ lastResult }) => lastResult === 'expired') ? 'expire' : 'close'
}

/** Outside the table, for an end is an end: only a new decision of the office goes behind it, as a new event. */
export const isReopenable = (state: SuggestionState): boolean => state === 'closed' || state === 'closed_with_dissent'

/** 解除并案: until the main case is answered, for its answer is that of the merged one too. */
export const isMergeUndoable = (state: SuggestionState, main: { isAnswered: boolean } | null): boolean =>
  state === 'merged' && main !== null && !main.isAnswered

/** The sponsors may still take back their signature; from the registration on it stands. */
export const isBeforeRegistration = (state: SuggestionState): boolean =>
  state === 'draft' || state === 'cosigning' || state === 'submitted' || state === 'returned_for_revision'

/** Outside the table too: a draft that was put away without ever having been submitted is its lead's to take up again. */
export const isRestorable = ({ status, submitted_at }: { status: string; submitted_at: Date | null }): boolean =>
  status === 'withdrawn' && submitted_at === null

export const reviewedByGovernment = (rule: string, unitSystem: string): boolean =>
  rule === 'on' && unitSystem === 'government'
