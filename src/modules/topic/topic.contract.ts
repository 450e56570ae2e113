import { z } from '@hono/zod-openapi'
import { type Category, categories } from '#modules/suggestion/suggestion.ts'
import { Id, pageQuery, whole } from '#platform/http/routes.ts'
import { manyLines, oneLine } from '#platform/http/typed-text.ts'
import { type ClaimState, claimStates, type TopicState, topicLimits, topicStates } from './topic.ts'

const State = z.enum(topicStates as [TopicState, ...TopicState[]])
const ClaimStateShape = z.enum(claimStates as [ClaimState, ...ClaimState[]])
const instant = z.string().openapi({ format: 'date-time' })
const version = whole(1)
const words = manyLines().trim().max(topicLimits.wordsMax).default('')

export const TopicDraft = z
  .object({
    title: oneLine().trim().min(1).max(topicLimits.titleMax),
    background: words,
    direction: words,
    category: z.enum(categories).default('other'),
    /** Null: as many as wish. */
    claimsMax: whole(1, topicLimits.claimsMost).nullable().default(null),
    /** The last day on which it can be claimed and worked on. */
    openUntil: z.iso.date().nullable().default(null),
  })
  .openapi('TopicDraft')
export type TopicDraft = z.infer<typeof TopicDraft>
export const ChangedTopic = TopicDraft.extend({ version }).openapi('ChangedTopic')
export const TopicVersion = z.object({ version }).openapi('TopicVersion')
const reason = manyLines().trim().min(1).max(500)
export const TopicReason = z.object({ version, reason }).openapi('TopicReason')
export const ClaimRelease = z.object({ reason }).openapi('TopicClaimRelease')
export const ClaimNotes = z.object({ version, notes: manyLines().max(topicLimits.notesMax) }).openapi('TopicClaimNotes')
export const ClaimLink = z.object({ suggestionId: Id }).openapi('TopicClaimLink')
/** The device makes the id, so that the same tap sent twice is one draft. */
export const ClaimDraft = z.object({ suggestionId: Id }).openapi('TopicClaimDraft')

export const topicSorts = ['changed', 'until'] as const
export const topicBoxes = ['open', 'mine', 'all'] as const
export const TopicQuery = z.object({
  ...pageQuery,
  /** `open`: published; `mine`: claimed by the reader, also in the past; `all`. */
  box: z.enum(topicBoxes).default('all'),
  state: State.optional(),
  category: z.enum(categories).optional(),
  sort: z.enum(topicSorts).default('changed'),
  q: z.string().trim().min(2).max(50).optional(),
})
export type TopicQuery = z.infer<typeof TopicQuery>
export const TopicExportQuery = TopicQuery.omit({ cursor: true, limit: true })
export type TopicExportQuery = z.infer<typeof TopicExportQuery>

const heading = {
  id: Id,
  title: z.string(),
  category: z.enum(categories),
  state: State,
  organName: z.string(),
  claimsMax: z.number().int().nullable(),
  /** Claims that are alive. */
  held: z.number().int(),
  /** Claims whose suggestion is registered. */
  converted: z.number().int(),
  openUntil: z.iso.date().nullable(),
  ownClaim: ClaimStateShape.nullable(),
  publishedAt: instant.nullable(),
  changedAt: instant,
}
export const TopicRow = z.object(heading).openapi('TopicRow')
export type TopicRow = z.infer<typeof TopicRow>

const LinkedSuggestion = z.object({
  id: Id,
  /** Null while it is its writer's own, and for whom it is confidential. */
  title: z.string().nullable(),
  number: z.string().nullable(),
  state: z.string(),
  registeredAt: instant.nullable(),
})
const ClaimView = z
  .object({
    id: Id,
    name: z.string(),
    state: ClaimStateShape,
    isOwn: z.boolean(),
    claimedAt: instant,
    endedAt: instant.nullable(),
    /** The claimant's own. */
    notes: z.string().nullable(),
    suggestions: z.array(LinkedSuggestion),
    allowed: z.array(z.string()),
    version,
  })
  .openapi('TopicClaim')

export const TopicView = z
  .object({
    ...heading,
    background: z.string(),
    direction: z.string(),
    claims: z.array(ClaimView),
    allowed: z.array(z.string()),
    version,
  })
  .openapi('Topic')
export type TopicView = z.infer<typeof TopicView>

export const Linkable = z
  .object({ items: z.array(z.object({ id: Id, title: z.string(), state: z.string() })) })
  .openapi('TopicLinkable')

export const categoryOf = (text: string): Category => text as Category
