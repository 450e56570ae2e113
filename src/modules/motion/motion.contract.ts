import { z } from '@hono/zod-openapi'
import { CosignedTextView, cosignShape } from '#modules/cosign/index.ts'
import { type Category, categories } from '#modules/suggestion/suggestion.ts'
import { Id, pageQuery, whole } from '#platform/http/routes.ts'
import { manyLines, oneLine } from '#platform/http/typed-text.ts'
import { type MotionState, motionLimits, motionStates } from './motion.ts'

const State = z.enum(motionStates as [MotionState, ...MotionState[]])
const instant = z.string().openapi({ format: 'date-time' })
const version = whole(1)
const count = whole(0, 10_000)
const reason = manyLines().trim().min(1).max(500)

export const MotionDraft = z
  .object({
    title: oneLine().max(motionLimits.titleMax),
    subject: manyLines().max(motionLimits.subjectMax).default(''),
    grounds: manyLines().max(motionLimits.groundsMax).default(''),
    proposal: manyLines().max(motionLimits.proposalMax).default(''),
    category: z.enum(categories).default('other'),
    /** Colleagues who write about the same matter may see the draft and join; off until the lead says so. */
    welcomesCosigners: z.boolean().default(false),
  })
  .openapi('MotionDraft')
export type MotionDraft = z.infer<typeof MotionDraft>
/** `id` is made by the device, so that a draft sent twice is one motion. */
export const NewMotion = MotionDraft.extend({ id: Id }).openapi('NewMotion')
export const ChangedMotion = MotionDraft.extend({ version }).openapi('ChangedMotion')

export const MotionVersion = z.object({ version }).openapi('MotionVersion')
export const MotionReason = z.object({ version, reason }).openapi('MotionReason')
/** The secretariat's formal check: passes on to the presidium, or sends back to the sponsors with a reason. */
export const MotionCheck = z
  .object({ version, pass: z.boolean(), reason: manyLines().trim().max(500).default('') })
  .openapi('MotionCheck')
export const MotionDecision = z
  .object({
    version,
    decision: z.enum(['agenda', 'committee', 'suggestion', 'conclude']),
    /** Of a referral. */
    committeeId: Id.optional(),
    reason: manyLines().trim().max(500).default(''),
  })
  .openapi('MotionDecision')
export type MotionDecision = z.infer<typeof MotionDecision>
export const WithdrawalDecision = z
  .object({ version, consent: z.boolean(), reason })
  .openapi('MotionWithdrawalDecision')
export const CommitteeReport = z
  .object({ version, report: manyLines().trim().min(1).max(motionLimits.reportMax) })
  .openapi('MotionCommitteeReport')
/** As the minutes of the plenary have them; `deputies` are all deputies, not those present. */
export const MotionVote = z
  .object({
    version,
    votesFor: count,
    against: count,
    abstained: count,
    deputies: whole(1, 10_000),
    passed: z.boolean(),
  })
  .openapi('MotionVote')

export const motionBoxes = ['open', 'closed', 'all'] as const
/** By deadline what has none comes last. */
export const motionSorts = ['changed', 'due'] as const
export const MotionQuery = z.object({
  ...pageQuery,
  box: z.enum(motionBoxes).default('all'),
  state: State.optional(),
  sort: z.enum(motionSorts).default('changed'),
  q: z.string().trim().min(2).max(50).optional(),
})
export type MotionQuery = z.infer<typeof MotionQuery>
export const MotionExportQuery = MotionQuery.omit({ cursor: true, limit: true })
export type MotionExportQuery = z.infer<typeof MotionExportQuery>

export const MotionRow = z
  .object({
    id: Id,
    number: z.string().nullable(),
    title: z.string(),
    state: State,
    category: z.enum(categories),
    leadName: z.string(),
    congressName: z.string(),
    sponsorsCounted: z.number().int(),
    sponsorsNeeded: z.number().int(),
    dueBefore: instant.nullable(),
    todo: z.string().nullable(),
    changedAt: instant,
    submittedAt: instant.nullable(),
  })
  .openapi('MotionRow')
export type MotionRow = z.infer<typeof MotionRow>

const Vote = z.object({
  votesFor: z.number().int(),
  against: z.number().int(),
  abstained: z.number().int(),
  deputies: z.number().int(),
  passed: z.boolean(),
})

export const MotionView = z
  .object({
    id: Id,
    number: z.string().nullable(),
    title: z.string(),
    subject: z.string(),
    grounds: z.string(),
    proposal: z.string(),
    category: z.enum(categories),
    welcomesCosigners: z.boolean(),
    state: State,
    congressName: z.string(),
    leadMandateId: Id,
    leadName: z.string(),
    ...cosignShape,
    sponsorsNeeded: z.number().int(),
    /** The session that is open, and until when it takes motions. */
    session: z
      .object({ number: z.number().int(), deadline: instant.nullable(), isOpen: z.boolean(), hasPassed: z.boolean() })
      .nullable(),
    committeeName: z.string().nullable(),
    committeeReport: z.string().nullable(),
    vote: Vote.nullable(),
    /** All deputies in office now, to begin the figures of a vote with; for those who enter it. */
    deputiesInOffice: z.number().int().nullable(),
    withdrawalAskedAt: instant.nullable(),
    suggestionId: Id.nullable(),
    submittedAt: instant.nullable(),
    closedAt: instant.nullable(),
    timeline: z.array(z.object({ id: Id, type: z.string(), at: instant, by: z.string(), note: z.string().nullable() })),
    allowed: z.array(z.string()),
    version,
  })
  .openapi('Motion')
export type MotionView = z.infer<typeof MotionView>

/** A draft whose lead is willing to be joined, as a colleague reads it before they decide. */
export const JoinableMotion = CosignedTextView.extend({
  id: Id,
  leadName: z.string(),
  textSha256: z.string(),
}).openapi('JoinableMotion')
export type JoinableMotion = z.infer<typeof JoinableMotion>

export const MotionCommittees = z
  .object({ items: z.array(z.object({ id: Id, name: z.string() })) })
  .openapi('MotionCommittees')

export const MotionSession = z
  .object({
    id: Id,
    number: z.number().int(),
    opensOn: z.iso.date(),
    closesOn: z.iso.date(),
    motionDeadline: instant.nullable(),
    /** Of its deadline; whoever sets it anew repeats it. */
    version: z.number().int(),
  })
  .openapi('MotionSession')
export const MotionSessions = z.object({ items: z.array(MotionSession), maySet: z.boolean() }).openapi('MotionSessions')
export type MotionSessions = z.infer<typeof MotionSessions>
export const MotionDeadline = z
  .object({ version: whole(0), deadline: z.iso.datetime({ offset: true }) })
  .openapi('MotionDeadline')
export type MotionDeadline = z.infer<typeof MotionDeadline>

export const categoryOf = (text: string): Category => text as Category
