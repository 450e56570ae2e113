import { z } from '@hono/zod-openapi'
import { Id, whole, wholeInAddress } from '#platform/http/routes.ts'
import { manyLines, oneLine } from '#platform/http/typed-text.ts'
import { clockStates } from './clock.ts'

const instant = z.string().openapi({ format: 'date-time' })

export const ClockView = z
  .object({
    id: Id,
    caseId: Id,
    subjectKind: z.string(),
    subjectId: Id,
    ruleId: z.string(),
    startedAt: instant,
    /** Exclusive: an act at this instant is late. */
    dueBefore: instant,
    /** The last day, in Shanghai. */
    dueOn: z.iso.date(),
    /** The last day as it was set when the clock started. */
    setOn: z.iso.date(),
    state: z.enum(clockStates),
    /** Overdue now, or stopped after the deadline. */
    isLate: z.boolean(),
    stoppedAt: instant.nullable(),
    /** Calendar days from today to the last day; negative after it. */
    remainingDays: z.number().int(),
    /** The arithmetic in words, in the language of the reader. */
    explanation: z.string(),
    calendarVersion: z.number().int(),
    /** Set while a year that the deadline needs has no published calendar. */
    warning: z.string().nullable(),
  })
  .openapi('Clock')
export type ClockView = z.infer<typeof ClockView>

const [firstYear, lastYear] = [2000, 2099]
const year = whole(firstYear, lastYear)
const DayKind = z.enum(['holiday', 'workday'])

export const CalendarView = z
  .object({
    version: z.number().int(),
    publishedAt: instant,
    source: z.enum(['chinese-days', 'posted']),
    note: z.string(),
    years: z.array(z.number().int()),
    /** The days that differ from the plain week. */
    days: z.array(
      z.object({
        day: z.iso.date(),
        kind: DayKind,
        /** A festival's code, or the words of the list. */
        name: z.string(),
        label: z.string(),
      }),
    ),
  })
  .openapi('WorkCalendar')

export const CalendarQuery = z.object({
  year: wholeInAddress(firstYear, lastYear).optional(),
  version: wholeInAddress(1).optional(),
})

const note = manyLines().trim().max(500).default('')
/** The version the list was made from; 0 when none was published. */
const version = whole(0).optional()

export const CalendarImportBody = z
  .discriminatedUnion('source', [
    z.object({
      source: z.literal('posted'),
      years: z.array(year).min(1).max(20),
      days: z.array(z.object({ day: z.iso.date(), kind: DayKind, name: oneLine().trim().min(1).max(40) })).max(1000),
      note,
      version,
    }),
    z.object({ source: z.literal('chinese-days'), from: year, to: year, note, version }),
  ])
  .openapi('WorkCalendarImport')

export const CalendarPublishedView = z
  .object({
    calendar: CalendarView,
    isNew: z.boolean(),
    recomputed: z.number().int(),
    kept: z.number().int(),
  })
  .openapi('WorkCalendarPublished')
