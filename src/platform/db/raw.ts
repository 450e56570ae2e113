import { CompiledQuery } from 'kysely'
import type { Trx } from './database.ts'

/** One statement of a library that writes its own SQL (the job queue), in our transaction. */
export const queryRaw = (trx: Trx, text: string, values: unknown[]): Promise<{ rows: unknown[] }> =>
  trx.executeQuery(CompiledQuery.raw(text, values))
