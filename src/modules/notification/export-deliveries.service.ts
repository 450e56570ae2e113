import type { Actor } from '#kernel/actor.ts'
import { shanghaiDate } from '#kernel/clock.ts'
import { pageLimitMax } from '#kernel/page.ts'
import { Refusal } from '#kernel/refusal.ts'
import { askApproval, registerApproval, useApproval as spendApproval } from '#modules/approval/index.ts'
import { recordEvent } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import { documents } from '#platform/documents/documents.ts'
import { isTranslated, translate } from '#platform/i18n/i18n.ts'
import type { DeliveryView } from './delivery.contract.ts'
import { listDeliveries } from './delivery.service.ts'
import type { DeliveryFilter } from './delivery-list.queries.ts'
import { deliveryScope } from './notification.policy.ts'

const approvalKind = 'notification.export'
const exportRowsMax = 100
const rowsMax = 5000

// more than a hundred rows leave with a second person's word and a watermark; telephone numbers are never among them
registerApproval(approvalKind, { approverRoles: ['deputy_office', 'presidium', 'leader'] })

export function askExport(app: App, actor: Actor): Promise<string> {
  deliveryScope(actor)
  const subjectId = actor.acting?.id ?? ''
  return app.db
    .transaction()
    .execute((trx) => askApproval(app, trx, actor, { kind: approvalKind, subjectId, command: {} }))
}

/** The list as it is shown. Refuses `notification.export_needs_approval`, and what the approval refuses. */
export async function exportDeliveries(
  app: App,
  actor: Actor,
  filter: DeliveryFilter,
  approvalId: string | undefined,
): Promise<Uint8Array> {
  const rows = await allRows(app, actor, filter)
  await app.db.transaction().execute(async (trx) => {
    if (rows.length > exportRowsMax) {
      if (approvalId === undefined) {
        throw new Refusal('forbidden', 'notification.export_needs_approval', {
          rows: rows.length,
          rowsMax: exportRowsMax,
        })
      }
      await spendApproval(app, trx, actor, approvalId, approvalKind)
    }
    await recordEvent(app, trx, {
      type: 'delivery.list_exported',
      subjectKind: 'account',
      subjectId: actor.accountId,
      actor,
      data: { rows: rows.length, approvalId: approvalId ?? null },
    })
  })
  const word = (key: string) => translate(actor.locale, `notification.${key}`)
  return documents.writeSheet({
    sheets: [
      {
        name: word('list.title'),
        title: word('list.title'),
        columns: columns.map(([key, width]) => ({ header: word(`list.${key}`), width, kind: 'text' })),
        rows: rows.map((row) => cellsOf(row, word, actor.locale)),
      },
    ],
    watermark: translate(actor.locale, 'notification.list.watermark', {
      day: shanghaiDate(app.clock.now()),
      approval: approvalId ?? '',
      post: actor.acting?.id.slice(-8) ?? '',
    }),
  })
}

const columns = [
  ['person', 14],
  ['holder', 28],
  ['number', 22],
  ['what', 40],
  ['dueOn', 14],
  ['channel', 12],
  ['state', 12],
  ['reason', 40],
  ['attempts', 10],
  ['createdOn', 14],
] as const

const cellsOf = (row: DeliveryView, word: (key: string) => string, locale: Actor['locale']): string[] => {
  const reason = `notification.reasons.${row.reason}`
  return [
    row.person.name,
    row.holder.name,
    row.number ?? '',
    row.what,
    row.dueOn ?? '',
    word(`channels.${row.channel}`),
    word(row.channel === 'phone' ? `phone_states.${row.state}` : `states.${row.state}`),
    row.reason !== null && isTranslated(locale, reason) ? translate(locale, reason) : '',
    String(row.attempts),
    shanghaiDate(new Date(row.createdAt)),
  ]
}

async function allRows(app: App, actor: Actor, filter: DeliveryFilter): Promise<DeliveryView[]> {
  const rows: DeliveryView[] = []
  let cursor: string | undefined
  do {
    const page = await listDeliveries(app, actor, filter, { cursor, limit: pageLimitMax })
    rows.push(...page.items)
    cursor = page.next ?? undefined
  } while (cursor !== undefined && rows.length < rowsMax)
  return rows
}
