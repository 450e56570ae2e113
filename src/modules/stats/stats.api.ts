import { createRoute, z } from '@hono/zod-openapi'
import type { MemberEnv } from '#platform/http/env.ts'
import { ok, refusals, router } from '#platform/http/routes.ts'
import { exportUnits } from './export-figures.service.ts'
import { openFigure } from './figure-rows.service.ts'
import { readFigures, readGroups } from './read-figures.service.ts'
import {
  codeParam,
  ExportQuery,
  FigureGroups,
  FigureQuery,
  FigureRows,
  FiguresView,
  groupParam,
  RowsQuery,
} from './stats.contract.ts'

const tags = ['stats']
const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

const figures = createRoute({
  method: 'get',
  path: '/figures',
  operationId: 'getFigures',
  tags,
  request: { query: FigureQuery },
  responses: {
    200: ok(FiguresView, 'All figures that the identity acted as may see, of a congress or a unit in a period'),
    ...refusals(403, 404),
  },
})

const groups = createRoute({
  method: 'get',
  path: '/figures/by/{by}',
  operationId: 'compareFigures',
  tags,
  request: { params: groupParam, query: FigureQuery },
  responses: {
    200: ok(FigureGroups, 'The same figures for each unit, category, delegation or congress below, the largest first'),
    ...refusals(403, 404),
  },
})

const unitsFile = createRoute({
  method: 'get',
  path: '/figures/units.xlsx',
  operationId: 'exportUnitFigures',
  tags,
  request: { query: ExportQuery },
  responses: {
    200: {
      description: 'The list of units with their figures',
      content: { [sheetType]: { schema: z.string() } },
    },
    ...refusals(403, 404),
  },
})

const rows = createRoute({
  method: 'get',
  path: '/figures/{code}/rows',
  operationId: 'openFigure',
  tags,
  request: { params: codeParam, query: RowsQuery },
  responses: {
    200: ok(FigureRows, 'The cases, parts or promises that the figure counts; their number is the figure'),
    ...refusals(403, 404),
  },
})

export const statsApi = router<MemberEnv>()
  .openapi(figures, async (c) => c.json(await readFigures(c.var.app, c.var.actor, c.req.valid('query')), 200))
  .openapi(groups, async (c) =>
    c.json(await readGroups(c.var.app, c.var.actor, c.req.valid('param').by, c.req.valid('query')), 200),
  )
  .openapi(unitsFile, async (c) => {
    const { q = '', ...query } = c.req.valid('query')
    const sheet = await exportUnits(c.var.app, c.var.actor, query, q)
    return c.body(Buffer.from(sheet), 200, {
      'content-type': sheetType,
      'content-disposition': 'attachment; filename="units.xlsx"',
      'cache-control': 'no-store',
    })
  })
  .openapi(rows, async (c) =>
    c.json(await openFigure(c.var.app, c.var.actor, c.req.valid('param').code, c.req.valid('query')), 200),
  )
