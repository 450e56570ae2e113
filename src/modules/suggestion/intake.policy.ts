import type { ActingPost, Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/refusal.ts'
import { cosignerOf } from '#modules/cosign/index.ts'
import type { SuggestionCase } from './case.queries.ts'
import { isLead } from './sponsor.policy.ts'
import { actsForOrgan, isRegistrar, refuse, registrarOf } from './suggestion.policy.ts'

/** What is submitted in session comes to the secretariat of the session; in recess, or without one, to the registrar. */
export const secretariatOf = ({ suggestion, organs }: Pick<SuggestionCase, 'suggestion' | 'organs'>): string | null =>
  suggestion.congress_session_id === null ? null : (organs.list.find(({ kind }) => kind === 'secretariat')?.id ?? null)

/** The organs that take suggestions in, whichever of them takes in this one now. */
export const isIntake = (actor: Actor, kase: SuggestionCase): boolean =>
  isRegistrar(actor, kase) || actsForOrgan(actor, secretariatOf(kase))

type Desk = Pick<SuggestionCase, 'desk'>

const isAtDesk = (day: string, one: SuggestionCase['desk'][number]): boolean =>
  one.closes_on >= day && one.starts_on <= day && (one.ends_on === null || one.ends_on > day)

/**
 * On a day: the session in which it was submitted goes on, and somebody is in post in its secretariat, of a confidential
 * case somebody who may read it.
 */
export const isInSession = ({ desk }: Desk, day: string): boolean =>
  desk.some((one) => isAtDesk(day, one) && one.reads_case)

/** And the case lies there: what came before the secretariat was entered comes to it with the next beat. */
const isWithSecretariat = ({ desk }: Desk, day: string): boolean =>
  desk.some((one) => isAtDesk(day, one) && one.reads_case && one.has_case)

/** 大会秘书处 takes in while its session goes on; the deputy office in recess, and where there is no secretariat (H16). */
export const takesIn = (actor: Actor, kase: SuggestionCase, day: string): boolean =>
  isWithSecretariat(kase, day) ? actsForOrgan(actor, secretariatOf(kase)) : isRegistrar(actor, kase)

export function mayTakeIn(actor: Actor, kase: SuggestionCase, day: string): void {
  if (!takesIn(actor, kase, day)) refuseIntake(actor, kase, isWithSecretariat(kase, day))
}

/** Of what has just come on paper and lies with nobody yet. */
export function mayEnterPaper(actor: Actor, kase: SuggestionCase, day: string): void {
  const inSession = kase.desk.some((one) => isAtDesk(day, one))
  const organ = inSession ? secretariatOf(kase) : registrarOf(kase)
  if (!actsForOrgan(actor, organ)) refuseIntake(actor, kase, inSession)
}

function refuseIntake(actor: Actor, kase: SuggestionCase, inSession: boolean): never {
  if (!isIntake(actor, kase)) refuse()
  throw new Refusal('forbidden', inSession ? 'suggestion.secretariat_takes_in' : 'suggestion.office_takes_in')
}

const intakeRoles = ['deputy_office', 'presidium', 'secretariat'] as const

/** The post that takes papers in. Which congress, and whether in session, the case itself tells ({@link mayEnterPaper}). */
export function asIntake({ acting }: Actor): ActingPost {
  if (acting?.kind !== 'post' || !(intakeRoles as readonly string[]).includes(acting.role)) return refuse()
  return acting
}

/** That somebody contradicted their signature is between the sponsors and the office that entered it. */
export const mayReadContradiction = (actor: Actor, kase: SuggestionCase): boolean =>
  isIntake(actor, kase) || isLead(actor, kase) || cosignerOf(actor, kase) !== undefined
