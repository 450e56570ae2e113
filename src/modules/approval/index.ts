export { registerApproval } from './approval.registry.ts'
export { askApproval, useApproval } from './approval.service.ts'
