import { Hono } from 'hono'
import type { App } from '#platform/app.ts'
import type { PublicEnv } from '#platform/http/env.ts'

export function buildPortal(_app: App): Hono<PublicEnv> {
  const portal = new Hono<PublicEnv>()
  portal.get('/', (c) =>
    c.html(
      <html lang="zh-CN">
        <body>民声</body>
      </html>,
    ),
  )
  return portal
}
