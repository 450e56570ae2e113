import { createRoute, z } from '@hono/zod-openapi'
import type { Locale } from '#kernel/actor.ts'
import { exportRequestRoute, exportRoute, workbookHeaders } from '#modules/export/index.ts'
import { savedAs } from '#platform/http/download.ts'
import type { MemberEnv } from '#platform/http/env.ts'
import { idParam, jsonBody, ok, pageOf, refusals, router } from '#platform/http/routes.ts'
import { translate } from '#platform/i18n/i18n.ts'
import { readOwn, withdrawConsent } from './consent.service.ts'
import { requestExport } from './export-requests.service.ts'
import { decideRequest, lookAtRequester, readRequest } from './handle-request.service.ts'
import { listRequests } from './list-requests.service.ts'
import { askNoteErasure } from './note-erasure.service.ts'
import { copyOwn, copyOwnSheet } from './own-copy.service.ts'
import {
  ContactView,
  ErasureAsked,
  NoteErasure,
  OwnCopy,
  OwnPrivacy,
  OwnRequest,
  RequestDecision,
  RequestExportQuery,
  RequestQuery,
  RequestRow,
  RequestView,
  Said,
} from './privacy.contract.ts'
import { submitOwn } from './submit-request.service.ts'
import { supplyOwn } from './track-request.service.ts'

const tags = ['privacy']
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const workbook = (description: string) => ({ description, content: { [xlsx]: { schema: z.string() } } })
const ownHeaders = (locale: Locale) => ({
  'content-type': xlsx,
  'content-disposition': savedAs(translate(locale, 'privacy.own.title'), 'own-data', 'xlsx'),
  'cache-control': 'no-store',
})

const own = createRoute({
  method: 'get',
  path: '/privacy/own',
  operationId: 'readOwnPrivacy',
  tags,
  responses: { 200: ok(OwnPrivacy), ...refusals() },
})
const ownCopy = createRoute({
  method: 'get',
  path: '/privacy/own/copy.json',
  operationId: 'copyOwnData',
  'x-recorded': true,
  tags,
  responses: { 200: ok(OwnCopy), ...refusals() },
})
const ownSheet = createRoute({
  method: 'get',
  path: '/privacy/own/copy.xlsx',
  operationId: 'copyOwnDataAsWorkbook',
  tags,
  responses: { 200: workbook('A sheet for each kind of data'), ...refusals() },
})
const ownRequest = createRoute({
  method: 'post',
  path: '/privacy/own/requests',
  operationId: 'askAboutOwnData',
  tags,
  request: { body: jsonBody(OwnRequest) },
  responses: { 201: ok(OwnPrivacy, 'The request is received'), ...refusals(403) },
})
const ownWords = createRoute({
  method: 'post',
  path: '/privacy/own/requests/{id}/words',
  operationId: 'supplyOwnRequest',
  tags,
  request: { params: idParam, body: jsonBody(Said) },
  responses: { 200: ok(OwnPrivacy), ...refusals(404, 409) },
})
const withdrawal = createRoute({
  method: 'post',
  path: '/privacy/own/consents/{id}/withdrawal',
  operationId: 'withdrawConsent',
  tags,
  request: { params: idParam },
  responses: { 200: ok(OwnPrivacy), ...refusals(403, 404, 409) },
})
const list = createRoute({
  method: 'get',
  path: '/privacy/requests',
  operationId: 'listPrivacyRequests',
  'x-rows-move': true,
  tags,
  request: { query: RequestQuery },
  responses: { 200: ok(pageOf(RequestRow)), ...refusals(403) },
})
const exported = exportRoute({
  path: '/privacy/requests/export.xlsx',
  operationId: 'exportPrivacyRequests',
  tag: 'privacy',
  query: RequestExportQuery,
})
const exportAsked = exportRequestRoute({
  path: '/privacy/requests/export-requests',
  operationId: 'askPrivacyExport',
  tag: 'privacy',
  query: RequestExportQuery,
})
const read = createRoute({
  method: 'get',
  path: '/privacy/requests/{id}',
  operationId: 'readPrivacyRequest',
  tags,
  request: { params: idParam },
  responses: { 200: ok(RequestView), ...refusals(403, 404) },
})
const contact = createRoute({
  method: 'get',
  path: '/privacy/requests/{id}/contact',
  operationId: 'lookAtRequester',
  'x-recorded': true,
  tags,
  description: 'Who asked, and how to reach them. Every look is recorded.',
  request: { params: idParam },
  responses: { 200: ok(ContactView), ...refusals(403, 404) },
})
const decision = createRoute({
  method: 'post',
  path: '/privacy/requests/{id}/decisions',
  operationId: 'decidePrivacyRequest',
  tags,
  request: { params: idParam, body: jsonBody(RequestDecision) },
  responses: { 200: ok(RequestView), ...refusals(403, 404, 409) },
})

const erasure = createRoute({
  method: 'post',
  path: '/privacy/note-erasures',
  operationId: 'askNoteErasure',
  tags,
  description: 'The words stay until the office has agreed (`/approvals`); the event stays in any case.',
  request: { body: jsonBody(NoteErasure) },
  responses: { 201: ok(ErasureAsked), ...refusals(403, 404, 409) },
})

/** 个人信息权益: one's own data and consents, and the office's work on what was asked for. */
export const privacyApi = router<MemberEnv>()
  .openapi(own, async (c) => c.json(await readOwn(c.var.app, c.var.actor), 200))
  .openapi(ownCopy, async (c) => {
    c.header('cache-control', 'no-store')
    return c.json(await copyOwn(c.var.app, c.var.actor), 200)
  })
  .openapi(ownSheet, async (c) =>
    c.body(Buffer.from(await copyOwnSheet(c.var.app, c.var.actor)), 200, ownHeaders(c.var.locale)),
  )
  .openapi(ownRequest, async (c) => {
    await submitOwn(c.var.app, c.var.actor, c.req.valid('json'))
    return c.json(await readOwn(c.var.app, c.var.actor), 201)
  })
  .openapi(ownWords, async (c) => {
    await supplyOwn(c.var.app, c.var.actor, c.req.valid('param').id, c.req.valid('json').words)
    return c.json(await readOwn(c.var.app, c.var.actor), 200)
  })
  .openapi(withdrawal, async (c) => c.json(await withdrawConsent(c.var.app, c.var.actor, c.req.valid('param').id), 200))
  .openapi(list, async (c) => c.json(await listRequests(c.var.app, c.var.actor, c.req.valid('query')), 200))
  .openapi(exported, async (c) => {
    const workbook = await requestExport.take(c.var.app, c.var.actor, c.req.valid('query'))
    return c.body(workbook.bytes, 200, workbookHeaders('privacy-requests', workbook))
  })
  .openapi(exportAsked, async (c) =>
    c.json({ approvalId: await requestExport.ask(c.var.app, c.var.actor, c.req.valid('query')) }, 201),
  )
  .openapi(read, async (c) => c.json(await readRequest(c.var.app, c.var.actor, c.req.valid('param').id), 200))
  .openapi(contact, async (c) => {
    c.header('cache-control', 'no-store')
    return c.json(await lookAtRequester(c.var.app, c.var.actor, c.req.valid('param').id), 200)
  })
  .openapi(decision, async (c) =>
    c.json(await decideRequest(c.var.app, c.var.actor, c.req.valid('param').id, c.req.valid('json')), 200),
  )
  .openapi(erasure, async (c) => c.json(await askNoteErasure(c.var.app, c.var.actor, c.req.valid('json')), 201))
