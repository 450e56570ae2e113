import { type Actor, type AreaLevel, answersFor, isSelf, standInOf, tokenOf } from '#kernel/actor.ts'
import { Refusal } from '#kernel/refusal.ts'
import { cosignerOf, isHeldBy } from '#modules/cosign/index.ts'
import type { SuggestionCase } from './case.queries.ts'
import { firstCosigner, isLead, leadAnswersFor } from './sponsor.policy.ts'
import { isInHand, registrarRole, type SuggestionState, welcomesJoining } from './suggestion.ts'
import { typistsOf } from './suggestion-paper.ts'

/** Plain data for the queries: the one holder whose lines in the party index are this reader's cases. */
export type Scope = {
  holderId: string
  personId: string
  seesConfidential: boolean
  /** For a program a confidential case is not there at all, whoever may read it. */
  isProgram?: true
  /** The only ones, for who stands in for a colleague in these alone. */
  caseIds?: readonly string[]
}

const staffRoles = [
  'deputy_office',
  'presidium',
  'secretariat',
  'gov_office',
  'unit_clerk',
  'unit_head',
  'leader',
  'committee',
] as const

/** What an identity may see: nothing without one, a deputy's own cases, an organ's cases for those who work on them. */
export function scopeOf(actor: Actor): Scope | null {
  const { acting } = actor
  if (!acting) return null
  if (acting.kind === 'mandate') return { holderId: acting.id, personId: actor.personId, seesConfidential: true }
  const works = (staffRoles as readonly string[]).includes(acting.role)
  if (!works) return null
  const scope = {
    holderId: acting.organId,
    personId: actor.personId,
    seesConfidential: false,
    ...(tokenOf(actor) && { isProgram: true as const }),
  }
  const caseIds = standInOf(actor)?.caseIds
  return caseIds ? { ...scope, caseIds } : scope
}

/** The mandate acted as, or a refusal: only a deputy does this. */
export function asMandate(actor: Actor): Extract<Actor['acting'], { kind: 'mandate' }> {
  if (actor.acting?.kind !== 'mandate') throw new Refusal('forbidden', 'suggestion.deputies_only')
  return actor.acting
}

export const refuse = (): never => {
  throw new Refusal('forbidden', 'suggestion.not_yours_to_do')
}

export function mayEdit(actor: Actor, kase: SuggestionCase): void {
  if (!isLead(actor, kase)) refuse()
}

/** The organ that registers for this congress: the deputy office, in a township the presidium. */
export function registrarOf({ congress, organs }: Pick<SuggestionCase, 'congress' | 'organs'>): string | null {
  const kind = registrarRole(congress.level as AreaLevel)
  return organs.list.find((organ) => organ.kind === kind)?.id ?? null
}

/** The organ that distributes: the government office; where the congress has none, its registrar (townships). */
export function distributorOf(kase: Pick<SuggestionCase, 'congress' | 'organs'>): string | null {
  const government = kase.organs.coordination.find(({ system }) => system === 'government')
  const office = kase.organs.list.find(({ kind }) => kind === 'gov_office')
  return government?.organ_id ?? office?.id ?? registrarOf(kase)
}

export const actsForOrgan = (actor: Actor, organId: string | null): boolean =>
  organId !== null && actor.acting?.kind === 'post' && actor.acting.organId === organId

export const isRegistrar = (actor: Actor, kase: SuggestionCase): boolean => actsForOrgan(actor, registrarOf(kase))
export const isDistributor = (actor: Actor, kase: SuggestionCase): boolean => actsForOrgan(actor, distributorOf(kase))

export function mayRegister(actor: Actor, kase: SuggestionCase): void {
  if (!isRegistrar(actor, kase)) refuse()
}

export function mayDistribute(actor: Actor, kase: SuggestionCase): void {
  if (!isDistributor(actor, kase)) refuse()
}

/** By person, whichever of their rows it was. */
export const hasTyped = (actor: Actor, suggestion: SuggestionCase['suggestion']): boolean =>
  typistsOf(suggestion).some((id) => answersFor(actor, id))

/** The deputy in the lead answers for what was entered from paper, unless they entered it themselves as staff. */
export function mayConfirmPaper(actor: Actor, kase: SuggestionCase): void {
  mayEdit(actor, kase)
  if (hasTyped(actor, kase.suggestion)) throw new Refusal('forbidden', 'suggestion.paper_two_persons')
}

/** Whether the deputy can answer for the paper in the app at all: in office, not suspended, not the one who typed it. */
export const canConfirmPaper = (kase: SuggestionCase): boolean =>
  leadAnswersFor(kase) &&
  !typistsOf(kase.suggestion).some((id) => [kase.lead.person_id, ...kase.lead.former_person_ids].includes(id))

/** A second person of the office: neither who entered it, nor the deputy, who confirms it as a deputy. */
export const witnessesPaper = (actor: Actor, { suggestion, lead }: SuggestionCase): boolean =>
  !hasTyped(actor, suggestion) && !answersFor(actor, lead.person_id)

export function mayWitnessPaper(actor: Actor, kase: SuggestionCase): void {
  if (!witnessesPaper(actor, kase)) throw new Refusal('forbidden', 'suggestion.paper_two_persons')
}

/** Whether a deputy may read this draft and put their name under it: of the same congress and term, while its lead wishes it. */
export const mayJoin = (
  { acting }: Actor,
  draft: Parameters<typeof welcomesJoining>[0] & { congress_id: string; term_id: string },
): boolean =>
  acting?.kind === 'mandate' &&
  draft.congress_id === acting.congressId &&
  draft.term_id === acting.termId &&
  welcomesJoining(draft)

type Assignment = SuggestionCase['assignments'][number]

export const isUnit = (actor: Actor, assignment: Assignment): boolean => actsForOrgan(actor, assignment.acting_unit_id)

export function mayHandle(actor: Actor, assignment: Assignment): void {
  if (!isUnit(actor, assignment)) refuse()
}

function checkHead(actor: Actor, assignment: Assignment, code: string): void {
  mayHandle(actor, assignment)
  if (actor.acting?.kind !== 'post' || actor.acting.role !== 'unit_head') throw new Refusal('forbidden', code)
}

/** Signing off is the head's act, and never by the person who drafted. */
export function maySignOff(actor: Actor, assignment: Assignment, draftedBy: string | null): void {
  checkHead(actor, assignment, 'suggestion.head_signs')
  if (answersFor(actor, draftedBy)) throw new Refusal('forbidden', 'suggestion.two_persons')
}

/** That a promise can't be kept the head explains to whom it was made. */
export const mayExplainPromise = (actor: Actor, assignment: Assignment): void =>
  checkHead(actor, assignment, 'suggestion.head_explains')

type Round = SuggestionCase['evaluations'][number]

/** Who speaks for those who made the suggestion: its lead, in their place the first co-signer, or else the deputy office. */
export type Speaker = 'lead' | 'cosigner' | 'deputy_office'

const speaks = (actor: Actor, kase: SuggestionCase, speaker: Speaker): boolean => {
  if (speaker === 'lead') return isLead(actor, kase)
  if (speaker === 'deputy_office') return isRegistrar(actor, kase)
  const first = firstCosigner(kase)
  return actor.acting?.kind === 'mandate' && first !== undefined && isHeldBy(first, actor.acting.id)
}

/** The lead sponsor; where that is not possible (their own unit answered) the first confirmed co-signer, else the deputy office. */
export const evaluates = (actor: Actor, kase: SuggestionCase, round: Round): boolean =>
  speaks(actor, kase, round.evaluator_kind as Speaker)

/** Who agrees to the copy for the public. That it may be public at all, the lead has said when it was submitted. */
export function agreerOf(kase: SuggestionCase): Speaker {
  if (leadAnswersFor(kase)) return 'lead'
  return firstCosigner(kase) ? 'cosigner' : 'deputy_office'
}

export const agrees = (actor: Actor, kase: SuggestionCase): boolean => speaks(actor, kase, agreerOf(kase))

export function mayEvaluate(actor: Actor, kase: SuggestionCase, round: Round, unitPersons: ReadonlySet<string>): void {
  if (unitPersons.has(actor.personId)) throw new Refusal('forbidden', 'suggestion.own_unit')
  if (!evaluates(actor, kase, round)) refuse()
}

/** Who says whether a promise was kept: who judges the unit's answers; in place of a deputy who has left, the next. */
export function confirmerOf(kase: SuggestionCase, assignmentId: string): Speaker {
  const judged = kase.evaluations.findLast(({ assignment_id }) => assignment_id === assignmentId)
  const asked = (judged?.evaluator_kind ?? 'lead') as Speaker
  if (asked === 'lead' && leadAnswersFor(kase)) return 'lead'
  return asked !== 'deputy_office' && firstCosigner(kase) ? 'cosigner' : 'deputy_office'
}

export const confirms = (actor: Actor, kase: SuggestionCase, assignmentId: string): boolean =>
  speaks(actor, kase, confirmerOf(kase, assignmentId))

/** 对口委员会: the case lies in its field. */
export const isCommittee = (actor: Actor, kase: Pick<SuggestionCase, 'committees'>): boolean =>
  kase.committees.some(({ id }) => actsForOrgan(actor, id))

/**
 * 催办: the offices of congress and government, and the committee of the field; the unit that answers asks for the
 * opinions it waits for.
 */
export const mayRemind = (actor: Actor, kase: SuggestionCase, assignment: Assignment): boolean =>
  isStaff(actor, kase) || isCommittee(actor, kase) || (assignment.part === 'co' && isLeadUnit(actor, kase))

/** The unit in the lead of a case, to which the opinions of the others go. */
export const isLeadUnit = (actor: Actor, kase: SuggestionCase): boolean =>
  kase.assignments.some((assignment) => assignment.part === 'lead' && isUnit(actor, assignment))

export function mayLeadUnit(actor: Actor, kase: SuggestionCase): void {
  if (!isLeadUnit(actor, kase)) refuse()
}

/** Why a suggestion was accepted is told to those who made it and to the congress's office. */
export const mayReadReviewWords = (actor: Actor, kase: SuggestionCase): boolean =>
  isRegistrar(actor, kase) || isLead(actor, kase) || cosignerOf(actor, kase)?.status === 'confirmed'

/**
 * The words of an evaluation are for the congress's office and for the deputy who wrote them: not for those who were
 * evaluated, so that nobody leans on a deputy for them, and not for other deputies.
 */
export const mayReadEvaluationWords = (actor: Actor, kase: SuggestionCase, castBy: string | null): boolean =>
  isRegistrar(actor, kase) || (actor.acting?.kind === 'mandate' && isSelf(actor, castBy))

/** The congress's and the government's office, who plan and see to the handling. */
export const isStaff = (actor: Actor, kase: SuggestionCase): boolean =>
  isRegistrar(actor, kase) || isDistributor(actor, kase)

/** 会办意见 goes to the unit that answers and to the offices; the sponsors read in the answer what came of it. */
export const mayReadCoOpinion = (actor: Actor, kase: SuggestionCase, assignment: Assignment): boolean =>
  isStaff(actor, kase) ||
  isUnit(actor, assignment) ||
  kase.assignments.some((one) => one.part === 'lead' && isInHand(one.status) && isUnit(actor, one))

/** That a unit asks to be let off, and why, is between that unit and the offices until it is decided. */
export const mayReadReturn = (actor: Actor, kase: SuggestionCase, unitId: unknown): boolean =>
  isStaff(actor, kase) ||
  kase.assignments.some((assignment) => assignment.unit_id === unitId && isUnit(actor, assignment))

const publishable: readonly SuggestionState[] = [
  'awaiting_evaluation',
  'rehandling',
  'joint_review',
  'tracking',
  'oversight',
  'closed',
  'closed_with_dissent',
]

export const mayBePublished = ({ suggestion }: SuggestionCase): boolean =>
  !suggestion.confidential &&
  suggestion.wishes_publication &&
  publishable.includes(suggestion.status as SuggestionState)
