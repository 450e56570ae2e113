import { createRoute } from '@hono/zod-openapi'
import { exportRequestRoute, exportRoute, workbookHeaders } from '#modules/export/index.ts'
import type { MemberEnv } from '#platform/http/env.ts'
import { Id, idParam, jsonBody, ok, pageOf, refusals, router, routesOf } from '#platform/http/routes.ts'
import { oversightExport } from './export-oversights.service.ts'
import {
  AddedCase,
  ChangedOversight,
  Conclusion,
  FaceReply,
  LeadAct,
  NewActivity,
  OversightChoices,
  OversightDecision,
  OversightDraft,
  OversightExportQuery,
  OversightQuery,
  OversightRow,
  OversightsOfCase,
  OversightView,
  Withdrawal,
} from './oversight.contract.ts'
import { getOversight, listChoices, listOversights, oversightsOfCase } from './oversight.service.ts'
import { addCase, changeProposal, noteDecision, proposeOversight } from './propose-oversight.service.ts'
import {
  conclude,
  confirmLeading,
  countersign,
  noteActivity,
  noteFaceReply,
  withdrawOversight,
} from './work-oversight.service.ts'

const { act } = routesOf('oversight', OversightView, 403, 404, 409)

const tags = ['oversight']

const list = createRoute({
  method: 'get',
  path: '/oversights',
  operationId: 'listOversights',
  'x-rows-move': true,
  tags,
  request: { query: OversightQuery },
  responses: { 200: ok(pageOf(OversightRow)), ...refusals() },
})
const exported = exportRoute({
  path: '/oversights/export.xlsx',
  operationId: 'exportOversights',
  tag: 'oversight',
  query: OversightExportQuery,
})
const exportedAsked = exportRequestRoute({
  path: '/oversights/export-requests',
  operationId: 'askOversightExport',
  tag: 'oversight',
  query: OversightExportQuery,
})
const choices = createRoute({
  method: 'get',
  path: '/oversights/choices',
  operationId: 'listOversightChoices',
  tags,
  responses: { 200: ok(OversightChoices), ...refusals(403) },
})
const propose = createRoute({
  method: 'post',
  path: '/oversights',
  operationId: 'proposeOversight',
  tags,
  request: { body: jsonBody(OversightDraft) },
  responses: { 201: ok(OversightView, 'The proposal is kept'), ...refusals(403, 409) },
})
const read = createRoute({
  method: 'get',
  path: '/oversights/{id}',
  operationId: 'getOversight',
  tags,
  request: { params: idParam },
  responses: { 200: ok(OversightView), ...refusals(404) },
})
const ofCase = createRoute({
  method: 'get',
  path: '/suggestions/{id}/oversights',
  operationId: 'listOversightsOfSuggestion',
  tags,
  request: { params: idParam },
  responses: { 200: ok(OversightsOfCase), ...refusals(404) },
})
const faceReply = createRoute({
  method: 'put',
  path: '/oversights/{id}/cases/{suggestionId}/face-reply',
  operationId: 'noteFaceReply',
  tags,
  request: { params: idParam.extend({ suggestionId: Id }), body: jsonBody(FaceReply) },
  responses: { 200: ok(OversightView), ...refusals(403, 404, 409) },
})

/** 重点督办: what leaders follow themselves, alone or one of each side. */
export const oversightApi = router<MemberEnv>()
  .openapi(list, async (c) => c.json(await listOversights(c.var.app, c.var.actor, c.req.valid('query')), 200))
  .openapi(exported, async (c) => {
    const workbook = await oversightExport.take(c.var.app, c.var.actor, c.req.valid('query'))
    return c.body(workbook.bytes, 200, workbookHeaders('oversights', workbook))
  })
  .openapi(exportedAsked, async (c) =>
    c.json({ approvalId: await oversightExport.ask(c.var.app, c.var.actor, c.req.valid('query')) }, 201),
  )
  .openapi(choices, async (c) => c.json(await listChoices(c.var.app, c.var.actor), 200))
  .openapi(propose, async (c) => c.json(await proposeOversight(c.var.app, c.var.actor, c.req.valid('json')), 201))
  .openapi(read, async (c) => c.json(await getOversight(c.var.app, c.var.actor, c.req.valid('param').id), 200))
  .openapi(ofCase, async (c) =>
    c.json({ items: await oversightsOfCase(c.var.app, c.var.actor, c.req.valid('param').id) }, 200),
  )
  .openapi(act('put', '/oversights/{id}', 'changeOversightProposal', ChangedOversight), async (c) => {
    const { version, ...draft } = c.req.valid('json')
    return c.json(await changeProposal(c.var.app, c.var.actor, c.req.valid('param').id, version, draft), 200)
  })
  .openapi(act('post', '/oversights/{id}/decision', 'noteOversightDecision', OversightDecision), async (c) =>
    c.json(await noteDecision(c.var.app, c.var.actor, c.req.valid('param').id, c.req.valid('json')), 200),
  )
  .openapi(act('post', '/oversights/{id}/cases', 'addOversightCase', AddedCase), async (c) => {
    const { version, suggestionId } = c.req.valid('json')
    return c.json(await addCase(c.var.app, c.var.actor, c.req.valid('param').id, version, suggestionId), 200)
  })
  .openapi(act('post', '/oversights/{id}/confirmation', 'confirmOversightLead', LeadAct), async (c) =>
    c.json(await confirmLeading(c.var.app, c.var.actor, c.req.valid('param').id, c.req.valid('json').leadId), 200),
  )
  .openapi(act('post', '/oversights/{id}/activities', 'noteOversightActivity', NewActivity), async (c) =>
    c.json(await noteActivity(c.var.app, c.var.actor, c.req.valid('param').id, c.req.valid('json')), 200),
  )
  .openapi(act('post', '/oversight-activities/{id}/countersignature', 'countersignActivity', LeadAct), async (c) =>
    c.json(await countersign(c.var.app, c.var.actor, c.req.valid('param').id, c.req.valid('json').leadId), 200),
  )
  .openapi(faceReply, async (c) => {
    const { id, suggestionId } = c.req.valid('param')
    return c.json(await noteFaceReply(c.var.app, c.var.actor, id, suggestionId, c.req.valid('json')), 200)
  })
  .openapi(act('post', '/oversights/{id}/conclusion', 'concludeOversight', Conclusion), async (c) => {
    const { version, conclusion } = c.req.valid('json')
    return c.json(await conclude(c.var.app, c.var.actor, c.req.valid('param').id, version, conclusion), 200)
  })
  .openapi(act('post', '/oversights/{id}/withdrawal', 'withdrawOversight', Withdrawal), async (c) => {
    const { version, reason } = c.req.valid('json')
    return c.json(await withdrawOversight(c.var.app, c.var.actor, c.req.valid('param').id, version, reason), 200)
  })
