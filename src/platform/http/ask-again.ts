import type { Context } from 'hono'

/** Asks the same API, as the same caller. */
export type Ask = (request: Request, env: unknown) => Response | Promise<Response>

const ofTheAct = ['content-type', 'content-length', 'idempotency-key', 'if-match', 'if-none-match']

/** The GET of a path of the API, under the same query, by who sent this request. */
export function readingAt(c: Context, path: string): Request {
  const address = new URL(path, c.req.url)
  address.search = new URL(c.req.url).search
  const headers = new Headers(c.req.raw.headers)
  for (const name of ofTheAct) headers.delete(name)
  return new Request(address, { headers })
}
