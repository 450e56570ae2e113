import { type ActingMandate, type Actor, type AreaLevel, actsAsRole } from '#kernel/actor.ts'
import { Refusal } from '#kernel/refusal.ts'
import { heldMandate, isAskedAgain } from '#modules/cosign/cosign.ts'
import { isInOffice, secretariatOn } from '#modules/suggestion/index.ts'
import { registrarRole } from '#modules/suggestion/suggestion.ts'
import { sponsorsCounted, sponsorsNeeded, welcomesJoining } from './motion.ts'
import type { MotionCase } from './motion-case.queries.ts'

const staffRoles = ['deputy_office', 'presidium', 'secretariat', 'leader', 'committee'] as const

/** The holder whose lines in the party index are this reader's motions: a mandate, or an organ of the congress. */
export function motionHolderOf(actor: Actor): string | null {
  const { acting } = actor
  if (!acting) return null
  if (acting.kind === 'mandate') return acting.id
  return (staffRoles as readonly string[]).includes(acting.role) ? acting.organId : null
}

export function asMandate(actor: Actor): ActingMandate {
  if (actor.acting?.kind !== 'mandate') throw new Refusal('forbidden', 'motion.deputies_only')
  return actor.acting
}

const refuse = (): never => {
  throw new Refusal('forbidden', 'motion.not_yours_to_do')
}

export const isLead = (actor: Actor, { lead }: Pick<MotionCase, 'lead'>): boolean =>
  actor.acting?.kind === 'mandate' && [lead.id, lead.later_mandate_id].includes(actor.acting.id)

export function mayEdit(actor: Actor, kase: MotionCase): void {
  if (!isLead(actor, kase)) refuse()
}

/**
 * A colleague of the same congress and term, while the lead wants to be joined. Nobody joins a draft whose lead is
 * suspended or gone: nobody could submit it (代表法 art. 61, 62).
 */
export const mayJoin = ({ acting }: Actor, motion: MotionCase['motion']): boolean =>
  acting?.kind === 'mandate' &&
  motion.congress_id === acting.congressId &&
  motion.term_id === acting.termId &&
  welcomesJoining(motion)

type Organs = Pick<MotionCase, 'congress' | 'organs'>
type Desk = Organs & Pick<MotionCase, 'desk'>

const organOf = ({ organs }: Organs, kind: string): string | null => organs.find((one) => one.kind === kind)?.id ?? null

/** The congress's own office: the deputy office, in a township the presidium. */
export const officeOf = (kase: Organs): string | null => organOf(kase, registrarRole(kase.congress.level as AreaLevel))
/** On a day: the session in which it was submitted goes on, and somebody is in post in its secretariat. */
const isInSession = ({ desk }: Desk, day: string): boolean =>
  desk.some(({ closes_on }) => closes_on >= day) && secretariatOn(desk, day) !== null

export const secretariatOf = (kase: Desk, day: string): string | null =>
  secretariatOn(kase.desk, day) ?? organOf(kase, 'secretariat')
/**
 * Who works on motions on a day, as with suggestions: 大会秘书处 while the session goes on in which it was submitted and
 * somebody is in post there; the congress's own office before and after, and where there is no secretariat (H16).
 */
export const deskOf = (kase: Desk, day: string): string | null =>
  isInSession(kase, day) ? secretariatOf(kase, day) : officeOf(kase)
export const presidiumOf = (kase: Organs): string | null => organOf(kase, 'presidium')

const actsFor = (actor: Actor, organId: string | null): boolean =>
  organId !== null && actor.acting?.kind === 'post' && actor.acting.organId === organId

export const isDesk = (actor: Actor, kase: Desk, day: string): boolean => actsFor(actor, deskOf(kase, day))

/** The other of the two is told whose it is now. */
function refuseDesk(actor: Actor, kase: Desk, day: string): never {
  if (!actsFor(actor, secretariatOf(kase, day)) && !actsFor(actor, officeOf(kase))) return refuse()
  throw new Refusal('forbidden', isInSession(kase, day) ? 'motion.secretariat_works' : 'motion.office_works')
}

export function mayWorkDesk(actor: Actor, kase: Desk, day: string): void {
  if (!isDesk(actor, kase, day)) refuseDesk(actor, kase, day)
}

/** The presidium decides; where it has no organ of its own here, the desk enters its decision from the minutes. */
export const isPresidium = (actor: Actor, kase: Desk, day: string): boolean =>
  actsFor(actor, presidiumOf(kase)) || isDesk(actor, kase, day)

export function mayDecide(actor: Actor, kase: Desk, day: string): void {
  if (!isPresidium(actor, kase, day)) refuseDesk(actor, kase, day)
}

/** The committee to which it was referred; the desk enters a report that came on paper. */
export const reports = (actor: Actor, kase: MotionCase, day: string): boolean =>
  actsFor(actor, kase.motion.committee_id) || isDesk(actor, kase, day)

export function mayReport(actor: Actor, kase: MotionCase, day: string): void {
  if (!reports(actor, kase, day)) refuseDesk(actor, kase, day)
}

/** Until when a session takes motions is set by the congress's own office or the secretariat. */
export const setsDeadline = (actor: Actor): boolean => actsAsRole(actor, 'deputy_office', 'secretariat', 'presidium')

/** Sessions are seen by the deputies and the offices of their congress. */
export function congressSeen(actor: Actor): string | null {
  const { acting } = actor
  if (acting?.kind === 'mandate') return acting.congressId
  return motionHolderOf(actor) !== null && acting ? acting.congressId : null
}

/** Whoever was asked, with whether they are in office: only these count. */
export const cosignersOf = ({ cosigners }: MotionCase) =>
  cosigners.map((one) => ({
    mandateId: heldMandate(one),
    status: one.status,
    inOffice: isInOffice({ status: one.mandate_status }),
    askedAgain: isAskedAgain(one),
    hasAnswered: one.answered_at !== null,
  }))

/** How many sponsors there are and how many the law wants. */
export const countOf = (kase: MotionCase): { counted: number; needed: number } => ({
  counted: sponsorsCounted(cosignersOf(kase)),
  needed: sponsorsNeeded(kase.congress.level as AreaLevel),
})
