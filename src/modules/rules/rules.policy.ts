import { type ActingPost, type Actor, actsAsRole } from '#kernel/actor.ts'
import { Refusal } from '#kernel/refusal.ts'
import { townLevel } from './rules.ts'

/** Who works at a congress reads what was decided on its rules, by whom and why. */
export function mayReadChanges({ acting }: Actor): ActingPost {
  if (acting?.kind !== 'post') throw new Refusal('forbidden', 'rules.for_staff')
  return acting
}

/** Rules are kept by the deputies' office; in a town, which has none, by the presidium (地方组织法 art. 19). */
export const isKeeper = (actor: Actor): boolean =>
  actsAsRole(actor, 'deputy_office') ||
  (actsAsRole(actor, 'presidium') && (actor.acting?.congressLevel ?? 0) >= townLevel)

export function mayPropose(actor: Actor): ActingPost {
  const acting = mayReadChanges(actor)
  if (!isKeeper(actor)) throw new Refusal('forbidden', 'rules.may_not_change')
  return acting
}

/** The second person: a colleague of the office, or who leads the standing committee. */
export const approverRoles = ['deputy_office', 'presidium', 'leader'] as const

export const isSecond = (actor: Actor): boolean => isKeeper(actor) || actsAsRole(actor, 'leader')
