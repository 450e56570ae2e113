import type { MotionState } from '#modules/motion/motion.ts'
import type { ClaimState, TopicState } from '#modules/topic/topic.ts'
import type { Tone } from './case-tone.ts'

export const toneOfMotion: Record<MotionState, Tone> = {
  draft: 'draft',
  cosigning: 'draft',
  submitted: 'waiting',
  secretariat_check: 'waiting',
  presidium_decision: 'waiting',
  on_agenda: 'running',
  deliberated: 'running',
  voted: 'good',
  referred_to_committee: 'running',
  committee_report: 'waiting',
  concluded: 'good',
  converted_to_suggestion: 'over',
  withdrawn: 'over',
}

export const toneOfTopic: Record<TopicState, Tone> = {
  draft: 'draft',
  published: 'running',
  closed: 'over',
  withdrawn: 'over',
}

export const toneOfClaim: Record<ClaimState, Tone> = {
  claimed: 'waiting',
  researching: 'running',
  suggestion_linked: 'good',
  released: 'over',
  expired: 'over',
}
