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
  /** The one in office, and one that was entered before its day. */
  terms: readonly ScopeTerm[]
}

export type ScopeTerm = { id: string; number: number; firstOn: string; endedOn: string | null }

/** The term that a cell names, `第十八届` or `18`; without one, the term in office, else the one to come. */
export function termOf(congress: ScopeCongress, cell: string | undefined, today: string): ScopeTerm | undefined {
  if (cell !== undefined) return congress.terms.find(({ number }) => number === termNumber(cell))
  return congress.terms.findLast(({ firstOn }) => firstOn <= today) ?? congress.terms[0]
}

const digits = '零一二三四五六七八九'

/** `第十七届`, `十七届`, `17` → 17 */
export function termNumber(text: string): number | undefined {
  const plain = text.normalize('NFKC').replace(/^第|届$/gu, '')
  if (/^\d{1,3}$/u.test(plain)) return Number(plain)
  const parts = /^(?:([二三四五六七八九])?(十))?([一二三四五六七八九])?$/u.exec(plain)
  if (!parts || plain === '') return undefined
  const [, tens, ten, ones] = parts
  return (
    (ten === undefined ? 0 : (tens === undefined ? 1 : digits.indexOf(tens)) * 10) + (ones ? digits.indexOf(ones) : 0)
  )
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
