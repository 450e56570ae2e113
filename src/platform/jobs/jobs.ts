import { type ConstructorOptions, PgBoss } from 'pg-boss'
import type { z } from 'zod'
import type { App, Job, Jobs } from '../app.ts'
import { queryRaw } from '../db/raw.ts'

export const job = <Data extends object>(name: string, shape: z.ZodType<Data>, run: Job<Data>['run']): Job<Data> => ({
  name,
  shape,
  run,
})

const retryLimit = 2

/** A job whose data shape has been forgotten, so that a list can hold all of them. */
export type AnyJob = { name: string; runRaw(app: App, data: unknown): Promise<void> }

export const anyJob = <Data extends object>(work: Job<Data>): AnyJob => ({
  name: work.name,
  runRaw: (app, data) => work.run(app, work.shape.parse(data)),
})

export type JobRunner = Jobs & { start(app: App, works: readonly AnyJob[]): Promise<void>; stop(): Promise<void> }

/** @param schema the PostgreSQL schema of the queue, one per tenant */
export function openJobs(connectionString: string, schema: string, onError: (error: unknown) => void): JobRunner {
  const options: ConstructorOptions = { connectionString, schema, max: 2, application_name: 'minsheng-jobs' }
  const boss = new PgBoss(options)
  boss.on('error', onError)
  return {
    async enqueue(trx, work, data) {
      await boss.send(work.name, data, {
        db: { executeSql: (text, values) => queryRaw(trx, text, values ?? []) },
        retryLimit,
      })
    },
    async start(app, works) {
      await boss.start()
      for (const work of works) {
        await boss.createQueue(work.name)
        await boss.work(work.name, async (batch) => {
          for (const one of batch) await work.runRaw(app, one.data)
        })
      }
    },
    stop: () => boss.stop({ graceful: true, timeout: 3000 }),
  }
}

/** Puts work into a queue whose program does not run, as after a restore; what was ordered twice is safe to run twice. */
export async function orderAgain(
  connectionString: string,
  schema: string,
  works: readonly { name: string; data: object }[],
): Promise<void> {
  if (works.length === 0) return
  const boss = new PgBoss({ connectionString, schema, max: 1, supervise: false, schedule: false })
  await boss.start()
  try {
    for (const { name, data } of works) {
      await boss.createQueue(name)
      await boss.send(name, data, { retryLimit })
    }
  } finally {
    await boss.stop({ graceful: false })
  }
}
