import type { AreaLevel } from '#kernel/actor.ts'
import { defineProcess } from '#kernel/process.ts'
import { Refusal } from '#kernel/refusal.ts'
import { bearsSecretMark } from '#kernel/secret-mark.ts'
import { type CosignedText, isWhole } from '#modules/cosign/cosign.ts'
import { defaultRules, valuesAt } from '#modules/rules/rules.ts'

/** The life of a motion (议案, 组织法 art. 22). What was submitted is withdrawn only with the presidium's consent. */
export const motionProcess = defineProcess('motion', {
  draft: { invite: 'cosigning', submit: 'submitted', convert: 'converted_to_suggestion', withdraw: 'withdrawn' },
  cosigning: { invite: 'cosigning', submit: 'submitted', convert: 'converted_to_suggestion', withdraw: 'withdrawn' },
  submitted: { register: 'secretariat_check', consent: 'withdrawn' },
  secretariat_check: { pass: 'presidium_decision', sendBack: 'cosigning', consent: 'withdrawn' },
  presidium_decision: {
    putOnAgenda: 'on_agenda',
    refer: 'referred_to_committee',
    convert: 'converted_to_suggestion',
    consent: 'withdrawn',
  },
  on_agenda: { deliberate: 'deliberated', consent: 'withdrawn' },
  deliberated: { vote: 'voted', consent: 'withdrawn' },
  voted: {},
  referred_to_committee: { report: 'committee_report', consent: 'withdrawn' },
  committee_report: {
    putOnAgenda: 'on_agenda',
    convert: 'converted_to_suggestion',
    conclude: 'concluded',
    consent: 'withdrawn',
  },
  concluded: {},
  converted_to_suggestion: {},
  withdrawn: {},
})
export const motionStates = motionProcess.states
export type MotionState = (typeof motionStates)[number]
export type MotionAction = (typeof motionProcess.actions)[number]

/** 组织法 art. 22: ten deputies from the county up, five in a township, the lead sponsor being one of them. */
export const sponsorsNeeded = (level: AreaLevel): number => valuesAt(level, defaultRules())['motion.sponsors']

/** Counted are the lead sponsor and those who have confirmed themselves and are in office. */
export const sponsorsCounted = (cosigners: readonly { status: string; inOffice: boolean }[]): number =>
  1 + cosigners.filter(({ status, inOffice }) => status === 'confirmed' && inOffice).length

export function checkSponsors(counted: number, level: AreaLevel): void {
  const needed = sponsorsNeeded(level)
  if (counted < needed)
    throw new Refusal('conflict', 'motion.too_few_sponsors', { counted, needed, missing: needed - counted })
}

/** Motions come in during a session and before its deadline; afterwards only the way into a suggestion is open. */
export function checkInTime(session: { motion_deadline_at: Date | null } | undefined, now: Date): void {
  if (!session) throw new Refusal('too_late', 'motion.not_in_session')
  const deadline = session.motion_deadline_at
  if (deadline === null) throw new Refusal('conflict', 'motion.no_deadline_yet')
  if (now >= deadline) throw new Refusal('too_late', 'motion.past_deadline', { deadline: deadline.toISOString() })
}

/** Whether a motion can be handed in now: `over` where no session takes motions any more, and none is called. */
export type Submission = 'open' | 'coming' | 'over'

type ComingSession = { opens_on: string | null; motion_deadline_at: Date | null }

/** By the session that goes on or comes next, as {@link checkInTime} has it. */
export function submissionOf(session: ComingSession | undefined, today: string, now: Date): Submission {
  if (!session || session.opens_on === null) return 'over'
  const { opens_on: opensOn, motion_deadline_at: deadline } = session
  if (opensOn > today || deadline === null) return 'coming'
  return now < deadline ? 'open' : 'over'
}

export const isOpenForCosigning = (state: MotionState): boolean => state === 'draft' || state === 'cosigning'

/** Whether colleagues may read and join a draft: its lead wants them to, and there is a whole text to put a name under. */
export const welcomesJoining = (one: CosignedText & { status: string; welcomes_cosigners: boolean }): boolean =>
  one.welcomes_cosigners && isOpenForCosigning(one.status as MotionState) && isWhole(one)

/** Outside the table: a draft that was put away without ever having been submitted is its lead's to take up again. */
export const isRestorable = ({ status, submitted_at }: { status: string; submitted_at: Date | null }): boolean =>
  status === 'withdrawn' && submitted_at === null

/** Before the vote: from the submission on a withdrawal needs consent. */
export const needsConsent = (state: MotionState): boolean => motionProcess.allows(state, 'consent')

export const motionLimits = {
  titleMax: 60,
  subjectMax: 200,
  groundsMax: 3000,
  proposalMax: 3000,
  reportMax: 10000,
} as const

export const motionParts = ['title', 'subject', 'grounds', 'proposal'] as const

/** Refuses a motion without matter, grounds or plan (案由、案据、方案), and one that bears the mark of a state secret. */
export function checkComplete(draft: Record<(typeof motionParts)[number], string>): void {
  const missing = motionParts.filter((part) => draft[part].trim() === '')
  if (missing.length > 0) throw new Refusal('invalid', 'motion.incomplete', { missing })
  if (bearsSecretMark(...motionParts.map((part) => draft[part]))) throw new Refusal('forbidden', 'motion.secret_mark')
}

export type VoteFigures = { votesFor: number; against: number; abstained: number; deputies: number; passed: boolean }

/** 组织法 art. 25: more than half of all deputies, not of those present. Figures that contradict each other are refused. */
export function checkVote({ votesFor, against, abstained, deputies, passed }: VoteFigures): void {
  const cast = votesFor + against + abstained
  if (cast > deputies) throw new Refusal('invalid', 'motion.more_votes_than_deputies', { cast, deputies })
  const isMajority = votesFor * 2 > deputies
  if (isMajority !== passed) {
    const needed = Math.floor(deputies / 2) + 1
    throw new Refusal('invalid', passed ? 'motion.no_majority' : 'motion.is_majority', { votesFor, needed })
  }
}

/**
 * 全体代表 are those in office as announced before the session: never fewer than the roster has, which would lower the
 * majority, and never more than the seats of the term.
 */
export function checkBase({ deputies }: VoteFigures, strength: { known: number; seats: number }): void {
  if (deputies < strength.known || deputies > strength.seats) {
    throw new Refusal('invalid', 'motion.wrong_base', { deputies, ...strength })
  }
}

/** As a suggestion it is called one: “关于……的议案” becomes “关于……的建议”. */
export const suggestionTitle = (title: string): string => title.replace(/议案$/u, '建议')
