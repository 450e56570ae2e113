import { type Actor, actsAsRole } from '#kernel/actor.ts'
import { Refusal } from '#kernel/refusal.ts'
import { isWithinArea } from './organisation.ts'

/** The congress's own office and the system administrator keep the organs of their area; nobody else. */
export function mayKeepOrgans(actor: Actor, areaPath: string): void {
  const isKeeper = actsAsRole(actor, 'deputy_office', 'sysadmin')
  if (!isKeeper || !actor.acting || !isWithinArea(areaPath, actor.acting.areaPath)) {
    throw new Refusal('forbidden', 'organisation.organs_not_yours')
  }
}
