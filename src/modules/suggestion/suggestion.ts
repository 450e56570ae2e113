import type { AreaLevel } from '#kernel/actor.ts'
import { defineProcess } from '#kernel/process.ts'
import { Refusal } from '#kernel/refusal.ts'
import { bearsSecretMark } from '#kernel/secret-mark.ts'
import { type CosignedText, isWhole } from '#modules/cosign/cosign.ts'
import { type AdviceCode, type AdvisedDraft, groundsTold } from './draft-advice.ts'

/** The life of a suggestion (代表法 art. 51). Buttons, API, tests and the diagram in the README read this table. */
export const suggestionProcess = defineProcess('suggestion', {
  draft: { invite: 'cosigning', submit: 'submitted', withdraw: 'withdrawn' },
  cosigning: { invite: 'cosigning', submit: 'submitted', reopenDraft: 'draft', withdraw: 'withdrawn' },
  submitted: { register: 'registered', sendBack: 'returned_for_revision', withdraw: 'withdrawn' },
  registered: { review: 'reviewing', withdraw: 'withdrawn' },
  reviewing: {
    accept: 'accepted',
    sendBack: 'returned_for_revision',
    convert: 'converted_to_letter',
    merge: 'merged',
    split: 'split',
    withdraw: 'withdrawn',
  },
  returned_for_revision: { submit: 'submitted', withdraw: 'withdrawn' },
  converted_to_letter: {},
  merged: {},
  split: {},
  withdrawn: {},
  accepted: { proposeAssignment: 'pre_assignment', assign: 'assigned', withdraw: 'withdrawn' },
  pre_assignment: { proposeAssignment: 'pre_assignment', assign: 'assigned', withdraw: 'withdrawn' },
  assigned: { handle: 'handling', planAgain: 'accepted', withdraw: 'withdrawn' },
  handling: { reply: 'awaiting_evaluation', planAgain: 'accepted', withdraw: 'withdrawn' },
  replied: { openEvaluation: 'awaiting_evaluation' },
  awaiting_evaluation: {
    close: 'closed',
    track: 'tracking',
    handleAgain: 'rehandling',
    review: 'joint_review',
    expire: 'closed',
  },
  rehandling: { reply: 'awaiting_evaluation', planAgain: 'accepted', withdraw: 'withdrawn' },
  joint_review: { concludeWithDissent: 'closed_with_dissent' },
  tracking: { fulfil: 'closed', overdue: 'oversight', explain: 'closed' },
  oversight: { fulfil: 'closed', explain: 'closed', followAgain: 'tracking' },
  closed: {},
  closed_with_dissent: {},
})
export const suggestionStates = suggestionProcess.states
export type SuggestionState = (typeof suggestionStates)[number]
export type SuggestionAction = (typeof suggestionProcess.actions)[number]

/** One unit's part in a case; a case is as good as its worst assignment. */
export const assignmentProcess = defineProcess('suggestion', {
  proposed: { assign: 'assigned', cancel: 'cancelled' },
  assigned: {
    acknowledge: 'signed',
    requestReturn: 'return_requested',
    reassign: 'reassigned',
    cancel: 'cancelled',
  },
  signed: {
    handle: 'handling',
    requestReturn: 'return_requested',
    giveCoOpinion: 'co_opinion_submitted',
    draft: 'reply_drafting',
    reassign: 'reassigned',
    cancel: 'cancelled',
  },
  return_requested: { approveReturn: 'reassigned', denyReturn: 'handling', cancel: 'cancelled' },
  reassigned: {},
  handling: {
    draft: 'reply_drafting',
    giveCoOpinion: 'co_opinion_submitted',
    reassign: 'reassigned',
    cancel: 'cancelled',
  },
  reply_drafting: { draft: 'reply_drafting', signOff: 'signed_off', reassign: 'reassigned', cancel: 'cancelled' },
  signed_off: { draft: 'reply_drafting', send: 'replied', reviewByGovernment: 'gov_review', cancel: 'cancelled' },
  gov_review: { clear: 'signed_off', sendBack: 'reply_drafting', cancel: 'cancelled' },
  replied: { handleAgain: 'rehandling', finish: 'done' },
  co_opinion_submitted: { acceptCoOpinion: 'co_opinion_accepted', requireAgain: 'handling', cancel: 'cancelled' },
  co_opinion_accepted: { finish: 'done' },
  rehandling: { draft: 'reply_drafting', cancel: 'cancelled' },
  done: { handleAgain: 'rehandling' },
  cancelled: {},
})
export const assignmentStates = assignmentProcess.states
export type AssignmentState = (typeof assignmentStates)[number]

const notInHand: ReadonlySet<string> = new Set<AssignmentState>(['proposed', 'reassigned', 'cancelled'])
/** A unit has the part: it was handed over, and neither taken from it nor ended with the others. */
export const isInHand = (state: string): boolean => !notInHand.has(state)

export const assignmentParts = ['lead', 'co', 'separate'] as const
export type AssignmentPart = (typeof assignmentParts)[number]

export const replyClasses = ['A', 'B', 'C', 'D'] as const
export type ReplyClass = (typeof replyClasses)[number]

export const grades = ['satisfied', 'basically_satisfied', 'dissatisfied'] as const
export type Grade = (typeof grades)[number]

export const categories = [
  'economy',
  'agriculture',
  'construction',
  'transport',
  'environment',
  'education',
  'health',
  'culture',
  'civil_affairs',
  'public_safety',
  'justice',
  'other',
] as const
export type Category = (typeof categories)[number]

/** How the field of a committee stands on a day (对口督办). */
export const fieldStates = ['planned', 'current', 'ended'] as const
export type FieldState = (typeof fieldStates)[number]

/** The deadlines of a suggestion; their lengths are rules of the congress under `suggestion.<name>`. */
export const suggestionPeriods = [
  'intake',
  'acknowledge',
  'return',
  'firstContact',
  'answer',
  'returnDecision',
  'coOpinion',
  'coOpinionAgain',
  'evaluate',
  'answerAgain',
] as const
export type SuggestionPeriod = (typeof suggestionPeriods)[number]

/** A result found wanting has to say why (H25). */
export function checkEvaluation(evaluation: { attitude: Grade; result: Grade; opinion: string }): void {
  if (evaluation.result === 'dissatisfied' && evaluation.opinion.trim() === '') {
    throw new Refusal('invalid', 'suggestion.opinion_needed')
  }
}

/** Counted are the lead sponsor and those who have confirmed; the invited and the silent do not count (H14). */
export const sponsorsCounted = (cosigners: readonly { status: string }[]): number =>
  1 + cosigners.filter((cosigner) => cosigner.status === 'confirmed').length

/** A township congress registers under its presidium, every other one under its deputy office. */
export const registrarRole = (level: AreaLevel): 'presidium' | 'deputy_office' =>
  level === 4 ? 'presidium' : 'deputy_office'

export const draftLimits = { titleMax: 60, subjectMax: 200, groundsMax: 3000, proposalMax: 3000 } as const

/** 分案: into so many suggestions, each of one matter. */
export const splitLimits = { partsMin: 2, partsMax: 10 } as const

const draftParts = ['title', 'subject', 'grounds', 'proposal'] as const

/** The parts with more characters than are taken; such a draft waits for its writer and is not sent. */
export const overlongParts = (draft: Record<(typeof draftParts)[number], string>) =>
  draftParts.filter((part) => draft[part].length > draftLimits[`${part}Max`])

/**
 * Refuses a draft that has no matter, grounds or plan yet (`suggestion.incomplete`), and one that was kept with the mark of
 * a state secret by an earlier program (`.secret_mark`).
 */
export function checkComplete(draft: { title: string; subject: string; grounds: string; proposal: string }): void {
  const missing = draftParts.filter((field) => draft[field].trim() === '')
  if (missing.length > 0) throw new Refusal('invalid', 'suggestion.incomplete', { missing })
  if (isMarkedSecret(draft)) throw new Refusal('forbidden', 'suggestion.secret_mark')
}

export const isMarkedSecret = (draft: Record<(typeof draftParts)[number], string>): boolean =>
  bearsSecretMark(...draftParts.map((field) => draft[field]))

/** Before the submission, and while the office has sent it back: names are asked for and given. */
export const isOpenForCosigning = (state: SuggestionState): boolean =>
  state === 'draft' || state === 'cosigning' || state === 'returned_for_revision'

const answeredStates: ReadonlySet<string> = new Set<SuggestionState>([
  ...(['replied', 'awaiting_evaluation', 'rehandling', 'joint_review', 'tracking', 'oversight'] as const),
])

/**
 * 并案: into what has a number, goes on and is not answered yet; of units that answer apart one may have been first. What
 * was sent back to its sponsors waits at no office.
 */
export const isMergeTarget = ({ state, number }: { state: string; number: string | null }): boolean =>
  number !== null &&
  state !== 'returned_for_revision' &&
  !suggestionProcess.isFinal(state as SuggestionState) &&
  !answeredStates.has(state)

type Welcoming = CosignedText & { status: string; welcomes_cosigners: boolean; confidential: boolean }

/** Whether colleagues may read and join a draft: its lead wants them to, and there is a whole text to put a name under. */
export const welcomesJoining = (one: Welcoming): boolean =>
  one.welcomes_cosigners && !one.confidential && isOpenForCosigning(one.status as SuggestionState) && isWhole(one)

/**
 * Live advice while writing: grounds on which the suggestion may not be accepted. Advice only, never a refusal.
 * @param level of the congress as whose deputy it is written
 */
export function adviseDraft(draft: AdvisedDraft, level: AreaLevel): AdviceCode[] {
  const { length } = draft.grounds.trim()
  const told = groundsTold(draft, level)
  return length > 0 && length < 30 ? [...told, 'too_short'] : told
}

/** What the official numbers are counted in, apart in each congress. */
export type NumberSeries = { year: number } | { session: { term: number; number: number } }
export const seriesOf = (of: NumberSeries): string =>
  'year' in of ? `suggestion.${of.year}` : `suggestion.${of.session.term}-${of.session.number}`
