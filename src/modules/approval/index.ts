export { type ApprovalKind, registerApproval, type StoredCommand } from './approval.registry.ts'
export { type Ask, askApproval, useApproval } from './approval.service.ts'
