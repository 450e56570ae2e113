import { registerCaseSight } from '#modules/clock/index.ts'
import { registerPowers } from '#modules/identity/index.ts'
import { registerAfterImage } from '#modules/record/index.ts'
import { loadImages } from './case.queries.ts'
import { suggestionPowers, suggestionReads } from './powers.ts'
import { seesCaseOf } from './suggestion.service.ts'
import './case-files.service.ts'
import './plan-suggestion-import.service.ts'

export { createFromMotion } from './adopt-suggestion.service.ts'
export { draftReply, sendReply, signOff } from './answer-suggestion.service.ts'
export { acknowledge, assign, planAssignment } from './assign-suggestion.service.ts'
export { findActingNames, findAssignments, findMandateFacts } from './case.queries.ts'
export { canAct, isInOffice } from './case-image.ts'
export { giveCoOpinion } from './co-opinion.service.ts'
export { findUnitsActedFor } from './commitment.queries.ts'
export { confirmConsulted, noteConsultation } from './consult-suggestion.service.ts'
export { answerCosign, invite } from './cosign-suggestion.service.ts'
export { decideDeadline, requestExtension, requestPause } from './deadline-request.service.ts'
export { createDraft, submit } from './draft-suggestion.service.ts'
export { concludeReview, evaluate } from './evaluate-suggestion.service.ts'
export { liesWith } from './field.queries.ts'
export { followForSuggestions } from './follow-suggestion.service.ts'
export { giveFields } from './keep-fields.service.ts'
export { nameReader } from './name-reader.service.ts'
export { confirmCommitment, fulfilCommitment } from './promise.service.ts'
export {
  confirmPublication,
  getPublication,
  prepare,
  redactCopy,
  takeBackAgreement,
} from './publish-suggestion.service.ts'
export { readReply } from './read-reply.service.ts'
export { register, review } from './register-suggestion.service.ts'
export { decideReturn, requestReturn } from './return-assignment.service.ts'
export { staffedSecretariat } from './secretariat.queries.ts'
export { secretariatOn } from './secretariat.ts'
export { reopen, split } from './split-suggestion.service.ts'
export type { SuggestionView, TodoView } from './suggestion.contract.ts'
export { getCase, seesCaseOf, seesSuggestion } from './suggestion.service.ts'
export type { SuggestionRow } from './suggestion-list.contract.ts'
export { sweepFields } from './sweep-fields.service.ts'
export { sweepIntake } from './sweep-intake.service.ts'
export { sweepCommitments } from './sweep-promises.service.ts'
export { withdraw } from './withdraw-suggestion.service.ts'

registerPowers('suggestion', suggestionPowers, suggestionReads)
registerAfterImage('suggestion', loadImages, { table: 'suggestion', later: ['readers', 'page'] })
registerCaseSight('suggestion', (actor) => seesCaseOf(actor, 'clock.case_id'))

export { openToPersons } from './name-reader.service.ts'
