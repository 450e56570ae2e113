import { z } from '@hono/zod-openapi'
import { draftLimits, suggestionStates } from '#modules/suggestion/suggestion.ts'
import { Id } from '#platform/http/routes.ts'

const states = suggestionStates as unknown as [
  (typeof suggestionStates)[number],
  ...(typeof suggestionStates)[number][],
]

export const SimilarBody = z
  .object({
    title: z.string().max(draftLimits.titleMax),
    subject: z.string().max(draftLimits.subjectMax).default(''),
    grounds: z.string().max(draftLimits.groundsMax).default(''),
    proposal: z.string().max(draftLimits.proposalMax).default(''),
    /** The suggestion that is being written or examined, which is like itself. */
    exceptId: Id.optional(),
  })
  .openapi('SimilarAsked')

export const SimilarSuggestion = z
  .object({
    id: Id,
    number: z.string().nullable(),
    title: z.string(),
    state: z.enum(states),
    registeredAt: z.string().openapi({ format: 'date-time' }).nullable(),
    /** Where the reader can open it: their own case, the public page, a draft that may be joined, or nowhere. */
    opens: z.enum(['case', 'page', 'joining']).nullable(),
    /** Of a draft that may be joined. */
    leadName: z.string().nullable(),
    pageId: Id.nullable(),
    /** The shared words that count most. */
    why: z.array(z.string()),
  })
  .openapi('SimilarSuggestion')
export type SimilarSuggestion = z.infer<typeof SimilarSuggestion>

export const SimilarList = z.object({ items: z.array(SimilarSuggestion) }).openapi('SimilarSuggestions')
