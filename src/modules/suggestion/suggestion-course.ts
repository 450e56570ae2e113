import { type AssignmentState, type Grade, isInHand, type SuggestionState } from './suggestion.ts'

/** After a second evaluation that finds the result wanting comes the joint review; there is no third round. */
export const answerRoundsMax = 2
/** A unit's part comes back twice; the second time the government office decides for good. */
export const returnsMax = 2

type StandingPart = { id: string; part: string; status: string }
type ReturnablePart = StandingPart & { replaces_id: string | null; return_reason: string | null }

/**
 * How often a part was given back before: by the units that had it, and where the case went back to the plan with it,
 * by those who answered until then. What other units ask for their own parts is their own matter.
 */
export function returnsBefore(
  { assignments }: { assignments: readonly ReturnablePart[] },
  { id, part, replaces_id }: Pick<ReturnablePart, 'id' | 'part' | 'replaces_id'>,
): number {
  const isFollowed = (one: ReturnablePart) => assignments.some((other) => other.replaces_id === one.id)
  // an answering part that was given back and that nobody took over: all was planned anew
  const wasPlannedBefore = (one: ReturnablePart) =>
    part !== 'co' && one.part !== 'co' && one.status === 'reassigned' && one.id < id && !isFollowed(one)
  const before = assignments.filter((one) => one.id === replaces_id || (replaces_id === null && wasPlannedBefore(one)))
  return before.reduce(
    (sum, one) => sum + (one.return_reason === null ? 0 : 1) + returnsBefore({ assignments }, one),
    0,
  )
}

/**
 * Whether an evaluation orders one more answer. It never does so after the second round, counted from the handing over
 * or from when the office last took the case up again.
 */
export const ordersAnswerAgain = (evaluation: { result: Grade }, round: number): boolean =>
  evaluation.result === 'dissatisfied' && round < answerRoundsMax

/** One answering unit's part: its state, and how its last answer was judged; null while nobody has judged it. */
export type AnsweringPart = { state: AssignmentState; lastResult: Grade | 'open' | 'expired' | null }

/** Whether a part that answers goes on beside others that do; a co-handler's never stands alone. */
export const othersAnswer = (
  parts: readonly StandingPart[],
  { id, part }: Pick<StandingPart, 'id' | 'part'>,
): boolean => part !== 'co' && parts.some((other) => other.id !== id && other.part !== 'co' && isInHand(other.status))

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
