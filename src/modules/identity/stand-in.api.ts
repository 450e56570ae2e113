import { createRoute } from '@hono/zod-openapi'
import { roleOf } from '#kernel/actor.ts'
import type { MemberEnv } from '#platform/http/env.ts'
import { idParam, jsonBody, ok, refusals, router } from '#platform/http/routes.ts'
import {
  NewStandInBody,
  StandInChoices,
  StandInEndBody,
  StandInPage,
  StandInView,
  standInQuery,
} from './stand-in.contract.ts'
import { delegate, endStandIn, findChoices } from './stand-in.service.ts'
import { listStandIns, presentStandIn } from './stand-in.view.ts'

const tags = ['people']

const list = createRoute({
  method: 'get',
  path: '/stand-ins',
  operationId: 'listStandIns',
  'x-rows-move': true,
  tags,
  request: { query: standInQuery },
  responses: {
    200: ok(StandInPage, 'What I delegated or hold; for the security officer those of the area'),
    ...refusals(),
  },
})

const choices = createRoute({
  method: 'get',
  path: '/stand-ins/choices',
  operationId: 'listStandInChoices',
  tags,
  responses: { 200: ok(StandInChoices, 'What my post can delegate, and to whom'), ...refusals(403) },
})

const create = createRoute({
  method: 'post',
  path: '/stand-ins',
  operationId: 'delegatePowers',
  tags,
  request: { body: jsonBody(NewStandInBody) },
  responses: { 201: ok(StandInView), ...refusals(403, 409) },
})

const end = createRoute({
  method: 'post',
  path: '/stand-ins/{id}/end',
  operationId: 'endStandIn',
  tags,
  request: { params: idParam, body: jsonBody(StandInEndBody) },
  responses: { 200: ok(StandInView), ...refusals(403, 404, 409) },
})

/** 代理授权. */
export const standInApi = router<MemberEnv>()
  .openapi(list, async (c) => c.json(await listStandIns(c.var.app, c.var.actor, c.req.valid('query')), 200))
  .openapi(choices, async (c) => {
    const { modules, colleagues } = await findChoices(c.var.app, c.var.actor)
    const people = colleagues.map((one) => ({
      postId: one.post_id,
      name: one.name,
      role: roleOf(one.role),
      title: one.title,
    }))
    return c.json({ modules, colleagues: people }, 200)
  })
  .openapi(create, async (c) =>
    c.json(presentStandIn(c.var.app, await delegate(c.var.app, c.var.actor, c.req.valid('json'))), 201),
  )
  .openapi(end, async (c) => {
    const { id } = c.req.valid('param')
    return c.json(presentStandIn(c.var.app, await endStandIn(c.var.app, c.var.actor, id, c.req.valid('json'))), 200)
  })
