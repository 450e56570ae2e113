import { isOpenForCosigning, type SuggestionAction, type SuggestionState, suggestionProcess } from './suggestion.ts'
import { isBeforeRegistration, isMergeUndoable, isReopenable } from './suggestion-course.ts'
import { isContradictable } from './suggestion-paper.ts'

/** Who the reader is to the case; computed by the policy, so that buttons and refusals come from the same facts. */
export type Standing = {
  isLead: boolean
  agrees: boolean
  cosignStatus: string | null
  /** Put away before it was ever submitted. */
  isRestorable: boolean
  /** Other cases were merged into this one. */
  hasFollowers: boolean
  /** The case that this one was merged into. */
  main: { isAnswered: boolean } | null
  isRegistrar: boolean
  isDistributor: boolean
  /** The evaluation round open for this reader. */
  evaluates: boolean
  hasUnconfirmedConsultation: boolean
  publication: {
    state: string
    /** An answer was sent that it does not hold. */
    hasNewAnswers: boolean
    deputyAgreed: boolean
    unitChecked: boolean
    /** A unit that the reader acts for has still to check it. */
    waitsForReader: boolean
    redactedByReader: boolean
  } | null
  mayBePublished: boolean
  /** The organ that registers and reviews: in session the secretariat too. */
  takesIn: boolean
  /** Of what was entered from paper; null of what was written in the app. */
  paper: PaperStanding | null
  /** The reader's signature stands on the sheet that came with the paper. */
  signedOnPaper: boolean
  /** What may be done with any of the promises. */
  promises: readonly string[]
}

export type PaperStanding = {
  isUnconfirmed: boolean
  /** The scans that prove it are there. */
  isScanned: boolean
  /** Neither who entered it nor the deputy whose it is. */
  isWitness: boolean
  typedByReader: boolean
}

type Possible = [action: string, process: SuggestionAction | null, may: boolean]

/** The operations that the reader may do now, by their codes. */
export function allowedActions(state: SuggestionState, standing: Standing): string[] {
  const editable = isOpenForCosigning(state)
  const { paper } = standing
  const isOpen = paper?.isUnconfirmed !== true
  const isUnanswered = !isOpen && !suggestionProcess.isFinal(state)
  const answersPaper = isUnanswered && standing.isLead && paper?.typedByReader === false
  const possible: Possible[] = [
    ['confirmPaper', null, answersPaper],
    ['rejectPaper', 'withdraw', answersPaper],
    ['recordSignedPaper', null, isUnanswered && standing.takesIn && paper?.isWitness === true && paper.isScanned],
    ['correctPaper', null, isUnanswered && standing.takesIn],
    ['contradictCosign', null, standing.signedOnPaper && isContradictable(state)],
    ['edit', null, standing.isLead && editable],
    ['invite', null, standing.isLead && editable],
    ['cosign', null, standing.cosignStatus === 'invited' && editable],
    ['submit', 'submit', standing.isLead],
    ['restoreDraft', null, standing.isLead && standing.isRestorable],
    ['withdraw', 'withdraw', standing.isLead && !standing.hasFollowers && isOpen],
    ['register', 'register', standing.takesIn && paper?.isScanned !== false],
    ['review', 'accept', standing.takesIn && isOpen],
    ['split', 'split', standing.takesIn && !standing.hasFollowers && isOpen],
    ['unmerge', null, standing.takesIn && isMergeUndoable(state, standing.main)],
    ['reopen', null, standing.isRegistrar && isReopenable(state)],
    ['withdrawCosign', null, standing.cosignStatus === 'confirmed' && isBeforeRegistration(state)],
    ['planAssignment', 'proposeAssignment', standing.isDistributor],
    ['assign', 'assign', standing.isRegistrar && state === 'pre_assignment'],
    ['evaluate', null, standing.evaluates],
    ['confirmConsultation', null, standing.hasUnconfirmedConsultation],
    ...standing.promises.map((action): Possible => [action, null, true]),
    ['concludeReview', 'concludeWithDissent', standing.isRegistrar],
    ...publicationActions(standing),
  ]
  return possible
    .filter(([, process, may]) => may && (process === null || suggestionProcess.allows(state, process)))
    .map(([action]) => action)
}

function publicationActions(standing: Standing): Possible[] {
  const { publication, isRegistrar } = standing
  const redacted = publication?.state === 'redacted'
  const confirmed = redacted && publication.deputyAgreed && publication.unitChecked && !publication.hasNewAnswers
  return [
    ['preparePublication', null, isRegistrar && standing.mayBePublished && publication?.hasNewAnswers !== false],
    ['redactPublication', null, isRegistrar && publication !== null && publication.state !== 'published'],
    ['agreePublication', null, standing.agrees && redacted && !publication.deputyAgreed],
    ['checkPublication', null, redacted && publication.waitsForReader],
    ['releasePublication', null, isRegistrar && confirmed && !publication.redactedByReader],
    // while a new copy is made the one before it is still public
    ['withdrawPublication', null, isRegistrar && publication !== null && publication.state !== 'withdrawn'],
  ]
}
