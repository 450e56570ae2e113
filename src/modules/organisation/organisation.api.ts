import { createRoute } from '@hono/zod-openapi'
import { decodeCursor, listMark, toPage } from '#kernel/page.ts'
import type { MemberEnv } from '#platform/http/env.ts'
import { idParam, jsonBody, ok, refusals, router } from '#platform/http/routes.ts'
import { findAreas, findRootAreas } from './area.queries.ts'
import { findOrganNames, findOrgans } from './organ.queries.ts'
import { createOrgan, getOrgan, mergeOrgan, renameOrgan } from './organ.service.ts'
import {
  AreaList,
  areaQuery,
  MergerBody,
  NewOrganBody,
  OrganNames,
  OrganPage,
  OrganView,
  organQuery,
  presentArea,
  presentOrgan,
  RenameBody,
} from './organisation.contract.ts'

const tags = ['organisation']
const areasShownMax = 500

const listAreas = createRoute({
  method: 'get',
  path: '/areas',
  operationId: 'listAreas',
  tags,
  request: { query: areaQuery },
  responses: {
    200: ok(AreaList, 'The areas below a parent, or those whose name holds q, or the provinces'),
    ...refusals(),
  },
})

const organs = createRoute({
  method: 'get',
  path: '/organs',
  operationId: 'listOrgans',
  tags,
  request: { query: organQuery },
  responses: { 200: ok(OrganPage), ...refusals() },
})

const organ = createRoute({
  method: 'get',
  path: '/organs/{id}',
  operationId: 'getOrgan',
  tags,
  request: { params: idParam },
  responses: { 200: ok(OrganView), ...refusals(404) },
})

const names = createRoute({
  method: 'get',
  path: '/organs/{id}/names',
  operationId: 'listOrganNames',
  tags,
  request: { params: idParam },
  responses: { 200: ok(OrganNames, 'Earlier names with their periods'), ...refusals(404) },
})

const create = createRoute({
  method: 'post',
  path: '/organs',
  operationId: 'createOrgan',
  tags,
  request: { body: jsonBody(NewOrganBody) },
  responses: { 201: ok(OrganView), ...refusals(403, 409) },
})

const rename = createRoute({
  method: 'post',
  path: '/organs/{id}/rename',
  operationId: 'renameOrgan',
  tags,
  request: { params: idParam, body: jsonBody(RenameBody) },
  responses: { 200: ok(OrganView), ...refusals(403, 404, 409) },
})

const merge = createRoute({
  method: 'post',
  path: '/organs/{id}/merge',
  operationId: 'mergeOrgan',
  tags,
  request: { params: idParam, body: jsonBody(MergerBody) },
  responses: { 200: ok(OrganView), ...refusals(403, 404, 409) },
})

export const organisationApi = router<MemberEnv>()
  .openapi(listAreas, async (c) => {
    const { parent, q } = c.req.valid('query')
    const { db } = c.var.app
    const rows =
      parent === undefined && q === undefined
        ? await findRootAreas(db)
        : await findAreas(db, { parentId: parent, search: q }, areasShownMax)
    return c.json({ items: rows.map(presentArea) }, 200)
  })
  .openapi(organs, async (c) => {
    const { cursor, limit, congressId, kind, system, q, on } = c.req.valid('query')
    const filter = { congressId, kind, system, search: q, on }
    const mark = listMark('organs', filter)
    const { rows, counted } = await findOrgans(c.var.app.db, filter, decodeCursor(cursor, ['word'], mark), limit)
    return c.json(
      toPage(rows, limit, counted, (row) => [row.code], presentOrgan, mark),
      200,
    )
  })
  .openapi(organ, async (c) => c.json(presentOrgan(await getOrgan(c.var.app.db, c.req.valid('param').id)), 200))
  .openapi(names, async (c) => {
    const { id } = c.req.valid('param')
    await getOrgan(c.var.app.db, id)
    const items = (await findOrganNames(c.var.app.db, id)).map((one) => ({
      name: one.name,
      shortName: one.short_name,
      startsOn: one.starts_on,
      endsOn: one.ends_on,
    }))
    return c.json({ items }, 200)
  })
  .openapi(create, async (c) =>
    c.json(presentOrgan(await createOrgan(c.var.app, c.var.actor, c.req.valid('json'))), 201),
  )
  .openapi(rename, async (c) => {
    const { id } = c.req.valid('param')
    return c.json(presentOrgan(await renameOrgan(c.var.app, c.var.actor, id, c.req.valid('json'))), 200)
  })
  .openapi(merge, async (c) => {
    const { id } = c.req.valid('param')
    return c.json(presentOrgan(await mergeOrgan(c.var.app, c.var.actor, id, c.req.valid('json'))), 200)
  })
