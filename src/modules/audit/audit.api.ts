import { createRoute } from '@hono/zod-openapi'
import { exportRequestRoute, exportRoute, workbookHeaders } from '#modules/export/index.ts'
import type { MemberEnv } from '#platform/http/env.ts'
import { ok, refusals, router } from '#platform/http/routes.ts'
import { EventPage, EventsQuery, ExportQuery, RefusalPage, RefusalsQuery } from './audit.contract.ts'
import { searchEvents, searchRefusals } from './audit.service.ts'
import { eventExport } from './export-events.service.ts'

const events = createRoute({
  method: 'get',
  path: '/audit/events',
  operationId: 'searchAuditEvents',
  tags: ['audit'],
  request: { query: EventsQuery },
  responses: { 200: ok(EventPage, 'Events, newest first; this search is itself recorded'), ...refusals(403) },
})

const exported = exportRoute({
  path: '/audit/events/export.xlsx',
  operationId: 'exportAuditEvents',
  tag: 'audit',
  query: ExportQuery,
})
const exportAsked = exportRequestRoute({
  path: '/audit/events/export-requests',
  operationId: 'askAuditExport',
  tag: 'audit',
  query: ExportQuery,
})

const kept = createRoute({
  method: 'get',
  path: '/audit/refusals',
  operationId: 'searchAuditRefusals',
  tags: ['audit'],
  request: { query: RefusalsQuery },
  responses: {
    200: ok(RefusalPage, 'The events `access.refused`: refusals worth keeping, counted by actor, place and hour'),
    ...refusals(403),
  },
})

/** The auditor's view of the record. */
export const auditApi = router<MemberEnv>()
  .openapi(events, async (c) => {
    const { cursor, limit, ...filter } = c.req.valid('query')
    return c.json(await searchEvents(c.var.app, c.var.actor, filter, { cursor, limit }), 200)
  })
  .openapi(exported, async (c) => {
    const query = c.req.valid('query')
    const workbook = await eventExport.take(c.var.app, c.var.actor, query)
    return c.body(workbook.bytes, 200, workbookHeaders(`audit-${query.from}-${query.until}`, workbook))
  })
  .openapi(exportAsked, async (c) =>
    c.json({ approvalId: await eventExport.ask(c.var.app, c.var.actor, c.req.valid('query')) }, 201),
  )
  .openapi(kept, async (c) => {
    const { cursor, limit, ...filter } = c.req.valid('query')
    return c.json(await searchRefusals(c.var.app, c.var.actor, filter, { cursor, limit }), 200)
  })
