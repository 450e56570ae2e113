import { createRoute } from '@hono/zod-openapi'
import type { Locale } from '#kernel/actor.ts'
import { decodeCursor, toPage } from '#kernel/page.ts'
import type { App } from '#platform/app.ts'
import type { MemberEnv } from '#platform/http/env.ts'
import { idParam, jsonBody, ok, refusals, router } from '#platform/http/routes.ts'
import { ApprovalPage, approvalQuery, DecidedApproval, DeclineBody, presentApproval } from './approval.contract.ts'
import { approve, type Decided, decline, describeApproval, listApprovals } from './approval.service.ts'

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
  approval: presentApproval(row, app.clock.now(), await describeApproval(app, row, locale)),
  result,
})

export const approvalApi = router<MemberEnv>()
  .openapi(list, async (c) => {
    const { app, actor, locale } = c.var
    const { box, cursor, limit } = c.req.valid('query')
    const { rows, counted } = await listApprovals(app, actor, box, decodeCursor(cursor, 2), limit)
    const now = app.clock.now()
    const subjects = new Map(
      await Promise.all(rows.map(async (row) => [row.id, await describeApproval(app, row, locale)] as const)),
    )
    const page = toPage(
      rows,
      limit,
      counted,
      (row) => [row.asked_at.toISOString(), row.id],
      (row) => presentApproval(row, now, subjects.get(row.id) ?? ''),
    )
    return c.json(page, 200)
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
