import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/refusal.ts'
import { anyOf, type Condition } from '#platform/db/condition.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import { type AttachmentRow, isOfKind } from './attachment.queries.ts'
import type { Place } from './attachment.ts'

export type Target = { caseId: string; place: Place; subjectId: string | null }

/** What a kind of case says of its files. Cases are above this module, so each kind registers its own rules. */
export type CaseFiles = {
  /**
   * Whether the case in the row of `attachment` is there for the actor, asked in the statement that looks for the file: so
   * a file of a hidden case ends in the same statement as one that does not exist.
   */
  isNear(db: Db | Trx, actor: Actor): Condition
  /** Whether this file in a case that is there may be seen. */
  maySee(db: Db | Trx, actor: Actor, file: AttachmentRow): Promise<boolean>
  /** Locks the case and refuses who may not add there now; what may not be seen is `not_found`. */
  mayAdd(trx: Trx, actor: Actor, target: Target): Promise<void>
  /** Whether the act that the file belongs to is done: from then on it can be withdrawn, not removed. */
  isActDone(trx: Trx, file: AttachmentRow): Promise<boolean>
}

const kinds = new Map<string, CaseFiles>()

/** Called once by a casework module as it is loaded. */
export function registerCaseFiles(caseKind: string, rules: CaseFiles): void {
  kinds.set(caseKind, rules)
}

/** @throws {Refusal} `attachment.not_found`: of a kind that has no files there is nothing to see */
export function rulesOf(caseKind: string): CaseFiles {
  const rules = kinds.get(caseKind)
  if (!rules) throw notFound()
  return rules
}

/** Of the files there are, those in a case that is there for the actor. */
export const isNear = (db: Db | Trx, actor: Actor): Condition =>
  anyOf([...kinds].map(([kind, rules]) => isOfKind(kind, rules.isNear(db, actor))))

export const notFound = () => new Refusal('not_found', 'attachment.not_found')

export type Adding = { actingId: string; organId: string | null; personId: string }

/** As whom a file is added. @throws {Refusal} `attachment.not_found` for who acts as nobody */
export function addingAs({ acting, personId }: Actor): Adding {
  if (!acting) throw notFound()
  return { actingId: acting.id, organId: acting.kind === 'post' ? acting.organId : null, personId }
}

/** The deputy who added it, or anyone who works for the organ that did. */
export function isOwn({ acting, personId }: Actor, file: AttachmentRow): boolean {
  if (!acting) return false
  if (acting.kind === 'post') return file.added_by_organ_id === acting.organId
  return file.added_by_organ_id === null && file.added_by_person_id === personId
}

export function mayTakeBack(actor: Actor, file: AttachmentRow): void {
  if (!isOwn(actor, file)) throw new Refusal('forbidden', 'attachment.not_yours')
}
