import { createHash } from 'node:crypto'
import type { Context, MiddlewareHandler } from 'hono'
import { Refusal } from '#kernel/refusal.ts'
import type { MemberEnv } from './env.ts'
import { fittingRoutes, isReading, type VersionedRoutes } from './versioned-routes.ts'

/**
 * RFC 9110 section 13. What has a version is answered with an `ETag`, made of the version and of all that this reader
 * was shown, and with 304 to an `If-None-Match` that has it. A change may say the version it is about as `If-Match`
 * instead of in its body. Refuses `http.not_this_version`, `.weak_if_match`, `.if_match_unknown`.
 */
export const conditional =
  (routes: () => VersionedRoutes): MiddlewareHandler<MemberEnv> =>
  async (c, next) => {
    if (isReading(c.req.method)) {
      await next()
      if (c.res.status === 200 && isOneOf(c, routes().reads)) await tag(c)
      return
    }
    const wanted = c.req.header('if-match')
    if (wanted !== undefined && wanted.trim() !== '*') await sayVersion(c, wanted, routes())
    return next()
  }

const isOneOf = (c: Context<MemberEnv>, names: ReadonlySet<string>): boolean =>
  fittingRoutes(c).some((route) => names.has(route))

async function tag(c: Context<MemberEnv>): Promise<void> {
  // an address may fit more than one route: `/topics/export.xlsx` is no topic
  if (!c.res.headers.get('content-type')?.startsWith('application/json')) return
  const text = await c.res.clone().text()
  const { version } = JSON.parse(text) as { version?: number }
  if (typeof version !== 'number') return
  const etag = `"${version}.${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`
  const headers = new Headers(c.res.headers)
  headers.set('etag', etag)
  // the office's computers are shared: nothing of a case is left in a browser's own store
  headers.set('cache-control', 'no-store')
  if (!isAmong(c.req.header('if-none-match'), etag)) c.res = new Response(text, { headers })
  else {
    headers.delete('content-type')
    c.res = new Response(null, { status: 304, headers })
  }
}

// weak comparison: what a proxy has packed on the way is still the same
const isAmong = (header: string | undefined, etag: string): boolean =>
  header?.split(',').some((one) => ['*', etag, `W/${etag}`].includes(one.trim())) ?? false

const strongTag = /^"(\d{1,9})\.[\w-]{22}"$/

/** The one version that all tags name goes into the body, where the act looks for it. */
async function sayVersion(c: Context<MemberEnv>, header: string, { changes }: VersionedRoutes): Promise<void> {
  if (!isOneOf(c, changes)) throw new Refusal('invalid', 'http.if_match_unknown')
  const tags = header.split(',').map((one) => one.trim())
  if (tags.some((one) => one.startsWith('W/'))) throw new Refusal('invalid', 'http.weak_if_match')
  const versions = new Set(tags.map((one) => Number(strongTag.exec(one)?.[1] ?? Number.NaN)))
  const [version = Number.NaN] = versions
  if (versions.size !== 1 || Number.isNaN(version)) throw new Refusal('conflict', 'http.not_this_version')
  const body: unknown = await c.req.raw
    .clone()
    .json()
    .catch(() => undefined)
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return
  const said = 'version' in body ? body.version : version
  if (said !== version) throw new Refusal('conflict', 'http.not_this_version')
  c.req.raw = new Request(c.req.raw, { body: JSON.stringify({ ...body, version }) })
}
