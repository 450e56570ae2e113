import { createRoute, z } from '@hono/zod-openapi'
import { decodeCursor, listMark, toPage } from '#kernel/page.ts'
import type { MemberEnv } from '#platform/http/env.ts'
import { done, Id, idParam, jsonBody, ok, pageOf, refusals, router } from '#platform/http/routes.ts'
import { AccountQuery, AccountView, presentAccount } from './account.contract.ts'
import { askReset, createAccount, disableAccount, enableAccount, listAccounts } from './account.service.ts'

const tags = ['accounts']

const AccountPage = pageOf(AccountView).openapi('AccountPage')
const NewAccountBody = z.object({ personId: Id, name: z.string().min(2).max(40) }).openapi('NewAccount')
const AccountOpened = z.object({ id: Id, code: z.string() }).openapi('AccountOpened')
const ResetAsked = z.object({ approvalId: Id }).openapi('ResetAsked')

const list = createRoute({
  method: 'get',
  path: '/accounts',
  operationId: 'listAccounts',
  tags,
  request: { query: AccountQuery },
  responses: { 200: ok(AccountPage), ...refusals(403) },
})

const create = createRoute({
  method: 'post',
  path: '/accounts',
  operationId: 'createAccount',
  tags,
  request: { body: jsonBody(NewAccountBody) },
  responses: { 201: ok(AccountOpened, 'The one-time code is shown this once'), ...refusals(403, 404, 409) },
})

const disable = createRoute({
  method: 'post',
  path: '/accounts/{id}/disable',
  operationId: 'disableAccount',
  tags,
  request: { params: idParam },
  responses: { 204: done, ...refusals(403, 404, 409) },
})

const enable = createRoute({
  method: 'post',
  path: '/accounts/{id}/enable',
  operationId: 'enableAccount',
  tags,
  request: { params: idParam },
  responses: { 204: done, ...refusals(403, 404, 409) },
})

const reset = createRoute({
  method: 'post',
  path: '/accounts/{id}/reset',
  operationId: 'askReset',
  tags,
  request: { params: idParam },
  responses: { 202: ok(ResetAsked, 'Waits for a second person'), ...refusals(403, 404, 409) },
})

export const accountApi = router<MemberEnv>()
  .openapi(list, async (c) => {
    const { cursor, limit, q, state } = c.req.valid('query')
    const filter = { search: q, state }
    const list = listMark('accounts', filter)
    const after = decodeCursor(cursor, ['word'], list)
    const { rows, counted } = await listAccounts(c.var.app, c.var.actor, filter, after, limit)
    const page = toPage(rows, limit, counted, (row) => [row.name], presentAccount, list)
    return c.json(page, 200)
  })
  .openapi(create, async (c) => c.json(await createAccount(c.var.app, c.var.actor, c.req.valid('json')), 201))
  .openapi(disable, async (c) => {
    await disableAccount(c.var.app, c.var.actor, c.req.valid('param').id)
    return c.body(null, 204)
  })
  .openapi(enable, async (c) => {
    await enableAccount(c.var.app, c.var.actor, c.req.valid('param').id)
    return c.body(null, 204)
  })
  .openapi(reset, async (c) => c.json(await askReset(c.var.app, c.var.actor, c.req.valid('param').id), 202))
