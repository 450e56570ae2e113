import type { ActingPost, Actor } from '#kernel/actor.ts'
import { type JsonObject, Refusal } from '#kernel/refusal.ts'
import { askApproval, registerApproval, useApproval as spendApproval } from '#modules/approval/index.ts'
import { recordEvent } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import type { Trx } from '#platform/db/database.ts'
import { documents } from '#platform/documents/documents.ts'
import type { WrittenColumn, WrittenSheet } from '#platform/documents/sheet.ts'
import { translate } from '#platform/i18n/i18n.ts'
import type { DeputyFilter } from './deputy-list.queries.ts'
import { findPersonName } from './export.queries.ts'
import { type ExportRow, exportRows } from './export-rows.service.ts'
import { type FormColumn, rosterForms } from './roster.form.ts'
import { mayKeep } from './roster.policy.ts'
import { exportRowsMax, type ImportKind } from './roster.ts'

const approvalKind = 'roster.export'

// What many people are worth to a thief: more than a hundred rows, or telephones, leave with a second person's word and a watermark.
registerApproval(approvalKind, { approverRoles: ['deputy_office', 'presidium', 'leader'] })

export type ExportOrder = {
  kind: ImportKind
  phones: boolean
  approvalId?: string | undefined
  /** Of the roster of deputies only: what the list shows under the same filter. */
  filter?: DeputyFilter | undefined
}

/** Asks the second person for a large export. Refuses `roster.not_yours`, `approval.asked_already`. */
export function askExport(app: App, actor: Actor, order: { kind: ImportKind; phones: boolean }): Promise<string> {
  const acting = mayKeep(actor, order.kind)
  return app.db.transaction().execute((trx) =>
    askApproval(app, trx, actor, {
      kind: approvalKind,
      subjectId: acting.id,
      command: { kind: order.kind, phones: order.phones },
    }),
  )
}

/**
 * A roster in the form that can be brought in again and then changes nothing. Refuses `roster.not_yours`,
 * `roster.export_needs_approval`, and what the approval refuses.
 */
export async function exportRoster(app: App, actor: Actor, order: ExportOrder): Promise<Uint8Array> {
  const acting = mayKeep(actor, order.kind)
  const { rows, watermark } = await app.db.transaction().execute(async (trx) => {
    const found = await exportRows(app, trx, actor, acting, order)
    const approval = await approvalFor(app, trx, actor, order, found.length)
    await recordEvent(app, trx, {
      type: 'roster.exported',
      subjectKind: 'congress',
      subjectId: acting.congressId,
      actor,
      data: { kind: order.kind, rows: found.length, phones: order.phones, approvalId: approval ?? null },
    })
    return { rows: found, watermark: await watermarkOf(app, trx, actor, acting, approval) }
  })
  const { columns } = rosterForms[order.kind]
  return documents.writeSheet({ sheets: [sheetOf(order.kind, columns, rows, 0)], watermark })
}

async function approvalFor(
  app: App,
  trx: Trx,
  actor: Actor,
  order: ExportOrder,
  rows: number,
): Promise<string | undefined> {
  if (rows <= exportRowsMax && !order.phones) return undefined
  const needed = new Refusal('forbidden', 'roster.export_needs_approval', { rows, rowsMax: exportRowsMax })
  if (order.approvalId === undefined) throw needed
  const { command } = await spendApproval(app, trx, actor, order.approvalId, approvalKind)
  if (!covers(command, order)) throw needed
  return order.approvalId
}

const covers = (command: JsonObject, order: ExportOrder): boolean =>
  command.kind === order.kind && (command.phones === true || !order.phones)

async function watermarkOf(
  app: App,
  trx: Trx,
  actor: Actor,
  acting: ActingPost,
  approval: string | undefined,
): Promise<string> {
  const time = app.clock.now().toTemporalInstant().toZonedDateTimeISO('Asia/Shanghai')
  return translate('zh-CN', approval ? 'roster.watermark.approved' : 'roster.watermark.plain', {
    name: await findPersonName(trx, actor.personId),
    time: time.toPlainDateTime().toString({ smallestUnit: 'minute' }).replace('T', ' '),
    approval: approval ?? '',
    post: acting.id.slice(-8),
  })
}

const spareRows = 500

/** An empty table with its headings, lists to choose from and one example above them. */
export function templateOf(kind: ImportKind): Promise<Uint8Array> {
  const { columns } = rosterForms[kind]
  const example = columns.map((column) => column.example)
  return documents.writeSheet({
    sheets: [
      sheetOf(kind, columns, [], spareRows),
      {
        name: '填写示例',
        columns: [
          { header: '列', width: 20, kind: 'text' },
          { header: '示例', width: 30, kind: 'text' },
          { header: '也认得的列名', width: 60, kind: 'text' },
        ],
        rows: columns.map(({ names }, index) => [names[0] ?? '', example[index] ?? '', names.slice(1).join('、')]),
      },
    ],
  })
}

const sheetOf = (
  kind: ImportKind,
  columns: readonly FormColumn[],
  rows: readonly ExportRow[],
  spare: number,
): WrittenSheet => ({
  name: rosterForms[kind].title,
  title: rosterForms[kind].title,
  columns: columns.map(
    ({ names, width, choices }): WrittenColumn => ({
      header: names[0] ?? '',
      width,
      kind: 'text',
      ...(choices && { choices }),
    }),
  ),
  rows: rows.map((row) => columns.map(({ key }) => row[key] ?? null)),
  spareRows: spare,
})
