import { z } from '@hono/zod-openapi'
import { Id, pageQuery } from '#platform/http/routes.ts'
import { manyLines } from '#platform/http/typed-text.ts'
import { suggestionStates } from './suggestion.ts'
import { type CommitmentState, commitmentStates } from './suggestion-promises.ts'

const date = z.iso.date()
const words = (max: number) => manyLines().trim().min(1).max(max)
export const CommitmentStateShape = z.enum(commitmentStates as [CommitmentState, ...CommitmentState[]])

export const CommitmentFilter = z.object({
  state: CommitmentStateShape.optional(),
  unit: Id.optional(),
  /** 对口委员会: only what lies in its field. */
  committee: Id.optional(),
  /** Promised for this day or earlier. */
  due: date.optional(),
  /** In what was promised, and in the title and the number of its case. */
  q: z.string().trim().min(2).max(50).optional(),
})
export type CommitmentFilter = z.infer<typeof CommitmentFilter>
export const CommitmentQuery = CommitmentFilter.extend(pageQuery)
export type CommitmentQuery = z.infer<typeof CommitmentQuery>

export const CommitmentRow = z
  .object({
    id: Id,
    suggestionId: Id,
    number: z.string().nullable(),
    title: z.string(),
    caseState: z.enum(suggestionStates as unknown as [string, ...string[]]),
    content: z.string(),
    owner: z.string(),
    unitId: Id,
    unitName: z.string(),
    /** The deputy whom it was promised to, also after the term. */
    owedTo: z.string(),
    dueOn: date,
    /** The day it was promised for at first, where it was put off. */
    firstDueOn: date.nullable(),
    reschedules: z.number().int(),
    state: CommitmentStateShape,
    promisedAt: z.string().openapi({ format: 'date-time' }),
  })
  .openapi('CommitmentRow')
export type CommitmentRow = z.infer<typeof CommitmentRow>

export const Rescheduling = z.object({ dueOn: date, explanation: words(1000) }).openapi('CommitmentRescheduling')
export const Explanation = z.object({ explanation: words(2000) }).openapi('CommitmentExplanation')
export const Objection = z.object({ reason: words(1000) }).openapi('CommitmentObjection')
