import type { Actor, Role } from '#kernel/actor.ts'
import { type JsonObject, Refusal } from '#kernel/refusal.ts'
import type { StoredCommand } from '#modules/approval/index.ts'
import type { Recording } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import { unpackRows } from './approved-rows.service.ts'
import { atOneMoment } from './export.queries.ts'
import { type ExportColumn, exportLimits, type RunningExport, type Say } from './export.ts'

export type Exporting = Recording & Pick<App, 'db'>
/** One list as it is taken away. Its rows are read through the same door as on the screen, by the same policy. */
export type ExportSpec<Running extends Exporting, Query extends object, Row> = {
  /** In approvals `<list>.export`, in the record, in the words of `export.lists`. */
  list: string
  approverRoles: readonly Role[]
  /**
   * `unread`: who approves need not be able to read it, the three officers watch over each other's lists without reading
   * them. `own_organ`: nobody else's list holds these rows.
   */
  approvedBy?: 'unread' | 'own_organ'
  /** Throws for whom the list is not there to be taken; asked when a second person is asked, and at the download. */
  may: (actor: Actor, query: Query) => unknown
  /** The rows in pages, or all at once. */
  page: (
    app: Running,
    actor: Actor,
    query: Query,
    from: { cursor: string | undefined; limit: number },
  ) => Promise<{ items: readonly Row[]; next: string | null }>
  /** What makes a row this row and no other: an approval is for the rows that there were when it was asked for. */
  key: (row: Row) => string
  title: (say: Say, query: Query) => string
  columns: (say: Say, query: Query) => readonly ExportColumn<Row>[]
  hasPhones?: (query: Query) => boolean
  /** Where the words of a filter's values stand, for who approves: `state` in `suggestion.states`. */
  words?: Readonly<Record<string, string>>
}

/** All pages as they are at one moment: what is written while they are read is in none of them. */
export function readAll<Running extends Exporting, Query extends object, Row>(
  app: Running,
  actor: Actor,
  spec: ExportSpec<Running, Query, Row>,
  query: Query,
  progress: RunningExport,
  mayHold: (rows: number) => void = () => undefined,
): Promise<Row[]> {
  return atOneMoment(app.db, (db) => readPages({ ...app, db }, actor, spec, query, progress, mayHold))
}

async function readPages<Running extends Exporting, Query extends object, Row>(
  app: Running,
  actor: Actor,
  spec: ExportSpec<Running, Query, Row>,
  query: Query,
  progress: RunningExport,
  mayHold: (rows: number) => void,
): Promise<Row[]> {
  const rows: Row[] = []
  let cursor: string | undefined
  do {
    const page = await spec.page(app, actor, query, { cursor, limit: exportLimits.pageRows })
    rows.push(...page.items)
    mayHold(rows.length)
    if (rows.length > exportLimits.rowsMax) {
      throw new Refusal('invalid', 'export.too_many_rows', { rowsMax: exportLimits.rowsMax })
    }
    progress.rows = rows.length
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
  return rows
}

/**
 * Whoever decides on a list that leaves can read it: a colleague of the same organ, or somebody whose own list under
 * the same filter holds every row of it.
 */
export async function seesOrdered<Running extends Exporting, Query extends object, Row>(
  app: Running,
  actor: Actor,
  spec: ExportSpec<Running, Query, Row>,
  { command, askedByOrganId }: StoredCommand,
): Promise<boolean> {
  if (spec.approvedBy === 'unread') return true
  const query = command['query'] as JsonObject & Query
  try {
    spec.may(actor, query)
    if (actor.acting?.kind === 'post' && actor.acting.organId === askedByOrganId) return true
    if (spec.approvedBy === 'own_organ') return false
    const progress: RunningExport = { list: spec.list, stage: 'reading', rows: 0 }
    const found = await readPages(app, actor, spec, query, progress, () => undefined)
    const isOrdered = unpackRows(String(command['packed']))
    return found.filter((row) => isOrdered(spec.key(row))).length >= Number(command['rows'])
  } catch (error) {
    if (error instanceof Refusal) return false
    throw error
  }
}
