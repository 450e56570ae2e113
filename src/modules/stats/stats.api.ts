import { createRoute } from '@hono/zod-openapi'
import { exportRequestRoute, exportRoute, workbookHeaders } from '#modules/export/index.ts'
import type { MemberEnv } from '#platform/http/env.ts'
import { ok, refusals, router } from '#platform/http/routes.ts'
import { unitExport } from './export-figures.service.ts'
import { rowExport } from './export-rows.service.ts'
import { openFigure } from './figure-rows.service.ts'
import { readFigures, readGroups } from './read-figures.service.ts'
import { RuleTrialQuery, RuleTrialView } from './rule-trial.contract.ts'
import { tryRuleOnLastYear } from './rule-trial.service.ts'
import {
  codeParam,
  ExportQuery,
  FigureGroups,
  FigureQuery,
  FigureRows,
  FiguresView,
  groupParam,
  RowsExportQuery,
  RowsQuery,
} from './stats.contract.ts'

const tags = ['stats']

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

const unitsFile = exportRoute({
  path: '/figures/units/export.xlsx',
  operationId: 'exportUnitFigures',
  tag: 'stats',
  query: ExportQuery,
})
const unitsFileAsked = exportRequestRoute({
  path: '/figures/units/export-requests',
  operationId: 'askUnitFiguresExport',
  tag: 'stats',
  query: ExportQuery,
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

const rowsFile = exportRoute({
  path: '/figures/{code}/rows/export.xlsx',
  operationId: 'exportFigureRows',
  tag: 'stats',
  query: RowsExportQuery,
  params: codeParam,
})
const rowsFileAsked = exportRequestRoute({
  path: '/figures/{code}/rows/export-requests',
  operationId: 'askFigureRowsExport',
  tag: 'stats',
  query: RowsExportQuery,
  params: codeParam,
})

const ruleTrial = createRoute({
  method: 'get',
  path: '/rules/trial',
  operationId: 'tryRuleOnLastYear',
  tags: ['rules'],
  request: { query: RuleTrialQuery },
  responses: {
    200: ok(RuleTrialView, 'What a period would have meant for the deadlines that began in the year before'),
    ...refusals(403),
  },
})

export const statsApi = router<MemberEnv>()
  .openapi(ruleTrial, async (c) => c.json(await tryRuleOnLastYear(c.var.app, c.var.actor, c.req.valid('query')), 200))
  .openapi(figures, async (c) => c.json(await readFigures(c.var.app, c.var.actor, c.req.valid('query')), 200))
  .openapi(groups, async (c) =>
    c.json(await readGroups(c.var.app, c.var.actor, c.req.valid('param').by, c.req.valid('query')), 200),
  )
  .openapi(unitsFile, async (c) => {
    const workbook = await unitExport.take(c.var.app, c.var.actor, c.req.valid('query'))
    return c.body(workbook.bytes, 200, workbookHeaders('units', workbook))
  })
  .openapi(unitsFileAsked, async (c) =>
    c.json({ approvalId: await unitExport.ask(c.var.app, c.var.actor, c.req.valid('query')) }, 201),
  )
  .openapi(rows, async (c) =>
    c.json(await openFigure(c.var.app, c.var.actor, c.req.valid('param').code, c.req.valid('query')), 200),
  )
  .openapi(rowsFile, async (c) => {
    const query = { ...c.req.valid('query'), ...c.req.valid('param') }
    const workbook = await rowExport.take(c.var.app, c.var.actor, query)
    return c.body(workbook.bytes, 200, workbookHeaders(query.code, workbook))
  })
  .openapi(rowsFileAsked, async (c) => {
    const query = { ...c.req.valid('query'), ...c.req.valid('param') }
    return c.json({ approvalId: await rowExport.ask(c.var.app, c.var.actor, query) }, 201)
  })
