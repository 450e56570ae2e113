import type { MeetingState, ToldPick } from '#modules/handover/handover.ts'
import type { OversightState } from '#modules/oversight/oversight.ts'
import type { Tone } from './case-tone.ts'

export const toneOfOversight: Record<OversightState, Tone> = {
  proposed: 'waiting',
  decided: 'waiting',
  under_way: 'running',
  concluded: 'good',
  withdrawn: 'over',
}
export const toneOfMeeting: Record<MeetingState, Tone> = { planned: 'waiting', held: 'good', cancelled: 'over' }
export const toneOfPick: Record<ToldPick, Tone> = {
  picked: 'waiting',
  handing: 'running',
  handed_over: 'good',
  failed: 'wanting',
  gone: 'over',
}
