import { createHash } from 'node:crypto'
import type { Context, MiddlewareHandler } from 'hono'
import { Refusal } from '#kernel/refusal.ts'
import { type Ask, readingAt } from './ask-again.ts'
import type { MemberEnv } from './env.ts'
import { isRepeated } from './exactly-once.ts'
import { belowApi, fittingRoutes, isReading, readingOf, type VersionedRoutes } from './versioned-routes.ts'

/**
 * RFC 9110 section 13. What has a version is answered with an `ETag`, made of the version and of all that this reader
 * was shown, and with 304 to an `If-None-Match` that has it. A change may say the version it is about as `If-Match`
 * instead of in its body. Compared is the version alone: the rest of a tag only tells what one reader was shown. A change
 * with an `If-None-Match` is refused when what it would change is one of those named there, or with `*` is there at all.
 * Refuses `http.not_this_version`, `.weak_if_match`, `.any_if_match`, `.bad_if_match`, `.if_match_unknown`,
 * `.bad_if_none_match`, `.there_already`.
 */
export const conditional =
  (routes: () => VersionedRoutes, ask: Ask): MiddlewareHandler<MemberEnv> =>
  async (c, next) => {
    if (isReading(c.req.method)) {
      await next()
      if (c.res.status === 200 && isOneOf(c, routes().reads)) await tag(c)
      return
    }
    const wanted = c.req.header('if-match')
    if (wanted !== undefined) await sayVersion(c, wanted.trim(), routes())
    const unwanted = c.req.header('if-none-match')
    if (unwanted !== undefined && !(await isRepeated(c)) && (await isThere(c, unwanted.trim(), routes(), ask)))
      throw new Refusal('unmet', 'http.there_already')
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

type Tag = { isWeak: boolean; text: string }

const tagForm = /(?:W\/)?"[!\x23-\x7e\x80-\xff]*"/.source
const listForm = new RegExp(`^[\\s,]*${tagForm}(?:\\s*,[\\s,]*${tagForm})*[\\s,]*$`)

/** The tags of a list as RFC 9110 section 8.8.3 writes them; undefined when it is none. */
const tagsIn = (header: string): Tag[] | undefined =>
  listForm.test(header)
    ? [...header.matchAll(new RegExp(tagForm, 'g'))].map(([tag]) => ({
        isWeak: tag.startsWith('W/'),
        text: tag.slice(tag.indexOf('"')),
      }))
    : undefined

// weak comparison: what a proxy has packed on the way is still the same
const isAmong = (header = '', etag: string): boolean =>
  header.trim() === '*' || (tagsIn(header)?.some(({ text }) => text === etag) ?? false)

/**
 * Whether the condition of an If-None-Match does not hold (section 13.1.2). The version that a change is about is said in
 * its body: for any other it is refused in any case. Nothing is there at an address where nothing can be read.
 */
async function isThere(c: Context<MemberEnv>, header: string, routes: VersionedRoutes, ask: Ask): Promise<boolean> {
  const isAny = header === '*'
  const tags = isAny ? [] : tagsIn(header)
  if (!tags) throw new Refusal('invalid', 'http.bad_if_none_match')
  const isVersioned = isOneOf(c, routes.changes)
  if (isVersioned && !isAny) {
    const { version } = (await bodyOf(c)) ?? {}
    return tags.some(({ text }) => versionOf(text) === version && version !== undefined)
  }
  const replaced = fittingRoutes(c).find((name) => routes.replaces.has(name))
  if (replaced === undefined) return false
  // a list is always there, and has no tag
  if (isVersioned || !routes.reads.has(readingOf(replaced))) return isAny
  const { status, headers } = await ask(readingAt(c, belowApi(c.req.path)), c.env)
  return status === 200 && isAmong(header, headers.get('etag') ?? '')
}

type Body = { readonly version?: unknown }

/** The JSON object that was sent; undefined where none was. */
async function bodyOf(c: Context<MemberEnv>): Promise<Body | undefined> {
  const body: unknown = await c.req.raw
    .clone()
    .json()
    .catch(() => undefined)
  return typeof body === 'object' && body !== null && !Array.isArray(body) ? body : undefined
}

const ownTag = /^"(\d{1,9})\.[\w-]{22}"$/

/** Undefined of a tag that is not ours. */
function versionOf(text: string): number | undefined {
  const digits = ownTag.exec(text)?.[1]
  return digits === undefined ? undefined : Number(digits)
}

/** The version that the tags name goes into the body, where the act looks for it. */
async function sayVersion(c: Context<MemberEnv>, header: string, { changes }: VersionedRoutes): Promise<void> {
  const isAny = header === '*'
  if (!isOneOf(c, changes)) {
    if (isAny) return
    throw new Refusal('invalid', 'http.if_match_unknown')
  }
  const versions = isAny ? [] : versionsIn(header)
  const body = await bodyOf(c)
  if (!body) return
  const { version: said } = body
  if (isAny) {
    // whatever is there would be written over, unread
    if (said === undefined) throw new Refusal('invalid', 'http.any_if_match')
    return
  }
  // a version only rises: of those that were given out none but the highest can be the current one
  const version = said ?? Math.max(...versions)
  if (!versions.some((one) => one === version)) throw new Refusal('conflict', 'http.not_this_version')
  c.req.raw = new Request(c.req.raw, { body: JSON.stringify({ ...body, version }) })
}

/** The versions that tags of ours name. A weak tag matches nothing, nor does one that is not ours (section 13.1.1). */
function versionsIn(header: string): number[] {
  const tags = tagsIn(header)
  if (!tags) throw new Refusal('invalid', 'http.bad_if_match')
  const strong = tags.filter(({ isWeak }) => !isWeak)
  if (strong.length === 0) throw new Refusal('conflict', 'http.weak_if_match')
  const versions = strong.flatMap(({ text }) => versionOf(text) ?? [])
  if (versions.length === 0) throw new Refusal('conflict', 'http.not_this_version')
  return versions
}
