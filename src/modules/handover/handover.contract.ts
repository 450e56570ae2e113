import { z } from '@hono/zod-openapi'
import { assignmentParts, categories } from '#modules/suggestion/suggestion.ts'
import { Id, pageQuery, whole } from '#platform/http/routes.ts'
import { manyLines, oneLine } from '#platform/http/typed-text.ts'
import {
  candidateSorts,
  handoverLimits,
  type MeetingLine,
  type MeetingState,
  meetingLines,
  meetingStates,
  toldPicks,
  type WarningCode,
  warningCodes,
} from './handover.ts'

const State = z.enum(meetingStates as [MeetingState, ...MeetingState[]])
const Line = z.enum(meetingLines as readonly [MeetingLine, ...MeetingLine[]])
const Pick = z.enum(toldPicks)
const Warning = z.enum(warningCodes as readonly [WarningCode, ...WarningCode[]])
const instant = z.string().openapi({ format: 'date-time' })
const version = whole(1)

export const MeetingDraft = z
  .object({
    title: oneLine().trim().min(1).max(handoverLimits.titleMax),
    line: Line,
    heldOn: z.iso.date(),
    place: oneLine().trim().max(handoverLimits.placeMax).default(''),
    note: manyLines().trim().max(2000).default(''),
  })
  .openapi('HandoverMeetingDraft')
export type MeetingDraft = z.infer<typeof MeetingDraft>
export const ChangedMeeting = MeetingDraft.extend({ version }).openapi('ChangedHandoverMeeting')
export const MeetingVersion = z.object({ version }).openapi('HandoverMeetingVersion')
export const MeetingMinutes = z
  .object({ version, minutes: manyLines().trim().max(handoverLimits.wordsMax) })
  .openapi('HandoverMeetingMinutes')
export const SignatureNote = z.object({ note: manyLines().trim().max(300) }).openapi('HandoverSignatureNote')

const candidateFilter = {
  /** Only what is planned, or what still has no plan. */
  ready: z.enum(['planned', 'unplanned']).optional(),
  line: Line.optional(),
  category: z.enum(categories).optional(),
  q: z.string().trim().min(2).max(50).optional(),
}
export const CandidateQuery = z.object({
  ...pageQuery,
  ...candidateFilter,
  /** By number as the office counts, or by the day of submission. */
  sort: z.enum(candidateSorts).default('number'),
})
export type CandidateQuery = z.infer<typeof CandidateQuery>
export const CandidateExportQuery = CandidateQuery.omit({ cursor: true, limit: true })
export type CandidateFilter = Omit<CandidateQuery, 'cursor' | 'limit' | 'sort'>

/** Chosen one by one, or all that a filter finds. */
export const Picks = z
  .union([
    z.object({ suggestionIds: z.array(Id).min(1).max(handoverLimits.pickMost) }),
    z.object({ filter: z.object(candidateFilter) }),
  ])
  .openapi('HandoverPicks')
export type Picks = z.infer<typeof Picks>

export const meetingSorts = ['latest', 'earliest'] as const
export const MeetingQuery = z.object({
  ...pageQuery,
  state: State.optional(),
  line: Line.optional(),
  sort: z.enum(meetingSorts).default('latest'),
  q: z.string().trim().min(2).max(50).optional(),
})
export type MeetingQuery = z.infer<typeof MeetingQuery>
export const MeetingExportQuery = MeetingQuery.omit({ cursor: true, limit: true })
export type MeetingExportQuery = z.infer<typeof MeetingExportQuery>

const heading = {
  id: Id,
  title: z.string(),
  line: Line,
  heldOn: z.iso.date(),
  place: z.string(),
  state: State,
  changedAt: instant,
}
export const MeetingRow = z
  .object({
    ...heading,
    cases: z.number().int(),
    handedOver: z.number().int(),
    failed: z.number().int(),
    signed: z.number().int(),
  })
  .openapi('HandoverMeetingRow')
export type MeetingRow = z.infer<typeof MeetingRow>

export const Candidate = z
  .object({
    id: Id,
    number: z.string().nullable(),
    /** Null for whom the case is confidential. */
    title: z.string().nullable(),
    state: z.string(),
    category: z.string(),
    confidential: z.boolean(),
    units: z.array(z.string()),
  })
  .openapi('HandoverCandidate')
export type Candidate = z.infer<typeof Candidate>

const UnitPart = z.object({ unitId: Id, unitName: z.string(), part: z.enum(assignmentParts), assignmentId: Id })
const MeetingCase = z
  .object({
    id: Id,
    number: z.string().nullable(),
    title: z.string().nullable(),
    confidential: z.boolean(),
    state: z.string(),
    pick: Pick,
    units: z.array(UnitPart),
    warnings: z.array(Warning),
    handedAt: instant.nullable(),
    /** Why it could not be handed over, or never will be, in a sentence. */
    failure: z.string().nullable(),
  })
  .openapi('HandoverMeetingCase')
const MeetingUnit = z
  .object({
    unitId: Id,
    unitName: z.string(),
    lead: z.number().int(),
    co: z.number().int(),
    separate: z.number().int(),
    confidential: z.number().int(),
    signedAt: instant.nullable(),
    signatureNote: z.string().nullable(),
    maySign: z.boolean(),
  })
  .openapi('HandoverMeetingUnit')

export const MeetingView = z
  .object({
    ...heading,
    note: z.string(),
    minutes: z.string(),
    begunAt: instant.nullable(),
    progress: z.object({
      cases: z.number().int(),
      waiting: z.number().int(),
      handedOver: z.number().int(),
      failed: z.number().int(),
      gone: z.number().int(),
    }),
    units: z.array(MeetingUnit),
    cases: z.array(MeetingCase),
    allowed: z.array(z.string()),
    version,
  })
  .openapi('HandoverMeeting')
export type MeetingView = z.infer<typeof MeetingView>
