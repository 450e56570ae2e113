import { z } from 'zod'
import { job } from '#platform/jobs/jobs.ts'
import { deliver, deliverWaiting } from './deliver.service.ts'

/** Sends one delivery, or nothing when another worker has it; then what else waits, so that a queue empties quickly. */
export const deliverJob = job('notification.deliver', z.object({ id: z.uuid() }), async (app, { id }) => {
  const isWorking = await deliver(app, id)
  if (isWorking) await deliverWaiting(app)
})
