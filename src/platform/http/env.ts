import type { Actor, Locale } from '#kernel/actor.ts'
import type { Refusal } from '#kernel/refusal.ts'
import type { App } from '../app.ts'

/** What a session tells; made by the identity module, read at the HTTP edge. Of a program its token is the session. */
export type SignedIn = {
  sessionId: string
  accountId: string
  personId: string
  /** `locked`: idle too long; the same session goes on when its owner signs in again in place. */
  state: 'open' | 'locked'
  mustChangePassword: boolean
  mustSetUpTotp: boolean
  actor: Actor
  /** The identity chosen for this session was on behalf of somebody, and that is over. */
  endedStandInId?: string
}

/** `refused`: by a command that is still being undone. */
type Everywhere = { app: App; locale: Locale; requestId: string; source: string; refused?: Refusal }

/** Routes that anyone may call. */
export type PublicEnv = { Variables: Everywhere }
/** Routes about one's own session, also while it is locked or waits for a new password. */
export type SessionEnv = { Variables: Everywhere & { signedIn: SignedIn } }
/** All other routes: signed in, open, acting as one identity or none. */
export type MemberEnv = { Variables: Everywhere & { signedIn: SignedIn; actor: Actor } }
