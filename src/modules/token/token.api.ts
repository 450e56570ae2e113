import { createRoute } from '@hono/zod-openapi'
import { roleOf } from '#kernel/actor.ts'
import { exportRequestRoute, exportRoute, workbookHeaders } from '#modules/export/index.ts'
import type { MemberEnv } from '#platform/http/env.ts'
import { idParam, jsonBody, ok, refusals, router } from '#platform/http/routes.ts'
import {
  NewTokenBody,
  TokenExportQuery,
  TokenPage,
  TokenPostQuery,
  TokenPosts,
  TokenQuery,
  TokenRevocation,
  TokenSecret,
  TokenVersion,
  TokenView,
} from './token.contract.ts'
import { issueToken, listPosts, revokeToken, takeSecret } from './token.service.ts'
import { pageOfTokens, presentToken, tokenExport } from './token.view.ts'

const tags = ['token']

const list = createRoute({
  method: 'get',
  path: '/api-tokens',
  operationId: 'listApiTokens',
  tags,
  request: { query: TokenQuery },
  responses: {
    200: ok(TokenPage, 'Those that act as a post of mine; for the officers those of the area'),
    ...refusals(),
  },
})
const posts = createRoute({
  method: 'get',
  path: '/api-tokens/posts',
  operationId: 'findPostsForApiTokens',
  tags,
  request: { query: TokenPostQuery },
  responses: { 200: ok(TokenPosts, 'The first posts that fit what is searched for'), ...refusals(403) },
})
const exported = exportRoute({
  path: '/api-tokens/export.xlsx',
  operationId: 'exportApiTokens',
  tag: 'token',
  query: TokenExportQuery,
})
const exportAsked = exportRequestRoute({
  path: '/api-tokens/export-requests',
  operationId: 'askApiTokenExport',
  tag: 'token',
  query: TokenExportQuery,
})
const issue = createRoute({
  method: 'post',
  path: '/api-tokens',
  operationId: 'issueApiToken',
  tags,
  request: { body: jsonBody(NewTokenBody) },
  responses: { 201: ok(TokenView, 'Waits for the holder of the post to take its secret'), ...refusals(403, 404, 409) },
})
const take = createRoute({
  method: 'post',
  path: '/api-tokens/{id}/secret',
  operationId: 'takeApiTokenSecret',
  tags,
  request: { params: idParam, body: jsonBody(TokenVersion) },
  responses: {
    200: ok(TokenSecret, 'A new secret; one that was there opens nothing any more'),
    ...refusals(403, 404, 409),
  },
})
const revoke = createRoute({
  method: 'post',
  path: '/api-tokens/{id}/revocation',
  operationId: 'revokeApiToken',
  tags,
  request: { params: idParam, body: jsonBody(TokenRevocation) },
  responses: { 200: ok(TokenView), ...refusals(403, 404, 409) },
})

/** 接口令牌. */
export const tokenApi = router<MemberEnv>()
  .openapi(list, async (c) => {
    const { cursor, limit, ...filter } = c.req.valid('query')
    return c.json(await pageOfTokens(c.var.app, c.var.actor, filter, { cursor, limit }), 200)
  })
  .openapi(posts, async (c) => {
    const rows = await listPosts(c.var.app, c.var.actor, c.req.valid('query').q)
    const items = rows.map((row) => ({
      postId: row.id,
      organName: row.organ_name,
      role: roleOf(row.role),
      personName: row.person_name,
    }))
    return c.json({ items }, 200)
  })
  .openapi(exported, async (c) => {
    const workbook = await tokenExport.take(c.var.app, c.var.actor, c.req.valid('query'))
    return c.body(workbook.bytes, 200, workbookHeaders('api-tokens', workbook))
  })
  .openapi(exportAsked, async (c) =>
    c.json({ approvalId: await tokenExport.ask(c.var.app, c.var.actor, c.req.valid('query')) }, 201),
  )
  .openapi(issue, async (c) => {
    const { app, actor } = c.var
    return c.json(presentToken(app, actor, await issueToken(app, actor, c.req.valid('json'))), 201)
  })
  .openapi(take, async (c) => {
    const { app, actor } = c.var
    const { secret, row } = await takeSecret(app, actor, c.req.valid('param').id, c.req.valid('json').version)
    c.header('cache-control', 'no-store')
    return c.json({ secret, token: presentToken(app, actor, row) }, 200)
  })
  .openapi(revoke, async (c) => {
    const { app, actor } = c.var
    const row = await revokeToken(app, actor, c.req.valid('param').id, c.req.valid('json'))
    return c.json(presentToken(app, actor, row), 200)
  })
