import { Refusal } from '#kernel/refusal.ts'

// https://www.postgresql.org/docs/current/errcodes-appendix.html: a character that no text can hold, NUL above all
const unstorable = ['22021', '22P05']

/** What PostgreSQL could not take of the request's own words is the caller's to mend; every other error stays itself. */
export function refusalOf(error: Error): Error {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return unstorable.includes(code) ? new Refusal('invalid', 'http.unstorable_text') : error
}
