import type { Context, MiddlewareHandler } from 'hono'
import { Refusal } from '#kernel/refusal.ts'

// hono/validator reads these as JSON, in capitals too; an operation that takes JSON takes all of them
const json = /^application\/([\w.-]+\+)?json$/i

/** Whether the body is read as JSON, whatever its media type is spelled like. */
export const isJson = (c: Context): boolean => {
  const [type = ''] = (c.req.header('content-type') ?? '').split(';')
  return json.test(type.trim())
}

const foreign = /;\s*charset\s*=\s*"?(?!utf-?8\b)/i

/**
 * JSON is UTF-8 (RFC 8259, 8.1). Words in another encoding would be stored as replacement characters, and nobody could
 * read them again. Refuses `http.not_utf8`.
 */
export const requireUtf8: MiddlewareHandler = async (c, next) => {
  if (isJson(c)) {
    if (foreign.test(c.req.header('content-type') ?? '')) throw new Refusal('invalid', 'http.not_utf8')
    const bytes = await c.req.arrayBuffer()
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    } catch {
      throw new Refusal('invalid', 'http.not_utf8')
    }
  }
  await next()
}
