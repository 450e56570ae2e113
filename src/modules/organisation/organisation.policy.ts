import { type Actor, actsAsRole } from '#kernel/actor.ts'
import { Refusal } from '#kernel/refusal.ts'
import { type CongressAction, congressActions, isWithinArea } from './organisation.ts'

const reaches = (actor: Actor, areaPath: string): boolean =>
  actor.acting !== null && isWithinArea(areaPath, actor.acting.areaPath)

/** The congress's own office and the system administrator keep the organs of their area; nobody else. */
export function mayKeepOrgans(actor: Actor, areaPath: string): void {
  if (!actsAsRole(actor, 'deputy_office', 'sysadmin') || !reaches(actor, areaPath)) {
    throw new Refusal('forbidden', 'organisation.organs_not_yours')
  }
}

type Kept = { id: string; area_path: string }

/** The office of a congress keeps its terms and coordinators, and opens and keeps the congresses below it. */
const keepsCongress = (actor: Actor, { area_path }: Pick<Kept, 'area_path'>): boolean =>
  actsAsRole(actor, 'deputy_office') && reaches(actor, area_path)

/** A township's presidium calls its own sessions (组织法 art. 14); the office of a congress above may enter them too. */
const keepsSessions = (actor: Actor, congress: Kept): boolean =>
  keepsCongress(actor, congress) || (actsAsRole(actor, 'presidium') && actor.acting?.congressId === congress.id)

export function mayKeepCongress(actor: Actor, congress: Pick<Kept, 'area_path'>): void {
  if (!keepsCongress(actor, congress)) throw new Refusal('forbidden', 'organisation.congress_not_yours')
}

export function mayKeepSessions(actor: Actor, congress: Kept): void {
  if (!keepsSessions(actor, congress)) throw new Refusal('forbidden', 'organisation.sessions_not_yours')
}

/** What the page offers: the same rules that the acts ask. */
export const allowedOnCongress = (actor: Actor, congress: Kept & { terms: readonly unknown[] }): CongressAction[] =>
  congressActions.filter((action) => {
    if (action === 'enter_session') return keepsSessions(actor, congress)
    return keepsCongress(actor, congress) && (action !== 'correct_term' || isOnlyTerm(congress.terms))
  })

/** No other term ends by its day or is counted from its number: what was entered wrongly can be corrected. */
export const isOnlyTerm = (terms: readonly unknown[]): boolean => terms.length === 1
