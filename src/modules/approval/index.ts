export { ApprovalExportQuery, type ApprovalView } from './approval.contract.ts'
export { registerApproval, type StoredCommand } from './approval.registry.ts'
export {
  askApproval,
  findOpenOrders,
  findOpenSubjects,
  type OpenSubject,
  type OrderedApproval,
  pageOfApprovals,
  spendApproval,
} from './approval.service.ts'
