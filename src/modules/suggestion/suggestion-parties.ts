import type { AreaLevel } from '#kernel/actor.ts'
import type { Party } from '#modules/party/party.ts'
import {
  type AssignmentState,
  registrarRole,
  type SuggestionPeriod,
  type SuggestionState,
  suggestionProcess,
} from './suggestion.ts'

export type ClockRule = `suggestion.${SuggestionPeriod}`

/** What the party lines of a suggestion are computed from; ids, states and deadlines only. */
export type PartyFacts = {
  state: SuggestionState
  level: AreaLevel
  /** `laterMandateId`: of the same person in a later term. */
  lead: { mandateId: string; laterMandateId: string | null; inOffice: boolean }
  cosigners: readonly { mandateId: string; status: string; inOffice: boolean }[]
  registrarId: string | null
  distributorId: string | null
  assignments: readonly {
    id: string
    unitId: string
    part: 'lead' | 'co' | 'separate'
    state: AssignmentState
    openCommitments: number
  }[]
  openEvaluations: readonly { id: string; assignmentId: string; evaluator: 'lead' | 'cosigner' | 'deputy_office' }[]
  unconfirmedConsultations: readonly { mandateId: string }[]
  keptCommitments: number
  publication: { state: string; deputyAgreed: boolean; unitChecked: boolean } | null
  /** The deadline of a live clock, by what it hangs on and its rule. */
  due(subjectId: string, ruleId: ClockRule): Date | null
  caseId: string
}

/** Who has to do with a suggestion and what waits for whom. The to-do pages and all lists are made of this. */
export function partiesOf(facts: PartyFacts): Party[] {
  const line = (holderId: string, role: string, todo: string | null, dueBefore: Date | null): Party => ({
    holderId,
    role,
    state: facts.state,
    todo,
    dueBefore,
    until: null,
  })
  return [
    ...deputies(facts, line),
    ...congressSide(facts, line),
    ...units(facts, line),
    ...publicationSteps(facts, line),
  ]
}

type Line = (holderId: string, role: string, todo: string | null, dueBefore: Date | null) => Party

function deputies(facts: PartyFacts, line: Line): Party[] {
  const evaluation = facts.openEvaluations.find((round) => round.evaluator === 'lead')
  const allAnswered = facts.cosigners.every((cosigner) => cosigner.status !== 'invited')
  const leadTodo = (): string | null => {
    if (facts.state === 'returned_for_revision') return 'revise'
    if (facts.state === 'cosigning' && allAnswered) return 'submit'
    if (evaluation) return 'evaluate'
    return facts.keptCommitments > 0 ? 'confirmCommitment' : null
  }
  const leadHolder = facts.lead.laterMandateId ?? facts.lead.mandateId
  const lead = line(
    leadHolder,
    'lead',
    facts.lead.inOffice ? leadTodo() : null,
    evaluation ? facts.due(evaluation.id, 'suggestion.evaluate') : soonestAnswer(facts),
  )
  const cosignerRound = facts.openEvaluations.find((round) => round.evaluator === 'cosigner')
  const firstConfirmed = facts.cosigners.find((cosigner) => cosigner.status === 'confirmed' && cosigner.inOffice)
  const cosigners = facts.cosigners
    .filter((cosigner) => cosigner.status !== 'withdrawn')
    .filter((cosigner) => cosigner.status === 'confirmed' || isOpenForCosigning(facts.state))
    .map((cosigner) => {
      const evaluates = cosignerRound && cosigner.mandateId === firstConfirmed?.mandateId
      const todo = cosigner.status === 'invited' ? 'cosign' : evaluates ? 'evaluate' : null
      return line(
        cosigner.mandateId,
        'cosigner',
        todo,
        evaluates ? facts.due(cosignerRound.id, 'suggestion.evaluate') : null,
      )
    })
  const consulted = [...new Set(facts.unconfirmedConsultations.map((one) => one.mandateId))].map((mandateId) =>
    line(mandateId, 'consulted', 'confirmConsultation', null),
  )
  return [lead, ...cosigners, ...consulted]
}

export const isOpenForCosigning = (state: SuggestionState): boolean =>
  state === 'draft' || state === 'cosigning' || state === 'returned_for_revision'

const beforeSubmission: readonly SuggestionState[] = ['draft', 'cosigning']

function congressSide(facts: PartyFacts, line: Line): Party[] {
  if (beforeSubmission.includes(facts.state)) return []
  const parties: Party[] = []
  const officeEvaluates = facts.openEvaluations.find((round) => round.evaluator === 'deputy_office')
  if (facts.registrarId) {
    const todo = officeEvaluates ? 'evaluate' : (registrarTodo[facts.state] ?? null)
    const intake = facts.due(facts.caseId, 'suggestion.intake')
    parties.push(line(facts.registrarId, registrarRole(facts.level), todo, intake ?? soonestAnswer(facts)))
  }
  const distributes = distributorStates.includes(facts.state) || facts.assignments.length > 0
  if (facts.distributorId && distributes) {
    const decides = facts.assignments.some((assignment) => assignment.state === 'return_requested')
    const todo = decides ? 'decideReturn' : facts.state === 'accepted' ? 'planAssignment' : null
    const intake = facts.due(facts.caseId, 'suggestion.intake')
    parties.push(line(facts.distributorId, 'distributor', todo, intake ?? soonestAnswer(facts)))
  }
  return parties
}

const registrarTodo: Partial<Record<SuggestionState, string>> = {
  submitted: 'register',
  registered: 'review',
  reviewing: 'review',
  pre_assignment: 'assign',
  joint_review: 'concludeReview',
}
const distributorStates: readonly SuggestionState[] = [
  'accepted',
  'pre_assignment',
  'assigned',
  'handling',
  'rehandling',
]

function units(facts: PartyFacts, line: Line): Party[] {
  return facts.assignments
    .filter((assignment) => !hiddenFromUnit.includes(assignment.state))
    .map((assignment) =>
      line(assignment.unitId, `unit:${assignment.id}`, unitTodo(facts, assignment), unitDue(facts, assignment)),
    )
}

type AssignmentFacts = PartyFacts['assignments'][number]

function unitDue(facts: PartyFacts, { id, state, part }: AssignmentFacts): Date | null {
  if (state === 'assigned') return facts.due(id, 'suggestion.acknowledge')
  if (part === 'co') return facts.due(id, 'suggestion.coOpinion')
  return facts.due(id, 'suggestion.answerAgain') ?? facts.due(id, 'suggestion.answer')
}

/** When the case as a whole is due: the first of the answers still awaited. */
function soonestAnswer(facts: PartyFacts): Date | null {
  const dates = facts.assignments
    .filter(({ part, state }) => part !== 'co' && state !== 'proposed')
    .map(
      (assignment) =>
        facts.due(assignment.id, 'suggestion.answerAgain') ?? facts.due(assignment.id, 'suggestion.answer'),
    )
    .filter((date) => date !== null)
  return dates.toSorted((one, other) => one.getTime() - other.getTime())[0] ?? null
}

// what was only proposed concerns the unit from the handing over on
const hiddenFromUnit: readonly AssignmentState[] = ['proposed', 'cancelled', 'reassigned']

function unitTodo(facts: PartyFacts, assignment: AssignmentFacts): string | null {
  if (suggestionProcess.isFinal(facts.state)) return null
  const answers = assignment.part !== 'co'
  switch (assignment.state) {
    case 'assigned':
      return 'acknowledge'
    case 'signed':
    case 'handling':
      return answers ? 'draftReply' : 'giveCoOpinion'
    case 'rehandling':
      return 'draftReply'
    case 'reply_drafting':
      return 'signOff'
    case 'signed_off':
      return 'sendReply'
    default:
      return assignment.openCommitments > 0 && facts.state !== 'awaiting_evaluation' ? 'fulfilCommitment' : null
  }
}

function publicationSteps(facts: PartyFacts, line: Line): Party[] {
  const { publication } = facts
  if (publication?.state !== 'redacted') return []
  const parties: Party[] = []
  if (!publication.deputyAgreed)
    parties.push(line(facts.lead.laterMandateId ?? facts.lead.mandateId, 'publication', 'agreePublication', null))
  if (!publication.unitChecked) {
    const lead = facts.assignments.find(({ part, state }) => part !== 'co' && !hiddenFromUnit.includes(state))
    if (lead) parties.push(line(lead.unitId, 'publication', 'checkPublication', null))
  }
  if (publication.deputyAgreed && publication.unitChecked && facts.registrarId) {
    parties.push(line(facts.registrarId, 'publication', 'releasePublication', null))
  }
  return parties
}
