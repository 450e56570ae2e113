import { z } from '@hono/zod-openapi'
import { Id, pageQuery, wholeInAddress } from '#platform/http/routes.ts'
import { categories, type SuggestionState, suggestionStates } from './suggestion.ts'

const State = z.enum(suggestionStates as [SuggestionState, ...SuggestionState[]])
const instant = z.string().openapi({ format: 'date-time' })

const sortOrders = ['changed', 'due'] as const
const boxes = ['open', 'closed', 'all'] as const
/** The closed set of filters and sorts: each pair has its index. */
export const ListQuery = z.object({
  ...pageQuery,
  box: z.enum(boxes).default('all'),
  state: State.optional(),
  sort: z.enum(sortOrders).default('changed'),
  /** 对口委员会: only what lies in its field. */
  committee: Id.optional(),
  /** A unit that handles it: as lead, beside another, or for an opinion. */
  unit: Id.optional(),
  category: z.enum(categories).optional(),
  /** The calendar year in which it was submitted. */
  year: wholeInAddress(2000, 2100).optional(),
  /** Words of the title, a part of the number, or the whole name of the deputy who leads. */
  q: z.string().trim().min(2).max(50).optional(),
})
export type ListQuery = z.infer<typeof ListQuery>
export const ListExportQuery = ListQuery.omit({ cursor: true, limit: true })
export type ListExportQuery = z.infer<typeof ListExportQuery>

export const SuggestionRow = z
  .object({
    id: Id,
    number: z.string().nullable(),
    title: z.string(),
    /** False where its page does not open: of a confidential case for who is not a named reader. */
    opens: z.boolean(),
    state: State,
    category: z.enum(categories),
    confidential: z.boolean(),
    leadName: z.string(),
    congressName: z.string(),
    leadUnitName: z.string().nullable(),
    /** Entered from paper, and nobody has answered for it yet. */
    unconfirmed: z.boolean(),
    dueBefore: instant.nullable(),
    todo: z.string().nullable(),
    changedAt: instant,
    submittedAt: instant.nullable(),
  })
  .openapi('SuggestionRow')
export type SuggestionRow = z.infer<typeof SuggestionRow>
