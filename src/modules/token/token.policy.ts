import { type Actor, actsAsRole, isSelf } from '#kernel/actor.ts'
import { Refusal } from '#kernel/refusal.ts'

/** All tokens of an area, or those whose post is one's own. */
export type TokenScopeOf = { of: 'area'; areaPath: string } | { of: 'person'; personIds: readonly string[] }

type Held = { person_id: string; area_path: string }

const isOfficer = (actor: Actor): boolean => actsAsRole(actor, 'sysadmin', 'secadmin', 'auditor')
const reaches = (actor: Actor, areaPath: string): boolean => areaPath.startsWith(actor.acting?.areaPath ?? '\0')

/** The three officers see those of their area, everybody else those that act as a post of theirs. */
export const tokenScope = (actor: Actor): TokenScopeOf =>
  actor.acting && isOfficer(actor)
    ? { of: 'area', areaPath: actor.acting.areaPath }
    : { of: 'person', personIds: [actor.personId, ...(actor.formerPersonIds ?? [])] }

/**
 * The system officer lets a program in, but not to what the officer may not read (三员分立): the rights are those of a
 * post that the security officer has granted, and its holder alone is shown the secret. Refuses `token.not_yours`.
 * @returns the area whose posts can be given a token
 */
export function mayIssueTokens(actor: Actor): { areaPath: string } {
  if (!actor.acting || !actsAsRole(actor, 'sysadmin')) throw new Refusal('forbidden', 'token.not_yours')
  return { areaPath: actor.acting.areaPath }
}

/** Refuses `token.not_yours`. */
export function mayExportTokens(actor: Actor): void {
  if (!isOfficer(actor)) throw new Refusal('forbidden', 'token.not_yours')
}

const seesToken = (actor: Actor, row: Held): boolean =>
  isSelf(actor, row.person_id) || (isOfficer(actor) && reaches(actor, row.area_path))

export const takesSecret = (actor: Actor, row: Held): boolean => isSelf(actor, row.person_id)
export const revokes = (actor: Actor, row: Held): boolean =>
  isSelf(actor, row.person_id) || (actsAsRole(actor, 'sysadmin', 'secadmin') && reaches(actor, row.area_path))

/** Refuses `token.not_found`, `token.holder_only`. */
export function mayTakeSecret(actor: Actor, row: Held): void {
  if (!seesToken(actor, row)) throw new Refusal('not_found', 'token.not_found')
  if (!takesSecret(actor, row)) throw new Refusal('forbidden', 'token.holder_only')
}

/** Refuses `token.not_found`, `token.not_yours`. */
export function mayRevoke(actor: Actor, row: Held): void {
  if (!seesToken(actor, row)) throw new Refusal('not_found', 'token.not_found')
  if (!revokes(actor, row)) throw new Refusal('forbidden', 'token.not_yours')
}
