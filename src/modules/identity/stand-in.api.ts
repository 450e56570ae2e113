import { createRoute } from '@hono/zod-openapi'
import { roles } from '#kernel/actor.ts'
import { shanghaiDate } from '#kernel/clock.ts'
import { decodeCursor, toPage } from '#kernel/page.ts'
import type { App } from '#platform/app.ts'
import type { MemberEnv } from '#platform/http/env.ts'
import { idParam, jsonBody, ok, refusals, router } from '#platform/http/routes.ts'
import { dayAfter } from './identity.ts'
import {
  NewStandInBody,
  StandInChoices,
  StandInEndBody,
  StandInPage,
  StandInView,
  standInQuery,
} from './stand-in.contract.ts'
import type { StandInRow } from './stand-in.queries.ts'
import { delegate, endStandIn, findChoices, isOpen, listStandIns, stateOf } from './stand-in.service.ts'

const tags = ['people']

const list = createRoute({
  method: 'get',
  path: '/stand-ins',
  operationId: 'listStandIns',
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

function present(app: App, row: StandInRow): StandInView {
  const today = shanghaiDate(app.clock.now())
  return {
    id: row.id,
    organName: row.organ_name,
    role: roleOf(row.role),
    forPerson: { id: row.for_person_id, name: row.for_name },
    byPerson: { id: row.by_person_id, name: row.by_name },
    powers: row.powers,
    caseIds: row.case_ids,
    startsOn: row.starts_on,
    lastOn: dayAfter(row.ends_on, -1),
    state: stateOf(row, today),
    endedAt: row.ended_at?.toISOString() ?? null,
    allowed: isOpen(row, today) ? ['end'] : [],
    version: row.version,
  }
}

const roleOf = (code: string) => roles.find((role) => role === code) ?? 'unit_clerk'

/** 代理授权. */
export const standInApi = router<MemberEnv>()
  .openapi(list, async (c) => {
    const { app, actor } = c.var
    const { cursor, limit, q, state } = c.req.valid('query')
    const { rows, counted } = await listStandIns(app, actor, { search: q, state }, decodeCursor(cursor, 2), limit)
    const page = toPage(
      rows,
      limit,
      counted,
      (row) => [row.made_at.toISOString(), row.id],
      (row) => present(app, row),
    )
    return c.json(page, 200)
  })
  .openapi(choices, async (c) => {
    const { powers, colleagues } = await findChoices(c.var.app, c.var.actor)
    const people = colleagues.map((one) => ({
      postId: one.post_id,
      name: one.name,
      role: roleOf(one.role),
      title: one.title,
    }))
    return c.json({ powers, colleagues: people }, 200)
  })
  .openapi(create, async (c) =>
    c.json(present(c.var.app, await delegate(c.var.app, c.var.actor, c.req.valid('json'))), 201),
  )
  .openapi(end, async (c) => {
    const { id } = c.req.valid('param')
    return c.json(present(c.var.app, await endStandIn(c.var.app, c.var.actor, id, c.req.valid('json'))), 200)
  })
