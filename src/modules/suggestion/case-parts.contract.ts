import { z } from '@hono/zod-openapi'
import { ClockView } from '#modules/clock/index.ts'
import { Id, whole } from '#platform/http/routes.ts'
import { manyLines, oneLine } from '#platform/http/typed-text.ts'
import {
  type AssignmentState,
  assignmentParts,
  assignmentStates,
  categories,
  draftLimits,
  splitLimits,
} from './suggestion.ts'
import { type DeadlineRequestState, deadlineRequestKinds, deadlineRequestStates } from './suggestion-deadlines.ts'

const instant = z.string().openapi({ format: 'date-time' })
const date = z.iso.date()
const version = whole(1)
const words = (max: number) => manyLines().trim().min(1).max(max)

const DeadlineRequestView = z
  .object({
    id: Id,
    kind: z.enum(deadlineRequestKinds),
    state: z.enum(deadlineRequestStates as [DeadlineRequestState, ...DeadlineRequestState[]]),
    /** How much more time, in the unit of the period. */
    n: z.number().int().nullable(),
    unit: z.enum(['workday', 'day', 'month']).nullable(),
    reason: z.string(),
    askedAt: instant,
    decidedAt: instant.nullable(),
    decisionReason: z.string().nullable(),
    endedAt: instant.nullable(),
  })
  .openapi('DeadlineRequest')

export const AssignmentView = z
  .object({
    id: Id,
    unitId: Id,
    unitName: z.string(),
    part: z.enum(assignmentParts),
    state: z.enum(assignmentStates as [AssignmentState, ...AssignmentState[]]),
    /** Of a part that was given away: whether its unit had asked for it. */
    letOff: z.boolean(),
    round: z.number().int(),
    assignedAt: instant.nullable(),
    acknowledgedAt: instant.nullable(),
    coOpinion: z.string().nullable(),
    coOpinionAt: instant.nullable(),
    coOpinionReturnReason: z.string().nullable(),
    returnReason: z.string().nullable(),
    /** A unit gave the case back before: this decision is the last. */
    isArbitration: z.boolean(),
    /** Other units answer beside it: who lets it off names the unit that takes its matter over. */
    returnNamesUnit: z.boolean(),
    remindedAt: instant.nullable(),
    requests: z.array(DeadlineRequestView),
    clocks: z.array(ClockView),
    /** The last days as they were set when it was handed out, also of a part that was given away since. */
    deadlinesSet: z.array(z.object({ ruleId: z.string(), on: date })),
    allowed: z.array(z.string()),
    version,
  })
  .openapi('SuggestionAssignment')

export const CommitmentView = z
  .object({
    id: Id,
    /** The answer in which it was made. */
    replyId: Id,
    content: z.string(),
    owner: z.string(),
    dueOn: date,
    firstDueOn: date.nullable(),
    state: z.string(),
    unitName: z.string(),
    evidence: z.string().nullable(),
    explanation: z.string().nullable(),
    allowed: z.array(z.string()),
  })
  .openapi('SuggestionCommitment')

export const FollowerView = z
  .object({ mandateId: Id, name: z.string(), caseId: Id, number: z.string().nullable(), title: z.string().nullable() })
  .openapi('SuggestionFollower')

export const ReferenceView = z
  .object({
    id: Id,
    number: z.string().nullable(),
    how: z.enum(['merged_into', 'merged_in', 'split_from', 'split_off']),
  })
  .openapi('SuggestionReference')

/** `unitId`: who answers instead; an arbitration has to name it. */
export const ReturnDecision = z
  .object({ version, approve: z.boolean(), reason: words(500), unitId: Id.optional() })
  .openapi('ReturnDecision')
export const Reassignment = z.object({ version, unitId: Id, reason: words(500) }).openapi('Reassignment')
export const Reminder = z.object({ words: words(500) }).openapi('AssignmentReminder')
/** `n` more of the unit of the period: months, where the law's period is kept. */
export const ExtensionRequest = z.object({ version, n: whole(1, 366), reason: words(500) }).openapi('ExtensionRequest')
export const DeadlineDecision = z.object({ approve: z.boolean(), reason: words(500) }).openapi('DeadlineDecision')
export const PauseEnd = z.object({ reason: words(500) }).openapi('PauseEnd')
export const ReplyReview = z
  .object({ version, approve: z.boolean(), reason: manyLines().trim().max(500).default('') })
  .openapi('ReplyReview')

const PartText = z.object({
  title: oneLine().trim().min(1).max(draftLimits.titleMax),
  subject: words(draftLimits.subjectMax),
  grounds: words(draftLimits.groundsMax),
  proposal: words(draftLimits.proposalMax),
  category: z.enum(categories),
})
export const Split = z
  .object({ version, reason: words(500), parts: z.array(PartText).min(splitLimits.partsMin).max(splitLimits.partsMax) })
  .openapi('SuggestionSplit')
