import { OpenAPIHono, z } from '@hono/zod-openapi'
import type { Env as HonoEnv } from 'hono'
import { Refusal } from '#kernel/refusal.ts'

/** A router whose shape errors become the refusal `http.invalid`, naming the fields. */
export const router = <E extends HonoEnv>(): OpenAPIHono<E> =>
  new OpenAPIHono<E>({
    defaultHook: (result) => {
      if (result.success) return
      throw new Refusal('invalid', 'http.invalid', {
        fields: result.error.issues.map((issue) => ({ path: issue.path.join('.'), problem: issue.message })),
      })
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
  401: 'Not signed in, or the session is locked',
  403: 'Seen, but not allowed',
  404: 'Does not exist, or may not be seen',
  409: 'Not possible in this state, or changed meanwhile',
  410: 'Too late',
  422: 'The content is not acceptable',
  423: 'Locked for a while',
  429: 'Too many attempts',
} as const
type RefusalStatus = keyof typeof reasons

/** The refusals of a route for its OpenAPI description; 401 and 422 are in every one. */
export function refusals<const Status extends RefusalStatus>(...statuses: readonly Status[]) {
  const described = [...new Set<RefusalStatus>([401, 422, ...statuses])]
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

/** Query parameters of every keyset list. */
export const pageQuery = {
  cursor: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(40),
}

export const Id = z.uuid()
export const idParam = z.object({ id: Id })
