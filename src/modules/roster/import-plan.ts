import type { RowPlan } from './row-plan.ts'
import type { Turn } from './turns.ts'

/** What a whole file would do. `write` is called inside the transaction in which the plan was made. */
export type ImportPlan<Trx> = {
  rows: RowPlan[]
  /** What comes along without a row of its own. */
  alsoNew: { delegations: string[] }
  /** Ids and codes of what was made or changed, for the record. */
  written: { kind: string; id: string; isNew: boolean; fields: string[] }[]
  write: (trx: Trx, turn: Turn) => Promise<void>
}
