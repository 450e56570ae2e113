import { BlockList, isIP, isIPv6 } from 'node:net'
import type { Context, MiddlewareHandler } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { identityOf, standInOf } from '#kernel/actor.ts'
import { Refusal } from '#kernel/refusal.ts'
import type { MemberEnv, PublicEnv, SessionEnv, SignedIn } from '#platform/http/env.ts'
import { fittingRoutes, isReading } from '#platform/http/versioned-routes.ts'
import { isRouteOpen } from './power.registry.ts'
import { resolveSession } from './session.service.ts'

export const sessionCookie = 'minsheng_session'
/** Readable by our pages and worth nothing by itself: whether to ask who is signed in. */
const signCookie = 'minsheng_signed_in'
const monthSeconds = 30 * 86_400

/** For routes about one's own session, also while it is locked or waits for a new password. */
export const requireSession: MiddlewareHandler<SessionEnv> = async (c, next) => {
  c.set('signedIn', await signedInOf(c))
  await next()
}

/** The wall before every other route: signed in, awake, with a password of one's own and the second factor set up. */
export const requireActor: MiddlewareHandler<MemberEnv> = async (c, next) => {
  const signedIn = await signedInOf(c)
  passGates(signedIn)
  if (signedIn.actor.acting?.kind === 'post') requireStaffNetwork(c.var.app.env.MINSHENG_STAFF_NETWORKS, c.var.source)
  c.set('signedIn', signedIn)
  requireOwnTime(c.req.method, c.req.header('minsheng-acting-as'), signedIn)
  requireShownIdentity(c.req.header('minsheng-acting-as'), signedIn)
  const standIn = standInOf(signedIn.actor)
  if (standIn && !fittingRoutes(c).every((route) => isRouteOpen(route, standIn.powers)))
    throw new Refusal('forbidden', 'identity.not_delegated')
  c.set('actor', signedIn.actor)
  await next()
}

/** Refuses `identity.session_locked`, `.must_change_password`, `.must_set_up_totp`, each unless let through. */
export function passGates(me: SignedIn, letThrough: { passwordDue?: true; totpDue?: true } = {}): SignedIn {
  if (me.state === 'locked') throw new Refusal('unauthenticated', 'identity.session_locked')
  if (me.mustChangePassword && !letThrough.passwordDue) throw new Refusal('forbidden', 'identity.must_change_password')
  if (me.mustSetUpTotp && !letThrough.totpDue) throw new Refusal('forbidden', 'identity.must_set_up_totp')
  return me
}

// whoever stood in until a moment ago is told so; by nobody's right they would find no case to act on
function requireOwnTime(method: string, shown: string | undefined, { endedStandInId }: SignedIn): void {
  if (endedStandInId !== undefined && (!isReading(method) || shown === endedStandInId))
    throw new Refusal('forbidden', 'identity.delegation_over')
}

// another window may have chosen another identity: what this one shows is not what would be done
function requireShownIdentity(shown: string | undefined, { actor }: SignedIn): void {
  if (shown === undefined) return
  if (!actor.acting || identityOf(actor.acting).id !== shown) throw new Refusal('conflict', 'identity.acting_changed')
}

// 互联网政务应用安全管理规定 art. 19: what staff can do is bound to their networks, when such are named
function requireStaffNetwork(networks: readonly string[], source: string): void {
  if (networks.length === 0) return
  const allowed = new BlockList()
  for (const network of networks) {
    const [address = '', bits = ''] = network.split('/')
    allowed.addSubnet(address, Number(bits), isIPv6(address) ? 'ipv6' : 'ipv4')
  }
  const family = isIP(source)
  if (family === 0 || !allowed.check(source, family === 6 ? 'ipv6' : 'ipv4')) {
    throw new Refusal('forbidden', 'identity.outside_network')
  }
}

async function signedInOf(c: Context<SessionEnv> | Context<MemberEnv>): Promise<SignedIn> {
  // a program has shown its token already
  const known = (c.var as Partial<SessionEnv['Variables']>).signedIn
  if (known) return known
  const token = getCookie(c, sessionCookie)
  const signedIn = token === undefined ? undefined : await resolveSession(c.var.app, token)
  if (!signedIn) throw new Refusal('unauthenticated', 'identity.not_signed_in')
  return inAskedLanguage(c, signedIn)
}

// a page and what the server says on it are of one language; without one asked for it is the account's, as in a mail
const inAskedLanguage = (c: Context<SessionEnv> | Context<MemberEnv>, signedIn: SignedIn): SignedIn =>
  c.req.header('accept-language') === undefined && c.req.query('lang') === undefined
    ? signedIn
    : { ...signedIn, actor: { ...signedIn.actor, locale: c.var.locale } }

type Answering = Context<PublicEnv> | Context<SessionEnv>

export function giveCookie(c: Answering, token: string): void {
  const shared = { sameSite: 'Lax', path: '/', secure: isHttps(c), maxAge: monthSeconds } as const
  setCookie(c, sessionCookie, token, { ...shared, httpOnly: true })
  setCookie(c, signCookie, '1', shared)
}

export const takeCookie = (c: Answering): void => {
  for (const name of [sessionCookie, signCookie]) deleteCookie(c, name, { path: '/', secure: isHttps(c) })
}

function isHttps(c: Answering): boolean {
  const { env } = c.var.app
  if (env.PUBLIC_URL?.startsWith('https:') || env.TLS_CERT !== undefined) return true
  return env.TRUST_PROXY && c.req.header('x-forwarded-proto') === 'https'
}
