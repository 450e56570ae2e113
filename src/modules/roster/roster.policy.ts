import { type ActingPost, type Actor, actsAsRole, type Role } from '#kernel/actor.ts'
import { Refusal } from '#kernel/refusal.ts'
import { seesProfile } from '#modules/identity/index.ts'
import type { ImportKind } from './roster.ts'

/** Whose office keeps which list (三员分立: the system officer keeps places, the security officer gives rights). */
const keepers: Readonly<Record<ImportKind, readonly Role[]>> = {
  areas: ['deputy_office', 'presidium', 'sysadmin'],
  units: ['deputy_office', 'presidium', 'sysadmin'],
  posts: ['deputy_office', 'presidium', 'secadmin'],
  deputies: ['deputy_office', 'presidium'],
  constituencies: ['deputy_office', 'presidium'],
  suggestions: ['deputy_office', 'presidium'],
}

const officers: readonly Role[] = ['sysadmin', 'secadmin', 'auditor']
const ordinary: readonly Role[] = ['unit_clerk', 'unit_head', 'station_clerk', 'station_head']

/** Refuses `roster.not_yours`. */
export function mayKeep(actor: Actor, kind: ImportKind): ActingPost {
  const { acting } = actor
  if (acting?.kind !== 'post' || !keepers[kind].includes(acting.role))
    throw new Refusal('forbidden', 'roster.not_yours', { kind })
  return acting
}

export const kindsKeptBy = (actor: Actor): ImportKind[] =>
  (Object.keys(keepers) as ImportKind[]).filter((kind) => actsAsRole(actor, ...keepers[kind]))

/** No list makes an officer: those three are appointed one by one, by two persons. */
export const mayGiveRole = (giver: Role, role: Role): boolean =>
  !officers.includes(role) && (giver === 'secadmin' || ordinary.includes(role))

const readers: readonly Role[] = [
  'deputy_office',
  'presidium',
  'street_committee',
  'committee',
  'leader',
  'secretariat',
]

/** Which deputies someone sees on the roster: those of congresses within a path, or of constituencies within one. */
export type RosterScope = { congressesWithin: string; constituenciesWithin: string | null }

/** Refuses `roster.not_yours`. A subdistrict has no congress: its committee sees those elected there. */
export function rosterScope(actor: Actor): RosterScope {
  const { acting } = actor
  if (acting?.kind !== 'post' || !readers.includes(acting.role))
    throw new Refusal('forbidden', 'roster.not_yours', { kind: 'deputies' })
  return acting.role === 'street_committee'
    ? { congressesWithin: '/', constituenciesWithin: acting.areaPath }
    : { congressesWithin: acting.areaPath, constituenciesWithin: null }
}

/** By these the composition may be narrowed by anyone who sees the roster: whole bodies, not persons. */
const bodies: readonly string[] = ['congressId', 'termId', 'delegationId']
const publicFilters: readonly string[] = [...bodies, 'ids', 'q', 'constituencyId', 'status', 'sex']

/**
 * A filter tells what it filters by: who may not see a field may not ask for it either, nor count the fields of so few
 * that they are known. Refuses `roster.filter_withheld`.
 */
export function mayFilterBy(actor: Actor, filter: object, what: 'list' | 'composition'): void {
  if (seesProfile(actor)) return
  const allowed = what === 'list' ? publicFilters : bodies
  const field = Object.entries(filter).find(([key, value]) => value !== undefined && !allowed.includes(key))?.[0]
  if (field !== undefined) throw new Refusal('forbidden', 'roster.filter_withheld', { field })
}

/** Who prints activation slips: the office that keeps the roster. Refuses `roster.not_yours`. */
export const mayPrintSlips = (actor: Actor): ActingPost => mayKeep(actor, 'deputies')
