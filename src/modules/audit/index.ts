export { exportEvents, searchEvents, searchRefusals } from './audit.service.ts'
