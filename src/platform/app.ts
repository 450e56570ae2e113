import type { z } from 'zod'
import type { Clock } from '#kernel/clock.ts'
import type { Ids } from '#kernel/ids.ts'
import type { Keys } from './crypto/keys.ts'
import type { Db, Trx } from './db/database.ts'
import type { Env } from './env.ts'
import type { FileStore } from './files/files.ts'
import type { Log } from './log.ts'
import type { Mail } from './mail/mail.ts'
import type { Sms } from './sms/sms.ts'

/** Everything through which time, chance and the network enter. Built once in server.ts, given to every use case. */
export type App = {
  db: Db
  /** Connected as the role that can read published copies only. */
  portalDb: Db
  /** The clock of the rules; the acceptance tests can set it. */
  clock: Clock
  /** Real time: sessions, locks and rate limits. */
  wall: Clock
  ids: Ids
  env: Env
  keys: Keys
  jobs: Jobs
  files: FileStore
  /** Undefined where none is configured: notices stay in the program then. */
  mail?: Mail | undefined
  sms?: Sms | undefined
  log: Log
}

/** Work for "now", enqueued in the transaction of the act that caused it. Deadlines are swept, never one job a case. */
export type Job<Data extends object> = {
  name: string
  shape: z.ZodType<Data>
  run(app: App, data: Data): Promise<void>
}

export type Jobs = {
  enqueue<Data extends object>(trx: Trx, work: Job<Data>, data: Data): Promise<void>
}
