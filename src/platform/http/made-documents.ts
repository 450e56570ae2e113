import type { MiddlewareHandler } from 'hono'
import type { MemberEnv } from './env.ts'
import { wrongMethod } from './problem.ts'
import { describedRoutes, fittingRoutes, nameOf, type Registry, type Route } from './versioned-routes.ts'

/** Which routes answer with a document, and which reading ones do not answer to HEAD. */
export type DocumentRoutes = { made: ReadonlySet<string>; readByGetOnly: ReadonlySet<string> }

/**
 * A document, workbook or paper, is made when it is asked for, unless the description says `x-kept`. Of what is recorded
 * when somebody reads it the description says `x-recorded`.
 */
export function documentRoutes(registry: Registry): DocumentRoutes {
  const routes = describedRoutes(registry)
  const made = routes.filter((route) => isDocument(route) && route['x-kept'] !== true)
  const recorded = routes.filter((route) => route['x-recorded'] === true)
  return {
    made: new Set(made.map(nameOf)),
    readByGetOnly: new Set([...made, ...recorded].filter(({ method }) => method === 'get').map(nameOf)),
  }
}

function isDocument({ responses }: Route): boolean {
  const answer: unknown = responses[200]
  if (typeof answer !== 'object' || answer === null || !('content' in answer)) return false
  return !Object.keys(answer.content ?? {}).includes('application/json')
}

/**
 * HEAD of a document would make all of it to learn its length, and record as taken or read what nobody was given: it is
 * refused (RFC 9110 section 15.5.6). A document is in the language of who asks, unless it says another one.
 */
export const madeDocuments =
  (routes: () => DocumentRoutes): MiddlewareHandler<MemberEnv> =>
  async (c, next) => {
    const names = fittingRoutes(c)
    const { made, readByGetOnly } = routes()
    if (c.req.method === 'HEAD' && names.some((name) => readByGetOnly.has(name))) return wrongMethod(c, ['GET'])
    await next()
    const isNamed = c.res.headers.has('content-language')
    if (c.res.ok && !isNamed && names.some((name) => made.has(name))) c.header('content-language', c.var.actor.locale)
    return undefined
  }
