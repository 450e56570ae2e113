export { ApprovalExportQuery, type ApprovalView } from './approval.contract.ts'
export { registerApproval } from './approval.registry.ts'
export {
  askApproval,
  findOpenOrders,
  findOpenSubjects,
  type OpenSubject,
  type OrderedApproval,
  pageOfApprovals,
  spendApproval,
} from './approval.service.ts'
