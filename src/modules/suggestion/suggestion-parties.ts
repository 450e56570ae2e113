import type { AreaLevel } from '#kernel/actor.ts'
import type { Party } from '#modules/party/party.ts'
import {
  type AssignmentState,
  isInHand,
  isOpenForCosigning,
  registrarRole,
  type SuggestionPeriod,
  type SuggestionState,
  suggestionProcess,
} from './suggestion.ts'
import { isBeforeRegistration } from './suggestion-course.ts'

export type ClockRule = `suggestion.${SuggestionPeriod}`

/** What the party lines of a suggestion are computed from; ids, states and deadlines only. */
export type PartyFacts = {
  state: SuggestionState
  /** At some time; what was sent back or withdrawn later was. */
  wasSubmitted: boolean
  level: AreaLevel
  /** `laterMandateId`: of the same person in a later term. `canAct`: in office and not suspended. */
  lead: { mandateId: string; laterMandateId: string | null; canAct: boolean }
  /** `askedAgain`: confirmed another text; `hasAnswered`: at some time. */
  cosigners: readonly {
    mandateId: string
    status: string
    canAct: boolean
    askedAgain: boolean
    hasAnswered: boolean
  }[]
  registrarId: string | null
  distributorId: string | null
  assignments: readonly {
    id: string
    unitId: string
    part: 'lead' | 'co' | 'separate'
    state: AssignmentState
    openCommitments: number
    /** When the first open promise of the unit is due. */
    promiseDue: Date | null
  }[]
  openEvaluations: readonly { id: string; assignmentId: string; evaluator: 'lead' | 'cosigner' | 'deputy_office' }[]
  unconfirmedConsultations: readonly { mandateId: string }[]
  /** Who has to say whether promises were kept that a unit says it has kept. */
  confirmers: readonly ('lead' | 'cosigner' | 'deputy_office')[]
  /** The secretariat of the session in which it was submitted; null in recess. */
  secretariatId: string | null
  /** The session goes on and its secretariat is staffed: it takes in, the office does not. */
  isInSession: boolean
  /** 对口: in whose field it lies. */
  committees: readonly string[]
  /** A promise was not kept in time, and its unit has not been reminded since. */
  latePromises: boolean
  /** The sponsors of what was merged into this case. */
  followers: readonly string[]
  /** The parts whose units ask for more time, or that their clock stand still. */
  deadlinesAsked: readonly string[]
  publication: {
    state: string
    hasNewAnswers: boolean
    deputyAgreed: boolean
    agreer: 'lead' | 'cosigner' | 'deputy_office'
    unitChecked: boolean
    uncheckedUnits: readonly string[]
  } | null
  /** Entered from paper and not answered for yet: whether the deputy can do it in the app. */
  paper: { deputyCan: boolean } | null
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
    ...followers(facts, line),
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
    if (facts.paper?.deputyCan && !suggestionProcess.isFinal(facts.state)) return 'confirmPaper'
    if (facts.state === 'returned_for_revision') return 'revise'
    if (facts.state === 'cosigning' && allAnswered) return 'submit'
    if (evaluation) return 'evaluate'
    return facts.confirmers.includes('lead') ? 'confirmCommitment' : null
  }
  const leadHolder = facts.lead.laterMandateId ?? facts.lead.mandateId
  const lead = line(
    leadHolder,
    'lead',
    facts.lead.canAct ? leadTodo() : null,
    evaluation ? facts.due(evaluation.id, 'suggestion.evaluate') : soonestAnswer(facts),
  )
  const cosignerRound = facts.openEvaluations.find((round) => round.evaluator === 'cosigner')
  const firstConfirmed = facts.cosigners.find((cosigner) => cosigner.status === 'confirmed' && cosigner.canAct)
  const cosigners = facts.cosigners
    .filter(({ status, hasAnswered }) => {
      if (status === 'confirmed') return true
      // who took the signature back sees that it was, as long as it can be; who is no longer asked sees nothing
      return status === 'withdrawn' ? hasAnswered && isBeforeRegistration(facts.state) : isOpenForCosigning(facts.state)
    })
    .map((cosigner) => {
      const evaluates = cosignerRound && cosigner.mandateId === firstConfirmed?.mandateId
      const isFirst = cosigner.mandateId === firstConfirmed?.mandateId
      const confirms = isFirst && facts.confirmers.includes('cosigner') ? 'confirmCommitment' : null
      const asked = cosigner.askedAgain ? 'recosign' : 'cosign'
      const todo = cosigner.status === 'invited' ? asked : evaluates ? 'evaluate' : confirms
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

/** Sponsors of a merged case follow the main one; who is its sponsor already has a line of their own. */
function followers(facts: PartyFacts, line: Line): Party[] {
  const own = [facts.lead.mandateId, facts.lead.laterMandateId, ...facts.cosigners.map(({ mandateId }) => mandateId)]
  return facts.followers
    .filter((mandateId) => !own.includes(mandateId))
    .map((mandateId) => line(mandateId, 'follower', null, null))
}

// what was put away unsubmitted has never been anybody's but its sponsors'
const isBeforeSubmission = ({ state, wasSubmitted }: PartyFacts): boolean =>
  state === 'draft' || state === 'cosigning' || !wasSubmitted

function congressSide(facts: PartyFacts, line: Line): Party[] {
  if (isBeforeSubmission(facts)) return []
  const parties: Party[] = []
  const officeEvaluates = facts.openEvaluations.find((round) => round.evaluator === 'deputy_office')
  const intake = facts.due(facts.caseId, 'suggestion.intake')
  if (facts.secretariatId) {
    const todo = facts.isInSession && intakeStates.includes(facts.state) ? intakeTodo(facts) : null
    parties.push(line(facts.secretariatId, 'secretariat', todo, intake))
  }
  if (facts.registrarId) {
    const confirms = facts.confirmers.includes('deputy_office') ? 'confirmCommitment' : null
    // 督办: by the committee of the field; where there is none, by the office
    const presses = facts.committees.length === 0 ? pressing(facts) : null
    const intakeHere = facts.isInSession && intakeStates.includes(facts.state) ? null : intakeTodo(facts)
    const todo = officeEvaluates ? 'evaluate' : (intakeHere ?? confirms ?? presses)
    const due = officeEvaluates ? facts.due(officeEvaluates.id, 'suggestion.evaluate') : intake
    parties.push(line(facts.registrarId, registrarRole(facts.level), todo, due ?? soonestAnswer(facts)))
  }
  const distributes = distributorStates.includes(facts.state) || facts.assignments.length > 0
  if (facts.distributorId && distributes) {
    const { todo, due } = distributorTodo(facts)
    parties.push(line(facts.distributorId, 'distributor', todo, due ?? intake ?? soonestAnswer(facts)))
  }
  parties.push(...facts.committees.map((id) => line(id, 'committee', pressing(facts), soonestAnswer(facts))))
  return parties
}

const pressing = ({ state, latePromises }: PartyFacts): string | null =>
  state === 'oversight' && latePromises ? 'pressPromise' : null

function distributorTodo(facts: PartyFacts): { todo: string | null; due: Date | null } {
  const inState = (state: AssignmentState) => facts.assignments.find((assignment) => assignment.state === state)
  if (suggestionProcess.isFinal(facts.state)) return { todo: null, due: null }
  const returned = inState('return_requested')
  if (returned) return { todo: 'decideReturn', due: facts.due(returned.id, 'suggestion.returnDecision') }
  const reviewed = inState('gov_review')
  if (reviewed) return { todo: 'reviewReply', due: unitDue(facts, reviewed) }
  const asking = facts.assignments.filter(({ id }) => facts.deadlinesAsked.includes(id))
  if (asking.length > 0) return { todo: 'decideDeadline', due: soonestOf(asking.map((one) => unitDue(facts, one))) }
  return { todo: facts.state === 'accepted' ? 'planAssignment' : null, due: null }
}

/** What is not confirmed yet waits after its registration for the deputy's word, or for the signed paper's. */
function intakeTodo({ state, paper }: PartyFacts): string | null {
  const isWaiting = paper !== null && (state === 'registered' || state === 'reviewing')
  return isWaiting ? 'recordSignedPaper' : (registrarTodo[state] ?? null)
}

const intakeStates: readonly SuggestionState[] = ['submitted', 'registered', 'reviewing']
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

// what was only proposed concerns the unit from the handing over on
function units(facts: PartyFacts, line: Line): Party[] {
  return facts.assignments
    .filter(({ state }) => isInHand(state) || (state === 'cancelled' && facts.state === 'withdrawn'))
    .flatMap((assignment) => [
      line(assignment.unitId, `unit:${assignment.id}`, unitTodo(facts, assignment), unitDue(facts, assignment)),
      ...firstContact(facts, assignment, line),
    ])
}

/** Beside its part, which a list shows with the day of the answer: the unit has not spoken with the deputy yet. */
function firstContact(facts: PartyFacts, { id, unitId, state }: AssignmentFacts, line: Line): Party[] {
  const due = contactStates.includes(state) ? facts.due(id, 'suggestion.firstContact') : null
  // the name comes after `unit:` in any order of words, so that the part's own line speaks for the case in lists
  return due ? [line(unitId, `without_contact:${id}`, 'noteConsultation', due)] : []
}

// who has not signed yet has that to do first; who asks to be let off waits for the decision
const contactStates: readonly AssignmentState[] = ['signed', 'handling', 'reply_drafting', 'signed_off', 'gov_review']

type AssignmentFacts = PartyFacts['assignments'][number]

function unitDue(facts: PartyFacts, { id, state, part, promiseDue }: AssignmentFacts): Date | null {
  if (state === 'assigned') return facts.due(id, 'suggestion.acknowledge')
  if (part === 'co') return facts.due(id, 'suggestion.coOpinionAgain') ?? facts.due(id, 'suggestion.coOpinion')
  if (state === 'done' || state === 'replied') return promiseDue
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
  return soonestOf(dates)
}

const soonestOf = (dates: readonly (Date | null)[]): Date | null =>
  dates.filter((date) => date !== null).toSorted((one, other) => one.getTime() - other.getTime())[0] ?? null

function unitTodo(facts: PartyFacts, assignment: AssignmentFacts): string | null {
  // what was promised is owed, also where the office has closed the case over the deputy's objection
  const owes = assignment.openCommitments > 0 && facts.state === 'closed_with_dissent'
  if (suggestionProcess.isFinal(facts.state)) return owes ? 'fulfilCommitment' : null
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
  const agreer = agreerId(facts, publication.agreer)
  if (!publication.deputyAgreed && agreer) parties.push(line(agreer, 'publication', 'agreePublication', null))
  for (const unitId of publication.uncheckedUnits) parties.push(line(unitId, 'publication', 'checkPublication', null))
  if (publication.deputyAgreed && publication.unitChecked && facts.registrarId) {
    const step = publication.hasNewAnswers ? 'preparePublication' : 'releasePublication'
    parties.push(line(facts.registrarId, 'publication', step, null))
  }
  return parties
}

function agreerId(facts: PartyFacts, agreer: 'lead' | 'cosigner' | 'deputy_office'): string | null {
  if (agreer === 'lead') return facts.lead.laterMandateId ?? facts.lead.mandateId
  if (agreer === 'deputy_office') return facts.registrarId
  return facts.cosigners.find(({ status, canAct }) => status === 'confirmed' && canAct)?.mandateId ?? null
}
