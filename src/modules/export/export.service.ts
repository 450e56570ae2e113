import { createHash } from 'node:crypto'
import type { Actor, Locale, Role } from '#kernel/actor.ts'
import { Refusal } from '#kernel/refusal.ts'
import {
  askApproval,
  findOpenOrders,
  type OrderedApproval,
  registerApproval,
  spendApproval,
} from '#modules/approval/index.ts'
import { recordEvent } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import { documents } from '#platform/documents/documents.ts'
import type { WrittenSheet } from '#platform/documents/sheet.ts'
import { isTranslated, translate } from '#platform/i18n/i18n.ts'
import { packRows, unpackRows } from './approved-rows.service.ts'
import { atOneMoment, findPersonName } from './export.queries.ts'
import {
  type ExportColumn,
  type ExportOrder,
  exportLimits,
  filterOfOrder,
  isOrderFor,
  needsSecondPerson,
  normaliseFilter,
  orderText,
  recordedFilter,
  type Say,
} from './export.ts'

type Exporting = Pick<App, 'db' | 'clock' | 'ids'>
/** One list as it is taken away. Its rows are read through the same door as on the screen, by the same policy. */
export type ExportSpec<Running extends Exporting, Query extends object, Row> = {
  /** In approvals `<list>.export`, in the record, in the words of `export.lists`. */
  list: string
  approverRoles: readonly Role[]
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

export type Workbook = { title: string; bytes: Buffer<ArrayBuffer>; rows: number }

export type ExportList<Running extends Exporting, Query extends object> = {
  /**
   * Asks a second person for exactly this: list, filter, rows, identity, for seven days. Refuses what `may` refuses,
   * `export.none_needed`, `export.too_many_rows` and `approval.asked_already`.
   */
  ask: (app: Running, actor: Actor, query: Query) => Promise<string>
  /**
   * The list as the reader sees it now, all of it of one moment. Refuses what `may` refuses, `export.needs_approval`,
   * `export.waiting`, `export.list_changed` (of the approved rows none is left) and `export.too_many_rows`. Never cut off:
   * a workbook holds all rows, and says how many. Rows that came after the approval was asked for are not in it, and
   * it says how many those are.
   */
  take: (app: Running, actor: Actor, query: Query) => Promise<Workbook>
}

/** Called once for each list, when the module that owns it is loaded. */
export function defineExport<Running extends Exporting, Query extends object, Row>(
  spec: ExportSpec<Running, Query, Row>,
): ExportList<Running, Query> {
  const kind = `${spec.list}.export`
  registerApproval(kind, {
    approverRoles: spec.approverRoles,
    describe: (_, stored, locale) =>
      Promise.resolve(
        stored.map(({ command }) => tellOrder(String(command.order), Number(command.rows), spec.words ?? {}, locale)),
      ),
  })
  return {
    ask: async (app, actor, query) => {
      spec.may(actor, query)
      const rows = await trackExport(actor, spec.list, (progress) => readAll(app, actor, spec, query, progress))
      const { length } = rows
      if (!needsSecondPerson(length, spec.hasPhones?.(query) ?? false)) {
        throw new Refusal('conflict', 'export.none_needed', { rows: length, rowsMax: exportLimits.aloneRowsMax })
      }
      const order = orderText(orderOf(actor, spec.list, query), snapshotOf(spec, rows))
      const subjectId = actor.acting?.id ?? ''
      const command = { order, rows: length, packed: packRows(rows.map(spec.key)) }
      return app.db.transaction().execute((trx) => askApproval(app, trx, actor, { kind, subjectId, command, order }))
    },
    take: async (app, actor, query) => {
      spec.may(actor, query)
      const order = orderOf(actor, spec.list, query)
      const asked = (await findOpenOrders(app, actor, kind)).filter((one) => isOrderFor(one.order, order))
      const approved = asked.filter(({ status }) => status === 'approved')
      const hasPhones = spec.hasPhones?.(query) ?? false
      const mayHold = (rows: number) => {
        if (approved.length === 0 && needsSecondPerson(rows, hasPhones)) throw refusalOf(asked)
      }
      mayHold(0)
      return trackExport(actor, spec.list, async (progress) => {
        const found = await readAll(app, actor, spec, query, progress, mayHold)
        const { used, rows } = needsSecondPerson(found.length, hasPhones)
          ? approvedOf(spec, found, approved)
          : { used: undefined, rows: found }
        progress.stage = 'writing'
        const watermark = await watermarkOf(app, actor, { rows: rows.length, later: found.length - rows.length }, used)
        const bytes = await documents.writeSheet({
          sheets: [sheetOf(spec, sayIn(actor.locale), query, rows)],
          watermark,
        })
        await keep(app, actor, spec.list, { query, rows: rows.length, used, kind })
        return { title: spec.title(sayIn(actor.locale), query), bytes: Buffer.from(bytes), rows: rows.length }
      })
    },
  }
}

const orderOf = (actor: Actor, list: string, query: object): ExportOrder => ({
  list,
  filter: normaliseFilter(query),
  actingId: actor.acting?.id ?? '',
})

/** The same for the same rows in whatever order. */
const snapshotOf = <Row>({ key }: { key: (row: Row) => string }, rows: readonly Row[]): string =>
  createHash('sha256')
    .update(JSON.stringify(rows.map(key).toSorted()))
    .digest('hex')

/** What was approved and is still there; of several approvals the one that opens most. */
function approvedOf<Row>(
  { key }: { key: (row: Row) => string },
  found: readonly Row[],
  approved: readonly OrderedApproval[],
): { used: OrderedApproval; rows: Row[] } {
  const [best] = approved
    .map((used) => {
      const isApproved = unpackRows(used.packed)
      return { used, rows: found.filter((row) => isApproved(key(row))) }
    })
    .toSorted((one, other) => other.rows.length - one.rows.length)
  if (!best || best.rows.length === 0) throw new Refusal('conflict', 'export.list_changed', { rows: found.length })
  return best
}

const refusalOf = (asked: readonly OrderedApproval[]): Refusal =>
  asked.length > 0
    ? new Refusal('conflict', 'export.waiting')
    : new Refusal('forbidden', 'export.needs_approval', { rowsMax: exportLimits.aloneRowsMax })

/** All pages as they are at one moment: what is written while they are read is in none of them. */
function readAll<Running extends Exporting, Query extends object, Row>(
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

const sayIn =
  (locale: Locale): Say =>
  (key, words) =>
    translate(locale, key, words)

function sheetOf<Query extends object, Row>(
  spec: Pick<ExportSpec<Exporting, Query, Row>, 'title' | 'columns'>,
  say: Say,
  query: Query,
  rows: readonly Row[],
): WrittenSheet {
  const columns = spec.columns(say, query)
  const title = spec.title(say, query)
  return {
    name: title,
    title,
    columns: columns.map(({ header, width, choices }) => ({
      header,
      width,
      kind: 'text',
      ...(choices && { choices }),
    })),
    rows: rows.map((row) => columns.map(({ cell }) => cell(row))),
  }
}

async function watermarkOf(
  app: Exporting,
  actor: Actor,
  { rows, later }: { rows: number; later: number },
  approval: OrderedApproval | undefined,
): Promise<string> {
  const time = app.clock.now().toTemporalInstant().toZonedDateTimeISO('Asia/Shanghai').toPlainDateTime()
  const said = translate(actor.locale, approval ? 'export.watermark.approved' : 'export.watermark.plain', {
    name: await findPersonName(app.db, actor.personId),
    post: actor.acting?.id.slice(-8) ?? '',
    time: time.toString({ smallestUnit: 'minute' }).replace('T', ' '),
    rows,
    approver: approval?.decidedBy ?? '',
    approval: approval?.id.slice(-8) ?? '',
  })
  return later === 0 ? said : said + translate(actor.locale, 'export.watermark.later', { rows: later })
}

/** An approval serves once; who took what, how much of it and on whose word stands in the record. */
const keep = (
  app: Exporting,
  actor: Actor,
  list: string,
  { query, rows, used, kind }: { query: object; rows: number; used: OrderedApproval | undefined; kind: string },
): Promise<unknown> =>
  app.db.transaction().execute(async (trx) => {
    if (used) await spendApproval(app, trx, actor, used.id, kind)
    const { codes, words } = recordedFilter(normaliseFilter(query))
    return recordEvent(app, trx, {
      type: 'export.taken',
      subjectKind: 'account',
      subjectId: actor.accountId,
      actor,
      data: { list, filter: codes, rows, approvalId: used?.id ?? null },
      note: words,
    })
  })

/** 「236 行；状态：办理中；含有：养老」, for who decides on it. */
function tellOrder(order: string, rows: number, words: Readonly<Record<string, string>>, locale: Locale): string {
  const parts = Object.entries(filterOfOrder(order)).map(([name, value]) => {
    const key = `${words[name] ?? 'export.values'}.${value}`
    return translate(locale, 'export.told.part', {
      name: translate(locale, `export.fields.${name}`),
      value: isTranslated(locale, key) ? translate(locale, key) : value,
    })
  })
  return [translate(locale, 'export.told.rows', { rows }), ...parts].join(translate(locale, 'export.told.between'))
}

export type RunningExport = { list: string; stage: 'reading' | 'writing'; rows: number }

// in memory: an export lives as long as the request that waits for it
const running = new Map<string, Set<RunningExport>>()

/** How far one's own exports have come. */
export const runningExports = ({ accountId }: Actor): RunningExport[] => [...(running.get(accountId) ?? [])]

/** Tells the caller of something long how far it has come, by the rows it has counted. */
export async function trackExport<Result>(
  { accountId }: Actor,
  list: string,
  work: (progress: RunningExport) => Promise<Result>,
): Promise<Result> {
  const progress: RunningExport = { list, stage: 'reading', rows: 0 }
  const own = running.get(accountId) ?? new Set()
  running.set(accountId, own.add(progress))
  try {
    return await work(progress)
  } finally {
    own.delete(progress)
    if (own.size === 0) running.delete(accountId)
  }
}
