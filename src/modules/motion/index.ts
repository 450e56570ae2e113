import { registerPowers } from '#modules/identity/index.ts'
import { registerCaseTitles } from '#modules/party/index.ts'
import { registerAfterImage } from '#modules/record/index.ts'
import { findMotionTitles } from './motion.queries.ts'
import { loadMotionImages } from './motion-case.queries.ts'
import { motionPowers, motionReads } from './powers.ts'

export { answerCosign, invite } from './cosign-motion.service.ts'
export {
  checkMotion,
  decideMotion,
  decideWithdrawal,
  enterVote,
  noteDeliberation,
  registerMotion,
  reportOnMotion,
} from './decide-motion.service.ts'
export {
  convertByLead,
  createMotion,
  submitMotion,
  withdrawMotion,
} from './draft-motion.service.ts'
export { followForMotions } from './follow-motion.service.ts'
export { listSessions, setMotionDeadline } from './session.service.ts'
export { sweepMotions } from './sweep-motions.service.ts'

registerAfterImage('motion', loadMotionImages, { table: 'motion' })
registerCaseTitles('motion', (app, _actor, ids) => findMotionTitles(app.db, ids))
registerPowers('motion', motionPowers, motionReads)
