import { z } from '@hono/zod-openapi'
import { periodUnits } from '#kernel/work-calendar.ts'
import { patternLengthMax } from '#modules/numbering/numbering.ts'
import { Id, pageOf, pageQuery, whole } from '#platform/http/routes.ts'
import { manyLines, oneLine } from '#platform/http/typed-text.ts'
import { ruleKeys } from './rules.ts'

const Period = z.object({ n: whole(1, 999), unit: z.enum(periodUnits) })
const Value = z.union([Period, z.number().min(0).max(9999), oneLine().trim().min(1).max(patternLengthMax)])

export const RuleChangeBody = z
  .object({
    version: whole(0).openapi({ description: 'The version that was decided on last' }),
    effectiveOn: z.iso.date().openapi({ description: 'The day from which it holds, today or later' }),
    reason: manyLines().trim().min(1).max(500),
    changes: z
      .array(z.object({ rule: z.enum(ruleKeys), value: Value }))
      .min(1)
      .max(ruleKeys.length),
  })
  .openapi('RuleChange')
export type RuleChangeBody = z.infer<typeof RuleChangeBody>

const Changed = z.object({
  rule: z.string(),
  name: z.string(),
  from: z.string(),
  to: z.string(),
  reach: z.enum(['case', 'day']),
})
export type ChangedView = z.infer<typeof Changed>

const Pending = z.object({
  approvalId: Id,
  askedBy: z.string(),
  askedAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  effectiveOn: z.iso.date(),
  reason: z.string(),
  changes: z.array(Changed),
  isMine: z.boolean(),
  mayDecide: z.boolean(),
})

export const RuleProposalView = z
  .object({
    version: z.number().int(),
    effectiveOn: z.iso.date().nullable(),
    earliestOn: z.iso.date(),
    latestOn: z.iso.date(),
    mayPropose: z.boolean(),
    values: z.record(z.string(), z.union([Period, z.number(), z.string()])),
    pending: Pending.nullable(),
  })
  .openapi('RuleProposal')
export type RuleProposalView = z.infer<typeof RuleProposalView>

export const ruleVersionsQuery = z.object(pageQuery)
export type RuleVersionsQuery = z.infer<typeof ruleVersionsQuery>

const RuleVersion = z
  .object({
    id: z.string(),
    version: z.number().int(),
    effectiveOn: z.iso.date(),
    state: z.enum(['past', 'current', 'future']),
    reason: z.string(),
    proposedBy: z.string().nullable(),
    approvedBy: z.string().nullable(),
    decidedAt: z.iso.datetime(),
    changes: z.array(Changed),
  })
  .openapi('RuleVersion')
export type RuleVersion = z.infer<typeof RuleVersion>
export const RuleVersionPage = pageOf(RuleVersion).openapi('RuleVersionPage')
