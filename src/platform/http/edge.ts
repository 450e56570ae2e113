import type { MiddlewareHandler } from 'hono'
import { Refusal } from '#kernel/refusal.ts'
import type { App } from '../app.ts'
import { localeOf } from '../i18n/i18n.ts'
import type { PublicEnv } from './env.ts'

type NodeBindings = { incoming?: { socket?: { remoteAddress?: string } } }

/** The first thing of every request: its number, its language, where it comes from. */
export const edge = (app: App): MiddlewareHandler<PublicEnv> => {
  return async (c, next) => {
    c.set('app', app)
    c.set('requestId', app.ids.random())
    const asked = c.req.query('lang')
    c.set('locale', asked === 'en' || asked === 'zh-CN' ? asked : localeOf(c.req.header('accept-language')))
    const forwarded = app.env.TRUST_PROXY ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined
    const socket = (c.env as NodeBindings | undefined)?.incoming?.socket
    c.set('source', forwarded ?? socket?.remoteAddress ?? 'local')
    await next()
  }
}

const safe = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Cross-site requests that change something are refused by their origin; programs without a browser send none. */
export const sameOrigin: MiddlewareHandler<PublicEnv> = async (c, next) => {
  if (!safe.has(c.req.method)) {
    const origin = c.req.header('origin')
    const host = c.req.header('host')
    if (origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== host)) {
      throw new Refusal('forbidden', 'http.foreign_origin')
    }
    if (c.req.header('sec-fetch-site') === 'cross-site') throw new Refusal('forbidden', 'http.foreign_origin')
  }
  await next()
}
