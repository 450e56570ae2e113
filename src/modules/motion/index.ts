import { registerPowers } from '#modules/identity/index.ts'
import { registerCaseTitles } from '#modules/party/index.ts'
import { registerAfterImage } from '#modules/record/index.ts'
import { findMotionTitles } from './motion.queries.ts'
import { loadMotionImages } from './motion-case.queries.ts'
import { motionPowers, motionReads } from './powers.ts'

export { followForMotions } from './follow-motion.service.ts'

registerAfterImage('motion', loadMotionImages)
registerCaseTitles('motion', (app, _actor, ids) => findMotionTitles(app.db, ids))
registerPowers('motion', motionPowers, motionReads)
