import { createRoute, z } from '@hono/zod-openapi'
import { shanghaiDate } from '#kernel/clock.ts'
import { Refusal } from '#kernel/refusal.ts'
import type { MemberEnv } from '#platform/http/env.ts'
import { ok, refusals, router } from '#platform/http/routes.ts'
import { rulesOn } from './rules.queries.ts'
import { type Rule, ruleBook } from './rules.ts'

const Period = z.object({ n: z.number(), unit: z.enum(['workday', 'day', 'month']) })
const RulesView = z
  .object({
    version: z.number().int(),
    effectiveOn: z.string().nullable(),
    rules: z.array(
      z.object({
        key: z.string(),
        value: z.union([Period, z.number(), z.string()]),
        isDefault: z.boolean(),
        source: z.enum(['law', 'local', 'seed', 'custom']),
        article: z.string(),
      }),
    ),
  })
  .openapi('Rules')

const getRules = createRoute({
  method: 'get',
  path: '/rules',
  operationId: 'getRules',
  tags: ['rules'],
  responses: {
    200: ok(RulesView, 'The rules in force today for the congress of the identity acted as'),
    ...refusals(403),
  },
})

export const rulesApi = router<MemberEnv>().openapi(getRules, async (c) => {
  const { app, actor } = c.var
  if (!actor.acting) throw new Refusal('forbidden', 'rules.no_identity')
  const set = await rulesOn(app.db, actor.acting.congressId, shanghaiDate(app.clock.now()))
  const rules = Object.entries(ruleBook).map(([key, rule]: [string, Rule]) => {
    const value = set.values[key as keyof typeof set.values]
    return {
      key,
      value,
      isDefault: JSON.stringify(value) === JSON.stringify(rule.value),
      source: rule.source,
      article: rule.article,
    }
  })
  return c.json({ version: set.version, effectiveOn: set.effectiveOn, rules }, 200)
})
