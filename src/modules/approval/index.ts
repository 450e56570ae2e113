export { ApprovalExportQuery, type ApprovalView } from './approval.contract.ts'
export { registerApproval, type StoredCommand } from './approval.registry.ts'
export {
  askApproval,
  pageOfApprovals,
  spendApproval,
  withdrawApproval,
} from './approval.service.ts'
export { findOpenOrders, findOpenSubjects, type OpenSubject, type OrderedApproval } from './open-approvals.service.ts'
