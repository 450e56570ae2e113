import { createRoute, z } from '@hono/zod-openapi'
import type { MemberEnv } from '#platform/http/env.ts'
import { ok, refusals, router } from '#platform/http/routes.ts'
import { EventPage, EventsQuery, ExportQuery, RefusalPage, RefusalsQuery } from './audit.contract.ts'
import { exportEvents, searchEvents, searchRefusals } from './audit.service.ts'

const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

const events = createRoute({
  method: 'get',
  path: '/audit/events',
  operationId: 'searchAuditEvents',
  tags: ['audit'],
  request: { query: EventsQuery },
  responses: { 200: ok(EventPage, 'Events, newest first; this search is itself recorded'), ...refusals(403) },
})

const exported = createRoute({
  method: 'get',
  path: '/audit/events/export',
  operationId: 'exportAuditEvents',
  tags: ['audit'],
  request: { query: ExportQuery },
  responses: {
    200: {
      description: 'The events of a period as a workbook; taking it out is recorded',
      content: { [workbookType]: { schema: z.string().openapi({ format: 'binary' }) } },
    },
    ...refusals(403),
  },
})

const kept = createRoute({
  method: 'get',
  path: '/audit/refusals',
  operationId: 'searchAuditRefusals',
  tags: ['audit'],
  request: { query: RefusalsQuery },
  responses: { 200: ok(RefusalPage, 'Refusals worth keeping; anonymous ones counted by the hour'), ...refusals(403) },
})

/** The auditor's view of the record. */
export const auditApi = router<MemberEnv>()
  .openapi(events, async (c) => {
    const { cursor, limit, ...filter } = c.req.valid('query')
    return c.json(await searchEvents(c.var.app, c.var.actor, filter, { cursor, limit }), 200)
  })
  .openapi(exported, async (c) => {
    const filter = c.req.valid('query')
    const book = await exportEvents(c.var.app, c.var.actor, filter, c.var.locale)
    return c.body(Uint8Array.from(book), 200, {
      'content-type': workbookType,
      'content-disposition': `attachment; filename="audit-${filter.from}-${filter.until}.xlsx"`,
      'cache-control': 'no-store',
    })
  })
  .openapi(kept, async (c) => {
    const { cursor, limit, ...filter } = c.req.valid('query')
    return c.json(await searchRefusals(c.var.app, c.var.actor, filter, { cursor, limit }), 200)
  })
