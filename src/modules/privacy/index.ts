import { registerAfterImage } from '#modules/record/index.ts'
import { loadRequestImages } from './request.record.ts'

export { followForConsents } from './consent.service.ts'
export { newForm, type Receipt, submitFromPortal } from './submit-request.service.ts'
export { sweepRequests } from './sweep-requests.service.ts'
export { supplyByCode, trackRequest } from './track-request.service.ts'

registerAfterImage('privacy_request', loadRequestImages, {
  table: 'privacy_request',
  later: ['people', 'sealed', 'messages'],
})
