import { z } from '@hono/zod-openapi'
import { caseFilesShape } from '#modules/attachment/index.ts'
import { ClockView } from '#modules/clock/index.ts'
import { cosignShape } from '#modules/cosign/index.ts'
import { Id, whole } from '#platform/http/routes.ts'
import { manyLines, oneLine } from '#platform/http/typed-text.ts'
import { AssignmentView, CommitmentView, FollowerView, ReferenceView } from './case-parts.contract.ts'
import { adviceCodes } from './draft-advice.ts'
import {
  assignmentParts,
  categories,
  draftLimits,
  grades,
  replyClasses,
  type SuggestionState,
  suggestionStates,
} from './suggestion.ts'
import { paperStates } from './suggestion-paper.ts'

const State = z.enum(suggestionStates as [SuggestionState, ...SuggestionState[]])
const Grade = z.enum(grades)
const instant = z.string().openapi({ format: 'date-time' })
const date = z.iso.date()
const version = whole(1)
const words = (max: number) => manyLines().trim().min(1).max(max)

export const Draft = z
  .object({
    title: oneLine().max(draftLimits.titleMax),
    subject: manyLines().max(draftLimits.subjectMax).default(''),
    grounds: manyLines().max(draftLimits.groundsMax).default(''),
    proposal: manyLines().max(draftLimits.proposalMax).default(''),
    category: z.enum(categories).default('other'),
    confidential: z.boolean().default(false),
    wishesPublication: z.boolean().default(true),
    /** Colleagues who write about the same matter may see the draft and join; off until the lead says so. */
    welcomesCosigners: z.boolean().default(false),
  })
  .openapi('SuggestionDraft')
export type Draft = z.infer<typeof Draft>

/** `id` is made by the device, so that a draft sent twice is one suggestion. */
export const NewDraft = Draft.extend({ id: Id }).openapi('NewSuggestionDraft')
export const ChangedDraft = Draft.extend({ version }).openapi('ChangedSuggestionDraft')

export const Versioned = z.object({ version }).openapi('SuggestionVersion')
export const WithReason = z.object({ version, reason: words(500) }).openapi('SuggestionReason')
export const Review = z
  .object({
    version,
    decision: z.enum(['accept', 'sendBack', 'convert', 'merge']),
    reason: manyLines().max(500).default(''),
    mergeIntoId: Id.optional(),
  })
  .openapi('SuggestionReview')
export const AssignmentPlan = z
  .object({
    version,
    units: z
      .array(z.object({ unitId: Id, part: z.enum(assignmentParts) }))
      .min(1)
      .max(20),
    note: manyLines().max(500).default(''),
  })
  .openapi('AssignmentPlan')
export const CoOpinion = z.object({ version, opinion: words(3000) }).openapi('CoOpinion')
export const Consultation = z
  .object({
    mandateId: Id,
    means: z.enum(['meeting', 'video', 'phone', 'message']),
    heldOn: date,
    summary: words(1000),
  })
  .openapi('Consultation')
export const ReplyDraft = z
  .object({
    version,
    body: words(10000),
    class: z.enum(replyClasses),
    commitments: z
      .array(z.object({ content: words(300), owner: oneLine().trim().min(1).max(60), dueOn: date }))
      .max(20)
      .default([]),
  })
  .openapi('ReplyDraft')
export const Evaluation = z
  .object({ attitude: Grade, result: Grade, opinion: manyLines().max(1000).default('') })
  .openapi('SuggestionEvaluation')

const ReplyView = z
  .object({
    id: Id,
    assignmentId: Id,
    unitName: z.string(),
    round: z.number().int(),
    revision: z.number().int(),
    body: z.string(),
    class: z.enum(replyClasses),
    draftedByName: z.string().nullable(),
    draftedAt: instant,
    signedByName: z.string().nullable(),
    signedAt: instant.nullable(),
    /** When the government office let it pass, where the congress has it reviewed. */
    reviewedAt: instant.nullable(),
    sentAt: instant.nullable(),
    receipts: z.array(z.object({ mandateId: Id, name: z.string(), sentAt: instant, readAt: instant.nullable() })),
  })
  .openapi('SuggestionReply')

const EvaluationView = z
  .object({
    id: Id,
    assignmentId: Id,
    round: z.number().int(),
    state: z.enum(['open', 'cast', 'expired']),
    openedAt: instant,
    castAt: instant.nullable(),
    attitude: Grade.nullable(),
    result: Grade.nullable(),
    /** Words of the evaluation: for the congress's office and who wrote them, so that nobody leans on a deputy (禁止干预评价). */
    opinion: z.string().nullable(),
  })
  .openapi('SuggestionEvaluationRound')

const TimelineStep = z
  .object({
    id: Id,
    type: z.string(),
    at: instant,
    /** Who, as the reader may know it: an organ or a deputy's name. */
    by: z.string(),
    note: z.string().nullable(),
    data: z.record(z.string(), z.unknown()),
  })
  .openapi('SuggestionStep')

export const SuggestionView = z
  .object({
    id: Id,
    number: z.string().nullable(),
    title: z.string(),
    subject: z.string(),
    grounds: z.string(),
    proposal: z.string(),
    category: z.enum(categories),
    state: State,
    confidential: z.boolean(),
    wishesPublication: z.boolean(),
    welcomesCosigners: z.boolean(),
    congressId: Id,
    congressName: z.string(),
    leadMandateId: Id,
    leadName: z.string(),
    /** Why the lead cannot act: the mandate has ended, or is suspended (代表法 art. 61), and who evaluates meanwhile. */
    leadAbsence: z
      .object({
        kind: z.enum(['ended', 'suspended']),
        since: date.nullable(),
        evaluator: z.enum(['cosigner', 'deputy_office']).nullable(),
      })
      .nullable(),
    ...cosignShape,
    /** The sponsors of the cases that were merged into this one, each with the case that was theirs. */
    followers: z.array(FollowerView),
    /** 对口委员会: in whose field it lies. */
    committees: z.array(z.object({ id: Id, name: z.string() })),
    /** What it was merged into or split from, and what was merged or split off. */
    references: z.array(ReferenceView),
    /** Of what staff entered from paper. */
    paper: z
      .object({
        state: z.enum(paperStates),
        receivedOn: date,
        /** For the office that takes papers in. */
        enteredByName: z.string().nullable(),
        answeredAt: instant.nullable(),
        answeredHow: z.enum(['app', 'signed_paper']).nullable(),
      })
      .nullable(),
    /** Brought in from the list that the office kept before. */
    isImported: z.boolean(),
    createdAt: instant,
    submittedAt: instant.nullable(),
    registeredAt: instant.nullable(),
    assignedAt: instant.nullable(),
    closedAt: instant.nullable(),
    clocks: z.array(ClockView),
    assignments: z.array(AssignmentView),
    consultations: z.array(
      z.object({
        id: Id,
        assignmentId: Id,
        unitName: z.string(),
        mandateId: Id,
        means: z.string(),
        heldOn: date,
        summary: z.string(),
        confirmedAt: instant.nullable(),
      }),
    ),
    replies: z.array(ReplyView),
    evaluations: z.array(EvaluationView),
    commitments: z.array(CommitmentView),
    publication: z
      .object({ state: z.enum(['draft', 'redacted', 'reviewed', 'published', 'withdrawn']), pageId: Id.nullable() })
      .nullable(),
    ...caseFilesShape,
    timeline: z.array(TimelineStep),
    /** What the reader may do now, one code an operation of this module. */
    allowed: z.array(z.string()),
    version,
  })
  .openapi('Suggestion')
export type SuggestionView = z.infer<typeof SuggestionView>

export const Advice = z.object({ advice: z.array(z.enum(adviceCodes)) }).openapi('SuggestionAdvice')

export const TodoLine = z
  .object({
    caseKind: z.string(),
    caseId: Id,
    /** What to do, a key below `suggestion.todo`. */
    todo: z.string(),
    title: z.string(),
    /** False where its page does not open: of a confidential case for who is not a named reader. */
    opens: z.boolean(),
    number: z.string().nullable(),
    dueBefore: instant.nullable(),
    changedAt: instant,
  })
  .openapi('TodoLine')
export type TodoLine = z.infer<typeof TodoLine>
export const TodoView = z
  .object({
    overdue: z.array(TodoLine),
    today: z.array(TodoLine),
    thisWeek: z.array(TodoLine),
    later: z.array(TodoLine),
  })
  .openapi('Todo')
export type TodoView = z.infer<typeof TodoView>

/** A draft whose lead is willing to be joined, as a colleague reads it before they decide. */
export const JoinableView = z
  .object({
    id: Id,
    title: z.string(),
    subject: z.string(),
    grounds: z.string(),
    proposal: z.string(),
    attachments: caseFilesShape.attachments,
    leadName: z.string(),
    textSha256: z.string(),
  })
  .openapi('JoinableSuggestion')
export type JoinableView = z.infer<typeof JoinableView>
export const AssignableUnits = z
  .object({ items: z.array(z.object({ id: Id, name: z.string(), system: z.string() })) })
  .openapi('AssignableUnits')
export const Fulfilment = z.object({ evidence: words(1000) }).openapi('CommitmentFulfilment')
export const Reader = z.object({ personId: Id }).openapi('SuggestionReader')
