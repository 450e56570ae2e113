import type { Context } from 'hono'
import { Refusal } from '#kernel/refusal.ts'

// https://www.postgresql.org/docs/current/errcodes-appendix.html: a character that no text can hold, NUL above all
const unstorable = ['22021', '22P05']
// what a cursor says is no id, no number or no moment
const unreadable = ['22P02', '22003', '22007', '22008']

/** What PostgreSQL could not take of the request's own words is the caller's to mend; every other error stays itself. */
export function refusalOf(error: Error, c: Context): Error {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (unstorable.includes(code)) return new Refusal('invalid', 'http.unstorable_text')
  if (unreadable.includes(code) && c.req.query('cursor')) return new Refusal('invalid', 'http.bad_cursor')
  return error
}
