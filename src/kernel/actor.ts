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
}

/** The one mandate or post a person acts as now. */
export type Acting = ActingMandate | ActingPost

export type Locale = 'zh-CN' | 'en'

/** A signed-in person. Rights hang on `acting`; separation of duties is checked by `personId`. */
export type Actor = {
  accountId: string
  personId: string
  acting: Acting | null
  locale: Locale
}

export const actsAsRole = (actor: Actor, ...wanted: readonly Role[]): boolean =>
  actor.acting?.kind === 'post' && wanted.includes(actor.acting.role)
