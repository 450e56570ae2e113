import { z } from '@hono/zod-openapi'
import { type MotionState, motionStates } from '#modules/motion/motion.ts'
import { draftLimits, suggestionStates } from '#modules/suggestion/suggestion.ts'
import { Id } from '#platform/http/routes.ts'
import { manyLines, oneLine } from '#platform/http/typed-text.ts'
import { similarKinds } from './search.ts'

type State = (typeof suggestionStates)[number] | MotionState
const states = [...new Set<State>([...suggestionStates, ...motionStates])] as [State, ...State[]]

export const SimilarBody = z
  .object({
    /** What is being written: only drafts of the same kind can be joined instead. */
    kind: z.enum(similarKinds).default('suggestion'),
    title: oneLine().max(draftLimits.titleMax),
    subject: manyLines().max(draftLimits.subjectMax).default(''),
    grounds: manyLines().max(draftLimits.groundsMax).default(''),
    proposal: manyLines().max(draftLimits.proposalMax).default(''),
    /** The case that is being written or examined, which is like itself. */
    exceptId: Id.optional(),
  })
  .openapi('SimilarAsked')

export const SimilarCase = z
  .object({
    id: Id,
    kind: z.enum(similarKinds),
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
  .openapi('SimilarCase')
export type SimilarCase = z.infer<typeof SimilarCase>

export const SimilarList = z.object({ items: z.array(SimilarCase) }).openapi('SimilarCases')
