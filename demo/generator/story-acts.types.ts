import type { AnswerClass, Satisfaction } from '../content/content.types.ts'

export type Part = 'lead' | 'co' | 'separate'
export type ActCommitment = { content: string; owner: string; dueOn: string }

/** Readings, promises and the way to the public. */
export type FollowingAct =
  | { do: 'confirmConsultation' | 'confirmPromise' }
  | { do: 'readReply'; mandate: string }
  | { do: 'keepPromise'; evidence: string }
  | { do: 'preparePublication' | 'redactPublication' | 'agreePublication' | 'releasePublication' }

/** One thing that somebody does in a story; the loader does it through the program's own services. */
export type Act =
  | { do: 'draft' | 'submit' | 'register' | 'assign' }
  | { do: 'invite'; mandates: readonly string[] }
  | { do: 'cosign'; mandate: string; agree: boolean }
  | { do: 'withdraw'; reason: string }
  | { do: 'review'; decision: 'accept' | 'sendBack' | 'convert' | 'merge'; reason: string; into?: string }
  | { do: 'plan'; units: readonly { unit: string; part: Part }[] }
  | { do: 'acknowledge'; unit: string }
  | { do: 'askReturn'; unit: string; reason: string }
  | { do: 'allowReturn'; unit: string; reason: string }
  | { do: 'consult'; unit: string; means: 'meeting' | 'phone'; heldOn: string; summary: string }
  | { do: 'giveOpinion'; unit: string; text: string }
  | { do: 'askExtension'; unit: string; months: number; reason: string }
  | { do: 'askPause'; unit: string; reason: string }
  | { do: 'grantDeadline'; reason: string }
  | { do: 'draftReply'; unit: string; class: AnswerClass; body: string; commitments: readonly ActCommitment[] }
  | { do: 'signReply' | 'sendReply' | 'checkPublication'; unit: string }
  | { do: 'evaluate'; unit: string; attitude: Satisfaction; result: Satisfaction; reason: string }
  | { do: 'concludeReview'; opinion: string }
  | { do: 'split' | 'reopen'; reason: string }
  | FollowingAct

/** `at` is an instant in ISO form with the offset of Shanghai. */
export type TimedAct = { at: string; story: string } & Act
