import { createRoute, z } from '@hono/zod-openapi'
import type { MemberEnv } from '#platform/http/env.ts'
import { ok, refusals, router } from '#platform/http/routes.ts'
import { runningExports } from './export.service.ts'

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

/** How far an export has come; the exports themselves stand beside their lists. */
export const exportApi = router<MemberEnv>().openapi(running, (c) =>
  c.json({ items: runningExports(c.var.actor) }, 200),
)
