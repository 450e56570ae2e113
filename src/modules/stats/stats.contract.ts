import { z } from '@hono/zod-openapi'
import { categories, suggestionStates } from '#modules/suggestion/suggestion.ts'
import { Id, pageOf, pageQuery } from '#platform/http/routes.ts'
import { figureCodes, figureKinds, groupings, intakes, rowParts } from './stats.ts'

const day = z.iso.date()
const instant = z.string().openapi({ format: 'date-time' })
const value = z.number().nullable()
const Code = z.enum(figureCodes)

/** Whose, when and which: without a period this year, without a congress one's own. */
export const FigureQuery = z.object({
  congress: Id.optional(),
  from: day.optional(),
  to: day.optional(),
  term: Id.optional(),
  /** This unit's parts are counted instead of cases. */
  unit: Id.optional(),
  category: z.enum(categories).optional(),
  delegation: Id.optional(),
  /** 对口委员会: only what lies in its field. */
  committee: Id.optional(),
  /** Submitted during a session of the congress, or in recess. */
  intake: z.enum(intakes).optional(),
  /** Only what concerns the list of topics; no case is counted. */
  about: z.enum(['topics']).optional(),
})
export type FigureQuery = z.infer<typeof FigureQuery>

const FigureView = z
  .object({
    code: Code,
    kind: z.enum(figureKinds),
    /** A number for counts, deputies' means and scores (of 100); a share of one for rates; null where there is no whole. */
    value,
    numerator: z.number().nullable(),
    denominator: z.number().nullable(),
    previous: value,
    lastYear: value,
    months: z.array(value),
    /** Of a count: how many during sessions, how many in recess. */
    intake: z.object({ session: z.number(), recess: z.number() }).nullable(),
    /** Which rows this reader may open. */
    opens: z.array(z.enum(rowParts)),
    better: z.enum(['more', 'less']).nullable(),
  })
  .openapi('Figure')
export type FigureView = z.infer<typeof FigureView>

const Days = z.object({ from: day, to: day })
const PeriodView = z
  .object({
    from: day,
    /** As far as it has come; `wholeTo` is the end that was asked for. */
    to: day,
    wholeTo: day,
    termId: Id.nullable(),
    previous: Days.nullable(),
    lastYear: Days.nullable(),
    /** The months of the figures' series, each by its first day. */
    months: z.array(day),
  })
  .openapi('FigurePeriod')
export type PeriodView = z.infer<typeof PeriodView>

const Named = z.object({ id: z.string(), name: z.string() })

export const FiguresView = z
  .object({
    congress: Named,
    /** Fixed where the reader sees only their own unit. */
    unit: Named.nullable(),
    /** Only what was given to units of this system is counted. */
    system: z.enum(['government']).nullable(),
    period: PeriodView,
    counts: z.enum(['cases', 'assignments']),
    asOf: instant,
    figures: z.array(FigureView),
    /** What this reader may choose from. */
    reach: z.object({
      congresses: z.array(z.object({ id: Id, name: z.string(), level: z.number().int() })),
      terms: z.array(z.object({ id: Id, number: z.number().int(), firstSessionOn: day, endedOn: day.nullable() })),
      groupings: z.array(z.enum(groupings)),
      unitFixed: z.boolean(),
      mayExport: z.boolean(),
    }),
  })
  .openapi('Figures')
export type FiguresView = z.infer<typeof FiguresView>

export const groupParam = z.object({ by: z.enum(groupings) })

const FigureGroup = z
  .object({
    /** Of a unit, a delegation or a congress; the code of a category; the first day of a quarter or a year; '' for deputies of no delegation, `hidden` for what may not be read. */
    id: z.string(),
    name: z.string(),
    /** Of a quarter or a year: its days, as far as they lie in the period. */
    days: Days.nullable(),
    figures: z.partialRecord(
      Code,
      z.object({ value, numerator: z.number().nullable(), denominator: z.number().nullable() }),
    ),
  })
  .openapi('FigureGroup')
export type FigureGroup = z.infer<typeof FigureGroup>
export const FigureGroups = z.object({ period: PeriodView, items: z.array(FigureGroup) }).openapi('FigureGroups')
export type FigureGroups = z.infer<typeof FigureGroups>

export const ExportQuery = FigureQuery.extend({ q: z.string().trim().max(40).optional() })
export type ExportQuery = z.infer<typeof ExportQuery>

export const codeParam = z.object({ code: Code })
export const RowsQuery = FigureQuery.extend({ ...pageQuery, part: z.enum(rowParts).default('numerator') })
export type RowsQuery = z.infer<typeof RowsQuery>
export const RowsExportQuery = RowsQuery.omit({ cursor: true, limit: true })
export type RowsExportQuery = z.infer<typeof RowsExportQuery> & z.infer<typeof codeParam>

export const FigureRow = z
  .object({
    id: Id,
    caseId: Id,
    number: z.string().nullable(),
    title: z.string(),
    /** Of a case; null for what is counted of the list of topics. */
    state: z.enum(suggestionStates as unknown as [string, ...string[]]).nullable(),
    category: z.enum(categories),
    confidential: z.boolean(),
    leadName: z.string(),
    congressName: z.string(),
    unitName: z.string().nullable(),
    submittedAt: instant.nullable(),
    handedAt: instant.nullable(),
    dueBefore: instant.nullable(),
    repliedAt: instant.nullable(),
    result: z.enum(['satisfied', 'basically_satisfied', 'dissatisfied']).nullable(),
    /** What was promised, for figures of promises. */
    promise: z.object({ content: z.string(), dueOn: day, state: z.string() }).nullable(),
    /** A topic, a claim of it or a deputy: its own state, its claims, and which of them led to a registered suggestion. */
    topic: z
      .object({
        state: z.string().nullable(),
        delegationName: z.string().nullable(),
        at: instant.nullable(),
        claims: z.number().int(),
        converted: z.number().int(),
      })
      .nullable(),
    /** Whether this reader may open the case, or the topic. */
    opens: z.boolean(),
  })
  .openapi('FigureRow')
export type FigureRow = z.infer<typeof FigureRow>

export const FigureRows = pageOf(FigureRow).openapi('FigureRows')
