export { registerApproval } from './approval.registry.ts'
export { askApproval, findOrdered, type OrderedApproval, spendApproval } from './approval.service.ts'
