import { type Actor, actsAsRole } from '#kernel/actor.ts'
import { Refusal } from '#kernel/refusal.ts'
import type { RecordingActor } from '#modules/record/index.ts'
import type { Db } from '#platform/db/database.ts'

/** The calendar holds for every case of the deployment; `system` is the first start. */
export function mayPublishCalendar(actor: RecordingActor): void {
  if (actor === 'system') return
  if (actor === 'anonymous' || !actsAsRole(actor, 'deputy_office', 'sysadmin')) {
    throw new Refusal('forbidden', 'clock.may_not_publish')
  }
}

/** Tells whether the identity acted as may see a case. */
export type CaseSight = (db: Db, actor: Actor, caseId: string) => Promise<boolean>

const sights = new Map<string, CaseSight>()

/** A clock is seen by who sees its case. Cases are above this module, so each kind says itself who that is. */
export function registerCaseSight(caseKind: string, sight: CaseSight): void {
  sights.set(caseKind, sight)
}

export async function maySeeClock(db: Db, actor: Actor, caseId: string): Promise<boolean> {
  for (const sight of sights.values()) if (await sight(db, actor, caseId)) return true
  return false
}
