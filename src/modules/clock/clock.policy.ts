import { type Actor, actsAsRole } from '#kernel/actor.ts'
import { Refusal } from '#kernel/refusal.ts'
import type { RecordingActor } from '#modules/record/index.ts'
import { anyOf, type Condition } from '#platform/db/condition.ts'

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
export type CaseSight = (actor: Actor) => Condition

const sights = new Map<string, CaseSight>()

/**
 * A clock is seen by who sees its case. Cases are above this module, so each kind says itself who that is, of the case in
 * a row of `clock`: it is asked in the statement that looks for the clock, so a hidden one takes no longer than none.
 */
export function registerCaseSight(caseKind: string, sight: CaseSight): void {
  sights.set(caseKind, sight)
}

export const isSeen = (actor: Actor): Condition => anyOf([...sights.values()].map((sight) => sight(actor)))
