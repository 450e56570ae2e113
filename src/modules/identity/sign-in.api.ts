import { createRoute } from '@hono/zod-openapi'
import type { PublicEnv } from '#platform/http/env.ts'
import { jsonBody, ok, refusals, router } from '#platform/http/routes.ts'
import { activate } from './activation.service.ts'
import { ActivationBody, SessionView, SignInBody } from './identity.contract.ts'
import { giveCookie } from './session.edge.ts'
import { resolveSession } from './session.service.ts'
import { viewSession } from './session-view.service.ts'
import { signIn } from './sign-in.service.ts'

const signInRoute = createRoute({
  method: 'post',
  path: '/sign-in',
  operationId: 'signIn',
  tags: ['session'],
  security: [],
  request: { body: jsonBody(SignInBody) },
  responses: { 200: ok(SessionView, 'Signed in; the cookie carries the session'), ...refusals(423, 429) },
})

const activateRoute = createRoute({
  method: 'post',
  path: '/activation',
  operationId: 'activateAccount',
  tags: ['session'],
  security: [],
  request: { body: jsonBody(ActivationBody) },
  responses: { 200: ok(SessionView, 'Activated and signed in'), ...refusals(410, 423, 429) },
})

export const signInApi = router<PublicEnv>()
  .openapi(signInRoute, async (c) => {
    const { app, source } = c.var
    const token = await signIn(app, c.req.valid('json'), source, c.req.header('user-agent') ?? '')
    giveCookie(c, token)
    return c.json(await viewOf(app, token), 200)
  })
  .openapi(activateRoute, async (c) => {
    const { app, source } = c.var
    const token = await activate(app, c.req.valid('json'), source, c.req.header('user-agent') ?? '')
    giveCookie(c, token)
    return c.json(await viewOf(app, token), 200)
  })

async function viewOf(app: PublicEnv['Variables']['app'], token: string) {
  const me = await resolveSession(app, token)
  if (!me) throw new Error('a session that was opened a moment ago is not there')
  return viewSession(app, me)
}
