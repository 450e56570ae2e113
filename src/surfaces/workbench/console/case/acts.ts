import type { AssignmentView, SuggestionView } from '../../frame/suggestion-shapes.ts'

/** Something the reader may do now: with the case, or with one unit's part in it. */
export type Act = { code: ActCode; assignment: AssignmentView | null }

// What is most likely meant comes first; the first one that is allowed is the primary button of the page.
const order = [
  'register',
  'recordSignedPaper',
  'correctPaper',
  'review',
  'planAssignment',
  'assign',
  'acknowledge',
  'decideReturn',
  'decideDeadline',
  'reviewReply',
  'signOff',
  'sendReply',
  'draftReply',
  'giveCoOpinion',
  'returnCoOpinion',
  'evaluate',
  'concludeReview',
  'noteConsultation',
  'fulfilCommitment',
  'confirmCommitment',
  'refuseCommitment',
  'rescheduleCommitment',
  'explainCommitment',
  'remind',
  'reassign',
  'endPause',
  'requestExtension',
  'requestPause',
  'split',
  'unmerge',
  'reopen',
  'preparePublication',
  'redactPublication',
  'checkPublication',
  'releasePublication',
  'withdrawPublication',
  'requestReturn',
  'withdraw',
] as const
export type ActCode = (typeof order)[number]

/** These are pages or sections of their own, reached by a link and not by a form in the case. */
export const isPublicationAct = (code: ActCode): boolean =>
  code === 'redactPublication' ||
  code === 'checkPublication' ||
  code === 'releasePublication' ||
  code === 'withdrawPublication'

export const actsOf = (view: SuggestionView): Act[] =>
  order.flatMap((code): Act[] => [
    ...(view.allowed.includes(code) ? [{ code, assignment: null }] : []),
    ...view.assignments.filter(({ allowed }) => allowed.includes(code)).map((assignment) => ({ code, assignment })),
  ])
