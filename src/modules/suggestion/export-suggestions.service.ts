import type { Actor } from '#kernel/actor.ts'
import { shanghaiDate } from '#kernel/clock.ts'
import { pageLimitMax } from '#kernel/page.ts'
import { Refusal } from '#kernel/refusal.ts'
import { askApproval, registerApproval, useApproval as spendApproval } from '#modules/approval/index.ts'
import { lastDayOf } from '#modules/clock/index.ts'
import { recordEvent } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import { documents } from '#platform/documents/documents.ts'
import { translate } from '#platform/i18n/i18n.ts'
import { listSuggestions } from './list-suggestions.service.ts'
import type { ListQuery, SuggestionRow } from './suggestion.contract.ts'
import { scopeOf } from './suggestion.policy.ts'

const approvalKind = 'suggestion.export'
export const exportRowsMax = 100
const rowsMax = 5000

// More than a hundred rows at once leave with a second person's word and a watermark.
registerApproval(approvalKind, { approverRoles: ['deputy_office', 'presidium', 'gov_office', 'leader'] })

export function askExport(app: App, actor: Actor): Promise<string> {
  const acting = actor.acting
  if (acting?.kind !== 'post' || !scopeOf(actor)) throw new Refusal('forbidden', 'suggestion.not_yours_to_do')
  return app.db
    .transaction()
    .execute((trx) => askApproval(app, trx, actor, { kind: approvalKind, subjectId: acting.id, command: {} }))
}

/**
 * The list as the reader sees it, the words of confidential cases left out. Refuses `suggestion.export_needs_approval`
 * over a hundred rows without one, and what the approval refuses.
 */
export async function exportSuggestions(
  app: App,
  actor: Actor,
  filter: ListQuery,
  approvalId: string | undefined,
): Promise<Uint8Array> {
  const rows = await allRows(app, actor, filter)
  await app.db.transaction().execute(async (trx) => {
    if (rows.length > exportRowsMax) {
      if (approvalId === undefined) {
        throw new Refusal('forbidden', 'suggestion.export_needs_approval', {
          rows: rows.length,
          rowsMax: exportRowsMax,
        })
      }
      await spendApproval(app, trx, actor, approvalId, approvalKind)
    }
    await recordEvent(app, trx, {
      type: 'suggestion.list_exported',
      subjectKind: 'account',
      subjectId: actor.accountId,
      actor,
      data: { rows: rows.length, approvalId: approvalId ?? null },
    })
  })
  const word = (key: string) => translate(actor.locale, `suggestion.${key}`)
  return documents.writeSheet({
    sheets: [
      {
        name: word('export.title'),
        title: word('export.title'),
        columns: exportColumns.map(([key, width]) => ({ header: word(`export.${key}`), width, kind: 'text' })),
        rows: rows.map((row) => cellsOf(row, word)),
      },
    ],
    watermark: translate(actor.locale, 'suggestion.export.watermark', {
      day: shanghaiDate(app.clock.now()),
      approval: approvalId ?? '',
      post: actor.acting?.id.slice(-8) ?? '',
    }),
  })
}

const exportColumns = [
  ['number', 22],
  ['heading', 50],
  ['category', 14],
  ['state', 20],
  ['lead', 14],
  ['unit', 20],
  ['submittedOn', 14],
  ['dueOn', 14],
] as const

const cellsOf = (row: SuggestionRow, word: (key: string) => string): string[] => [
  row.number ?? '',
  row.title,
  word(`categories.${row.category}`),
  word(`states.${row.state}`),
  row.leadName,
  row.leadUnitName ?? '',
  row.submittedAt ? shanghaiDate(new Date(row.submittedAt)) : '',
  row.dueBefore ? lastDayOf(new Date(row.dueBefore)) : '',
]

async function allRows(app: App, actor: Actor, filter: ListQuery): Promise<SuggestionRow[]> {
  const rows: SuggestionRow[] = []
  let cursor: string | undefined
  do {
    const page = await listSuggestions(app, actor, { ...filter, cursor, limit: pageLimitMax })
    rows.push(...page.items)
    cursor = page.next ?? undefined
  } while (cursor !== undefined && rows.length < rowsMax)
  return rows
}
