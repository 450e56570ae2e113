import { createRoute } from '@hono/zod-openapi'
import type { MemberEnv } from '#platform/http/env.ts'
import { ok, refusals, router } from '#platform/http/routes.ts'
import { RulesQuery, RulesView } from './rules.contract.ts'
import { rulesFor } from './rules.view.ts'

const getRules = createRoute({
  method: 'get',
  path: '/rules',
  operationId: 'getRules',
  tags: ['rules'],
  request: { query: RulesQuery },
  responses: {
    200: ok(RulesView, 'The rules in force today for the congress of the identity acted as'),
    ...refusals(403),
  },
})

export const rulesApi = router<MemberEnv>().openapi(getRules, async (c) =>
  c.json(await rulesFor(c.var.app, c.var.actor, c.req.valid('query')), 200),
)
