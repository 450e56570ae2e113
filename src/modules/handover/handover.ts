import { defineProcess } from '#kernel/process.ts'

/** The life of a handover meeting (交办会). What failed is handed over again while the meeting stands as held. */
export const meetingProcess = defineProcess('handover', {
  planned: { handOver: 'held', cancel: 'cancelled' },
  held: { handOver: 'held', minute: 'held' },
  cancelled: {},
})
export const meetingStates = meetingProcess.states
export type MeetingState = (typeof meetingStates)[number]

/** One suggestion at a meeting. `handing`: taken by one who hands over, so that nobody else takes it too. */
export const pickProcess = defineProcess('handover', {
  picked: { claim: 'handing' },
  handing: { succeed: 'handed_over', fail: 'failed', release: 'picked' },
  failed: { retry: 'picked' },
  handed_over: {},
})
export const pickStates = pickProcess.states
export type PickState = (typeof pickStates)[number]

/** The states of a suggestion in which it can be handed over. */
export const openStates = ['accepted', 'pre_assignment'] as const

/** As it is told: `gone` was withdrawn or handed over elsewhere before this meeting did, and it never will. */
export const toldPicks = [...pickStates, 'gone'] as const
export type ToldPick = (typeof toldPicks)[number]
export const tellPick = (pick: PickState, state: string): ToldPick =>
  (pick === 'picked' || pick === 'failed') && !openStates.some((open) => open === state) ? 'gone' : pick

export const meetingLines = ['in_session', 'recess'] as const
export type MeetingLine = (typeof meetingLines)[number]

export const handoverLimits = { titleMax: 60, wordsMax: 10_000, placeMax: 80, pickMost: 1000, atOnce: 10 } as const

export const warningCodes = ['missing_plan', 'confidential'] as const
export type WarningCode = (typeof warningCodes)[number]

/** What the office should know of a suggestion before it is handed over. Advice; what can't be done is told after. */
export function warningsOf(kase: {
  pick: ToldPick
  state: string
  units: number
  confidential: boolean
}): WarningCode[] {
  const warnings: WarningCode[] = []
  const waits = kase.pick !== 'handed_over' && kase.pick !== 'gone'
  if (waits && (kase.units === 0 || kase.state === 'accepted')) warnings.push('missing_plan')
  if (kase.confidential) warnings.push('confidential')
  return warnings
}

const leaseMs = 120_000
const oneGoMs = 3_600_000

/** Whoever took a case earlier than this was cut off: others may look at it. */
export const leftBefore = (now: Date): Date => new Date(now.getTime() - leaseMs)

/**
 * The instant at which a case is handed over: all of one go at the same, so that they have one day and one deadline,
 * also where midnight passes. What is handed over later has its own.
 */
export const instantOf = (begunAt: Date, now: Date): Date =>
  now.getTime() - begunAt.getTime() < oneGoMs && now >= begunAt ? begunAt : now

export const candidateSorts = ['number', 'earliest', 'latest'] as const
export type CandidateSort = (typeof candidateSorts)[number]
