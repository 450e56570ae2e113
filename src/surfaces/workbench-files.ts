import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import type { PublicEnv } from '#platform/http/env.ts'

const built = join(import.meta.dirname, '../../dist/workbench')
const yearSeconds = 31_536_000

// The console's kit writes its styles at run time: they carry a nonce, scripts come from this host only.
const policy = (nonce: string) =>
  [
    "default-src 'self'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')

/** The built workbench: hashed files for a year, its two pages and the service worker always asked for anew. */
export function workbench(folder = built): Hono<PublicEnv> {
  const site = new Hono<PublicEnv>()
  site.use(
    '/assets/*',
    serveStatic({
      root: folder,
      onFound: (_path, c) => c.header('cache-control', `public, max-age=${yearSeconds}, immutable`),
    }),
  )
  for (const page of ['app', 'console'] as const) {
    site.get(`/${page}`, (c) => c.redirect(`/${page}/`))
    site.use(
      `/${page}/*`,
      serveStatic({
        root: folder,
        // the page itself goes through the handler below, which knows its policy
        rewriteRequestPath: (path) => (path.endsWith('/') || path.endsWith('.html') ? '/none' : path),
        onFound: (_path, c) => c.header('cache-control', 'no-cache'),
      }),
    )
    site.get(`/${page}/*`, (c) => {
      const file = join(folder, page, 'index.html')
      if (!existsSync(file)) return c.text('The workbench is not built: npm run build', 503)
      const nonce = randomBytes(16).toString('base64')
      c.header('content-security-policy', policy(nonce))
      c.header('cache-control', 'no-cache')
      // as its file says; the script writes it anew in the reader's
      c.header('content-language', 'zh-CN')
      c.header('referrer-policy', 'same-origin')
      c.header('x-content-type-options', 'nosniff')
      return c.html(readFileSync(file, 'utf8').replaceAll('__CSP_NONCE__', nonce))
    })
  }
  return site
}
