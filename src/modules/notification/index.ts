export { followForNotices } from './notification.service.ts'
