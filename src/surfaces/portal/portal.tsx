import { type Context, Hono } from 'hono'
import type { Child } from 'hono/jsx'
import { shanghaiDate } from '#kernel/clock.ts'
import { Refusal } from '#kernel/refusal.ts'
import { findFacets, findPublishedCongress } from '#modules/publication/index.ts'
import type { App } from '#platform/app.ts'
import { watchChannel } from '#platform/db/watch-channel.ts'
import { savedAs } from '#platform/http/download.ts'
import type { PublicEnv } from '#platform/http/env.ts'
import { outageOf } from '#platform/http/outage.ts'
import { isBrokenOff } from '#platform/http/unreadable.ts'
import { assets } from './assets.ts'
import { congressPage } from './congress-page.tsx'
import { type Face, faceOf, faces, normalQuery, plainFaces, queryText } from './face.ts'
import { homePage } from './home.tsx'
import { documentOf } from './layout.tsx'
import { atomOf, csvOf, jsonOf, robotsOf, sitemapOf } from './open-data.ts'
import { makePageCache } from './page-cache.ts'
import { accessibilityPage, openDataPage, privacyPage, troublePage } from './plain-pages.tsx'
import { recordPage } from './record-page.tsx'
import { makeReply, type Reply, replyTo } from './reply.ts'
import { addRequestRoutes } from './request-routes.ts'
import { sharePictureOf } from './share-picture.ts'
import { suggestionListPage } from './suggestion-list.tsx'
import { suggestionPage } from './suggestion-page.tsx'
import { searchQuery } from './suggestion-search.ts'
import { withoutTrailingSlash } from './trailing-slash.ts'
import { unitsPage } from './units-page.tsx'
import { caseKind, type Facets, sayIn, type Visit } from './visit.ts'

const html = 'text/html; charset=utf-8'
const ageMax = 5_000
const countMax = 2_000
const bytesMax = 64 * 1024 * 1024
const assetCaching = 'public, max-age=31536000, immutable'

type Make = (visit: Visit) => Promise<Reply>
type PageOf = (visit: Visit) => Child | undefined | Promise<Child | undefined>
type Route = { path: string; query: readonly string[]; make: Make }

const page =
  (pageOf: PageOf): Make =>
  async (visit) => {
    const made = await pageOf(visit)
    const headers = inLanguage(visit)
    return made === undefined
      ? makeReply(404, html, documentOf(troublePage(visit, 'notFound')), headers)
      : makeReply(200, html, documentOf(made), headers)
  }

const download =
  (
    type: string,
    textOf: (visit: Visit) => Promise<string>,
    headersOf: (visit: Visit) => Record<string, string> = () => ({}),
  ): Make =>
  async (visit) =>
    makeReply(200, type, await textOf(visit), headersOf(visit))

const inLanguage = ({ face }: Visit) => ({ 'content-language': face.locale })
const asTable = (visit: Visit) => ({
  ...inLanguage(visit),
  'content-disposition': savedAs(visit.say('units.rows'), 'suggestions', 'csv'),
})

const pages: readonly Route[] = [
  { path: '/', query: [], make: page(homePage) },
  { path: '/suggestions', query: [...searchQuery, 'cursor'], make: page(suggestionListPage) },
  { path: '/suggestions/:id', query: [], make: page(suggestionPage) },
  { path: '/units', query: [], make: page(unitsPage) },
  { path: '/congress', query: [], make: page(congressPage) },
  { path: '/accessibility', query: [], make: page(accessibilityPage) },
  { path: '/privacy', query: [], make: page(privacyPage) },
  { path: '/record', query: [], make: page(recordPage) },
  { path: '/open-data', query: [], make: page(openDataPage) },
]

const downloads: readonly Route[] = [
  { path: '/suggestions.csv', query: searchQuery, make: download('text/csv; charset=utf-8', csvOf, asTable) },
  {
    path: '/suggestions.json',
    query: searchQuery,
    make: download('application/json; charset=utf-8', jsonOf, inLanguage),
  },
  {
    path: '/suggestions.atom',
    query: searchQuery,
    make: download('application/atom+xml; charset=utf-8', atomOf, inLanguage),
  },
]

const forRobots: readonly Route[] = [
  { path: '/share.png', query: [], make: sharePictureOf },
  { path: '/suggestions/:id/share.png', query: [], make: sharePictureOf },
  { path: '/robots.txt', query: [], make: download('text/plain; charset=utf-8', async (visit) => robotsOf(visit)) },
  { path: '/sitemap.xml', query: [], make: download('application/xml; charset=utf-8', sitemapOf) },
]

/**
 * The public pages. They ignore cookies and are the same for all who ask, so each is kept for seconds; a change to
 * anything published empties what is kept as it commits.
 */
export function buildPortal(app: App): Hono<PublicEnv> {
  const portal = new Hono<PublicEnv>()
  portal.use('*', withoutTrailingSlash)
  const bounds = { now: () => app.clock.now().getTime(), ageMax }
  const replies = makePageCache<Reply>({ ...bounds, countMax, bytesMax })
  const congresses = makePageCache<Congress>({ ...bounds, countMax: 1, bytesMax: 1 })
  const facets = makePageCache<{ of: Facets; bytes: number; keep: boolean }>({ ...bounds, countMax: 1, bytesMax: 1 })
  const settled = watchChannel(app.portalDb, 'published', () => {
    replies.purge()
    congresses.purge()
    facets.purge()
  })

  const visitOf = async (c: Context<PublicEnv>, face: Face, route: Pick<Route, 'path' | 'query'>): Promise<Visit> => {
    const { found } = await congresses.get('', async () => ({
      found: await findPublishedCongress(app.portalDb),
      bytes: 0,
      keep: true,
    }))
    const id = c.req.param('id') ?? ''
    const now = app.clock.now()
    return {
      app,
      face,
      path: route.path.replace(':id', id),
      query: normalQuery(new URL(c.req.url).searchParams, route.query),
      id,
      origin: app.env.PUBLIC_URL ?? new URL(c.req.url).origin,
      outside: app.env.PUBLIC_URL ?? '',
      congress: found,
      facets: async () => {
        const { of } = await facets.get('', async () => ({
          of: await findFacets(app.portalDb, caseKind),
          bytes: 0,
          keep: true,
        }))
        return of
      },
      now,
      today: shanghaiDate(now),
      say: sayIn(face),
    }
  }
  const serve = (face: Face, route: Route, ofHost: boolean) => async (c: Context<PublicEnv>) => {
    const host = ofHost && app.env.PUBLIC_URL === undefined ? new URL(c.req.url).origin : ''
    const asked = new URL(c.req.url).searchParams
    const key = host + c.req.path + queryText(normalQuery(asked, route.query))
    // nobody who asks after a withdrawal was done is given what was kept before it
    if (replies.has(key)) await settled()
    return send(c, await replies.get(key, async () => route.make(await visitOf(c, face, route))))
  }

  for (const face of faces) {
    if (face.prefix !== '') portal.get(face.prefix, (c) => c.redirect(`${face.prefix}/`, 301))
    for (const route of pages) portal.get(face.prefix + route.path, serve(face, route, false))
  }
  for (const face of plainFaces) {
    for (const route of downloads) portal.get(face.prefix + route.path, serve(face, route, true))
  }
  for (const route of forRobots) portal.get(route.path, serve(plainFaces[0], route, true))
  for (const { path, type, bytes } of assets) {
    const always = makeReply(200, type, bytes)
    const versioned = makeReply(200, type, bytes, { caching: assetCaching })
    portal.get(path, (c) => send(c, c.req.query('v') === undefined ? always : versioned))
  }

  addRequestRoutes(portal, app, visitOf)

  const trouble = async (
    c: Context<PublicEnv>,
    status: 403 | 404 | 422 | 500 | 503,
    what: Parameters<typeof troublePage>[1],
  ) => {
    const face = faceOf(c.req.path)
    const path = c.req.path.slice(face.prefix.length) || '/'
    const visit = await visitOf(c, face, { path, query: [] })
    return send(
      c,
      makeReply(status, html, documentOf(troublePage(visit, what)), { caching: 'no-store', ...inLanguage(visit) }),
    )
  }
  portal.get('*', (c, next) =>
    /^\/(api|app|console|assets)(\/|$)/.test(c.req.path) ? next() : trouble(c, 404, 'notFound'),
  )
  portal.onError((error, c) => {
    if (error instanceof Refusal && error.kind === 'forbidden') return trouble(c, 403, 'foreign')
    if (error instanceof Refusal && error.code === 'http.too_large') return trouble(c, 422, 'tooLarge')
    if (error instanceof Refusal) return trouble(c, error.kind === 'not_found' ? 404 : 422, 'badAddress')
    // nobody is there to read it
    if (isBrokenOff(error)) return c.body(null, 400)
    app.log.error('page failed', error)
    const status = outageOf(error) === undefined ? 500 : 503
    return trouble(c, status, 'broken').catch(() => {
      const face = faceOf(c.req.path)
      return c.text(sayIn(face)('trouble.broken.text'), status, { 'content-language': face.locale })
    })
  })
  return portal
}

type Congress = { found: Visit['congress']; bytes: number; keep: boolean }

const send = (c: Context<PublicEnv>, reply: Reply): Response =>
  replyTo(reply, { noneMatch: c.req.header('if-none-match'), encodings: c.req.header('accept-encoding') })
