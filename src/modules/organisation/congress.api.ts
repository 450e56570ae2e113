import { createRoute } from '@hono/zod-openapi'
import type { Actor } from '#kernel/actor.ts'
import type { App } from '#platform/app.ts'
import type { MemberEnv } from '#platform/http/env.ts'
import { idParam, jsonBody, ok, refusals, router } from '#platform/http/routes.ts'
import {
  CongressDetail,
  CongressPage,
  CoordinatorBody,
  congressesQuery,
  congressQuery,
  NewCongressBody,
  NewSessionBody,
  NewTermBody,
  presentCongressDetail,
  TermCorrectionBody,
} from './congress.contract.ts'
import { getCongress } from './congress.service.ts'
import { pageOfCongresses } from './congress.view.ts'
import { beginTerm, correctOnlyTerm, enterSession, nameCoordinator, openCongress } from './keep-congress.service.ts'
import { allowedOnCongress } from './organisation.policy.ts'

const tags = ['organisation']

const list = createRoute({
  method: 'get',
  path: '/congresses',
  operationId: 'listCongresses',
  tags,
  request: { query: congressesQuery },
  responses: { 200: ok(CongressPage), ...refusals() },
})

const view = createRoute({
  method: 'get',
  path: '/congresses/{id}',
  operationId: 'getCongress',
  tags,
  request: { params: idParam, query: congressQuery },
  responses: {
    200: ok(CongressDetail, 'With what hangs on one term: the one in office unless said'),
    ...refusals(404),
  },
})

const open = createRoute({
  method: 'post',
  path: '/congresses',
  operationId: 'openCongress',
  tags,
  request: { body: jsonBody(NewCongressBody) },
  responses: { 201: ok(CongressDetail), ...refusals(403, 409) },
})

const term = createRoute({
  method: 'post',
  path: '/congresses/{id}/terms',
  operationId: 'beginTerm',
  tags,
  request: { params: idParam, body: jsonBody(NewTermBody) },
  responses: { 201: ok(CongressDetail, 'The term before ends on that day'), ...refusals(403, 404, 409) },
})

const correction = createRoute({
  method: 'put',
  path: '/congresses/{id}/only-term',
  operationId: 'correctOnlyTerm',
  tags,
  request: { params: idParam, body: jsonBody(TermCorrectionBody) },
  responses: { 200: ok(CongressDetail, 'Only while the congress has one term'), ...refusals(403, 404, 409) },
})

const session = createRoute({
  method: 'post',
  path: '/congresses/{id}/sessions',
  operationId: 'enterCongressSession',
  tags,
  request: { params: idParam, body: jsonBody(NewSessionBody) },
  responses: { 201: ok(CongressDetail), ...refusals(403, 404, 409) },
})

const coordinator = createRoute({
  method: 'put',
  path: '/congresses/{id}/coordinators',
  operationId: 'nameCoordinator',
  tags,
  request: { params: idParam, body: jsonBody(CoordinatorBody) },
  responses: { 200: ok(CongressDetail), ...refusals(403, 404) },
})

async function detail(app: App, actor: Actor, id: string, termId?: string) {
  const congress = await getCongress(app, id, termId)
  return presentCongressDetail(congress, allowedOnCongress(actor, congress))
}

export const congressApi = router<MemberEnv>()
  .openapi(list, async (c) => c.json(await pageOfCongresses(c.var.app, c.req.valid('query')), 200))
  .openapi(view, async (c) => {
    const { app, actor } = c.var
    return c.json(await detail(app, actor, c.req.valid('param').id, c.req.valid('query').termId), 200)
  })
  .openapi(open, async (c) => {
    const { app, actor } = c.var
    return c.json(await detail(app, actor, await openCongress(app, actor, c.req.valid('json'))), 201)
  })
  .openapi(term, async (c) => {
    const { app, actor } = c.var
    const { id } = c.req.valid('param')
    const termId = await beginTerm(app, actor, { congressId: id, ...c.req.valid('json') })
    return c.json(await detail(app, actor, id, termId), 201)
  })
  .openapi(correction, async (c) => {
    const { app, actor } = c.var
    const { id } = c.req.valid('param')
    await correctOnlyTerm(app, actor, id, c.req.valid('json'))
    return c.json(await detail(app, actor, id), 200)
  })
  .openapi(session, async (c) => {
    const { app, actor } = c.var
    const { id } = c.req.valid('param')
    const entered = c.req.valid('json')
    await enterSession(app, actor, id, entered)
    return c.json(await detail(app, actor, id, entered.termId), 201)
  })
  .openapi(coordinator, async (c) => {
    const { app, actor } = c.var
    const { id } = c.req.valid('param')
    await nameCoordinator(app, actor, id, c.req.valid('json'))
    return c.json(await detail(app, actor, id), 200)
  })
