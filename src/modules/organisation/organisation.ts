export const organKinds = [
  'deputy_office',
  'committee',
  'presidium',
  'street_committee',
  'secretariat',
  'leadership',
  'gov_office',
  'unit',
  'station',
  'operations',
] as const
export type OrganKind = (typeof organKinds)[number]

export const organSystems = [
  'congress',
  'government',
  'court',
  'procuratorate',
  'supervision',
  'party',
  'enterprise',
  'township',
  'platform',
] as const
export type OrganSystem = (typeof organSystems)[number]

export type DatedName = { name: string; shortName: string; startsOn: string; endsOn: string | null }
export type DatedTerm = { firstSessionOn: string; endedOn: string | null }

/** A paper of 2024 shows the name of 2024: the earlier name whose period holds the date, else the present one. */
export function nameOn(
  present: { name: string; shortName: string },
  earlier: readonly DatedName[],
  date: string,
): { name: string; shortName: string } {
  const then = earlier.find((one) => one.startsOn <= date && one.endsOn !== null && date < one.endsOn)
  return then ?? present
}

/** A term runs from its first session to the first session of the next, not by calendar years (代表法 art. 2). */
export const termOn = <Term extends DatedTerm>(terms: readonly Term[], date: string): Term | undefined =>
  terms.find((term) => term.firstSessionOn <= date && (term.endedOn === null || date < term.endedOn))

/** Paths are the codes from the province down, each closed by a slash, so a prefix says "within". */
export const isWithinArea = (path: string, containing: string): boolean => path.startsWith(containing)

/** 街道 have no congress of their own; towns and townships have. */
export const areaKindOf = (level: number, name: string): 'area' | 'street' =>
  level === 4 && name.endsWith('街道') ? 'street' : 'area'

/** Whether an organ exists on a date. */
export const existsOn = (organ: { startsOn: string; endsOn: string | null }, date: string): boolean =>
  organ.startsOn <= date && (organ.endsOn === null || date < organ.endsOn)

/** Who can distribute suggestions: an office, a township's presidium, or the unit itself (court, procuratorate). */
export const coordinatingKinds = [
  'deputy_office',
  'presidium',
  'secretariat',
  'gov_office',
  'unit',
] as const satisfies readonly OrganKind[]

/** A term lasts five years (组织法 art. 38): the day by which the next should have begun. */
export const termFullOn = (firstSessionOn: string): string =>
  Temporal.PlainDate.from(firstSessionOn).add({ years: 5 }).toString()

type Numbered = { number: number; opensOn: string }

/** The second session comes after the first. */
export const outOfOrder = (one: Numbered, other: Numbered): boolean =>
  one.number < other.number !== one.opensOn < other.opensOn

export const congressSorts = ['level', 'name'] as const
export const congressLevels = ['1', '2', '3', '4'] as const

export const congressActions = ['begin_term', 'correct_term', 'enter_session', 'name_coordinator'] as const
export type CongressAction = (typeof congressActions)[number]
