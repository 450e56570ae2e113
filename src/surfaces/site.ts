import { OpenAPIHono } from '@hono/zod-openapi'
import type { App } from '#platform/app.ts'
import { type AccessLine, type AccessLog, accessLogging } from '#platform/http/access-log.ts'
import type { PublicEnv } from '#platform/http/env.ts'
import { buildApi } from './api/api.ts'
import { testClock } from './api/test-clock.ts'
import { type Lifecycle, operationRoutes, whileEnding } from './operation/health.ts'
import { makeMetrics } from './operation/metrics.ts'
import { buildPortal } from './portal/portal.tsx'
import { workbench } from './workbench-files.ts'

/** Everything that answers on the one port: the API, the workbench's files, the portal. */
export function buildSite(
  app: App,
  access: AccessLog,
  lifecycle: Readonly<Lifecycle> = { isStopping: false },
): OpenAPIHono<PublicEnv> {
  const site = new OpenAPIHono<PublicEnv>()
  const metrics = makeMetrics(app)
  const write = (line: AccessLine) => {
    metrics.observe(line)
    access.write(line)
  }
  site.use('*', accessLogging(app, write))
  site.use('*', whileEnding(app, lifecycle))
  site.route('/', operationRoutes(app, metrics, lifecycle))
  site.route('/api', buildApi(app))
  if (app.env.MINSHENG_TEST_CLOCK) site.route('/', testClock(app))
  site.route('/', workbench())
  site.route('/', buildPortal(app))
  return site
}
