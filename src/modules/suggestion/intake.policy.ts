import type { ActingPost, Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/refusal.ts'
import { cosignerOf } from '#modules/cosign/index.ts'
import type { SuggestionCase } from './case.queries.ts'
import { isInPost, secretariatOn } from './secretariat.ts'
import { isLead } from './sponsor.policy.ts'
import { actsForOrgan, isRegistrar, refuse, registrarOf } from './suggestion.policy.ts'

type Desk = Pick<SuggestionCase, 'desk'>
type AtSession = Desk & Pick<SuggestionCase, 'suggestion' | 'organs'>

const secretariatsOf = ({ suggestion, organs }: Pick<AtSession, 'suggestion' | 'organs'>): string[] =>
  suggestion.congress_session_id === null
    ? []
    : organs.list.filter(({ kind }) => kind === 'secretariat').map(({ id }) => id)

/** What is submitted in session comes to the secretariat of the session; in recess, or without one, to the registrar. */
export const secretariatOf = (kase: AtSession, day: string): string | null =>
  secretariatOn(kase.desk, day) ?? secretariatsOf(kase)[0] ?? null

/** The organs that take suggestions in, whichever of them takes in this one now. */
export const isIntake = (actor: Actor, kase: SuggestionCase): boolean =>
  isRegistrar(actor, kase) || secretariatsOf(kase).some((id) => actsForOrgan(actor, id))

/** Who is in post in the secretariat on a day while the session goes on. */
function officersOn({ desk }: Desk, day: string): SuggestionCase['desk'] {
  const organId = secretariatOn(desk, day)
  return desk.filter((one) => one.organ_id === organId && isInPost(one, day) && one.closes_on >= day)
}

/**
 * On a day: the session in which it was submitted goes on, and somebody is in post in its secretariat, of a confidential
 * case somebody who may read it.
 */
export const isInSession = (kase: Desk, day: string): boolean =>
  officersOn(kase, day).some(({ reads_case }) => reads_case)

/** And the case lies there: what came before the secretariat was entered comes to it with the next beat. */
const isWithSecretariat = (kase: Desk, day: string): boolean =>
  officersOn(kase, day).some(({ reads_case, has_case }) => reads_case && has_case)

/** 大会秘书处 takes in while its session goes on; the deputy office in recess, and where there is no secretariat (H16). */
export const takesIn = (actor: Actor, kase: SuggestionCase, day: string): boolean =>
  isWithSecretariat(kase, day) ? actsForOrgan(actor, secretariatOf(kase, day)) : isRegistrar(actor, kase)

export function mayTakeIn(actor: Actor, kase: SuggestionCase, day: string): void {
  if (!takesIn(actor, kase, day)) refuseIntake(actor, kase, isWithSecretariat(kase, day))
}

/** Of what has just come on paper and lies with nobody yet. */
export function mayEnterPaper(actor: Actor, kase: SuggestionCase, day: string): void {
  const inSession = officersOn(kase, day).length > 0
  const organ = inSession ? secretariatOf(kase, day) : registrarOf(kase)
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
