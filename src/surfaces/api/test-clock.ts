import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { settableClock } from '#kernel/clock.ts'
import { Refusal } from '#kernel/refusal.ts'
import type { App } from '#platform/app.ts'
import { edge, sameOrigin } from '#platform/http/edge.ts'
import type { PublicEnv } from '#platform/http/env.ts'
import { problem } from '#platform/http/problem.ts'
import { jsonBody, ok, refusals, router } from '#platform/http/routes.ts'
import { beat } from './heartbeat.ts'

// what lies outside is no time of this program, and no database holds it
const isHeld = (text: string): boolean => {
  const year = new Date(text).getUTCFullYear()
  return year >= 2000 && year <= 2100
}
const Moment = z
  .object({ now: z.iso.datetime({ offset: true }).refine(isHeld).openapi({ description: 'From 2000 to 2100' }) })
  .openapi('TestClock')

const setClock = createRoute({
  method: 'put',
  path: '/test/clock',
  operationId: 'setTestClock',
  tags: ['test'],
  security: [],
  request: { body: jsonBody(Moment) },
  responses: { 200: ok(Moment, 'The clock is set; everything due by then has been done'), ...refusals(404) },
})

/** There when and only when the program was started with MINSHENG_TEST_CLOCK=1; refused in production mode. */
const clockApi = router<PublicEnv>().openapi(setClock, async (c) => {
  const { app } = c.var
  const clock = settableClock(app.clock)
  if (!clock) throw new Refusal('not_found', 'http.not_found')
  clock.set(new Date(c.req.valid('json').now))
  await beat(app)
  return c.json({ now: app.clock.now().toISOString() }, 200)
})

/** Beside the API, not in it: `PUT /test/clock`. */
export function testClock(app: App): OpenAPIHono<PublicEnv> {
  const site = new OpenAPIHono<PublicEnv>()
  site.use('/test/*', edge(app), sameOrigin)
  site.route('/', clockApi)
  site.onError((error, c) => problem(c, error))
  return site
}
