import { createRoute, z } from '@hono/zod-openapi'
import { dispositionOf } from '#platform/http/download.ts'
import type { MemberEnv } from '#platform/http/env.ts'
import { done, idParam, jsonBody, ok, refusals, router } from '#platform/http/routes.ts'
import { AttachmentView, UploadBody, WithdrawalBody } from './attachment.contract.ts'
import {
  addAttachment,
  readAttachment,
  removeAttachment,
  type Served,
  withdrawAttachment,
} from './attachment.service.ts'
import { mediaTypes } from './check-file.service.ts'

const tags = ['attachment']
const binary = z.string().openapi({ type: 'string', format: 'binary' })
const bytesReply = (description: string, ...types: string[]) => ({
  description,
  content: Object.fromEntries(types.map((type) => [type, { schema: binary }])),
})

const add = createRoute({
  method: 'post',
  path: '/attachments',
  operationId: 'addAttachment',
  tags,
  request: { body: { required: true, content: { 'multipart/form-data': { schema: UploadBody } } } },
  responses: {
    201: ok(AttachmentView, 'Checked and stored; the same id again gives the same file'),
    ...refusals(403, 404, 409),
  },
})
const content = createRoute({
  method: 'get',
  path: '/attachments/{id}/content',
  operationId: 'getAttachmentContent',
  'x-kept': true,
  tags,
  request: { params: idParam },
  responses: {
    200: bytesReply('The file', ...Object.values(mediaTypes), 'image/jpeg', 'image/png'),
    ...refusals(404, 410),
  },
})
const preview = createRoute({
  method: 'get',
  path: '/attachments/{id}/preview',
  operationId: 'getAttachmentPreview',
  'x-kept': true,
  tags,
  request: { params: idParam },
  responses: { 200: bytesReply('A small picture', 'image/jpeg'), ...refusals(404, 410) },
})
const remove = createRoute({
  method: 'delete',
  path: '/attachments/{id}',
  operationId: 'removeAttachment',
  tags,
  request: { params: idParam },
  responses: { 204: done, ...refusals(403, 404, 409) },
})
const withdraw = createRoute({
  method: 'post',
  path: '/attachments/{id}/withdrawal',
  operationId: 'withdrawAttachment',
  tags,
  request: { params: idParam, body: jsonBody(WithdrawalBody) },
  responses: { 200: ok(AttachmentView, 'Out of sight; that it was there stays'), ...refusals(403, 404, 409) },
})

/** A picture that we drew ourselves may be shown in a page; everything else is saved first, and nothing in it runs. */
const headersOf = ({ kind, mediaType, name }: Served) => ({
  'content-type': mediaType,
  'content-disposition': dispositionOf(kind === 'picture' ? 'inline' : 'attachment', name),
  'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'private, no-store',
})

export const attachmentApi = router<MemberEnv>()
  .openapi(add, async (c) => {
    const { file, subjectId = null, ...rest } = c.req.valid('form')
    const bytes = new Uint8Array(await file.arrayBuffer())
    return c.json(await addAttachment(c.var.app, c.var.actor, { ...rest, subjectId, name: file.name, bytes }), 201)
  })
  .openapi(content, async (c) => {
    const served = await readAttachment(c.var.app, c.var.actor, c.req.valid('param').id, 'content')
    return c.body(Buffer.from(served.bytes), 200, headersOf(served))
  })
  .openapi(preview, async (c) => {
    const served = await readAttachment(c.var.app, c.var.actor, c.req.valid('param').id, 'preview')
    return c.body(Buffer.from(served.bytes), 200, headersOf(served))
  })
  .openapi(remove, async (c) => {
    await removeAttachment(c.var.app, c.var.actor, c.req.valid('param').id)
    return c.body(null, 204)
  })
  .openapi(withdraw, async (c) => {
    const { reason } = c.req.valid('json')
    return c.json(await withdrawAttachment(c.var.app, c.var.actor, c.req.valid('param').id, reason), 200)
  })
