import { toPage } from '#kernel/page.ts'
import { columnsIn, defineExport } from '#modules/export/index.ts'
import type { Recording } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import { type AuditEvent, type ExportQuery, presentEvent } from './audit.contract.ts'
import { mayAudit } from './audit.policy.ts'
import { selectEvents } from './audit.queries.ts'
import { assertPeriod, eventPlaceOf, eventsUnder, namesOf, placeOfEvent } from './audit.service.ts'

const columns: readonly [key: string, width: number, cell: (event: AuditEvent) => string | null][] = [
  ['leafIndex', 10, ({ leafIndex }) => leafIndex?.toString() ?? null],
  ['at', 26, ({ at }) => at],
  ['type', 32, ({ type }) => type],
  ['subjectKind', 18, ({ subjectKind }) => subjectKind],
  ['subjectId', 38, ({ subjectId }) => subjectId],
  ['subjectName', 30, ({ subjectName }) => subjectName],
  ['caseId', 38, ({ caseId }) => caseId],
  ['accountId', 38, ({ actor }) => actor.accountId],
  ['personId', 38, ({ actor }) => actor.personId],
  ['actingKind', 12, ({ actor }) => actor.kind],
  ['tokenName', 24, ({ actor }) => actor.tokenName],
  ['role', 18, ({ actor }) => actor.role],
  ['areaPath', 28, ({ actor }) => actor.areaPath],
  ['from', 18, ({ from }) => from],
  ['to', 18, ({ to }) => to],
  ['data', 50, ({ data }) => JSON.stringify(data)],
  ['note', 10, ({ note }) => note],
  ['leafHash', 66, ({ leafHash }) => leafHash],
]

/** The events of a period. The auditor reads alone; more than a hundred events leave with a second officer's word. */
export const eventExport = defineExport<Recording & Pick<App, 'db'>, ExportQuery, AuditEvent>({
  list: 'audit',
  approverRoles: ['auditor', 'secadmin', 'leader'],
  approvedBy: 'unread',
  may: (actor, query) => {
    mayAudit(actor)
    assertPeriod(query)
  },
  page: async (app, actor, query, from) => {
    const list = eventsUnder(query)
    const rows = await selectEvents(app.db, mayAudit(actor), query, eventPlaceOf(from.cursor, list), from.limit + 1)
    const names = await namesOf(app.db, rows)
    return toPage(rows, from.limit, rows.length, placeOfEvent, (row) => presentEvent(row, names), list)
  },
  key: ({ id }) => id,
  title: (say) => say('audit.export.sheet'),
  columns: (say) => columnsIn(say, 'audit.export', columns),
})
