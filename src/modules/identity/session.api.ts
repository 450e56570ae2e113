import { createRoute } from '@hono/zod-openapi'
import type { SessionEnv } from '#platform/http/env.ts'
import { done, idParam, jsonBody, ok, refusals, router } from '#platform/http/routes.ts'
import { chooseLocale } from './account.service.ts'
import {
  ActingBody,
  EndedSessions,
  LocaleBody,
  OpenSessions,
  PasswordBody,
  SessionView,
  TotpCodeBody,
  TotpRemovalBody,
  TotpStarted,
  UnlockBody,
} from './identity.contract.ts'
import { changePassword } from './password.service.ts'
import { passGates, takeCookie } from './session.edge.ts'
import {
  actAs,
  endOneSession,
  endSessions,
  listSessions,
  lockSession,
  signOut,
  unlockSession,
} from './session.service.ts'
import { viewSession } from './session-view.service.ts'
import { confirmTotp, removeTotp, startTotp } from './totp.service.ts'

const tags = ['session']

const view = createRoute({
  method: 'get',
  path: '/session',
  operationId: 'getSession',
  tags,
  responses: { 200: ok(SessionView), ...refusals() },
})

const unlock = createRoute({
  method: 'post',
  path: '/session/unlock',
  operationId: 'unlockSession',
  tags,
  request: { body: jsonBody(UnlockBody) },
  responses: { 200: ok(SessionView, 'The same session goes on'), ...refusals(423, 429) },
})

const lock = createRoute({
  method: 'post',
  path: '/session/lock',
  operationId: 'lockSession',
  tags,
  responses: { 200: ok(SessionView, 'Locked until its owner signs in again in place'), ...refusals() },
})

const act = createRoute({
  method: 'put',
  path: '/session/acting-as',
  operationId: 'actAs',
  tags,
  request: { body: jsonBody(ActingBody) },
  responses: { 200: ok(SessionView), ...refusals(403, 404) },
})

const locale = createRoute({
  method: 'put',
  path: '/session/locale',
  operationId: 'chooseLocale',
  tags,
  request: { body: jsonBody(LocaleBody) },
  responses: { 200: ok(SessionView), ...refusals(403) },
})

const out = createRoute({
  method: 'post',
  path: '/sign-out',
  operationId: 'signOut',
  tags,
  responses: { 204: done, ...refusals() },
})

const list = createRoute({
  method: 'get',
  path: '/sessions',
  operationId: 'listSessions',
  tags,
  responses: { 200: ok(OpenSessions), ...refusals(403) },
})

const endOne = createRoute({
  method: 'delete',
  path: '/sessions/{id}',
  operationId: 'endSession',
  tags,
  request: { params: idParam },
  responses: { 204: done, ...refusals(403, 404) },
})

const endOthers = createRoute({
  method: 'post',
  path: '/sessions/end-others',
  operationId: 'endOtherSessions',
  tags,
  responses: { 200: ok(EndedSessions), ...refusals(403) },
})

const endAll = createRoute({
  method: 'post',
  path: '/sessions/end-all',
  operationId: 'endAllSessions',
  tags,
  responses: { 200: ok(EndedSessions), ...refusals(403) },
})

const password = createRoute({
  method: 'post',
  path: '/password',
  operationId: 'changePassword',
  tags,
  request: { body: jsonBody(PasswordBody) },
  responses: { 204: done, ...refusals(423, 429) },
})

const totpStart = createRoute({
  method: 'post',
  path: '/totp/start',
  operationId: 'startTotp',
  tags,
  responses: { 200: ok(TotpStarted, 'Shown once; in force after a code of it is confirmed'), ...refusals(403, 409) },
})

const totpConfirm = createRoute({
  method: 'post',
  path: '/totp/confirm',
  operationId: 'confirmTotp',
  tags,
  request: { body: jsonBody(TotpCodeBody) },
  responses: { 204: done, ...refusals(403, 409) },
})

const totpRemove = createRoute({
  method: 'delete',
  path: '/totp',
  operationId: 'removeTotp',
  tags,
  request: { body: jsonBody(TotpRemovalBody) },
  responses: { 204: done, ...refusals(403, 409, 423, 429) },
})

export const sessionApi = router<SessionEnv>()
  .openapi(view, async (c) => c.json(await viewSession(c.var.app, c.var.signedIn), 200))
  .openapi(unlock, async (c) => {
    const { app, signedIn, source } = c.var
    await unlockSession(app, signedIn, c.req.valid('json'), source)
    return c.json(await viewSession(app, { ...signedIn, state: 'open' }), 200)
  })
  .openapi(lock, async (c) => {
    const { app, signedIn } = c.var
    await lockSession(app, signedIn)
    return c.json(await viewSession(app, { ...signedIn, state: 'locked' }), 200)
  })
  .openapi(act, async (c) => {
    const after = await actAs(c.var.app, passGates(c.var.signedIn), c.req.valid('json'))
    return c.json(await viewSession(c.var.app, after), 200)
  })
  .openapi(locale, async (c) => {
    const me = passGates(c.var.signedIn)
    await chooseLocale(c.var.app, me, c.req.valid('json').locale)
    return c.json(await viewSession(c.var.app, me), 200)
  })
  .openapi(out, async (c) => {
    await signOut(c.var.app, c.var.signedIn)
    takeCookie(c)
    return c.body(null, 204)
  })
  .openapi(list, async (c) => {
    const me = passGates(c.var.signedIn)
    const items = (await listSessions(c.var.app, me)).map((row) => ({
      id: row.id,
      device: row.device,
      address: row.address,
      createdAt: row.created_at.toISOString(),
      seenAt: row.seen_at.toISOString(),
      isThis: row.id === me.sessionId,
    }))
    return c.json({ items }, 200)
  })
  .openapi(endOne, async (c) => {
    await endOneSession(c.var.app, passGates(c.var.signedIn), c.req.valid('param').id)
    return c.body(null, 204)
  })
  .openapi(endOthers, async (c) =>
    c.json({ ended: await endSessions(c.var.app, passGates(c.var.signedIn), 'others') }, 200),
  )
  .openapi(endAll, async (c) => {
    const ended = await endSessions(c.var.app, passGates(c.var.signedIn), 'all')
    takeCookie(c)
    return c.json({ ended }, 200)
  })
  .openapi(password, async (c) => {
    const { app, signedIn, source } = c.var
    const me = passGates(signedIn, { passwordDue: true, totpDue: true })
    await changePassword(app, me, c.req.valid('json'), source)
    return c.body(null, 204)
  })
  .openapi(totpStart, async (c) =>
    c.json(await startTotp(c.var.app, passGates(c.var.signedIn, { totpDue: true })), 200),
  )
  .openapi(totpConfirm, async (c) => {
    await confirmTotp(c.var.app, passGates(c.var.signedIn, { totpDue: true }), c.req.valid('json').code)
    return c.body(null, 204)
  })
  .openapi(totpRemove, async (c) => {
    const { app, signedIn, source } = c.var
    const { password, totp } = c.req.valid('json')
    await removeTotp(app, passGates(signedIn), password, totp, source)
    return c.body(null, 204)
  })
