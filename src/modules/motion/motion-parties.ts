import type { Party } from '#modules/party/party.ts'
import { isOpenForCosigning, type MotionState, motionProcess } from './motion.ts'

/** What the party lines of a motion are computed from; ids, states and deadlines only. */
export type MotionFacts = {
  state: MotionState
  /** Submitted at some time: from then on it is the congress's paper. */
  submitted: boolean
  lead: { mandateId: string; inOffice: boolean }
  /** `askedAgain`: confirmed another text; `hasAnswered`: at some time. */
  cosigners: readonly {
    mandateId: string
    status: string
    inOffice: boolean
    askedAgain: boolean
    hasAnswered: boolean
  }[]
  counted: number
  needed: number
  /** The secretariat of the session, or the congress's own office where there is none. */
  deskId: string | null
  /** The office that keeps the congress's papers, when it is not the desk. */
  officeId: string | null
  /** The organ of the presidium, where it works here itself; else the desk enters what it decided. */
  presidiumId: string | null
  committeeId: string | null
  withdrawalAsked: boolean
  deadline: Date | null
}

/** To-do codes bear the kind of their case: a to-do page shows many kinds. */
export function partiesOfMotion(facts: MotionFacts): Party[] {
  const line = (holderId: string, role: string, todo: string | null, dueBefore: Date | null = null): Party => ({
    holderId,
    role,
    state: facts.state,
    todo,
    dueBefore,
    until: null,
  })
  const open = isOpenForCosigning(facts.state)
  const due = open ? facts.deadline : null
  const mayBeSubmitted = facts.state === 'cosigning' && facts.counted >= facts.needed
  const cosigners = facts.cosigners
    // who is no longer asked, and never answered, sees nothing of it
    .filter(({ status, hasAnswered }) => status === 'confirmed' || (open && (status !== 'withdrawn' || hasAnswered)))
    .map(({ mandateId, status, askedAgain }) =>
      status === 'invited'
        ? line(mandateId, 'cosigner', askedAgain ? 'motionRecosign' : 'motionCosign', due)
        : line(mandateId, 'cosigner', null),
    )
  const lead = line(facts.lead.mandateId, 'lead', mayBeSubmitted && facts.lead.inOffice ? 'motionSubmit' : null, due)
  return [lead, ...cosigners, ...(facts.submitted ? congressSide(facts, line) : [])]
}

const deskTodo: Partial<Record<MotionState, string>> = {
  submitted: 'motionRegister',
  secretariat_check: 'motionCheck',
  on_agenda: 'motionDeliberate',
  deliberated: 'motionVote',
}
const presidiumTodo: Partial<Record<MotionState, string>> = {
  presidium_decision: 'motionDecide',
  committee_report: 'motionDecide',
}

type Line = (holderId: string, role: string, todo: string | null) => Party

function congressSide(facts: MotionFacts, line: Line): Party[] {
  const { state, deskId, officeId, presidiumId, committeeId } = facts
  const over = motionProcess.isFinal(state)
  const decision = over ? null : facts.withdrawalAsked ? 'motionConsent' : (presidiumTodo[state] ?? null)
  const work = over ? null : (deskTodo[state] ?? null)
  const parties: Party[] = []
  const hasPresidium = presidiumId !== null && presidiumId !== deskId
  if (deskId) parties.push(line(deskId, 'desk', hasPresidium ? work : (decision ?? work)))
  if (hasPresidium) parties.push(line(presidiumId, 'presidium', decision))
  if (officeId && officeId !== deskId) parties.push(line(officeId, 'office', null))
  if (committeeId && ![deskId, officeId, presidiumId].includes(committeeId)) {
    parties.push(line(committeeId, 'committee', state === 'referred_to_committee' ? 'motionReport' : null))
  }
  return parties
}
