import { type Acting, type Actor, identityOf, type Locale } from '#kernel/actor.ts'
import { shanghaiDate } from '#kernel/clock.ts'
import { Refusal } from '#kernel/refusal.ts'
import { type EventTypeOf, recordEvent } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import type { Trx } from '#platform/db/database.ts'
import type { SignedIn } from '#platform/http/env.ts'
import { findAccount } from './account.queries.ts'
import { needsTotp } from './identity.ts'
import { type LiveIdentity, liveIdentities, liveIdentity, rolesOf } from './live-identity.service.ts'
import { passwordDaysMax } from './password.ts'
import { type Proof, proveOwner } from './proof.service.ts'
import {
  endSession,
  endSessionsOf,
  findLastActing,
  findOpenSessions,
  findSessionByToken,
  insertSession,
  type SessionRow,
  saveActing,
  saveLocked,
  saveSeen,
  saveUnlocked,
} from './session.queries.ts'
import { sessionStateAt, sessionsMax } from './session.ts'

// `seen_at` is written at most this often, so that reading pages does not write rows
const seenEveryMs = 20_000
const dayMs = 86_400_000

/**
 * Keyed, and a token names its account: with the database's password alone nobody puts in a session, nor makes one's own
 * another's.
 */
const tokenHash = ({ keys }: Pick<App, 'keys'>, token: string): Buffer => keys.hmac('session token', token)
const tokenOf = ({ ids }: Pick<App, 'ids'>, accountId: string): string =>
  `${markOf(accountId)}${ids.random()}${ids.random()}`
const markOf = (accountId: string): string => accountId.replaceAll('-', '')

/**
 * Who holds this session token, with the rights they have at this moment; undefined when it is nobody's, its session is
 * over, the account is closed or its person has died. A locked session is found, and not kept awake by being asked for.
 */
export async function resolveSession(app: App, token: string): Promise<SignedIn | undefined> {
  const asked = { tokenHash: tokenHash(app, token), today: shanghaiDate(app.clock.now()) }
  const [row] = await findSessionByToken(app.db, asked)
  if (!row || !token.startsWith(markOf(row.account_id))) return undefined
  const identities = row.identities.map(liveIdentity)
  const isStaff = rolesOf(identities).length > 0
  const now = app.wall.now()
  const times = {
    isStaff,
    createdAt: row.created_at,
    seenAt: row.seen_at,
    endedAt: row.ended_at,
    lockedAt: row.locked_at,
  }
  const state = sessionStateAt(times, now)
  if (state === 'ended') return undefined
  if (state === 'open' && now.getTime() - row.seen_at.getTime() > seenEveryMs) await saveSeen(app.db, row.id, now)
  const acting = identityNamed(identities, row.acting_kind, row.acting_id)
  return {
    sessionId: row.id,
    accountId: row.account_id,
    personId: row.person_id,
    state,
    mustChangePassword: row.must_change_password || isPasswordOld(app, row, isStaff, now),
    mustSetUpTotp: isTotpDue(app, row, identities),
    ...(!acting && row.acting_kind === 'stand_in' && row.acting_id !== null && { endedStandInId: row.acting_id }),
    actor: {
      accountId: row.account_id,
      personId: row.person_id,
      ...(row.former_person_ids.length > 0 ? { formerPersonIds: row.former_person_ids } : {}),
      acting: acting?.acting ?? null,
      locale: row.locale as Locale,
    },
  }
}

// In the demo nobody has a second device at hand and the district may be years old: both rules wait for production.
const isStrict = (app: App): boolean => app.env.MINSHENG_MODE === 'production'

const isPasswordOld = (app: App, row: SessionRow, isStaff: boolean, now: Date): boolean =>
  isStrict(app) &&
  row.password_changed_at !== null &&
  now.getTime() - row.password_changed_at.getTime() >= passwordDaysMax[isStaff ? 'staff' : 'deputy'] * dayMs

const isTotpDue = (app: App, row: SessionRow, identities: readonly LiveIdentity[]): boolean =>
  isStrict(app) && row.totp_confirmed_at === null && needsTotp(rolesOf(identities))

export type NewSession = { accountId: string; device: string; source: string; acting?: Acting | null }

/**
 * Opens a session and gives its token, which is nowhere stored. Of more than five the ones unused longest end.
 * Acts at first as the only identity, else as the one last used, else as none: then the person chooses.
 */
export async function startSession(app: App, trx: Trx, wanted: NewSession): Promise<{ id: string; token: string }> {
  const account = await findAccount(trx, wanted.accountId)
  if (!account) throw new Refusal('not_found', 'identity.no_such_account')
  const now = app.wall.now()
  const acting =
    wanted.acting === undefined ? await firstActing(app, trx, account.id, account.person_id) : wanted.acting
  const open = await findOpenSessions(trx, account.id)
  for (const old of open.slice(sessionsMax - 1)) await endSession(trx, account.id, old.id, now)
  const id = app.ids.uuid()
  const token = tokenOf(app, account.id)
  await insertSession(trx, {
    id,
    account_id: account.id,
    token_hash: tokenHash(app, token),
    acting_kind: acting ? identityOf(acting).kind : null,
    acting_id: acting ? identityOf(acting).id : null,
    device: wanted.device.slice(0, 200),
    address: wanted.source,
    created_at: now,
    seen_at: now,
  })
  return { id, token }
}

async function firstActing(app: App, trx: Trx, accountId: string, personId: string): Promise<Acting | null> {
  const identities = await liveIdentities(app, trx, personId)
  if (identities.length === 1) return identities[0]?.acting ?? null
  const last = await findLastActing(trx, accountId)
  return (last && identityNamed(identities, last.acting_kind, last.acting_id)?.acting) ?? null
}

/** The same session goes on: open forms stay open. Refuses as signing in does. */
export async function unlockSession(app: App, me: SignedIn, proof: Proof, source: string): Promise<void> {
  const account = await findAccount(app.db, me.accountId)
  await proveOwner(app, account?.name ?? '', source, account, proof)
  await app.db.transaction().execute(async (trx) => {
    await saveUnlocked(trx, me.sessionId, app.wall.now())
    await recordSession(app, trx, me.actor, me.sessionId, 'session.unlocked')
  })
}

/** What the page asks for by itself keeps a session awake; it tells when nobody has touched it for long. */
export function lockSession(app: App, me: SignedIn): Promise<void> {
  return app.db.transaction().execute(async (trx) => {
    if (me.state === 'locked') return
    await saveLocked(trx, me.sessionId, app.wall.now())
    await recordSession(app, trx, me.actor, me.sessionId, 'session.locked')
  })
}

const identityNamed = (identities: readonly LiveIdentity[], wantedKind: string | null, wantedId: string | null) =>
  identities.find(({ acting }) => {
    const { kind, id } = identityOf(acting)
    return kind === wantedKind && id === wantedId
  })

type Wanted = ReturnType<typeof identityOf>

/** From now on the session acts as this mandate, post or stand-in. Refuses `identity.not_your_identity`. */
export function actAs(app: App, me: SignedIn, wanted: Wanted): Promise<SignedIn> {
  return app.db.transaction().execute(async (trx) => {
    const identities = await liveIdentities(app, trx, me.personId)
    const chosen = identityNamed(identities, wanted.kind, wanted.id)
    if (!chosen) throw new Refusal('not_found', 'identity.not_your_identity')
    await saveActing(trx, me.sessionId, wanted.kind, wanted.id)
    const actor: Actor = { ...me.actor, acting: chosen.acting }
    await recordSession(app, trx, actor, me.sessionId, 'session.acting_changed')
    return { ...me, actor }
  })
}

export function signOut(app: App, me: SignedIn): Promise<void> {
  return app.db.transaction().execute(async (trx) => {
    await endSession(trx, me.accountId, me.sessionId, app.wall.now())
    await recordSession(app, trx, me.actor, me.sessionId, 'session.signed_out')
  })
}

/** Those of the account's sessions that are not over by their age. */
export async function listSessions(app: App, me: SignedIn) {
  const [rows, identities] = await Promise.all([
    findOpenSessions(app.db, me.accountId),
    liveIdentities(app, app.db, me.personId),
  ])
  const isStaff = rolesOf(identities).length > 0
  const now = app.wall.now()
  return rows.filter((row) => {
    const times = { isStaff, createdAt: row.created_at, seenAt: row.seen_at, endedAt: row.ended_at }
    return sessionStateAt(times, now) !== 'ended'
  })
}

/** Refuses `identity.no_such_session`. */
export function endOneSession(app: App, me: SignedIn, id: string): Promise<void> {
  return app.db.transaction().execute(async (trx) => {
    const ended = await endSession(trx, me.accountId, id, app.wall.now())
    if (!ended) throw new Refusal('not_found', 'identity.no_such_session')
    await recordSession(app, trx, me.actor, id, 'session.ended')
  })
}

/** Sign-out everywhere, or everywhere else. @returns how many sessions ended */
export function endSessions(app: App, me: SignedIn, which: 'all' | 'others'): Promise<number> {
  return app.db.transaction().execute(async (trx) => {
    const except = which === 'others' ? me.sessionId : undefined
    const ended = await endSessionsOf(trx, me.accountId, app.wall.now(), except)
    await recordEvent(app, trx, {
      type: 'session.ended_everywhere',
      subjectKind: 'account',
      subjectId: me.accountId,
      actor: me.actor,
      data: { which, ended },
    })
    return ended
  })
}

const recordSession = (app: App, trx: Trx, actor: Actor, id: string, type: EventTypeOf<'session'>) =>
  recordEvent(app, trx, { type, subjectKind: 'session', subjectId: id, actor })
