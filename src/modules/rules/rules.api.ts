import { createRoute } from '@hono/zod-openapi'
import type { MemberEnv } from '#platform/http/env.ts'
import { jsonBody, ok, refusals, router } from '#platform/http/routes.ts'
import { proposeRuleChange, withdrawRuleChange } from './change-rules.service.ts'
import { RuleChangeBody, RuleProposalView, RuleVersionPage, ruleVersionsQuery } from './rule-change.contract.ts'
import { getRuleProposal, pageOfRuleVersions } from './rule-proposal.view.ts'
import { RulesQuery, RulesView } from './rules.contract.ts'
import { rulesFor } from './rules.view.ts'

const tags = ['rules']

const getRules = createRoute({
  method: 'get',
  path: '/rules',
  operationId: 'getRules',
  tags,
  request: { query: RulesQuery },
  responses: {
    200: ok(RulesView, 'The rules in force today for the congress of the identity acted as'),
    ...refusals(403),
  },
})

const getProposal = createRoute({
  method: 'get',
  path: '/rules/proposal',
  operationId: 'getRuleProposal',
  tags,
  responses: {
    200: ok(RuleProposalView, 'What a change starts from, and the change that waits for a second person'),
    ...refusals(403),
  },
})

const propose = createRoute({
  method: 'post',
  path: '/rules/proposal',
  operationId: 'proposeRuleChange',
  tags,
  request: { body: jsonBody(RuleChangeBody) },
  responses: {
    201: ok(RuleProposalView, 'It waits for a second person; until then nothing changes'),
    ...refusals(403, 409),
  },
})

const takeBack = createRoute({
  method: 'post',
  path: '/rules/proposal/withdrawal',
  operationId: 'withdrawRuleChange',
  tags,
  responses: { 200: ok(RuleProposalView, 'Taken back; another can be asked for'), ...refusals(403, 404, 409) },
})

const versions = createRoute({
  method: 'get',
  path: '/rules/versions',
  operationId: 'listRuleVersions',
  tags,
  request: { query: ruleVersionsQuery },
  responses: { 200: ok(RuleVersionPage, 'What was decided on the rules, the newest first'), ...refusals(403) },
})

export const rulesApi = router<MemberEnv>()
  .openapi(getRules, async (c) => c.json(await rulesFor(c.var.app, c.var.actor, c.req.valid('query')), 200))
  .openapi(getProposal, async (c) => c.json(await getRuleProposal(c.var.app, c.var.actor), 200))
  .openapi(propose, async (c) => {
    await proposeRuleChange(c.var.app, c.var.actor, c.req.valid('json'))
    return c.json(await getRuleProposal(c.var.app, c.var.actor), 201)
  })
  .openapi(takeBack, async (c) => {
    await withdrawRuleChange(c.var.app, c.var.actor)
    return c.json(await getRuleProposal(c.var.app, c.var.actor), 200)
  })
  .openapi(versions, async (c) => c.json(await pageOfRuleVersions(c.var.app, c.var.actor, c.req.valid('query')), 200))
