import { registerPowers } from '#modules/identity/index.ts'
import { registerAfterImage } from '#modules/record/index.ts'
import { loadOversightImages } from './oversight-image.queries.ts'
import { oversightPowers, oversightReads } from './powers.ts'
import './activity-files.service.ts'

export { addCase, noteDecision, proposeOversight } from './propose-oversight.service.ts'
export { sweepOversights } from './sweep-oversight.service.ts'
export { conclude, confirmLeading, countersign, noteActivity, noteFaceReply } from './work-oversight.service.ts'

registerAfterImage('key_oversight', loadOversightImages, { table: 'key_oversight' })
registerPowers('oversight', oversightPowers, oversightReads)
