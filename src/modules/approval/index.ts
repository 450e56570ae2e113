export { registerApproval } from './approval.registry.ts'
export { askApproval, findOpenOrders, type OrderedApproval, spendApproval } from './approval.service.ts'
