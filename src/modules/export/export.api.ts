import { createRoute, z } from '@hono/zod-openapi'
import { ApprovalExportQuery } from '#modules/approval/index.ts'
import { RulesQuery } from '#modules/rules/index.ts'
import type { MemberEnv } from '#platform/http/env.ts'
import { ok, refusals, router } from '#platform/http/routes.ts'
import { exportRequestRoute, exportRoute, workbookHeaders } from './export.routes.ts'
import { runningExports } from './export.service.ts'
import { approvalExport } from './export-approvals.service.ts'
import { rulesExport } from './export-rules.service.ts'

const RunningExports = z
  .object({
    items: z.array(z.object({ list: z.string(), stage: z.enum(['reading', 'writing']), rows: z.number().int() })),
  })
  .openapi('RunningExports')

const running = createRoute({
  method: 'get',
  path: '/exports/running',
  operationId: 'listRunningExports',
  tags: ['export'],
  responses: { 200: ok(RunningExports, 'How far the exports have come that one is waiting for'), ...refusals() },
})

const approvals = exportRoute({
  path: '/approvals/export.xlsx',
  operationId: 'exportApprovals',
  tag: 'approval',
  query: ApprovalExportQuery,
})
const approvalsAsked = exportRequestRoute({
  path: '/approvals/export-requests',
  operationId: 'askApprovalsExport',
  tag: 'approval',
  query: ApprovalExportQuery,
})

const rules = exportRoute({
  path: '/rules/export.xlsx',
  operationId: 'exportRules',
  tag: 'rules',
  query: RulesQuery,
})
const rulesAsked = exportRequestRoute({
  path: '/rules/export-requests',
  operationId: 'askRulesExport',
  tag: 'rules',
  query: RulesQuery,
})

/** How far an export has come; the others stand beside their lists, these above the modules of their lists. */
export const exportApi = router<MemberEnv>()
  .openapi(running, (c) => c.json({ items: runningExports(c.var.actor) }, 200))
  .openapi(approvals, async (c) => {
    const workbook = await approvalExport.take(c.var.app, c.var.actor, c.req.valid('query'))
    return c.body(workbook.bytes, 200, workbookHeaders('approvals', workbook))
  })
  .openapi(approvalsAsked, async (c) =>
    c.json({ approvalId: await approvalExport.ask(c.var.app, c.var.actor, c.req.valid('query')) }, 201),
  )
  .openapi(rules, async (c) => {
    const workbook = await rulesExport.take(c.var.app, c.var.actor, c.req.valid('query'))
    return c.body(workbook.bytes, 200, workbookHeaders('rules', workbook))
  })
  .openapi(rulesAsked, async (c) =>
    c.json({ approvalId: await rulesExport.ask(c.var.app, c.var.actor, c.req.valid('query')) }, 201),
  )
