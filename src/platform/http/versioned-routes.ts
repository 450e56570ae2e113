import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { matchedRoutes } from 'hono/route'
import type { MemberEnv, PublicEnv, SessionEnv } from './env.ts'

export type Registry = OpenAPIHono<PublicEnv>['openAPIRegistry']
export type Route = Extract<Registry['definitions'][number], { type: 'route' }>['route']
type Content = Readonly<Record<string, { schema?: unknown } | undefined>> | undefined

/**
 * Which routes answer with a version, and which want to be told one: `PUT /topics/{id}`. `replaces` are those that change
 * what can be read at their own address: also `POST /topics`.
 */
export type VersionedRoutes = Record<'reads' | 'changes' | 'replaces', ReadonlySet<string>>

export const describedRoutes = ({ definitions }: Registry): Route[] =>
  definitions.flatMap((one) => (one.type === 'route' ? [one.route] : []))

export function versionedRoutes(registry: Registry): VersionedRoutes {
  const routes = describedRoutes(registry)
  const named = (wanted: (route: Route) => boolean) => new Set(routes.filter(wanted).map(nameOf))
  const read = new Set(routes.filter(({ method }) => method === 'get').map(({ path }) => path))
  return {
    replaces: named(({ method, path }) => method !== 'get' && read.has(path)),
    reads: named((route) => route.method === 'get' && hasVersion(answerSchema(route, '200'))),
    changes: named((route) => route.method !== 'get' && hasVersion(schemaOf(route.request?.body))),
  }
}

/**
 * The routes whose description says `x-in-steps`: they do one thing after the other, each in a transaction of its own, or
 * read in a snapshot that they open themselves. A key does not make one transaction of them.
 */
export const routesInSteps = (registry: Registry): ReadonlySet<string> =>
  new Set(
    describedRoutes(registry)
      .filter((route) => route['x-in-steps'] === true)
      .map(nameOf),
  )

/** HEAD is GET whose answer has no body (RFC 9110 section 9.3.2): what holds for the one holds for the other. */
export const isReading = (method: string): boolean => method === 'GET' || method === 'HEAD'

/** The part of a path below `/api`; `/api-tokens` is one of those below, and only begins alike. */
export const belowApi = (path: string): string => path.replace(/^\/api(?=\/)/, '')

/** `GET /suggestions/{id}`, also of `/api/suggestions/:id` as the router has it. */
export const routeName = (method: string, path: string): string =>
  `${isReading(method) ? 'GET' : method} ${belowApi(path).replaceAll(/:(\w+)/g, '{$1}')}`

export const nameOf = ({ method, path }: Route): string => routeName(method.toUpperCase(), path)

const schemaOf = (part: unknown): unknown =>
  typeof part === 'object' && part !== null && 'content' in part
    ? (part.content as Content)?.['application/json']?.schema
    : undefined

/** The shape of a route's answer with a status; undefined where it is no JSON, or the status is none of its own. */
export const answerSchema = (route: Route, status: string): unknown => schemaOf(route.responses[status])

/** Of a shape that is one of several, whether one of them has it. */
function hasVersion(schema: unknown): boolean {
  if (typeof schema !== 'object' || schema === null) return false
  if ('options' in schema && Array.isArray(schema.options)) return schema.options.some(hasVersion)
  if (!('shape' in schema)) return false
  return typeof schema.shape === 'object' && schema.shape !== null && 'version' in schema.shape
}

/** The one that reads what the other changes, where one does. */
export const readingOf = (name: string): string => name.replace(/^\w+/, 'GET')

/** The routes that an address fits, as the description names them. */
export const fittingRoutes = (c: Context<MemberEnv> | Context<SessionEnv>): string[] =>
  matchedRoutes(c)
    .filter(({ path }) => !path.endsWith('*'))
    .map(({ path }) => routeName(c.req.method, path))
