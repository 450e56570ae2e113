import type { Role } from '#kernel/actor.ts'

/** From where an import may reach how far: the congress of the identity that asked, and what lies below it. */
export type ImportScope = {
  role: Role
  congress: { id: string; name: string; areaId: string; areaPath: string }
  today: string
  /** Whoever was born after this day is not of age. */
  adultUntil: string
}

/** A congress that rows can name, with its term in office. */
export type ScopeCongress = {
  id: string
  name: string
  shortName: string
  areaName: string
  areaPath: string
  termId: string | null
  termFirstOn: string | null
}

/** `武进区`, `武进区人大`, `武进区人民代表大会` and the full names, with the district's own name for short. */
export function congressNames(congress: ScopeCongress): string[] {
  const { name, shortName, areaName } = congress
  return [...new Set([name, shortName, areaName, `${areaName}人大`, `${areaName}人民代表大会`])]
}

/** What a list has under these names; a name that two rows share names neither. */
export function byNames<Row>(rows: readonly Row[], namesOf: (row: Row) => readonly string[]): Map<string, Row> {
  const found = new Map<string, Row>()
  const shared = new Set<string>()
  for (const row of rows)
    for (const name of namesOf(row)) {
      const before = found.get(name)
      if (before !== undefined && before !== row) shared.add(name)
      found.set(name, row)
    }
  for (const name of shared) found.delete(name)
  return found
}
