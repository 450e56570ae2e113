import { type RowDraft, refuse } from '#modules/roster/index.ts'
import type { RulePeriod } from '#modules/rules/index.ts'
import type { ImportedState } from './import-values.ts'

/** What the first row of a case has said already, when its answers are read. */
export type CaseSoFar = {
  state: ImportedState
  submittedOn: string
  assignedOn: string | undefined
  isSeparate: boolean
  answeringUnitIds: readonly string[]
  unitIdOf: (name: string) => string | undefined
  today: string
  /** The period of an answer, and the longest one that the law leaves. */
  terms: { answer: RulePeriod; longest: RulePeriod }
}

export const has = ({ row: { cells } }: RowDraft, fields: readonly string[]): boolean =>
  fields.some((field) => cells[field] !== undefined)

export function wholeDay(draft: RowDraft, field: string): string | undefined {
  const text = draft.row.cells[field]
  if (text === undefined) return undefined
  // a month is no day from which days can be counted
  return text.length === 10 ? text : refuse(draft, 'date_unreadable', { field })
}

/** A day of the list that is not before another, and has come. */
export function dayAfter(
  { today }: Pick<CaseSoFar, 'today'>,
  draft: RowDraft,
  field: string,
  first: string,
): string | undefined {
  const on = wholeDay(draft, field)
  if (on !== undefined && (on < first || on > today)) refuse(draft, 'days_out_of_order', { field })
  return on
}

export const daysLater = (day: string, more: Temporal.DurationLike): string =>
  Temporal.PlainDate.from(day).add(more).toString()
