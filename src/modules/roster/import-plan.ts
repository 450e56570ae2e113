import type { Actor } from '#kernel/actor.ts'
import type { RowPlan } from './row-plan.ts'
import type { Turn } from './turns.ts'

/** Who lets an import be written, and which it is: for what the rows leave in the record. */
export type WrittenBy = { actor: Actor; importId: string; fileName: string; fileSha256: string }

export type WrittenKind = 'area' | 'constituency' | 'mandate' | 'organ' | 'person' | 'post'

/** A term or a constituency, the seats it was given, and the deputies it would have. */
export type BeyondSeats = { name: string; seats: number; deputies: number }

/** What a whole file would do. `write` is called inside the transaction in which the plan was made. */
export type ImportPlan<Trx> = {
  rows: RowPlan[]
  /** What comes along without a row of its own. */
  alsoNew: {
    delegations: string[]
    /** The numbers after which series would go on. */
    continuesAfter?: string[]
    /** Terms and constituencies that would have more deputies than they have seats. */
    beyondSeats?: BeyondSeats[]
  }
  /** Ids and codes of what was made or changed, for the record. */
  written: { kind: WrittenKind; id: string; isNew: boolean; fields: string[] }[]
  write: (trx: Trx, turn: Turn, by: WrittenBy) => Promise<void>
  /** Before that: takes what the rows need for themselves; false when somebody else was faster. */
  reserve?: (trx: Trx) => Promise<boolean>
}
