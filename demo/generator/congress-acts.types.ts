import type { ActivityContent } from '../content/congress/congress.types.ts'

export type MotionAct = { motion: string } & (
  | { do: 'draftMotion' | 'submitMotion' | 'registerMotion' | 'passMotion' | 'deliberateMotion' | 'convertMotion' }
  | { do: 'inviteToMotion'; mandates: readonly string[] }
  | { do: 'cosignMotion'; mandate: string; agree: boolean }
  | { do: 'withdrawMotion' | 'consentToWithdrawal'; reason: string }
  | { do: 'decideMotion'; decision: 'agenda' | 'committee' | 'suggestion' | 'conclude'; reason: string }
  | { do: 'reportOnMotion'; report: string }
  | { do: 'voteOnMotion'; votesFor: number; against: number; abstained: number; deputies: number }
)

export type SessionAct = { do: 'setMotionDeadline'; congress: string; session: number; deadline: string }

export type TopicAct = { topic: string } & (
  | { do: 'draftTopic' | 'publishTopic' | 'closeTopic' }
  | { do: 'withdrawTopic'; reason: string }
  | { do: 'claimTopic'; mandate: string }
  | { do: 'noteOnTopic'; mandate: string; notes: string }
  | { do: 'releaseTopic'; mandate: string; reason: string }
  | { do: 'linkToTopic'; mandate: string; story: string }
)

/** Of the congress's leader in person, or of the government's by the hand of its office. */
export type LeadSide = 'congress' | 'government'

export type OversightAct = { oversight: string } /** What is handed over later comes under it then (`addCase`). */ & (
  | { do: 'proposeOversight'; stories: readonly string[] }
  | { do: 'noteDecision'; number: string }
  | { do: 'confirmLeading'; side: LeadSide }
  | { do: 'noteActivity'; activity: Omit<ActivityContent, 'after'> }
  /** `order`: of the activity that is signed, from 0. */
  | { do: 'countersign'; side: LeadSide; order: number }
  | { do: 'addCase'; story: string }
  | { do: 'noteFaceReply'; story: string; headName: string; note: string }
  | { do: 'concludeOversight'; conclusion: string }
)

export type MeetingAct = { meeting: string } & (
  | { do: 'planMeeting'; title: string; line: 'in_session' | 'recess'; heldOn: string; place: string; note: string }
  | { do: 'pickCases'; stories: readonly string[] }
  | { do: 'handOverAll' }
  | { do: 'signLists'; note: string }
  | { do: 'keepMinutes'; minutes: string }
)

/** What the congress and its organs do beside the stories; `at` as in a story's act. */
export type TimedCongressAct = { at: string } & (MotionAct | SessionAct | TopicAct | OversightAct | MeetingAct)
