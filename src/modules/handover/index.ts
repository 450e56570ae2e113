import { registerPowers } from '#modules/identity/index.ts'
import { handoverPowers, handoverReads } from './powers.ts'

export { handOverSome } from './hand-over.service.ts'
export { getMeeting, keepMinutes, pickCases, planMeeting, signList } from './handover.service.ts'

registerPowers('handover', handoverPowers, handoverReads)
