import type { MiddlewareHandler } from 'hono'
import type { Locale } from '#kernel/actor.ts'
import { shanghaiDate } from '#kernel/clock.ts'
import { Refusal } from '#kernel/refusal.ts'
import { liveIdentities } from '#modules/identity/index.ts'
import type { App } from '#platform/app.ts'
import type { SessionEnv, SignedIn } from '#platform/http/env.ts'
import { fittingRoutes } from '#platform/http/versioned-routes.ts'
import { findTokenBySecret, saveUsed } from './token.queries.ts'
import { hashOf } from './token.service.ts'
import { isOpenToToken, tokenRequestsMax } from './token.ts'
import { spendRequests } from './token-pace.service.ts'

const bearerForm = /^bearer +(\S{1,200})$/i
const minuteMs = 60_000

/**
 * `Authorization: Bearer …`: the request acts as the post of the token, with the rights that post has now, and reaches
 * the operations of its scopes and no other. A wrong secret, one that is over and one that was revoked are the same:
 * 401. Refuses `token.wrong`, `token.not_in_scope`, `token.too_fast`. Whoever sends none goes on to the session.
 */
export const bearer: MiddlewareHandler<SessionEnv> = async (c, next) => {
  const header = c.req.header('authorization')?.trim() ?? ''
  // another scheme is for a proxy before us
  if (!/^bearer\b/i.test(header)) return next()
  const { app } = c.var
  const secret = bearerForm.exec(header)?.[1]
  const found = secret === undefined ? undefined : await holderOf(app, secret)
  if (!found) {
    c.header('www-authenticate', 'Bearer realm="api"')
    throw new Refusal('unauthenticated', 'token.wrong')
  }
  c.set('signedIn', found.signedIn)
  const waitSeconds = spendRequests(app, found.signedIn.sessionId)
  if (waitSeconds > 0) {
    c.header('retry-after', String(waitSeconds))
    throw new Refusal('too_many', 'token.too_fast', { count: tokenRequestsMax })
  }
  if (!fittingRoutes(c).every((route) => isOpenToToken(route, found.scopes)))
    throw new Refusal('forbidden', 'token.not_in_scope')
  await next()
}

async function holderOf(app: App, secret: string): Promise<{ signedIn: SignedIn; scopes: string[] } | undefined> {
  const row = await findTokenBySecret(app.db, hashOf(app, secret), shanghaiDate(app.clock.now()))
  if (!row) return undefined
  const identities = await liveIdentities(app, app.db, row.person_id)
  const own = identities.find(({ acting }) => acting.kind === 'post' && !acting.standIn && acting.id === row.post_id)
  if (own?.acting.kind !== 'post') return undefined
  const now = app.wall.now()
  // written once a minute at most, so that reading does not write rows
  if (row.used_at === null || now.getTime() - row.used_at.getTime() >= minuteMs) await saveUsed(app.db, row.id, now)
  const token = { id: row.id, name: row.name, scopes: row.scopes }
  return {
    scopes: row.scopes,
    signedIn: {
      sessionId: row.id,
      accountId: row.account_id,
      personId: row.person_id,
      state: 'open',
      mustChangePassword: false,
      mustSetUpTotp: false,
      actor: {
        accountId: row.account_id,
        personId: row.person_id,
        acting: { ...own.acting, token },
        locale: row.locale as Locale,
      },
    },
  }
}
