import type { ActingPost, Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/refusal.ts'
import { cosignerOf } from '#modules/cosign/index.ts'
import type { SuggestionCase } from './case.queries.ts'
import { isLead } from './sponsor.policy.ts'
import { actsForOrgan, isRegistrar, refuse } from './suggestion.policy.ts'

/** What is submitted in session comes to the secretariat of the session; in recess, or without one, to the registrar. */
export const secretariatOf = ({ suggestion, organs }: Pick<SuggestionCase, 'suggestion' | 'organs'>): string | null =>
  suggestion.congress_session_id === null ? null : (organs.list.find(({ kind }) => kind === 'secretariat')?.id ?? null)

/** The organs that take suggestions in, whichever of them takes in this one now. */
export const isIntake = (actor: Actor, kase: SuggestionCase): boolean =>
  isRegistrar(actor, kase) || actsForOrgan(actor, secretariatOf(kase))

/** On a day: the session in which it was submitted goes on, and somebody is in post in its secretariat. */
export const isInSession = ({ desk }: Pick<SuggestionCase, 'desk'>, day: string): boolean =>
  desk.some(
    ({ closes_on, starts_on, ends_on }) =>
      closes_on >= day && starts_on !== null && starts_on <= day && (ends_on === null || ends_on > day),
  )

/** 大会秘书处 takes in while its session goes on; the deputy office in recess, and where there is no secretariat (H16). */
export const takesIn = (actor: Actor, kase: SuggestionCase, day: string): boolean =>
  isInSession(kase, day) ? actsForOrgan(actor, secretariatOf(kase)) : isRegistrar(actor, kase)

export function mayTakeIn(actor: Actor, kase: SuggestionCase, day: string): void {
  if (takesIn(actor, kase, day)) return
  if (!isIntake(actor, kase)) refuse()
  throw new Refusal(
    'forbidden',
    isInSession(kase, day) ? 'suggestion.secretariat_takes_in' : 'suggestion.office_takes_in',
  )
}

const intakeRoles = ['deputy_office', 'presidium', 'secretariat'] as const

/** The post that takes papers in. Which congress, and whether in session, the case itself tells ({@link mayTakeIn}). */
export function asIntake({ acting }: Actor): ActingPost {
  if (acting?.kind !== 'post' || !(intakeRoles as readonly string[]).includes(acting.role)) return refuse()
  return acting
}

/** That somebody contradicted their signature is between the sponsors and the office that entered it. */
export const mayReadContradiction = (actor: Actor, kase: SuggestionCase): boolean =>
  isIntake(actor, kase) || isLead(actor, kase) || cosignerOf(actor, kase) !== undefined
