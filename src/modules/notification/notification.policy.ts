import { type Actor, actsAsRole } from '#kernel/actor.ts'
import { Refusal } from '#kernel/refusal.ts'

/** Whose deliveries: of one congress; what belongs to confidential cases only for their named readers. */
export type DeliveryScope = { congressId: string; personId: string }

/** Who has to reach people also sees who was not reached. Refuses `notification.not_yours`. */
export function deliveryScope(actor: Actor): DeliveryScope {
  if (!actor.acting || !actsAsRole(actor, 'deputy_office', 'presidium')) {
    throw new Refusal('forbidden', 'notification.not_yours')
  }
  return { congressId: actor.acting.congressId, personId: actor.personId }
}

/** Whether the channels work is for the system officer too: figures and codes, nothing of what was sent. */
export function maySeeHealth(actor: Actor): void {
  if (!actsAsRole(actor, 'deputy_office', 'presidium', 'sysadmin')) {
    throw new Refusal('forbidden', 'notification.not_yours')
  }
}
