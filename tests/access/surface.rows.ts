import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { actorNames } from './actors.ts'
import type { Ask } from './ask.ts'
import { leaveAt, reach } from './cases.ts'
import type { Rows } from './row.ts'
import type { World } from './world.ts'

const everyone = actorNames
const isBuilt = existsSync(join(import.meta.dirname, '../../dist/workbench/app/index.html'))
const workbenchPage = { may: everyone, done: isBuilt ? 200 : 503 }

let publishedPage: Promise<string> | undefined
async function aboutPage(world: World): Promise<Ask> {
  publishedPage ??= reach(world, 'published').then(({ id, publication }) => {
    leaveAt(world, 'published', id)
    return publication?.pageId ?? ''
  })
  return { path: { id: await publishedPage } }
}

const faces = ['', '/en', '/large', '/en/large']
const pages = ['/', '/suggestions', '/units', '/congress', '/accessibility', '/privacy', '/record', '/open-data']
const forms = ['/requests', '/complaints', '/requests/status']
const downloads = ['/suggestions.csv', '/suggestions.json', '/suggestions.atom']

/** The portal in its two languages and two sizes; the same for everyone, with or without a session. */
const portalRows: Rows = {
  ...Object.fromEntries(
    faces.flatMap((face) => [
      ...pages.map((page) => [`GET ${face}${page}`, { may: everyone }]),
      ...forms.flatMap((form) => [
        [`GET ${face}${form}`, { may: everyone }],
        // for everyone alike: nothing is filled in
        [`POST ${face}${form}`, { may: everyone, done: 422 }],
      ]),
      [`GET ${face}/suggestions/{id}`, { may: everyone, ask: aboutPage }],
      ...(face === '' ? [] : [[`GET ${face}`, { may: everyone, done: 301 }]]),
      ...(face.endsWith('large') ? [] : downloads.map((file) => [`GET ${face}${file}`, { may: everyone }])),
    ]),
  ),
  'GET /share.png': { may: everyone },
  'GET /suggestions/{id}/share.png': { may: everyone, ask: aboutPage },
  'GET /robots.txt': { may: everyone },
  'GET /sitemap.xml': { may: everyone },
  'GET /portal.css': { may: everyone },
  'GET /portal.svg': { may: everyone },
  // every other address
  'GET /*': { may: everyone, done: 404 },
}

/** What stands before the wall: the portal, the workbench's own files, the description of the API. */
export const surfaceRows: Rows = {
  ...portalRows,
  'GET /healthz': { may: everyone },
  'GET /readyz': { may: everyone },
  // only for this machine and who has its token: these callers come from nowhere
  'GET /metrics': { may: everyone, done: 404 },
  'GET /api/openapi.json': { may: everyone },
  'GET /api/docs': { may: everyone },
  'GET /api/record/checkpoint': { may: everyone },
  // there only when the program was started for acceptance tests
  'PUT /test/clock': { may: everyone, ask: () => ({ body: { now: '2026-03-04T09:00:00+08:00' } }) },
  // a file that is not there, for everyone alike
  'ALL /assets/*': { may: everyone, done: 404 },
  'GET /app': { may: everyone, done: 302 },
  'ALL /app/*': workbenchPage,
  'GET /app/*': workbenchPage,
  'GET /console': { may: everyone, done: 302 },
  'ALL /console/*': workbenchPage,
  'GET /console/*': workbenchPage,
}
