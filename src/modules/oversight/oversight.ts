import { defineProcess } from '#kernel/process.ts'
import { Refusal } from '#kernel/refusal.ts'

/** The life of a key oversight (重点督办), from the office's proposal to the leaders' conclusion. */
export const oversightProcess = defineProcess('oversight', {
  proposed: { decide: 'decided', withdraw: 'withdrawn' },
  decided: { begin: 'under_way', withdraw: 'withdrawn' },
  under_way: { work: 'under_way', conclude: 'concluded', withdraw: 'withdrawn' },
  concluded: {},
  withdrawn: {},
})
export const oversightStates = oversightProcess.states
export type OversightState = (typeof oversightStates)[number]

export const leadSides = ['congress', 'government'] as const
export type LeadSide = (typeof leadSides)[number]

export const activityKinds = ['report_heard', 'site_visit', 'discussion', 'other'] as const
export type ActivityKind = (typeof activityKinds)[number]

export const oversightLimits = { titleMax: 60, wordsMax: 2000, nameMax: 40, casesMost: 40 } as const

/** A leader alone, or one of each side together (双领衔). */
export function checkLeads(leads: readonly { side: LeadSide }[]): void {
  const sides = new Set(leads.map(({ side }) => side))
  if (leads.length === 0 || leads.length > 2 || sides.size !== leads.length) {
    throw new Refusal('invalid', 'oversight.lead_shape')
  }
}

/** It begins when everyone who is to lead it has said so themself. */
export const allConfirmed = (leads: readonly { confirmed: boolean }[]): boolean =>
  leads.length > 0 && leads.every(({ confirmed }) => confirmed)

export type LeadPerson = { personId: string | null; name: string }

/**
 * Who heads a unit that handles one of the cases leads no oversight of it. A leader who is known by name only is
 * compared by name: the office then names the person.
 */
export function checkConflict(
  leads: readonly LeadPerson[],
  heads: readonly { personId: string; name: string }[],
): void {
  const isHead = ({ personId, name }: LeadPerson): boolean =>
    heads.some((head) => (personId === null ? head.name === name : head.personId === personId))
  if (leads.some(isHead)) throw new Refusal('forbidden', 'oversight.lead_heads_unit')
}

const inHand = [
  'handling',
  'awaiting_evaluation',
  'rehandling',
  'joint_review',
  'tracking',
  'oversight',
  'closed',
  'closed_with_dissent',
]

/** 面复 is the answer of a unit that has the case in hand: none before it was signed for. */
export const isFaceable = ({ state }: { state: string }): boolean => inHand.includes(state)

const endedUnanswered = ['withdrawn', 'merged', 'split', 'converted_to_letter']

/** 面复: how many cases the main head of the unit still has to answer in person. */
export const facesMissing = (cases: readonly { state: string; faceRepliedOn: string | null }[]): number =>
  cases.filter(({ state, faceRepliedOn }) => faceRepliedOn === null && !endedUnanswered.includes(state)).length

const dayMs = 86_400_000

/** Nothing moved for so many days; a day begun is not a day. */
export const isStalled = (movedAt: Date, now: Date, days: number): boolean =>
  now.getTime() - movedAt.getTime() >= days * dayMs

/** 督办活动的照片和附件. */
export const activityFiles = { kind: 'oversight_activity', place: 'activity' } as const

/** Whether what was noted of an activity stands as it is: signed by one who leads, or the oversight has ended. */
export const isActivityClosed = (state: string, isSigned: boolean): boolean =>
  isSigned || !oversightProcess.allows(state as OversightState, 'work')
