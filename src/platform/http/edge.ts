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
    c.set('locale', asked === 'en' || asked === 'zh-CN' ? asked : localeOf(c.req.header('accept-language')))
    c.set('source', sourceOf(app.env, c))
    c.header('x-content-type-options', 'nosniff')
    c.header('referrer-policy', 'no-referrer')
    c.header('content-security-policy', apiPolicy)
    await next()
  }
}

const safe = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Cross-site requests that change something are refused by their origin; programs without a browser send none. */
export const sameOrigin: MiddlewareHandler<PublicEnv> = async (c, next) => {
  if (!safe.has(c.req.method)) {
    const origin = c.req.header('origin')
    const { PUBLIC_URL } = c.var.app.env
    const own = [c.req.header('host'), ...(PUBLIC_URL === undefined ? [] : [new URL(PUBLIC_URL).host])]
    if (origin !== undefined && !(URL.canParse(origin) && own.includes(new URL(origin).host))) {
      throw new Refusal('forbidden', 'http.foreign_origin')
    }
    if (c.req.header('sec-fetch-site') === 'cross-site') throw new Refusal('forbidden', 'http.foreign_origin')
  }
  await next()
}
