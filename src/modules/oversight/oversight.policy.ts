import { type ActingPost, type Actor, actsAsRole, isSelf, type Role } from '#kernel/actor.ts'
import { Refusal } from '#kernel/refusal.ts'

const keepers: readonly Role[] = ['deputy_office', 'presidium']
/** Who of a congress's leadership and of its government follows all of it; from the decision on. */
const followers: readonly Role[] = ['leader', 'gov_office', 'street_committee']
const caseParties: readonly Role[] = ['unit_clerk', 'unit_head']

/**
 * Plain data for the queries: the congress whose list it is (`congressId`), or the holder on whose cases it hangs.
 * `drafts`: what is proposed and not yet decided.
 */
export type OversightScope = {
  congressId: string | null
  committeeId: string | null
  holderId: string
  personId: string
  /** A deputy's own cases are open to them, also where they are confidential. */
  seesConfidential: boolean
  drafts: boolean
  /** What this committee has proposed itself. */
  ownDrafts: boolean
}

export function oversightScopeOf({ acting, personId }: Actor): OversightScope | null {
  if (!acting) return null
  const none = { congressId: null, committeeId: null, personId, drafts: false, ownDrafts: false }
  if (acting.kind === 'mandate') return { ...none, holderId: acting.id, seesConfidential: true }
  const scope = { ...none, holderId: acting.organId, seesConfidential: false }
  const { role, congressId, organId } = acting
  if (keepers.includes(role) || role === 'secretariat') return { ...scope, congressId, drafts: true }
  if (followers.includes(role)) return { ...scope, congressId }
  if (role === 'committee') return { ...scope, committeeId: organId, ownDrafts: true }
  return caseParties.includes(role) ? scope : null
}

/** The office proposes, and a committee for its own field (对口督办). */
export function asProposer({ acting }: Actor): ActingPost {
  if (acting?.kind !== 'post' || !(keepers.includes(acting.role) || acting.role === 'committee'))
    throw new Refusal('forbidden', 'oversight.keepers_only')
  return acting
}

type Subject = { congress_id: string; committee_id: string | null }
type Proposal = Subject & { organ_id: string; status: string }

/** The office of the congress keeps its papers. */
export const keepsOversight = (actor: Actor, { congress_id }: Subject): boolean =>
  actor.acting?.kind === 'post' && actor.acting.congressId === congress_id && keepers.includes(actor.acting.role)

/** Until it is decided a proposal is its proposer's to change and to take back, and the office's. */
export const keepsProposal = (actor: Actor, proposal: Proposal): boolean =>
  keepsOversight(actor, proposal) ||
  (proposal.status === 'proposed' &&
    actsAsRole(actor, 'committee') &&
    actor.acting?.kind === 'post' &&
    actor.acting.organId === proposal.organ_id)

const refuse = (): never => {
  throw new Refusal('forbidden', 'oversight.not_yours_to_do')
}

export function mayKeep(actor: Actor, subject: Subject): void {
  if (!keepsOversight(actor, subject)) refuse()
}

export function mayKeepProposal(actor: Actor, proposal: Proposal): void {
  if (!keepsProposal(actor, proposal)) refuse()
}

/** The decision of the chairpersons' meeting is entered from its minutes by its secretary or the office. */
export const notesDecision = (actor: Actor, subject: Subject): boolean =>
  keepsOversight(actor, subject) ||
  (actsAsRole(actor, 'secretariat') && actor.acting?.congressId === subject.congress_id)

export function mayNoteDecision(actor: Actor, subject: Subject): void {
  if (!notesDecision(actor, subject)) refuse()
}

type Lead = { side: string; person_id: string | null; organ_id: string }

/**
 * How the actor acts for a lead: as the leader themself, or as the government office in the name of its leader, which in
 * a township is the presidium; null for everybody else. A leader of the congress acts in person only.
 */
export function handOf(actor: Actor, { congress_id }: Subject, lead: Lead): 'self' | 'behalf' | null {
  const { acting } = actor
  if (acting?.kind !== 'post' || acting.congressId !== congress_id) return null
  if (acting.role === 'leader' && isSelf(actor, lead.person_id)) return 'self'
  if (lead.side !== 'government') return null
  const actsForIt = acting.role === 'presidium' && acting.organId === lead.organ_id
  return acting.role === 'gov_office' || actsForIt ? 'behalf' : null
}

/** Who notes what was done: the office, the committee of the field, who leads it, the government office. */
export const worksOn = (actor: Actor, subject: Subject, leads: readonly Lead[]): boolean =>
  keepsOversight(actor, subject) ||
  (actsAsRole(actor, 'committee') && actor.acting?.kind === 'post' && actor.acting.organId === subject.committee_id) ||
  leads.some((lead) => handOf(actor, subject, lead) !== null)

export function mayWorkOn(actor: Actor, subject: Subject, leads: readonly Lead[]): void {
  if (!worksOn(actor, subject, leads)) refuse()
}

/** That the head answered in person is noted by the office or by the unit itself. */
export const notesFaceReply = (actor: Actor, subject: Subject, unitIds: readonly string[]): boolean =>
  keepsOversight(actor, subject) ||
  (actsAsRole(actor, 'unit_clerk', 'unit_head') &&
    actor.acting?.kind === 'post' &&
    unitIds.includes(actor.acting.organId))

export function mayNoteFaceReply(actor: Actor, subject: Subject, unitIds: readonly string[]): void {
  if (!notesFaceReply(actor, subject, unitIds)) refuse()
}
