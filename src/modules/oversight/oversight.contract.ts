import { z } from '@hono/zod-openapi'
import { caseFilesShape } from '#modules/attachment/index.ts'
import { Id, pageQuery, whole, wholeInAddress } from '#platform/http/routes.ts'
import { manyLines, oneLine } from '#platform/http/typed-text.ts'
import {
  type ActivityKind,
  activityKinds,
  type LeadSide,
  leadSides,
  type OversightState,
  oversightLimits,
  oversightStates,
} from './oversight.ts'

const State = z.enum(oversightStates as [OversightState, ...OversightState[]])
const Side = z.enum(leadSides as readonly [LeadSide, ...LeadSide[]])
const Kind = z.enum(activityKinds as readonly [ActivityKind, ...ActivityKind[]])
const instant = z.string().openapi({ format: 'date-time' })
const version = whole(1)
const years = [1990, 2200] as const
const words = manyLines().trim().max(oversightLimits.wordsMax)
const needed = words.min(1)
const name = oneLine().trim().min(1).max(oversightLimits.nameMax)

export const OversightDraft = z
  .object({
    title: oneLine().trim().min(1).max(oversightLimits.titleMax),
    grounds: words.default(''),
    year: whole(...years),
    committeeId: Id.nullable().default(null),
    /** The oversight of an earlier year that this one goes on with. */
    continuesId: Id.nullable().default(null),
    suggestionIds: z.array(Id).min(1).max(oversightLimits.casesMost),
    /** A person who holds a post as leader; of the government also a name, for whom the government office acts. */
    leads: z
      .array(
        z.object({
          side: Side,
          personId: Id.nullable().default(null),
          name: name.nullable().default(null),
          title: oneLine().trim().max(oversightLimits.nameMax).default(''),
        }),
      )
      .min(1)
      .max(2),
  })
  .openapi('OversightDraft')
export type OversightDraft = z.infer<typeof OversightDraft>
export const ChangedOversight = OversightDraft.extend({ version }).openapi('ChangedOversight')

export const OversightDecision = z
  .object({ version, decidedOn: z.iso.date(), number: oneLine().trim().min(1).max(60) })
  .openapi('OversightDecision')
export const AddedCase = z.object({ version, suggestionId: Id }).openapi('OversightAddedCase')
export const LeadAct = z.object({ leadId: Id }).openapi('OversightLeadAct')
export const NewActivity = z
  .object({
    kind: Kind,
    heldOn: z.iso.date(),
    place: name,
    people: oneLine().trim().min(1).max(300),
    found: needed,
    asked: words.default(''),
  })
  .openapi('OversightNewActivity')
export type NewActivity = z.infer<typeof NewActivity>
export const FaceReply = z
  .object({ version, repliedOn: z.iso.date(), headName: name, note: words.default('') })
  .openapi('OversightFaceReply')
export type FaceReply = z.infer<typeof FaceReply>
export const Conclusion = z.object({ version, conclusion: needed }).openapi('OversightConclusion')
export const Withdrawal = z.object({ version, reason: needed }).openapi('OversightWithdrawal')

export const oversightBoxes = ['open', 'mine', 'all'] as const
/** `still`: longest without progress first. */
export const oversightSorts = ['changed', 'still'] as const
export const OversightQuery = z.object({
  ...pageQuery,
  /** `mine`: led by the reader, of the reader's committee, or by the government office's side; `open`: not ended. */
  box: z.enum(oversightBoxes).default('all'),
  state: State.optional(),
  year: wholeInAddress(...years).optional(),
  /** 对口委员会. */
  committee: Id.optional(),
  sort: z.enum(oversightSorts).default('changed'),
  q: z.string().trim().min(2).max(50).optional(),
})
export type OversightQuery = z.infer<typeof OversightQuery>
export const OversightExportQuery = OversightQuery.omit({ cursor: true, limit: true })
export type OversightExportQuery = z.infer<typeof OversightExportQuery>

const LeadView = z
  .object({
    id: Id,
    side: Side,
    personId: Id.nullable(),
    name: z.string(),
    title: z.string(),
    confirmedAt: instant.nullable(),
    /** The government office confirmed in their name. */
    onBehalf: z.boolean(),
    mayAct: z.boolean(),
  })
  .openapi('OversightLead')
const heading = {
  id: Id,
  title: z.string(),
  year: z.number().int(),
  state: State,
  decidedOn: z.iso.date().nullable(),
  decisionNumber: z.string().nullable(),
  committeeName: z.string().nullable(),
  stalledAt: instant.nullable(),
  movedAt: instant.nullable(),
  changedAt: instant,
}
export const OversightRow = z
  .object({
    ...heading,
    leadNames: z.array(z.object({ side: Side, name: z.string(), confirmed: z.boolean() })),
    cases: z.number().int(),
    activities: z.number().int(),
  })
  .openapi('OversightRow')
export type OversightRow = z.infer<typeof OversightRow>

const CaseView = z
  .object({
    id: Id,
    number: z.string().nullable(),
    /** Null where the reader has no part in the case, or it is confidential for them. */
    title: z.string().nullable(),
    state: z.string(),
    units: z.array(z.string()),
    faceRepliedOn: z.iso.date().nullable(),
    faceReplyHead: z.string().nullable(),
    faceReplyNote: z.string().nullable(),
    mayNoteFaceReply: z.boolean(),
  })
  .openapi('OversightCase')
const ActivityView = z
  .object({
    id: Id,
    kind: Kind,
    heldOn: z.iso.date(),
    place: z.string(),
    people: z.string(),
    found: z.string(),
    asked: z.string(),
    recordedAt: instant,
    recordedBy: z.string(),
    ...caseFilesShape,
    signatures: z.array(z.object({ leadId: Id, name: z.string(), signedAt: instant, onBehalf: z.boolean() })),
    /** The leads for whom the reader may countersign it now. */
    mayCountersign: z.array(Id),
  })
  .openapi('OversightActivity')
const Related = z.object({ id: Id, title: z.string(), year: z.number().int() })

export const OversightView = z
  .object({
    ...heading,
    grounds: z.string(),
    committeeId: Id.nullable(),
    continues: Related.nullable(),
    continuedBy: z.array(Related),
    conclusion: z.string().nullable(),
    leads: z.array(LeadView),
    cases: z.array(CaseView),
    activities: z.array(ActivityView),
    allowed: z.array(z.string()),
    version,
  })
  .openapi('Oversight')
export type OversightView = z.infer<typeof OversightView>

export const OversightsOfCase = z.object({ items: z.array(OversightView) }).openapi('OversightsOfCase')
export const OversightChoices = z
  .object({
    leaders: z.array(
      z.object({ personId: Id, name: z.string(), title: z.string(), organName: z.string(), side: Side }),
    ),
    committees: z.array(z.object({ id: Id, name: z.string() })),
  })
  .openapi('OversightChoices')
