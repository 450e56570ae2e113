import type { Party } from '#modules/party/party.ts'
import { isOpenForCosigning, type MotionState, motionProcess, type Submission } from './motion.ts'

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
  /** Who works on it now: the secretariat of the session while it goes on, else the congress's own office. */
  deskId: string | null
  /** Both of them read it, whichever has the desk. */
  keeperIds: readonly string[]
  /** The organ of the presidium, where it works here itself; else the desk enters what it decided. */
  presidiumId: string | null
  committeeId: string | null
  withdrawalAsked: boolean
  /** Whether it can be handed in now. */
  submission: Submission
  /** Until when the session that goes on or comes next takes motions. */
  deadline: Date | null
}

type Waiting = Pick<MotionFacts, 'state' | 'counted' | 'needed' | 'submission' | 'deadline'> & {
  lead: { inOffice: boolean }
}

/** Of who leads it is asked what can be done now: to submit it; after the deadline to make a suggestion of it. */
export function waitsForLead({ state, lead, counted, needed, submission, deadline }: Waiting) {
  const hasEnough = state === 'cosigning' && counted >= needed && lead.inOffice
  const todo = submission === 'open' ? 'motionSubmit' : submission === 'over' ? 'motionConvert' : null
  const due = isOpenForCosigning(state) && submission !== 'over' ? deadline : null
  return { todo: hasEnough ? todo : null, due }
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
  const { todo, due } = waitsForLead(facts)
  const cosigners = facts.cosigners
    // who is no longer asked, and never answered, sees nothing of it
    .filter(({ status, hasAnswered }) => status === 'confirmed' || (open && (status !== 'withdrawn' || hasAnswered)))
    .map(({ mandateId, status, askedAgain }) =>
      status === 'invited'
        ? line(mandateId, 'cosigner', askedAgain ? 'motionRecosign' : 'motionCosign', due)
        : line(mandateId, 'cosigner', null),
    )
  const lead = line(facts.lead.mandateId, 'lead', todo, due)
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
  const { state, deskId, keeperIds, presidiumId, committeeId } = facts
  const over = motionProcess.isFinal(state)
  const decision = over ? null : facts.withdrawalAsked ? 'motionConsent' : (presidiumTodo[state] ?? null)
  const work = over ? null : (deskTodo[state] ?? null)
  const parties: Party[] = []
  const hasPresidium = presidiumId !== null && presidiumId !== deskId
  if (deskId) parties.push(line(deskId, 'desk', hasPresidium ? work : (decision ?? work)))
  if (hasPresidium) parties.push(line(presidiumId, 'presidium', decision))
  for (const id of keeperIds) if (id !== deskId) parties.push(line(id, 'office', null))
  if (committeeId && ![deskId, presidiumId, ...keeperIds].includes(committeeId)) {
    parties.push(line(committeeId, 'committee', state === 'referred_to_committee' ? 'motionReport' : null))
  }
  return parties
}
