import { anyJob } from '#platform/jobs/jobs.ts'
import { deliverJob } from './notification.jobs.ts'

export { followForNotices } from './notification.service.ts'
export { sweepDeliveries } from './sweep-deliveries.service.ts'

/** The background work of this module, for the server to start. */
export const notificationJobs = [anyJob(deliverJob)]
