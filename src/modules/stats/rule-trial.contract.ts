import { z } from '@hono/zod-openapi'
import { periodUnits } from '#kernel/work-calendar.ts'
import { wholeInAddress } from '#platform/http/routes.ts'
import { triedRuleKeys } from './stats.ts'

export const RuleTrialQuery = z.object({
  rule: z.enum(triedRuleKeys),
  n: wholeInAddress(1, 180),
  unit: z.enum(periodUnits),
})
export type RuleTrialQuery = z.infer<typeof RuleTrialQuery>

export const RuleTrialView = z
  .object({
    year: z.number().int(),
    counted: z.number().int().openapi({ description: 'Deadlines of this rule that began in that year' }),
    lateNow: z.number().int().openapi({ description: 'Late under the period in force today' }),
    lateThen: z.number().int().openapi({ description: 'Late under the period asked about' }),
  })
  .openapi('RuleTrial')
export type RuleTrialView = z.infer<typeof RuleTrialView>
