import type { MiddlewareHandler } from 'hono'
import { Refusal } from '#kernel/refusal.ts'
import { bearsSecretMark } from '#kernel/secret-mark.ts'
import type { MemberEnv } from './env.ts'
import { isJson } from './utf8-body.ts'

/**
 * 保守国家秘密法 art. 31: words with the mark of a state secret go their way on paper. No operation takes them in, whatever
 * they are for: nobody has read them but who typed them. Refuses `http.secret_mark`. Files and lists look at their own.
 */
export const refuseSecretMarks: MiddlewareHandler<MemberEnv> = async (c, next) => {
  if (isJson(c)) {
    // what is no JSON is refused where it is read
    const body: unknown = await c.req.json().catch(() => null)
    if (isMarked(body)) throw new Refusal('forbidden', 'http.secret_mark')
  }
  await next()
}

/** Not by recursion: a body may be nested deeper than there is room for calls. */
function isMarked(body: unknown): boolean {
  const waiting = [body]
  while (waiting.length > 0) {
    const value = waiting.pop()
    if (typeof value === 'string' && bearsSecretMark(value)) return true
    if (typeof value === 'object' && value !== null) for (const one of Object.entries(value).flat()) waiting.push(one)
  }
  return false
}
