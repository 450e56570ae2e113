import { createRoute, z } from '@hono/zod-openapi'
import { exportRequestRoute, exportRoute, workbookHeaders } from '#modules/export/index.ts'
import type { MemberEnv } from '#platform/http/env.ts'
import { Id, idParam, jsonBody, ok, pageOf, refusals, router, routesOf } from '#platform/http/routes.ts'
import { candidateExport } from './export-candidates.service.ts'
import { meetingExport } from './export-meetings.service.ts'
import { handOverSome } from './hand-over.service.ts'
import {
  Candidate,
  CandidateExportQuery,
  CandidateQuery,
  ChangedMeeting,
  MeetingDraft,
  MeetingExportQuery,
  MeetingMinutes,
  MeetingQuery,
  MeetingRow,
  MeetingVersion,
  MeetingView,
  Picks,
  SignatureNote,
} from './handover.contract.ts'
import {
  cancelMeeting,
  changePlan,
  dropCase,
  getMeeting,
  keepMinutes,
  listCandidates,
  listMeetings,
  pickCases,
  planMeeting,
  signList,
} from './handover.service.ts'

const { act, answer } = routesOf('handover', MeetingView, 403, 404, 409)

const tags = ['handover']

const list = createRoute({
  method: 'get',
  path: '/handover-meetings',
  operationId: 'listHandoverMeetings',
  'x-rows-move': true,
  tags,
  request: { query: MeetingQuery },
  responses: { 200: ok(pageOf(MeetingRow)), ...refusals() },
})
const exported = exportRoute({
  path: '/handover-meetings/export.xlsx',
  operationId: 'exportHandoverMeetings',
  tag: 'handover',
  query: MeetingExportQuery,
})
const exportedAsked = exportRequestRoute({
  path: '/handover-meetings/export-requests',
  operationId: 'askHandoverExport',
  tag: 'handover',
  query: MeetingExportQuery,
})
const candidates = createRoute({
  method: 'get',
  path: '/handover-candidates',
  operationId: 'listHandoverCandidates',
  tags,
  request: { query: CandidateQuery },
  responses: { 200: ok(pageOf(Candidate)), ...refusals(403) },
})
const candidatesExported = exportRoute({
  path: '/handover-candidates/export.xlsx',
  operationId: 'exportHandoverCandidates',
  tag: 'handover',
  query: CandidateExportQuery,
})
const candidatesAsked = exportRequestRoute({
  path: '/handover-candidates/export-requests',
  operationId: 'askHandoverCandidatesExport',
  tag: 'handover',
  query: CandidateExportQuery,
})
const plan = createRoute({
  method: 'post',
  path: '/handover-meetings',
  operationId: 'planHandoverMeeting',
  tags,
  request: { body: jsonBody(MeetingDraft) },
  responses: { 201: ok(MeetingView, 'The meeting is planned'), ...refusals(403) },
})
const read = createRoute({
  method: 'get',
  path: '/handover-meetings/{id}',
  operationId: 'getHandoverMeeting',
  tags,
  request: { params: idParam },
  responses: { 200: ok(MeetingView), ...refusals(404) },
})
const drop = createRoute({
  method: 'delete',
  path: '/handover-meetings/{id}/cases/{suggestionId}',
  operationId: 'dropHandoverCase',
  tags,
  request: { params: idParam.extend({ suggestionId: Id }) },
  responses: answer,
})
/** `retry`: what failed is tried again too. */
const Pressed = z.object({ retry: z.boolean() }).openapi('HandoverPressed')
const handOver = createRoute({
  ...act('post', '/handover-meetings/{id}/handing-over', 'handOverAtMeeting', Pressed),
  'x-in-steps': true,
})

/** 交办会: meetings at which many suggestions are handed over to their units at once. */
export const handoverApi = router<MemberEnv>()
  .openapi(list, async (c) => c.json(await listMeetings(c.var.app, c.var.actor, c.req.valid('query')), 200))
  .openapi(exported, async (c) => {
    const workbook = await meetingExport.take(c.var.app, c.var.actor, c.req.valid('query'))
    return c.body(workbook.bytes, 200, workbookHeaders('handover-meetings', workbook))
  })
  .openapi(exportedAsked, async (c) =>
    c.json({ approvalId: await meetingExport.ask(c.var.app, c.var.actor, c.req.valid('query')) }, 201),
  )
  .openapi(candidates, async (c) => c.json(await listCandidates(c.var.app, c.var.actor, c.req.valid('query')), 200))
  .openapi(candidatesExported, async (c) => {
    const workbook = await candidateExport.take(c.var.app, c.var.actor, c.req.valid('query'))
    return c.body(workbook.bytes, 200, workbookHeaders('candidates', workbook))
  })
  .openapi(candidatesAsked, async (c) =>
    c.json({ approvalId: await candidateExport.ask(c.var.app, c.var.actor, c.req.valid('query')) }, 201),
  )
  .openapi(plan, async (c) => c.json(await planMeeting(c.var.app, c.var.actor, c.req.valid('json')), 201))
  .openapi(read, async (c) => c.json(await getMeeting(c.var.app, c.var.actor, c.req.valid('param').id), 200))
  .openapi(act('put', '/handover-meetings/{id}', 'changeHandoverMeeting', ChangedMeeting), async (c) => {
    const { version, ...draft } = c.req.valid('json')
    return c.json(await changePlan(c.var.app, c.var.actor, c.req.valid('param').id, version, draft), 200)
  })
  .openapi(act('post', '/handover-meetings/{id}/cancellation', 'cancelHandoverMeeting', MeetingVersion), async (c) =>
    c.json(await cancelMeeting(c.var.app, c.var.actor, c.req.valid('param').id, c.req.valid('json').version), 200),
  )
  .openapi(act('post', '/handover-meetings/{id}/cases', 'pickHandoverCases', Picks), async (c) =>
    c.json(await pickCases(c.var.app, c.var.actor, c.req.valid('param').id, c.req.valid('json')), 200),
  )
  .openapi(drop, async (c) => {
    const { id, suggestionId } = c.req.valid('param')
    return c.json(await dropCase(c.var.app, c.var.actor, id, suggestionId), 200)
  })
  .openapi(handOver, async (c) =>
    c.json(await handOverSome(c.var.app, c.var.actor, c.req.valid('param').id, c.req.valid('json')), 200),
  )
  .openapi(act('put', '/handover-meetings/{id}/minutes', 'keepHandoverMinutes', MeetingMinutes), async (c) => {
    const { version, minutes } = c.req.valid('json')
    return c.json(await keepMinutes(c.var.app, c.var.actor, c.req.valid('param').id, version, minutes), 200)
  })
  .openapi(act('post', '/handover-meetings/{id}/signature', 'signHandoverList', SignatureNote), async (c) =>
    c.json(await signList(c.var.app, c.var.actor, c.req.valid('param').id, c.req.valid('json').note), 200),
  )
