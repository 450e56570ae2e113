import type { AssignmentState, SuggestionState } from '#modules/suggestion/suggestion.ts'
import type { IconName } from './icons.tsx'

/** A state is told by word, icon and colour together, never by colour alone. */
export type Tone = 'draft' | 'waiting' | 'running' | 'good' | 'wanting' | 'over'

export const iconOfTone: Record<Tone, IconName> = {
  draft: 'write',
  waiting: 'waiting',
  running: 'running',
  good: 'done',
  wanting: 'warn',
  over: 'stopped',
}

export const toneOfCase: Record<SuggestionState, Tone> = {
  draft: 'draft',
  cosigning: 'draft',
  submitted: 'waiting',
  registered: 'waiting',
  reviewing: 'waiting',
  returned_for_revision: 'wanting',
  converted_to_letter: 'over',
  merged: 'over',
  split: 'over',
  withdrawn: 'over',
  accepted: 'waiting',
  pre_assignment: 'waiting',
  assigned: 'running',
  handling: 'running',
  replied: 'running',
  awaiting_evaluation: 'waiting',
  rehandling: 'wanting',
  joint_review: 'wanting',
  tracking: 'running',
  oversight: 'wanting',
  closed: 'good',
  closed_with_dissent: 'over',
}

export const toneOfAssignment: Record<AssignmentState, Tone> = {
  proposed: 'draft',
  assigned: 'waiting',
  signed: 'running',
  return_requested: 'wanting',
  reassigned: 'over',
  handling: 'running',
  reply_drafting: 'running',
  signed_off: 'running',
  gov_review: 'waiting',
  replied: 'good',
  co_opinion_submitted: 'good',
  co_opinion_accepted: 'good',
  rehandling: 'wanting',
  done: 'good',
  cancelled: 'over',
}
