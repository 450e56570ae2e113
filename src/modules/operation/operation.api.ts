import { createRoute } from '@hono/zod-openapi'
import type { MemberEnv } from '#platform/http/env.ts'
import { jsonBody, ok, refusals, router } from '#platform/http/routes.ts'
import { ReadAgain, ReadingAsked, SetAsidePage, SetAsideQuery } from './operation.contract.ts'
import { listSetAside, readAgain } from './set-aside.service.ts'

const tags = ['operation']

const list = createRoute({
  method: 'get',
  path: '/set-aside-events',
  operationId: 'listSetAsideEvents',
  tags,
  request: { query: SetAsideQuery },
  responses: { 200: ok(SetAsidePage, 'Events that readers of the record went on without'), ...refusals(403) },
})
const again = createRoute({
  method: 'post',
  path: '/set-aside-events/read-again',
  operationId: 'readSetAsideAgain',
  tags,
  request: { body: jsonBody(ReadAgain) },
  responses: { 200: ok(ReadingAsked, 'They are tried at the next beat'), ...refusals(403) },
})

/** What the system officer sees of the installation. */
export const operationApi = router<MemberEnv>()
  .openapi(list, async (c) => c.json(await listSetAside(c.var.app, c.var.actor, c.req.valid('query')), 200))
  .openapi(again, async (c) => c.json(await readAgain(c.var.app, c.var.actor, c.req.valid('json')), 200))
