import { type Actor, actsAsRole } from '#kernel/actor.ts'
import { Refusal } from '#kernel/refusal.ts'
import { type AuditScope, systemLevelMax } from './audit.ts'

/** The record is read by auditors only, who may do nothing else (separation of the three officers, GB/T 22239 8.1.4). */
export function mayAudit(actor: Actor): AuditScope {
  if (!actsAsRole(actor, 'auditor') || !actor.acting) throw new Refusal('forbidden', 'audit.not_auditor')
  return { areaPath: actor.acting.areaPath, seesSystem: actor.acting.congressLevel <= systemLevelMax }
}
