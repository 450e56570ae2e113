import { HTTPException } from 'hono/http-exception'
import { Refusal } from '#kernel/refusal.ts'

// https://www.postgresql.org/docs/current/errcodes-appendix.html: a character that no text can hold, NUL above all
const unstorable = ['22021', '22P05']

/**
 * Whether the caller was gone before all of the body had come, as Node says it; a database that is lost has other words
 * beside this code.
 */
export const isBrokenOff = (error: Error): boolean =>
  ('code' in error && error.code === 'ECONNRESET' && error.message === 'aborted') ||
  error.message === 'Client connection prematurely closed.' ||
  (error.cause instanceof Error && isBrokenOff(error.cause))

/**
 * What PostgreSQL could not take of the request's own words is the caller's to mend, and what broke off on the way is no
 * outage; every other error stays itself.
 */
export function refusalOf(error: Error): Error {
  if (isBrokenOff(error)) return new HTTPException(400, { cause: error })
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return unstorable.includes(code) ? new Refusal('invalid', 'http.unstorable_text') : error
}
