import { type Actor, type AreaLevel, actsAsRole } from '#kernel/actor.ts'
import { Refusal } from '#kernel/refusal.ts'

/** The installation as a whole is no matter of a township. */
const levelMax: AreaLevel = 3

/** The technical side is the system officer's (GB/T 22239 8.1.4). */
export function mayTend(actor: Actor): void {
  if (!actsAsRole(actor, 'sysadmin') || (actor.acting?.congressLevel ?? 9) > levelMax) {
    throw new Refusal('forbidden', 'operation.system_officer_only')
  }
}
