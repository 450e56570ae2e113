import { z } from '@hono/zod-openapi'
import { paperFormats } from '#platform/documents/paper.ts'
import { Id, pageOf, pageQuery } from '#platform/http/routes.ts'
import { casePaperKinds, issuedKinds, listPaperKinds, paperSorts } from './paper.ts'

const instant = z.string().openapi({ format: 'date-time' })

export const Format = z.enum(paperFormats)
export const CasePaperKindShape = z.enum(casePaperKinds)
export const ListPaperKindShape = z.enum(listPaperKinds)

export const CasePreviewQuery = z.object({ format: Format, assignmentId: Id.optional() })
export const PeriodQuery = z.object({ format: Format, from: z.iso.date(), to: z.iso.date() })
export const PaperListQuery = z.object({
  ...pageQuery,
  q: z.string().trim().min(1).max(60).optional().openapi({ description: 'Part of the number, its own or its case’s' }),
  kind: z.enum(issuedKinds).optional(),
  sort: z.enum(paperSorts).default('newest'),
})
export type PaperListQuery = z.infer<typeof PaperListQuery>
export const PaperExportQuery = PaperListQuery.omit({ cursor: true, limit: true })
export type PaperExportQuery = z.infer<typeof PaperExportQuery>

/** A paper about one case, or one about all cases of a period; the days are included. */
export const NewPaper = z
  .union([
    z.object({
      kind: CasePaperKindShape,
      caseId: Id,
      assignmentId: Id.optional(),
      voids: Id.optional().openapi({ description: 'The paper that this one makes void, where its words have changed' }),
    }),
    z.object({ kind: ListPaperKindShape, from: z.iso.date(), to: z.iso.date() }),
  ])
  .openapi('NewPaper')
export type NewPaper = z.infer<typeof NewPaper>

export const PaperView = z
  .object({
    id: Id,
    kind: z.enum(issuedKinds),
    number: z.string(),
    organName: z.string(),
    caseId: Id.nullable(),
    caseNumber: z.string().nullable(),
    assignmentId: Id.nullable(),
    issuedAt: instant,
    voidedAt: instant.nullable(),
    /** Under which number it went out anew. */
    replacedBy: z.string().nullable(),
  })
  .openapi('Paper')
export type PaperView = z.infer<typeof PaperView>

export const PaperPage = pageOf(PaperView)

export const CasePapers = z
  .object({
    issued: z.array(PaperView),
    /** What can be printed now, and what of it the reader may issue under a number. */
    possible: z.array(
      z.object({
        kind: CasePaperKindShape,
        assignmentId: Id.nullable(),
        unitName: z.string().nullable(),
        mayIssue: z.boolean(),
        /** What the reader's organ has issued of it: whether it still says the same, or would be made void. */
        former: z.object({ id: Id, number: z.string(), isSame: z.boolean() }).nullable(),
      }),
    ),
  })
  .openapi('CasePapers')
export type CasePapers = z.infer<typeof CasePapers>
