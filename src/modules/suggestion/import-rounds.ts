import type { Grade } from './suggestion.ts'
import { ordersAnswerAgain } from './suggestion-course.ts'

/** One answer of a unit as a list tells it, and how it was judged. */
type Told = { round: number; judged: { result: Grade } | undefined }

/**
 * After which answer of a unit the office last took its case up anew: what no verdict orders comes of that alone. A
 * verdict that the list does not tell is taken for one that orders an answer.
 */
export function roundsBefore(rounds: readonly Told[]): number {
  let before = 0
  for (const [index, { round }] of rounds.entries()) {
    const last = rounds[index - 1]
    const verdict = last?.round === round - 1 ? last.judged : undefined
    const isOrdered = ordersAnswerAgain(verdict ?? { result: 'dissatisfied' }, round - 1 - before)
    if (round > 1 && !isOrdered) before = round - 1
  }
  return before
}

/** Whether the last verdict of a unit orders one more answer. */
export function answersAgain(rounds: readonly Told[]): boolean {
  const last = rounds.at(-1)
  return last?.judged !== undefined && ordersAnswerAgain(last.judged, last.round - roundsBefore(rounds))
}
