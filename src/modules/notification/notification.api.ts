import { createRoute, z } from '@hono/zod-openapi'
import { shanghaiDate } from '#kernel/clock.ts'
import { decodeCursor, listMark, toPage } from '#kernel/page.ts'
import type { MemberEnv } from '#platform/http/env.ts'
import { done, Id, jsonBody, ok, pageOf, pageQuery, refusals, router } from '#platform/http/routes.ts'
import { countNotices, findNotices, type NoticeRow } from './notification.queries.ts'
import { readNotices } from './read-notices.service.ts'

const Notice = z
  .object({
    id: Id,
    kind: z.string(),
    /** Of which deadline it tells; null where it tells of none. */
    rule: z.string().nullable(),
    holderId: Id,
    caseKind: z.string().nullable(),
    caseId: Id.nullable(),
    number: z.string().nullable(),
    /** Whether the case is still this person's to read and to do. */
    isYours: z.boolean(),
    /** Null for a confidential case, and for one that is theirs no more. */
    title: z.string().nullable(),
    /** Their own suggestion where it was merged into this one and is handled with it. */
    ownNumber: z.string().nullable(),
    ownTitle: z.string().nullable(),
    createdAt: z.string().openapi({ format: 'date-time' }),
    readAt: z.string().openapi({ format: 'date-time' }).nullable(),
  })
  .openapi('Notice')

const tags = ['notification']

const list = createRoute({
  method: 'get',
  path: '/notices',
  operationId: 'listNotices',
  tags,
  request: { query: z.object(pageQuery) },
  responses: { 200: ok(pageOf(Notice)), ...refusals() },
})
const unread = createRoute({
  method: 'get',
  path: '/notices/unread',
  operationId: 'countUnreadNotices',
  tags,
  responses: { 200: ok(z.object({ count: z.number().int() })), ...refusals() },
})
const read = createRoute({
  method: 'post',
  path: '/notices/read',
  operationId: 'readNotices',
  tags,
  request: { body: jsonBody(z.object({ ids: z.union([z.literal('all'), z.array(Id).min(1).max(200)]) })) },
  responses: { 204: done, ...refusals() },
})

const present = (row: NoticeRow) => ({
  id: row.id,
  kind: row.kind,
  rule: row.rule,
  holderId: row.holder_id,
  caseKind: row.case_kind,
  caseId: row.case_id,
  number: row.number,
  isYours: row.is_theirs,
  title: row.title,
  ownNumber: row.own_number,
  ownTitle: row.own_title,
  createdAt: row.created_at.toISOString(),
  readAt: row.read_at?.toISOString() ?? null,
})

/** One's own notices; they belong to the person, whichever identity is acted as. */
export const notificationApi = router<MemberEnv>()
  .openapi(list, async (c) => {
    const { app, actor } = c.var
    const { cursor, limit } = c.req.valid('query')
    const mark = listMark('notices')
    const rows = await findNotices(
      app.db,
      actor.personId,
      shanghaiDate(app.clock.now()),
      decodeCursor(cursor, ['instant', 'id'], mark),
      limit,
    )
    const counted = await countNotices(app.db, actor.personId, false)
    return c.json(
      toPage(rows, limit, counted, (row) => [row.created_at.toISOString(), row.id], present, mark),
      200,
    )
  })
  .openapi(unread, async (c) => c.json({ count: await countNotices(c.var.app.db, c.var.actor.personId, true) }, 200))
  .openapi(read, async (c) => {
    await readNotices(c.var.app, c.var.actor, c.req.valid('json').ids)
    return c.body(null, 204)
  })
