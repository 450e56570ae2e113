import { registerAfterImage } from '#modules/record/index.ts'
import { loadImages } from './case.queries.ts'

export { draftReply, giveCoOpinion, readReply, sendReply, signOff } from './answer-suggestion.service.ts'
export { acknowledge, assign, decideReturn, planAssignment, requestReturn } from './assign-suggestion.service.ts'
export {
  confirmCommitment,
  confirmConsulted,
  fulfilCommitment,
  noteConsultation,
} from './consult-suggestion.service.ts'
export { answerCosign, createDraft, invite, submit, withdraw } from './draft-suggestion.service.ts'
export { concludeReview, evaluate } from './evaluate-suggestion.service.ts'
export { followForSuggestions } from './follow-suggestion.service.ts'
export { nameReader } from './name-reader.service.ts'
export { confirmPublication, getPublication, prepare, redactCopy } from './publish-suggestion.service.ts'
export { register, review } from './register-suggestion.service.ts'
export { seesSuggestion } from './suggestion.service.ts'

registerAfterImage('suggestion', loadImages)
