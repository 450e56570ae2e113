import { type ActingPost, type Actor, actsAsRole, isSelf } from '#kernel/actor.ts'
import { Refusal } from '#kernel/refusal.ts'

/** Those of a person, given or held, or all of an area. */
export type StandInScope = { of: 'person'; personId: string } | { of: 'area'; areaPath: string }

/** Whose names an actor may see, as plain data for the queries; one scope for list, count, search and page. */
export type PeopleScope =
  /** Everyone with a mandate or post within the area; those with neither, when this actor keeps the rosters. */
  | { kind: 'area'; areaPath: string; withLoose: boolean }
  /** The deputies in office of one congress. */
  | { kind: 'deputies'; congressId: string }

/** Default deny: handling units meet people in their cases only. Refuses `identity.people_not_yours`. */
export function peopleScope(actor: Actor): PeopleScope {
  const { acting } = actor
  if (acting?.kind === 'mandate') return { kind: 'deputies', congressId: acting.congressId }
  if (acting && actsAsRole(actor, 'deputy_office', 'secadmin', 'presidium')) {
    return { kind: 'area', areaPath: acting.areaPath, withLoose: true }
  }
  if (acting && actsAsRole(actor, 'street_committee', 'committee', 'leader', 'secretariat', 'auditor')) {
    return { kind: 'area', areaPath: acting.areaPath, withLoose: false }
  }
  throw new Refusal('forbidden', 'identity.people_not_yours')
}

/**
 * Birth, ethnicity, party and the like are no public words about a deputy, whose name, constituency and work are public
 * (代表法 art. 58): they are for those who keep the rosters, and for the person (个保法 art. 45).
 */
export const seesProfile = (actor: Actor, personId?: string): boolean =>
  isSelf(actor, personId ?? null) || actsAsRole(actor, 'deputy_office', 'presidium', 'secadmin')

/** The rosters of an area are kept by its congress's office, in a township by the presidium. */
export function mayKeepPeople(actor: Actor): void {
  if (!actsAsRole(actor, 'deputy_office', 'presidium', 'secadmin')) refuse('identity.people_not_yours')
}

/** Mandates begin, rest and end in the office of their congress or of one above. Refuses `identity.mandates_not_yours`. */
export function mayKeepMandates(actor: Actor): void {
  if (!actsAsRole(actor, 'deputy_office', 'presidium')) refuse('identity.mandates_not_yours')
}

/** Only the security administrator grants posts (三员分立). Refuses `identity.posts_not_yours`. */
export function mayGrantPosts(actor: Actor): void {
  if (!actsAsRole(actor, 'secadmin')) refuse('identity.posts_not_yours')
}

/** Nobody grants to herself. Refuses `identity.not_to_oneself`. */
export function notToOneself(actor: Actor, personId: string): void {
  if (isSelf(actor, personId)) refuse('identity.not_to_oneself')
}

/** Whether a place lies in the area that the actor acts for; what does not is not there for her. */
export const reaches = (actor: Actor, areaPath: string): boolean => areaPath.startsWith(actor.acting?.areaPath ?? '\0')

/** Refuses `identity.accounts_not_yours`. @returns the area whose accounts she manages */
export function mayManageAccounts(actor: Actor): { areaPath: string } {
  if (!actor.acting || !actsAsRole(actor, 'secadmin')) return refuse('identity.accounts_not_yours')
  return { areaPath: actor.acting.areaPath }
}

/** Those who ask for resets at all, of whichever account. */
export function mayAskResets(actor: Actor): { areaPath: string } {
  const asks = actsAsRole(actor, 'sysadmin', 'secadmin', 'auditor', 'deputy_office', 'presidium')
  if (!actor.acting || !asks) return refuse('identity.accounts_not_yours')
  return { areaPath: actor.acting.areaPath }
}

/** A reset is asked at the counter; officers ask for one another, or nobody could ever let one back in. */
export function mayAskReset(actor: Actor, isOfficersAccount: boolean): void {
  const isAllowed = isOfficersAccount
    ? actsAsRole(actor, 'sysadmin', 'secadmin', 'auditor')
    : actsAsRole(actor, 'secadmin', 'deputy_office', 'presidium')
  if (!isAllowed) refuse('identity.accounts_not_yours')
}

/** Telephone numbers: the person's own, and the offices that have to reach them; units never (个保法 art. 6). */
export function maySeeContact(actor: Actor, personId: string): void {
  if (actor.personId !== personId && !actsAsRole(actor, 'deputy_office', 'presidium')) {
    refuse('identity.contact_not_yours')
  }
}

/**
 * Only a post's powers can be delegated, and only by who holds it: a deputy votes, evaluates and co-signs in person
 * (scenario H45), who stands in passes nothing on. Refuses `identity.stand_in_posts_only`.
 */
export function asOwnPost(actor: Actor): ActingPost {
  const { acting } = actor
  if (acting?.kind !== 'post' || acting.standIn) return refuse('identity.stand_in_posts_only')
  return acting
}

/** What one gave or holds oneself; the security administrator sees those of her area. */
export const standInScope = (actor: Actor): StandInScope =>
  actor.acting && actsAsRole(actor, 'secadmin')
    ? { of: 'area', areaPath: actor.acting.areaPath }
    : { of: 'person', personId: actor.personId }

type Parties = { for_person_id: string; by_person_id: string; area_path: string }

/** Who gave it, who holds it, and the security administrator. What is none of theirs is not there for others. */
const seesStandIn = (actor: Actor, row: Parties): boolean =>
  [row.for_person_id, row.by_person_id].includes(actor.personId) ||
  (actsAsRole(actor, 'secadmin') && reaches(actor, row.area_path))

/** Refuses `identity.no_such_stand_in`. */
export function mayEndStandIn(actor: Actor, row: Parties): void {
  if (!seesStandIn(actor, row)) throw new Refusal('not_found', 'identity.no_such_stand_in')
}

function refuse(code: string): never {
  throw new Refusal('forbidden', code)
}
