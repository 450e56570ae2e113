export { registerApproval } from './approval.registry.ts'
export {
  askApproval,
  findOpenOrders,
  findOpenSubjects,
  type OpenSubject,
  type OrderedApproval,
  spendApproval,
} from './approval.service.ts'
