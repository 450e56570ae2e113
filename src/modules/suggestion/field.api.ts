import { createRoute } from '@hono/zod-openapi'
import { exportRequestRoute, exportRoute, workbookHeaders } from '#modules/export/index.ts'
import type { MemberEnv } from '#platform/http/env.ts'
import { idParam, jsonBody, ok, pageOf, refusals, router } from '#platform/http/routes.ts'
import { fieldExport } from './export-fields.service.ts'
import {
  FieldChoices,
  FieldEnd,
  FieldExportQuery,
  FieldQuery,
  FieldView,
  GivenFields,
  NewFields,
} from './field.contract.ts'
import { endOneField, fieldChoices, giveFields, listFields } from './keep-fields.service.ts'

const tags = ['suggestion']

const list = createRoute({
  method: 'get',
  path: '/committee-fields',
  operationId: 'listCommitteeFields',
  tags,
  request: { query: FieldQuery },
  responses: { 200: ok(pageOf(FieldView)), ...refusals(403) },
})

const exported = exportRoute({
  path: '/committee-fields/export.xlsx',
  operationId: 'exportCommitteeFields',
  tag: 'suggestion',
  query: FieldExportQuery,
})
const exportAsked = exportRequestRoute({
  path: '/committee-fields/export-requests',
  operationId: 'askCommitteeFieldsExport',
  tag: 'suggestion',
  query: FieldExportQuery,
})

const choices = createRoute({
  method: 'get',
  path: '/committee-fields/choices',
  operationId: 'findCommitteeFieldChoices',
  tags,
  responses: { 200: ok(FieldChoices), ...refusals(403) },
})

const give = createRoute({
  method: 'post',
  path: '/committee-fields',
  operationId: 'giveCommitteeFields',
  tags,
  request: { body: jsonBody(NewFields) },
  responses: { 201: ok(GivenFields), ...refusals(403, 409) },
})

const end = createRoute({
  method: 'post',
  path: '/committee-fields/{id}/end',
  operationId: 'endCommitteeField',
  tags,
  request: { params: idParam, body: jsonBody(FieldEnd) },
  responses: { 200: ok(FieldView), ...refusals(403, 404, 409) },
})

/** 对口督办: which committee looks after which categories and units. */
export const fieldApi = router<MemberEnv>()
  .openapi(list, async (c) => c.json(await listFields(c.var.app, c.var.actor, c.req.valid('query')), 200))
  .openapi(exported, async (c) => {
    const workbook = await fieldExport.take(c.var.app, c.var.actor, c.req.valid('query'))
    return c.body(workbook.bytes, 200, workbookHeaders('committee-fields', workbook))
  })
  .openapi(exportAsked, async (c) =>
    c.json({ approvalId: await fieldExport.ask(c.var.app, c.var.actor, c.req.valid('query')) }, 201),
  )
  .openapi(choices, async (c) => c.json(await fieldChoices(c.var.app, c.var.actor), 200))
  .openapi(give, async (c) => c.json(await giveFields(c.var.app, c.var.actor, c.req.valid('json')), 201))
  .openapi(end, async (c) =>
    c.json(await endOneField(c.var.app, c.var.actor, c.req.valid('param').id, c.req.valid('json')), 200),
  )
