import {
  type AssignmentState,
  assignmentProcess,
  isInHand,
  type SuggestionState,
  suggestionProcess,
} from './suggestion.ts'

/** Who the reader is to one unit's part, and how it stands; computed where the case is presented. */
export type PartStanding = {
  caseState: SuggestionState
  state: AssignmentState
  part: 'lead' | 'co' | 'separate'
  round: number
  isUnit: boolean
  isHead: boolean
  isDistributor: boolean
  isLeadUnit: boolean
  /** The days for a return have not passed, and it was not asked for as often as may be. */
  mayStillReturn: boolean
  mayRemind: boolean
  /** It has let the day of a promise pass. */
  isLate: boolean
  draftedByReader: boolean
  answerClock: 'running' | 'paused' | 'overdue' | null
  /** The clock is that of the first answer, which can be given more time. */
  isFirstAnswer: boolean
  wasExtensionAsked: boolean
  pause: 'asked' | 'granted' | null
  /** A request waits for the decision of who distributes. */
  isAsked: boolean
  wasOpinionReturned: boolean
}

const remindable: readonly AssignmentState[] = [
  'assigned',
  'signed',
  'handling',
  'reply_drafting',
  'signed_off',
  'rehandling',
]

/** The unit still has something to do with the case, or a promise to keep that is late: it can be reminded of it. */
export const isRemindable = (state: AssignmentState, isLate: boolean): boolean => isLate || remindable.includes(state)

/** What the reader may do now with one unit's part, by the codes of the operations. */
export function allowedOnPart(part: PartStanding): string[] {
  if (suggestionProcess.isFinal(part.caseState)) return []
  const { state, isUnit, isDistributor } = part
  const answers = part.part !== 'co'
  const can = (action: Parameters<typeof assignmentProcess.allows>[1]) => assignmentProcess.allows(state, action)
  const hasTime = part.answerClock === 'running' || part.answerClock === 'paused'
  const isLive = isInHand(state) && state !== 'done'
  const possible: [string, boolean][] = [
    ['acknowledge', isUnit && can('acknowledge')],
    ['requestReturn', isUnit && can('requestReturn') && part.mayStillReturn],
    ['decideReturn', isDistributor && can('approveReturn')],
    ['reassign', isDistributor && part.round === 1 && can('reassign')],
    ['giveCoOpinion', isUnit && !answers && can('giveCoOpinion')],
    ['returnCoOpinion', part.isLeadUnit && can('requireAgain') && !part.wasOpinionReturned],
    ['noteConsultation', isUnit && isLive],
    ['draftReply', isUnit && answers && can('draft')],
    ['signOff', isUnit && answers && part.isHead && can('signOff') && !part.draftedByReader],
    ['reviewReply', isDistributor && can('clear') && !part.draftedByReader],
    ['sendReply', isUnit && answers && can('send')],
    ['requestExtension', isUnit && answers && hasTime && part.isFirstAnswer && !part.wasExtensionAsked],
    ['requestPause', isUnit && answers && part.answerClock === 'running' && part.pause === null],
    ['decideDeadline', isDistributor && part.isAsked],
    ['endPause', (isUnit || isDistributor) && part.pause === 'granted'],
    ['remind', part.mayRemind && isRemindable(state, part.isLate)],
  ]
  return possible.filter(([, may]) => may).map(([action]) => action)
}
