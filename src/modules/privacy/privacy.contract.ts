import { z } from '@hono/zod-openapi'
import { Id, pageQuery, whole } from '#platform/http/routes.ts'
import { manyLines, oneLine } from '#platform/http/typed-text.ts'
import {
  consentPurposes,
  erasureGrounds,
  officeActions,
  privacyLimits,
  type RequestState,
  refusalGrounds,
  requestKinds,
  requestStates,
} from './privacy.ts'

const State = z.enum(requestStates as [RequestState, ...RequestState[]])
const Kind = z.enum(requestKinds)
const instant = z.string().openapi({ format: 'date-time' })
const version = whole(1)
const { nameMax, contactMax, wordsMax } = privacyLimits
const said = manyLines().trim().min(1).max(wordsMax)

/** What the form of the portal asks for. */
export const RequestForm = z.object({
  kind: Kind,
  name: oneLine().trim().min(1).max(nameMax),
  contact: oneLine().trim().min(5).max(contactMax),
  words: said,
})
export type RequestForm = z.infer<typeof RequestForm>

export const OwnRequest = z.object({ kind: Kind, words: said }).openapi('OwnPrivacyRequest')
export type OwnRequest = z.infer<typeof OwnRequest>
export const Said = z.object({ words: said }).openapi('PrivacyWords')

export const RequestDecision = z
  .object({
    version,
    action: z.enum(officeActions),
    /** For the requester: what is asked, what was done, why not. Not asked for when a proposal is confirmed. */
    words: manyLines().trim().max(wordsMax).default(''),
    ground: z.enum(refusalGrounds).optional(),
  })
  .openapi('PrivacyDecision')
export type RequestDecision = z.infer<typeof RequestDecision>

export const NoteErasure = z
  .object({
    leafIndex: z
      .number()
      .int()
      .min(0)
      .max(2_147_483_647)
      .openapi({ description: 'The place of the event in the record' }),
    ground: z.enum(erasureGrounds),
    reason: manyLines().trim().min(1).max(privacyLimits.reasonMax),
  })
  .openapi('NoteErasure')
export type NoteErasure = z.infer<typeof NoteErasure>
export const ErasureAsked = z.object({ approvalId: Id }).openapi('NoteErasureAsked')

export const requestSorts = ['received', 'due'] as const
export const RequestQuery = z.object({
  ...pageQuery,
  state: State.optional(),
  kind: Kind.optional(),
  /** `open`: not ended yet; `late`: open past the deadline. */
  box: z.enum(['open', 'late', 'all']).default('all'),
  sort: z.enum(requestSorts).default('received'),
  /** A number of a request, or the exact contact. */
  q: z.string().trim().min(2).max(contactMax).optional(),
})
export type RequestQuery = z.infer<typeof RequestQuery>
export const RequestExportQuery = RequestQuery.omit({ cursor: true, limit: true })
export type RequestExportQuery = z.infer<typeof RequestExportQuery>

const heading = {
  id: Id,
  number: z.string(),
  kind: Kind,
  channel: z.enum(['portal', 'workbench']),
  state: State,
  receivedAt: instant,
  dueBefore: instant,
  endedAt: instant.nullable(),
  isLate: z.boolean(),
}
export const RequestRow = z.object({ ...heading, isSuspect: z.boolean() }).openapi('PrivacyRequestRow')
export type RequestRow = z.infer<typeof RequestRow>

export const Message = z
  .object({ id: Id, author: z.enum(['requester', 'office']), words: z.string(), saidAt: instant })
  .openapi('PrivacyMessage')

export const RequestView = z
  .object({
    ...heading,
    isSuspect: z.boolean(),
    ground: z.enum(refusalGrounds).nullable(),
    noticeVersion: z.string(),
    hasContact: z.boolean(),
    isErased: z.boolean(),
    messages: z.array(Message),
    allowed: z.array(z.enum(officeActions)),
    /** The reader proposed the deletion: another person confirms it. */
    waitsForAnother: z.boolean(),
    version,
  })
  .openapi('PrivacyRequest')
export type RequestView = z.infer<typeof RequestView>

export const ContactView = z
  .object({ name: z.string().nullable(), contact: z.string().nullable() })
  .openapi('PrivacyContact')
export type ContactView = z.infer<typeof ContactView>

/** What a requester reads of a request: nothing of who handles it. */
export const TrackedRequest = z
  .object({
    ...heading,
    ground: z.enum(refusalGrounds).nullable(),
    noticeVersion: z.string(),
    messages: z.array(Message),
    maySupply: z.boolean(),
  })
  .openapi('TrackedPrivacyRequest')
export type TrackedRequest = z.infer<typeof TrackedRequest>

export const ConsentView = z
  .object({
    id: Id,
    purpose: z.enum(consentPurposes),
    subjectId: Id,
    noticeVersion: z.string(),
    givenAt: instant,
    withdrawnAt: instant.nullable(),
  })
  .openapi('Consent')

export const OwnPrivacy = z
  .object({
    notice: z.object({ version: z.string(), effectiveOn: z.iso.date() }),
    consents: z.array(ConsentView),
    requests: z.array(TrackedRequest),
  })
  .openapi('OwnPrivacy')
export type OwnPrivacy = z.infer<typeof OwnPrivacy>

/** One's own data: sections of rows, with the names of their columns as codes. */
export const OwnCopy = z
  .object({
    madeAt: instant,
    noticeVersion: z.string(),
    sections: z.record(z.string(), z.array(z.record(z.string(), z.string().nullable()))),
  })
  .openapi('OwnPrivacyCopy')
export type OwnCopy = z.infer<typeof OwnCopy>
