import { timingSafeEqual } from 'node:crypto'
import { isIP } from 'node:net'
import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { type JsonObject, Refusal } from '#kernel/refusal.ts'
import { readinessOf } from '#modules/operation/index.ts'
import type { App } from '#platform/app.ts'
import { sha256 } from '#platform/crypto/digest.ts'
import { edge } from '#platform/http/edge.ts'
import type { PublicEnv } from '#platform/http/env.ts'
import { Ending } from '#platform/http/outage.ts'
import { problem, sentenceOf } from '#platform/http/problem.ts'
import { locales, translate } from '#platform/i18n/i18n.ts'
import type { Metrics } from './metrics.ts'

/** Told by the server, read by whoever asks whether to send more work here. */
export type Lifecycle = { isStopping: boolean }

/** What is answered to the end by the program itself. */
const watched = new Set(['/healthz', '/readyz'])

/**
 * While the program ends, who was let in has their answer, and everybody else a sentence: the port is closed last, so that
 * who watches is told and not cut off. No connection is kept.
 */
export const whileEnding =
  (app: App, lifecycle: Readonly<Lifecycle>): MiddlewareHandler<PublicEnv> =>
  async (c, next) => {
    if (lifecycle.isStopping && !watched.has(c.req.path)) {
      await edge(app)(c, () => {
        c.res = sentAway(c)
        return Promise.resolve()
      })
    } else await next()
    if (lifecycle.isStopping) c.header('connection', 'close')
  }

function sentAway(c: Context<PublicEnv>): Response {
  const told = problem(c, new Ending())
  if (c.req.path.startsWith('/api/')) return told
  return new Response(sentenceOf(c.var.locale, 'http.unavailable', {}), {
    status: told.status,
    headers: {
      ...fresh,
      'content-type': 'text/plain; charset=utf-8',
      'content-language': c.var.locale,
      'retry-after': told.headers.get('retry-after') ?? '',
    },
  })
}

const stopping = { code: 'stopping', data: {} }
const fresh = { 'cache-control': 'no-store' }

/**
 * For those who watch over the program: `/healthz` says that it lives, `/readyz` that it can work, `/metrics` how it
 * does. The figures are shown on this machine and to who has METRICS_TOKEN; to others there is no such address.
 */
export function operationRoutes(app: App, metrics: Metrics, lifecycle: Readonly<Lifecycle>): Hono<PublicEnv> {
  const site = new Hono<PublicEnv>()
  site.get('/healthz', (c) => c.text('ok', 200, fresh))
  site.get('/readyz', edge(app), async (c) => {
    if (lifecycle.isStopping) {
      return c.json({ ready: false, stopping: true, faults: [inWords(stopping)], warnings: [] }, 503, fresh)
    }
    const { faults, warnings, ...readiness } = await readinessOf(app)
    const isReady = faults.length === 0
    const told = { faults: faults.map(inWords), warnings: warnings.map(inWords) }
    const body = { ready: isReady, stopping: false, ...readiness, ...told }
    return c.json(body, isReady ? 200 : 503, fresh)
  })
  site.get('/metrics', edge(app), async (c) => {
    if (!isNear(app, c.req.raw.headers, c.var.source) && !hasToken(app, c.req.header('authorization'))) {
      throw new Refusal('not_found', 'http.not_found')
    }
    return c.body(await metrics.text(), 200, { ...fresh, 'content-type': metrics.contentType })
  })
  site.onError((error, c) => problem(c, error))
  return site
}

// Who watches over a program sends no language.
const inWords = ({ code, data }: { code: string; data: JsonObject }) => ({
  code,
  ...Object.fromEntries(locales.map((locale) => [locale, translate(locale, `operation.doctor.${code}`, data)])),
})

// A proxy on this machine that nobody has told us of would make every stranger look near.
function isNear({ env }: App, headers: Headers, source: string): boolean {
  const isForwarded = ['forwarded', 'x-forwarded-for', 'x-real-ip'].some((name) => headers.has(name))
  if (isForwarded && !env.TRUST_PROXY) return false
  const address = source.replace(/^::ffff:/, '')
  return isIP(address) === 4 ? address.startsWith('127.') : address === '::1'
}

function hasToken({ env }: App, authorization: string | undefined): boolean {
  if (env.METRICS_TOKEN === undefined || authorization === undefined) return false
  return timingSafeEqual(sha256(authorization), sha256(`Bearer ${env.METRICS_TOKEN}`))
}
