import { type ActingPost, type Actor, actsAsRole, type Role } from '#kernel/actor.ts'
import { Refusal } from '#kernel/refusal.ts'

const keepers: readonly Role[] = ['deputy_office', 'presidium']
const followers: readonly Role[] = ['gov_office', 'secretariat', 'leader']
const units: readonly Role[] = ['unit_clerk', 'unit_head']

/** Plain data for the queries: all meetings of a congress, or those at which a unit was handed something. */
export type MeetingScope = { congressId: string; unitId: string | null; holderId: string; personId: string }

export function meetingScopeOf({ acting, personId }: Actor): MeetingScope | null {
  if (acting?.kind !== 'post') return null
  const scope = { congressId: acting.congressId, holderId: acting.organId, personId }
  if (keepers.includes(acting.role) || followers.includes(acting.role)) return { ...scope, unitId: null }
  return units.includes(acting.role) ? { ...scope, unitId: acting.organId } : null
}

/** The office that hands over keeps its meetings. */
export function asKeeper({ acting }: Actor): ActingPost {
  if (acting?.kind !== 'post' || !keepers.includes(acting.role)) throw new Refusal('forbidden', 'handover.keepers_only')
  return acting
}

export const keepsMeeting = (actor: Actor, { congress_id }: { congress_id: string }): boolean =>
  actsAsRole(actor, ...keepers) && actor.acting?.congressId === congress_id

export function mayKeep(actor: Actor, meeting: { congress_id: string }): void {
  if (!keepsMeeting(actor, meeting)) throw new Refusal('forbidden', 'handover.not_yours_to_do')
}

/** Each unit signs for itself. */
export function asUnit({ acting }: Actor): ActingPost {
  if (acting?.kind !== 'post' || !units.includes(acting.role)) throw new Refusal('forbidden', 'handover.units_only')
  return acting
}
