import { createHash } from 'node:crypto'
import type { Actor, Locale } from '#kernel/actor.ts'
import { type JsonObject, Refusal } from '#kernel/refusal.ts'
import {
  askApproval,
  findOpenOrders,
  type OrderedApproval,
  registerApproval,
  spendApproval,
} from '#modules/approval/index.ts'
import { recordEvent } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import { within } from '#platform/db/within.ts'
import { documents } from '#platform/documents/documents.ts'
import type { WrittenSheet } from '#platform/documents/sheet.ts'
import { translate } from '#platform/i18n/i18n.ts'
import { packRows, unpackRows } from './approved-rows.service.ts'
import { findPersonName, holdOrders } from './export.queries.ts'
import {
  type ExportOrder,
  exportLimits,
  isOrderFor,
  needsSecondPerson,
  normaliseFilter,
  orderText,
  type RunningExport,
  recordedFilter,
  type Say,
} from './export.ts'
import { type Exporting, type ExportSpec, readAll, seesOrdered } from './ordered-rows.service.ts'
import { tellOrders } from './tell-order.service.ts'

export type Workbook = { title: string; bytes: Buffer<ArrayBuffer>; rows: number }

export type ExportList<Running extends Exporting, Query extends object> = {
  /**
   * Asks a second person for exactly this: list, filter, rows, identity, for seven days. Refuses what `may` refuses,
   * `export.none_needed`, `export.too_many_rows` and `approval.asked_already`: while one waits for a decision, a second
   * for the same list and filter is not asked for, whatever rows came meanwhile; once decided, it is.
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
    describe: (app, stored, locale) => tellOrders(app.db, stored, spec.words ?? {}, locale),
    // every list is read with what the program has, or with a part of it
    isToldTo: (app, db, actor, stored) => seesOrdered({ ...app, db } as App & Running, actor, spec, stored),
  })
  return {
    ask: async (app, actor, query) => {
      spec.may(actor, query)
      const rows = await trackExport(actor, spec.list, (progress) => readAll(app, actor, spec, query, progress))
      const { length } = rows
      if (!needsSecondPerson(length, spec.hasPhones?.(query) ?? false)) {
        throw new Refusal('conflict', 'export.none_needed', { rows: length, rowsMax: exportLimits.aloneRowsMax })
      }
      const wanted = orderOf(actor, spec.list, query)
      const order = orderText(wanted, snapshotOf(spec, rows))
      const subjectId = actor.acting?.id ?? ''
      const asked = JSON.parse(JSON.stringify(query)) as JsonObject
      const command = { order, query: asked, rows: length, packed: packRows(rows.map(spec.key)) }
      return app.db.transaction().execute(async (trx) => {
        await holdOrders(trx, kind, subjectId)
        const open = await findOpenOrders({ ...app, db: within(trx) }, actor, kind)
        const isWaiting = open.some((one) => one.status === 'pending' && isOrderFor(one.order, wanted))
        if (isWaiting) throw new Refusal('conflict', 'approval.asked_already')
        return askApproval(app, trx, actor, { kind, subjectId, command, order })
      })
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
