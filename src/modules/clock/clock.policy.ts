import { type Actor, actsAsRole } from '#kernel/actor.ts'
import { Refusal } from '#kernel/refusal.ts'
import type { RecordingActor } from '#modules/record/index.ts'
import type { Db } from '#platform/db/database.ts'

/**
 * One calendar holds for every case of the deployment, so only the deputy office of its top congress publishes it, or
 * the system administrator of the whole; `system` is the first start.
 * @param topCongressId the congress above all others; undefined before there is one
 */
export function mayPublishCalendar(actor: RecordingActor, topCongressId: string | undefined): void {
  if (actor === 'system') return
  if (actor === 'anonymous' || !actsAsRole(actor, 'deputy_office', 'sysadmin')) {
    throw new Refusal('forbidden', 'clock.may_not_publish')
  }
  if (actor.acting?.congressId !== topCongressId) throw new Refusal('forbidden', 'clock.top_congress_publishes')
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
