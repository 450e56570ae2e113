import type { Context, MiddlewareHandler } from 'hono'
import { Refusal } from '#kernel/refusal.ts'
import type { App } from '../app.ts'
import { localeOf } from '../i18n/i18n.ts'
import type { PublicEnv } from './env.ts'

type NodeBindings = { incoming?: { socket?: { remoteAddress?: string } } }

// nothing of the API is a page but its own documentation, which has a style sheet and nothing else
const apiPolicy = "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'none'; base-uri 'none'"

/** The address that asks; behind a proxy the one that the proxy saw. */
export function sourceOf(env: Pick<App['env'], 'TRUST_PROXY'>, c: Context): string {
  const forwarded = env.TRUST_PROXY ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined
  const socket = (c.env as NodeBindings | undefined)?.incoming?.socket
  return forwarded ?? socket?.remoteAddress ?? 'local'
}

/** The first thing of every request: its number, its language, where it comes from. */
export const edge = (app: App): MiddlewareHandler<PublicEnv> => {
  return async (c, next) => {
    c.set('app', app)
    c.set('requestId', app.ids.random())
    const asked = c.req.query('lang')
    const isNamed = asked === 'en' || asked === 'zh-CN'
    c.set('locale', isNamed ? asked : localeOf(c.req.header('accept-language')))
    c.set('source', sourceOf(app.env, c))
    c.header('x-content-type-options', 'nosniff')
    c.header('referrer-policy', 'no-referrer')
    c.header('content-security-policy', apiPolicy)
    await next()
    // what one may read, the next at this computer may not
    if (!c.res.headers.has('cache-control')) c.header('cache-control', 'no-store')
    // for another reader the same address may have it in the other language
    if (!isNamed && c.res.headers.has('content-language')) c.header('vary', 'Accept-Language', { append: true })
  }
}

const safe = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Requests that change something and come from another site are refused, by their origin and by what the browser says of
 * it; a neighbour below the same domain is another site. Programs without a browser send neither.
 */
export const sameOrigin: MiddlewareHandler<PublicEnv> = async (c, next) => {
  if (!safe.has(c.req.method)) {
    const origin = c.req.header('origin')
    const isForeign = origin !== undefined && !isOwn(origin, c.req.header('host'), c.var.app.env.PUBLIC_URL)
    if (isForeign || foreignSites.has(c.req.header('sec-fetch-site') ?? '')) {
      throw new Refusal('forbidden', 'http.foreign_origin')
    }
  }
  await next()
}

const foreignSites = new Set(['cross-site', 'same-site'])

/** The public address is own with its scheme only: what answers there without encryption may be anybody. */
function isOwn(origin: string, asked: string | undefined, publicUrl: string | undefined): boolean {
  if (!URL.canParse(origin)) return false
  const { host } = new URL(origin)
  if (publicUrl !== undefined && host === new URL(publicUrl).host) return origin === publicUrl
  return host === asked
}
