import type { SuggestionCategory } from '../content.types.ts'

/** How far a motion has come: of a session that is over, of the one that goes on, or for the one that comes. */
export type MotionEnd =
  | { state: 'draft' | 'cosigning' | 'submitted' | 'secretariat_check' | 'presidium_decision' }
  | { state: 'on_agenda' | 'deliberated' }
  | { state: 'voted'; votes: { votesFor: number; against: number; abstained: number } }
  | { state: 'referred_to_committee'; committee: string }
  | { state: 'committee_report'; committee: string; report: string }
  | { state: 'concluded'; committee: string; report: string; reason: string }
  /** By the presidium (`decided`), or by the lead sponsor when there were too few names at the deadline. */
  | { state: 'converted_to_suggestion'; by: 'decided' | 'lead'; reason: string; story: string }
  | { state: 'withdrawn'; consented: boolean; reason: string }

export type MotionContent = {
  key: string
  title: string
  category: SuggestionCategory
  town: string
  occupation: string
  /** To the congress of the town. Absent: the district's. */
  congress?: 'township'
  yearsAgo?: 1
  /** Who was asked and has put their name to it; of the others each of `declined` said no. */
  confirmed: number
  declined?: number
  subject: string
  grounds: string
  proposal: string
  end: MotionEnd
}

export type TopicContent = {
  key: string
  title: string
  category: SuggestionCategory
  background: string
  direction: string
  /** The organ that put it on the list. */
  keeper: string
  congress?: 'township'
  /** Absent: as many as wish. */
  claimsMax?: number
  state: 'draft' | 'published' | 'closed' | 'withdrawn'
  /** Of the year before. */
  yearsAgo?: 1
  reason?: string
  /** Suggestions that came of it, told by those who claimed it. */
  stories?: readonly string[]
  /** What those who have claimed it and have nothing to show yet have noted; an empty note: nothing. */
  notes?: readonly string[]
  /** Why somebody gave it back. */
  released?: string
}

export type ActivityContent = {
  kind: 'report_heard' | 'site_visit' | 'discussion' | 'other'
  /** Days after the decision. */
  after: number
  place: string
  people: string
  found: string
  asked: string
}

export type OversightContent = {
  key: string
  title: string
  grounds: string
  committee: string
  /** Suggestions of one matter. */
  stories: readonly string[]
  /** Which of the leaders of the congress, from 0. */
  leader: number
  /** 双领衔 */
  government?: { name: string; title: string }
  /** After which turn of the stories it was proposed; absent: after they were handed over. */
  since?: 'evaluatedOn' | 'secondEvaluatedOn'
  activities: readonly ActivityContent[]
  faceReply?: string
  conclusion?: string
  /** How far it goes; absent: as far as its activities. */
  until?: 'proposed' | 'decided'
}
