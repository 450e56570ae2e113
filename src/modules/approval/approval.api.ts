import { createRoute } from '@hono/zod-openapi'
import type { Locale } from '#kernel/actor.ts'
import type { App } from '#platform/app.ts'
import type { MemberEnv } from '#platform/http/env.ts'
import { idParam, jsonBody, ok, refusals, router } from '#platform/http/routes.ts'
import { ApprovalPage, approvalQuery, DecidedApproval, DeclineBody, presentApproval } from './approval.contract.ts'
import { approve, type Decided, decline, describeApprovals, pageOfApprovals } from './approval.service.ts'

const tags = ['approval']

const list = createRoute({
  method: 'get',
  path: '/approvals',
  operationId: 'listApprovals',
  tags,
  request: { query: approvalQuery },
  responses: { 200: ok(ApprovalPage, 'What I asked for, or what I can decide'), ...refusals() },
})

const approveRoute = createRoute({
  method: 'post',
  path: '/approvals/{id}/approve',
  operationId: 'approve',
  tags,
  request: { params: idParam },
  responses: {
    200: ok(DecidedApproval, 'Approved and done; the result is shown once'),
    ...refusals(403, 404, 409, 410),
  },
})

const declineRoute = createRoute({
  method: 'post',
  path: '/approvals/{id}/decline',
  operationId: 'declineApproval',
  tags,
  request: { params: idParam, body: jsonBody(DeclineBody) },
  responses: { 200: ok(DecidedApproval), ...refusals(403, 404, 409, 410) },
})

const present = async (app: App, { row, result }: Decided, locale: Locale) => ({
  approval: presentApproval(row, app.clock.now(), (await describeApprovals(app, [row], locale)).get(row.id) ?? ''),
  result,
})

export const approvalApi = router<MemberEnv>()
  .openapi(list, async (c) => {
    const { app, actor, locale } = c.var
    return c.json(await pageOfApprovals(app, actor, c.req.valid('query'), locale), 200)
  })
  .openapi(approveRoute, async (c) => {
    const { app, actor, locale } = c.var
    return c.json(await present(app, await approve(app, actor, c.req.valid('param').id), locale), 200)
  })
  .openapi(declineRoute, async (c) => {
    const { app, actor, locale } = c.var
    const decided = await decline(app, actor, c.req.valid('param').id, c.req.valid('json').reason)
    return c.json(await present(app, decided, locale), 200)
  })
