import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { Refusal } from '#kernel/refusal.ts'
import type { PublicEnv } from './env.ts'
import { fieldProblems } from './field-problems.ts'

/** A router whose shape errors become the refusal `http.invalid`, naming the fields in the caller's language. */
export const router = <E extends PublicEnv>(): OpenAPIHono<E> =>
  new OpenAPIHono<E>({
    defaultHook: (result, c) => {
      if (result.success) return
      const sent: unknown = 'data' in result ? result.data : undefined
      throw new Refusal('invalid', 'http.invalid', { fields: fieldProblems(c.var.locale, result.error.issues, sent) })
    },
  })

export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number(),
    code: z.string(),
    detail: z.string(),
    requestId: z.string(),
    data: z.record(z.string(), z.unknown()),
  })
  .openapi('Problem')

const problemContent = { 'application/problem+json': { schema: Problem } }

const reasons = {
  400: 'Can not be read as what it says it is',
  401: 'Not signed in, or the session is locked',
  403: 'Seen, but not allowed',
  404: 'Does not exist, or may not be seen',
  409: 'Not possible in this state, or changed meanwhile',
  410: 'Too late',
  415: 'Of a media type that is not taken here',
  422: 'The content is not acceptable',
  423: 'Locked for a while',
  429: 'Too many attempts',
  503: 'The database is away for the moment: nothing was done',
  507: 'The disk is full: nothing was kept',
} as const
type RefusalStatus = keyof typeof reasons

/**
 * The refusals of a route for its OpenAPI description. In every one: 400, 401, 415, 422; 403 for another site's request, an
 * overdue password, a place outside the staff networks, a token without the scope; 404 for what the caller may not see,
 * also what a body names; 409 for what was done under the same key and cannot be answered twice; 429 for a program that
 * asks too fast; 503 and 507 when the machine fails.
 */
export function refusals<const Status extends RefusalStatus>(...statuses: readonly Status[]) {
  const described = [...new Set<RefusalStatus>([400, 401, 403, 404, 409, 415, 422, 429, 503, 507, ...statuses])]
  return Object.fromEntries(
    described.map((status) => [status, { description: reasons[status], content: problemContent }]),
  ) as Record<never, never>
}

export const jsonBody = <Shape extends z.ZodType>(schema: Shape) => ({
  required: true,
  content: { 'application/json': { schema } },
})

export const ok = <Shape extends z.ZodType>(schema: Shape, description = 'Done') => ({
  description,
  content: { 'application/json': { schema } },
})

export const done = { description: 'Done, nothing to say' }

export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({
    items: z.array(item),
    next: z.string().nullable(),
    total: z.object({ value: z.number(), exact: z.boolean() }),
  })

/** What PostgreSQL's `integer` holds. */
const wholeMax = 2_147_483_647

/** A whole number that comes from outside: none comes in that no column can hold. */
export const whole = (min: number, max = wholeMax) => z.number().int().min(min).max(max)

/** The same in an address, where all is text. */
export const wholeInAddress = (min: number, max = wholeMax) => z.coerce.number().int().min(min).max(max)

/** Query parameters of every keyset list. */
export const pageQuery = {
  cursor: z.string().optional(),
  limit: wholeInAddress(1, 100).default(40),
}

export const Id = z.uuid()
export const idParam = z.object({ id: Id })

/**
 * The routes of one kind of thing that `id` names, each answered with the thing as the reader sees it afterwards:
 * `act` with a body, `confirm` without, `answer` for a route of another form.
 */
export function routesOf<View extends z.ZodType>(tag: string, view: View, ...statuses: readonly RefusalStatus[]) {
  const tags = [tag]
  const answer = { 200: ok(view), ...refusals(...statuses) }
  return {
    answer,
    act: <Method extends 'post' | 'put', Path extends string, Body extends z.ZodType>(
      method: Method,
      path: Path,
      operationId: string,
      body: Body,
    ) =>
      createRoute({
        method,
        path,
        operationId,
        tags,
        request: { params: idParam, body: jsonBody(body) },
        responses: answer,
      }),
    confirm: <Path extends string>(path: Path, operationId: string) =>
      createRoute({ method: 'post', path, operationId, tags, request: { params: idParam }, responses: answer }),
  }
}
