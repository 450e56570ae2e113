type Rows = { rows: readonly unknown[] }
type Known = {
  sql: string
  /** Of each table that the statement reads entirely. */
  whole: ReadonlySet<string>
  names: ReadonlySet<string>
  results: Map<string, Map<string, Rows>>
}

/** One table that a statement writes to; no columns: rows come or go. */
export type Writing = { table: string; columns: readonly string[] | undefined }

/**
 * Answers to reading statements by text, parameters and the case in hand. A writing forgets those that it may have
 * changed: of every case, or of one alone.
 *
 * @param tablesOfCases whose rows belong to one case each; what is read of no such table is the same for every case
 */
export function makeMemory(tablesOfCases: ReadonlySet<string>) {
  const known = new Map<string, Known>()
  const byName = new Map<string, Known[]>()
  /** What was forgotten of a case and may have to be read again, by text: parameters as they are kept. */
  const lost = new Map<string, Map<string, Set<string>>>()

  const readingOf = (sql: string): Known => {
    const found = known.get(sql)
    if (found) return found
    const reading = { sql, ...readsOf(sql), results: new Map() }
    known.set(sql, reading)
    for (const name of reading.names) byName.set(name, [...(byName.get(name) ?? []), reading])
    return reading
  }
  const resultsOf = ({ names, results }: Known, caseInHand: string): Map<string, Rows> => {
    const scope = names.isDisjointFrom(tablesOfCases) ? '' : caseInHand
    const own = results.get(scope) ?? new Map<string, Rows>()
    results.set(scope, own)
    return own
  }
  const lose = (ofCase: string, sql: string, results: Map<string, Rows> | undefined): void => {
    if (!results || results.size === 0) return
    const own = lost.get(ofCase) ?? new Map<string, Set<string>>()
    lost.set(ofCase, own.set(sql, new Set([...(own.get(sql) ?? []), ...results.keys()])))
  }
  return {
    find<Row>(sql: string, parameters: readonly unknown[], caseInHand: string): { rows: Row[] } | undefined {
      return resultsOf(readingOf(sql), caseInHand).get(JSON.stringify(parameters)) as { rows: Row[] } | undefined
    },
    keep(sql: string, parameters: readonly unknown[], caseInHand: string, rows: Rows): void {
      resultsOf(readingOf(sql), caseInHand).set(JSON.stringify(parameters), rows)
    },
    /** @param ofCase the case whose rows alone were written */
    forget({ table, columns }: Writing, ofCase: string | undefined): void {
      for (const { sql, whole, names, results } of byName.get(table) ?? []) {
        if (columns && !whole.has(table) && !columns.some((column) => names.has(column))) continue
        if (ofCase === undefined) results.clear()
        else {
          lose(ofCase, sql, results.get(ofCase))
          results.delete(ofCase)
        }
        results.delete('')
      }
    },
    /** What was read of the case by one of these texts and is not known any more; told once. */
    lostOf(ofCase: string, texts: ReadonlySet<string>): { sql: string; parameters: unknown[] }[] {
      const all = [...(lost.get(ofCase) ?? [])].filter(([sql]) => texts.has(sql))
      lost.delete(ofCase)
      return all.flatMap(([sql, kept]) => [...kept].map((parameters) => ({ sql, parameters: JSON.parse(parameters) })))
    },
  }
}

function readsOf(sql: string): Pick<Known, 'whole' | 'names'> {
  const names = new Set(Array.from(sql.matchAll(/"(\w+)"/gu), ([, name = '']) => name))
  const whole = Array.from(sql.matchAll(/"(\w+)"\.\*/gu), ([, name = '']) => name)
  return { names, whole: /(?:select|,) \*/u.test(sql) ? names : new Set(whole) }
}

/** Every table that a statement writes to, with the columns it sets. */
export const writingsIn = (sql: string): Writing[] =>
  Array.from(
    sql.matchAll(/\b(insert into|update|delete from) "?(\w+)"?(?:(?: as "?\w+"?)? set (.*?)(?= from | where |$))?/gisu),
    ([, verb = '', table = '', set]) => ({
      table,
      columns: verb.toLowerCase() === 'update' && set !== undefined ? columnsSet(set) : undefined,
    }),
  )

const columnsSet = (set: string): string[] => Array.from(set.matchAll(/"?(\w+)"? = /gu), ([, name = '']) => name)
