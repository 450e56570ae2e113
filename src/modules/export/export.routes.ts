import { createRoute, type RouteConfig, z } from '@hono/zod-openapi'
import { savedAs } from '#platform/http/download.ts'
import { Id, ok, refusals } from '#platform/http/routes.ts'
import type { Workbook } from './export.service.ts'

const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

type Asked<Path, Query, Params> = {
  path: Path
  operationId: string
  tag: string
  query: Query
  params?: Params
}

const request = <Query extends z.ZodObject, Params extends z.ZodObject>({
  query,
  params,
}: Asked<string, Query, Params>) => ({ query, ...(params && { params }) }) as { query: Query; params: Params }

/** GET …/export.xlsx: the list under the filter of its page. */
export const exportRoute = <
  const Path extends `/${string}/export.xlsx`,
  Query extends z.ZodObject,
  Params extends z.ZodObject = z.ZodObject<Record<never, never>>,
>(
  asked: Asked<Path, Query, Params>,
) =>
  createRoute({
    method: 'get',
    path: asked.path,
    operationId: asked.operationId,
    tags: [asked.tag],
    request: request(asked),
    responses: {
      200: {
        description: 'The list as the reader sees it, whole; how many rows stands in X-Export-Rows',
        content: { [workbookType]: { schema: z.string().openapi({ type: 'string', format: 'binary' }) } },
      },
      ...refusals(403, 404, 409, 410),
    },
  } satisfies RouteConfig)

/** POST …/export-requests: asks a second person for the export of the same list under the same filter. */
export const exportRequestRoute = <
  const Path extends `/${string}/export-requests`,
  Query extends z.ZodObject,
  Params extends z.ZodObject = z.ZodObject<Record<never, never>>,
>(
  asked: Asked<Path, Query, Params>,
) =>
  createRoute({
    method: 'post',
    // all pages are read at one moment, in a snapshot of their own
    'x-in-steps': true,
    path: asked.path,
    operationId: asked.operationId,
    tags: [asked.tag],
    request: request(asked),
    responses: {
      201: ok(z.object({ approvalId: Id }), 'Waits for a second person, for this list under this filter only'),
      ...refusals(403, 404, 409),
    },
  } satisfies RouteConfig)

/** @param plain the name for programs that read ASCII only; the others read the title of the list */
export const workbookHeaders = (plain: string, { title, rows }: Pick<Workbook, 'title' | 'rows'>) => ({
  'content-type': workbookType,
  'content-disposition': savedAs(title, plain, 'xlsx'),
  'cache-control': 'no-store',
  'x-export-rows': String(rows),
})
