import { createRoute } from '@hono/zod-openapi'
import { exportRequestRoute, exportRoute, workbookHeaders } from '#modules/export/index.ts'
import type { MemberEnv } from '#platform/http/env.ts'
import { done, idParam, jsonBody, ok, refusals, router } from '#platform/http/routes.ts'
import * as contract from './delivery.contract.ts'
import { channelHealth, listDeliveries, markTold, retryDelivery } from './delivery.service.ts'
import { deliveryExport } from './export-deliveries.service.ts'
import { changePreferences, getPreferences, setMailAddress } from './preference.service.ts'

const tags = ['notification']

const preferences = createRoute({
  method: 'get',
  path: '/notices/preferences',
  operationId: 'getNoticePreferences',
  tags,
  responses: { 200: ok(contract.Preferences), ...refusals() },
})
const preferencesChange = createRoute({
  method: 'put',
  path: '/notices/preferences',
  operationId: 'changeNoticePreferences',
  tags,
  request: { body: jsonBody(contract.ChangePreferences) },
  responses: { 200: ok(contract.Preferences), ...refusals() },
})
const mailAddress = createRoute({
  method: 'put',
  path: '/notices/mail-address',
  operationId: 'setMailAddress',
  tags,
  request: { body: jsonBody(contract.ChangeMailAddress) },
  responses: { 200: ok(contract.Preferences), ...refusals() },
})
const list = createRoute({
  method: 'get',
  path: '/deliveries',
  operationId: 'listDeliveries',
  tags,
  request: { query: contract.deliveryQuery },
  responses: { 200: ok(contract.DeliveryPage), ...refusals(403) },
})
const health = createRoute({
  method: 'get',
  path: '/deliveries/health',
  operationId: 'getChannelHealth',
  tags,
  responses: { 200: ok(contract.Health), ...refusals(403) },
})
const exported = exportRoute({
  path: '/deliveries/export.xlsx',
  operationId: 'exportDeliveries',
  tag: 'notification',
  query: contract.exportQuery,
})
const exportAsked = exportRequestRoute({
  path: '/deliveries/export-requests',
  operationId: 'askDeliveryExport',
  tag: 'notification',
  query: contract.exportQuery,
})
const told = createRoute({
  method: 'post',
  path: '/deliveries/told',
  operationId: 'markTold',
  tags,
  request: { body: jsonBody(contract.Told) },
  responses: { 204: done, ...refusals(403, 404, 409) },
})
const retry = createRoute({
  method: 'post',
  path: '/deliveries/{id}/retry',
  operationId: 'retryDelivery',
  tags,
  request: { params: idParam },
  responses: { 204: done, ...refusals(403, 404, 409) },
})

/** How notices leave the program, and who was not reached. */
export const deliveryApi = router<MemberEnv>()
  .openapi(preferences, async (c) => c.json(await getPreferences(c.var.app, c.var.actor), 200))
  .openapi(preferencesChange, async (c) =>
    c.json(await changePreferences(c.var.app, c.var.actor, c.req.valid('json')), 200),
  )
  .openapi(mailAddress, async (c) =>
    c.json(await setMailAddress(c.var.app, c.var.actor, c.req.valid('json').address), 200),
  )
  .openapi(list, async (c) => {
    const { cursor, limit, ...filter } = c.req.valid('query')
    return c.json(await listDeliveries(c.var.app, c.var.actor, filter, { cursor, limit }), 200)
  })
  .openapi(health, async (c) => c.json(await channelHealth(c.var.app, c.var.actor), 200))
  .openapi(exported, async (c) => {
    const workbook = await deliveryExport.take(c.var.app, c.var.actor, c.req.valid('query'))
    return c.body(workbook.bytes, 200, workbookHeaders('deliveries', workbook))
  })
  .openapi(exportAsked, async (c) =>
    c.json({ approvalId: await deliveryExport.ask(c.var.app, c.var.actor, c.req.valid('query')) }, 201),
  )
  .openapi(told, async (c) => {
    await markTold(c.var.app, c.var.actor, c.req.valid('json'))
    return c.body(null, 204)
  })
  .openapi(retry, async (c) => {
    await retryDelivery(c.var.app, c.var.actor, c.req.valid('param').id)
    return c.body(null, 204)
  })
