import { STATUS_CODES } from 'node:http'
import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Locale } from '#kernel/actor.ts'
import { type JsonObject, Refusal, type RefusalKind } from '#kernel/refusal.ts'
import { isTranslated, translate } from '../i18n/i18n.ts'
import { outageOf } from './outage.ts'

export const statusOf: Record<RefusalKind, ContentfulStatusCode> = {
  invalid: 422,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_late: 410,
  unmet: 412,
  locked: 423,
  too_many: 429,
}

const fromHttp: Partial<Record<number, string>> = {
  400: 'http.bad_request',
  404: 'http.not_found',
  413: 'http.too_large',
  415: 'http.wrong_content_type',
}

/** The sentence of a refusal code `module.reason` in the reader's language. */
export function sentenceOf(locale: Locale, code: string, data: Readonly<Record<string, unknown>>): string {
  const dot = code.indexOf('.')
  const key = `${code.slice(0, dot)}.refusals.${code.slice(dot + 1)}`
  return isTranslated(locale, key) ? translate(locale, key, data) : code
}

/** The same where its data were not kept: `…` stands for what is missing. Undefined for a code that is no more. */
export function bareSentenceOf(locale: Locale, code: string): string | undefined {
  const said = sentenceOf(locale, code, { missingInterpolationHandler: () => '…' })
  return said === code ? undefined : said
}

/** What of a context the edge has set, whatever else a router knows. */
export type AnyContext = { var: { locale: Locale; requestId: string }; json: Context['json'] }

/** What is refused, as RFC 9457 problem+json. Anything that is no Refusal is a bug: 500 and nothing about its inside. */
export function problem(c: AnyContext, error: unknown): Response {
  if (error instanceof Refusal) return reply(c, statusOf[error.kind], error.code, error.data)
  if (error instanceof HTTPException) return reply(c, error.status, fromHttp[error.status] ?? 'http.bad_request', {})
  const outage = outageOf(error)
  if (outage === 'disk_full') return reply(c, 507, 'http.disk_full', {})
  if (outage === 'unavailable') return reply(c, 503, 'http.unavailable', {}, { 'retry-after': retrySeconds })
  return reply(c, 500, 'http.internal', {})
}

const retrySeconds = '5'

/** The address is there, but not for this method: 405 with those that it has (RFC 9110 section 15.5.6). */
export const wrongMethod = (c: AnyContext, methods: readonly string[]): Response =>
  reply(c, 405, 'http.wrong_method', { methods }, { allow: methods.join(', ') })

function reply(
  c: AnyContext,
  status: ContentfulStatusCode,
  code: string,
  data: JsonObject,
  headers: Readonly<Record<string, string>> = {},
): Response {
  const detail = sentenceOf(c.var.locale, code, data)
  // with `about:blank` the title is the phrase of the status (RFC 9457 section 4.2.1); `code` tells what it was
  const title = STATUS_CODES[status] ?? code
  return c.json({ type: 'about:blank', title, status, code, detail, requestId: c.var.requestId, data }, status, {
    'content-type': 'application/problem+json; charset=utf-8',
    'content-language': c.var.locale,
    'cache-control': 'no-store',
    ...headers,
  })
}
