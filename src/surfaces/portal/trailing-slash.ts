import type { MiddlewareHandler } from 'hono'
import { isReading } from '#platform/http/versioned-routes.ts'
import { faces } from './face.ts'

const firstPages: readonly string[] = faces.map(({ prefix }) => `${prefix}/`)

/**
 * An address with a slash at its end leads to the one without, before a page is made for it. It leads to nowhere else:
 * of slashes at its beginning, which would name another host, one is left.
 */
export const withoutTrailingSlash: MiddlewareHandler = async (c, next) => {
  const { pathname, search } = new URL(c.req.url)
  if (!isReading(c.req.method) || !pathname.endsWith('/') || firstPages.includes(pathname)) return next()
  return c.redirect(`/${pathname.replaceAll(/^\/+|\/+$/gu, '')}${search}`, 301)
}
