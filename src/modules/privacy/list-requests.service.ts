import type { Actor } from '#kernel/actor.ts'
import { shanghaiDate } from '#kernel/clock.ts'
import { decodeCursor, type Page, pageLimitMax, toPage } from '#kernel/page.ts'
import { Refusal } from '#kernel/refusal.ts'
import { askApproval, registerApproval, useApproval as spendApproval } from '#modules/approval/index.ts'
import { recordEvent } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import { documents } from '#platform/documents/documents.ts'
import { translate } from '#platform/i18n/i18n.ts'
import type { RequestQuery, RequestRow } from './privacy.contract.ts'
import { asHandler } from './privacy.policy.ts'
import { countRequests, findRequests, type RequestRecord } from './privacy.queries.ts'
import { presentRow } from './request.view.ts'
import { contactHmac } from './submit-request.service.ts'

/** The requests of the reader's congress. A contact is found when it is typed as it was given, never listed. */
export async function listRequests(app: App, actor: Actor, query: RequestQuery): Promise<Page<RequestRow>> {
  const { congressId } = asHandler(actor)
  const now = app.clock.now()
  const filter = { ...query, now, contactHmac: query.q === undefined ? null : contactHmac(app, query.q) }
  const rows = await findRequests(app.db, congressId, filter, decodeCursor(query.cursor, 2))
  const counted = await countRequests(app.db, congressId, filter)
  const sortedBy = (row: RequestRecord) => (query.sort === 'due' ? row.due_before : row.received_at).toISOString()
  return toPage(
    rows,
    query.limit,
    counted,
    (row) => [sortedBy(row), row.id],
    (row) => presentRow(row, now),
  )
}

const approvalKind = 'privacy.export'
const exportRowsMax = 100
const rowsMax = 5000

// more than a hundred rows leave with a second person's word; names, contacts and words are never among them
registerApproval(approvalKind, { approverRoles: ['deputy_office', 'presidium', 'leader'] })

export function askRequestExport(app: App, actor: Actor): Promise<string> {
  const { id } = asHandler(actor)
  return app.db
    .transaction()
    .execute((trx) => askApproval(app, trx, actor, { kind: approvalKind, subjectId: id, command: {} }))
}

const columns = ['number', 'kind', 'channel', 'state', 'receivedOn', 'dueOn', 'endedOn'] as const

/** The list as it is shown. Refuses `privacy.export_needs_approval` over a hundred rows without one. */
export async function exportRequests(
  app: App,
  actor: Actor,
  query: RequestQuery,
  approvalId: string | undefined,
): Promise<Uint8Array> {
  const rows = await allRows(app, actor, query)
  await app.db.transaction().execute(async (trx) => {
    if (rows.length > exportRowsMax) {
      if (approvalId === undefined) {
        throw new Refusal('forbidden', 'privacy.export_needs_approval', { rows: rows.length, rowsMax: exportRowsMax })
      }
      await spendApproval(app, trx, actor, approvalId, approvalKind)
    }
    await recordEvent(app, trx, {
      type: 'privacy.list_exported',
      subjectKind: 'account',
      subjectId: actor.accountId,
      actor,
      data: { rows: rows.length, approvalId: approvalId ?? null },
    })
  })
  const word = (key: string) => translate(actor.locale, `privacy.${key}`)
  const dayOf = (at: string | null) => (at === null ? '' : shanghaiDate(new Date(at)))
  return documents.writeSheet({
    sheets: [
      {
        name: word('page.title'),
        title: word('page.title'),
        columns: columns.map((key) => ({ header: word(`list.${key}`), width: 18, kind: 'text' })),
        rows: rows.map((row) => [
          row.number,
          word(`kinds.${row.kind}`),
          word(`channels.${row.channel}`),
          word(`states.${row.state}`),
          dayOf(row.receivedAt),
          shanghaiDate(new Date(Date.parse(row.dueBefore) - 1)),
          dayOf(row.endedAt),
        ]),
      },
    ],
    watermark: translate(actor.locale, 'privacy.page.watermark', {
      day: shanghaiDate(app.clock.now()),
      approval: approvalId ?? '',
      post: actor.acting?.id.slice(-8) ?? '',
    }),
  })
}

async function allRows(app: App, actor: Actor, query: RequestQuery): Promise<RequestRow[]> {
  const rows: RequestRow[] = []
  let cursor: string | undefined
  do {
    const page = await listRequests(app, actor, { ...query, cursor, limit: pageLimitMax })
    rows.push(...page.items)
    cursor = page.next ?? undefined
  } while (cursor !== undefined && rows.length < rowsMax)
  return rows
}
