import { z } from '@hono/zod-openapi'
import { Id, pageQuery, whole } from '#platform/http/routes.ts'
import { categories, fieldStates } from './suggestion.ts'

const date = z.iso.date()

/** What is given to a committee from one day on. */
export const NewFields = z
  .object({
    committeeId: Id,
    categories: z.array(z.enum(categories)).max(categories.length).default([]),
    unitIds: z.array(Id).max(100).default([]),
    startsOn: date,
  })
  .refine(({ categories: given, unitIds }) => given.length + unitIds.length > 0)
  .openapi('NewCommitteeFields')
export type NewFields = z.infer<typeof NewFields>

export const FieldEnd = z.object({ version: whole(1), endsOn: date }).openapi('CommitteeFieldEnd')

export const FieldQuery = z.object({
  ...pageQuery,
  state: z.enum(fieldStates).optional(),
  committeeId: Id.optional(),
  q: z.string().trim().min(1).max(50).optional(),
})
export type FieldQuery = z.infer<typeof FieldQuery>
export const FieldExportQuery = FieldQuery.omit({ cursor: true, limit: true })
export type FieldExportQuery = z.infer<typeof FieldExportQuery>

export const FieldView = z
  .object({
    id: Id,
    committeeId: Id,
    committeeName: z.string(),
    /** Of the two the one that was given. */
    category: z.enum(categories).nullable(),
    unitId: Id.nullable(),
    unitName: z.string().nullable(),
    startsOn: date,
    /** The first day without it. */
    endsOn: date.nullable(),
    state: z.enum(fieldStates),
    version: z.number().int(),
    allowed: z.array(z.enum(['end'])),
  })
  .openapi('CommitteeField')
export type FieldView = z.infer<typeof FieldView>

export const FieldChoices = z
  .object({
    committees: z.array(z.object({ id: Id, name: z.string() })),
    units: z.array(z.object({ id: Id, name: z.string() })),
    allowed: z.array(z.enum(['give'])),
  })
  .openapi('CommitteeFieldChoices')
export type FieldChoices = z.infer<typeof FieldChoices>
export const GivenFields = z.object({ items: z.array(FieldView) }).openapi('GivenCommitteeFields')
