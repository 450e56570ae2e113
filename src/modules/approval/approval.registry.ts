import type { Actor, Locale, Role } from '#kernel/actor.ts'
import type { JsonObject } from '#kernel/refusal.ts'
import type { App } from '#platform/app.ts'
import type { Db, Trx } from '#platform/db/database.ts'

/** A command that waits for a second person, as its executor sees it. */
export type StoredCommand = {
  id: string
  congressId: string
  subjectId: string
  command: JsonObject
  askedBy: string
  askedByOrganId: string | null
}

/** What the approver is shown, this once: a one-time code for example. */
export type ShownOnce = { [name: string]: string }

export type ApprovalKind = {
  /** Only those who act in one of these posts of the same congress are shown it and can decide. */
  approverRoles: readonly Role[]
  /** Whose account, which roster: nobody shall approve without knowing what. A page at a time, in its order. */
  describe?: (app: App, stored: readonly StoredCommand[], locale: Locale) => Promise<readonly string[]>
  /** Whom of those it concerns; for all others it is not there. Left out, all of them. */
  isToldTo?: (app: App, db: Db, actor: Actor, stored: StoredCommand) => Promise<boolean>
  /**
   * Anything more that must hold; throws a Refusal. Only reads, because the list asks it of every row: what must still
   * hold when it is done, `execute` asks again under its lock.
   */
  mayApprove?: (app: App, db: Db, actor: Actor, stored: StoredCommand) => Promise<void>
  /**
   * Does it, in the transaction of the approval; the reply is shown to the approver once. Left out, the approval waits
   * to be used by its asker through {@link spendApproval}.
   */
  execute?: (app: App, trx: Trx, actor: Actor, stored: StoredCommand) => Promise<ShownOnce>
  /** What the owner of the command records of a no, in the transaction of the decision. */
  declined?: (app: App, trx: Trx, actor: Actor, stored: StoredCommand, reason: string) => Promise<void>
}

const kinds = new Map<string, ApprovalKind>()

/** Called once for each kind, when the module that owns it is loaded. */
export function registerApproval(kind: string, how: ApprovalKind): void {
  kinds.set(kind, how)
}

export const approvalKind = (kind: string): ApprovalKind | undefined => kinds.get(kind)

export const kindsForRole = (role: Role): string[] =>
  [...kinds].filter(([, { approverRoles }]) => approverRoles.includes(role)).map(([kind]) => kind)
