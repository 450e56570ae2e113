import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/refusal.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import type { AttachmentRow } from './attachment.queries.ts'
import type { Place } from './attachment.ts'

export type Target = { caseId: string; place: Place; subjectId: string | null }

/** What a kind of case says of its files. Cases are above this module, so each kind registers its own rules. */
export type CaseFiles = {
  /** Whether the case, and this file in it, may be seen. */
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
