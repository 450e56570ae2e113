/** Five levels of the administrative division: province 1, city 2, county 3, township 4, village 5. */
export type AreaLevel = 1 | 2 | 3 | 4 | 5

export const roles = [
  'deputy_office',
  'presidium',
  'street_committee',
  'committee',
  'leader',
  'secretariat',
  'gov_office',
  'unit_clerk',
  'unit_head',
  'station_head',
  'station_clerk',
  'publisher',
  'sysadmin',
  'secadmin',
  'auditor',
] as const
export type Role = (typeof roles)[number]

/** A role as it is stored. Throws for what is none: it would otherwise act with the rights of another. */
export function roleOf(code: string): Role {
  const found = roles.find((role) => role === code)
  if (!found) throw new Error(`There is no role ${code}.`)
  return found
}

export type ActingMandate = {
  kind: 'mandate'
  id: string
  congressId: string
  congressLevel: AreaLevel
  termId: string
  areaPath: string
}

export type ActingPost = {
  kind: 'post'
  id: string
  role: Role
  organId: string
  congressId: string
  congressLevel: AreaLevel
  areaPath: string
  standIn?: StandIn
  token?: ActingToken
}

/** A program that acts as the post, within scopes. */
export type ActingToken = { id: string; name: string; scopes: readonly string[] }

/** 代理授权: chosen powers of a post that somebody else holds, for some days, in some cases or in all (`caseIds` null). */
export type StandIn = {
  id: string
  forPersonId: string
  /** Other rows of that person, merged into this one. */
  forFormerPersonIds: readonly string[]
  powers: readonly string[]
  caseIds: readonly string[] | null
}

/** The one mandate or post a person acts as now. */
export type Acting = ActingMandate | ActingPost

export const standInOf = (actor: Actor): StandIn | undefined =>
  actor.acting?.kind === 'post' ? actor.acting.standIn : undefined

export const tokenOf = (actor: Actor): ActingToken | undefined =>
  actor.acting?.kind === 'post' ? actor.acting.token : undefined

/** How the record names who acts: a program by its token, everybody else by the identity. */
export const recordedAs = (acting: Acting): { kind: 'mandate' | 'post' | 'stand_in' | 'token'; id: string } =>
  acting.kind === 'post' && acting.token ? { kind: 'token', id: acting.token.id } : identityOf(acting)

/** How an identity is told from the others of a person. */
export const identityOf = (acting: Acting): { kind: 'mandate' | 'post' | 'stand_in'; id: string } =>
  acting.kind === 'post' && acting.standIn
    ? { kind: 'stand_in', id: acting.standIn.id }
    : { kind: acting.kind, id: acting.id }

export type Locale = 'zh-CN' | 'en'

/** A signed-in person. Rights hang on `acting`; separation of duties is checked by `personId`. */
export type Actor = {
  accountId: string
  personId: string
  /** Other rows of the same person, merged into this one: past acts are signed by them. */
  formerPersonIds?: readonly string[]
  acting: Acting | null
  locale: Locale
}

/**
 * Whether what this person did is the actor's own doing, for separation of duties: also what was done by whom the actor
 * stands in for, since the act counts as theirs.
 */
export function answersFor(actor: Actor, personId: string | null): boolean {
  const standIn = standInOf(actor)
  if (personId === null || !standIn) return isSelf(actor, personId)
  return isSelf(actor, personId) || [standIn.forPersonId, ...standIn.forFormerPersonIds].includes(personId)
}

/** Whether a person's id is the actor's own, or that of a row which was merged into theirs. */
export const isSelf = (actor: Actor, personId: string | null): boolean =>
  personId !== null && rowsOf(actor).includes(personId)

/** The person's row, and those that were merged into it. */
export const rowsOf = (actor: Actor): string[] => [actor.personId, ...(actor.formerPersonIds ?? [])]

export const actsAsRole = (actor: Actor, ...wanted: readonly Role[]): boolean =>
  actor.acting?.kind === 'post' && wanted.includes(actor.acting.role)
