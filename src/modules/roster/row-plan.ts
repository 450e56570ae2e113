import type { JsonObject } from '#kernel/refusal.ts'
import type { Outcome } from './roster.ts'

/** Why a row is refused; the sentence is `faults.<code>` of this module's words. */
export const faultCodes = [
  'date_unreadable',
  'date_ambiguous',
  'digits_lost',
  'cell_error',
  'formula_without_result',
  'text_too_long',
  'missing',
  'unknown_value',
  'id_number_old',
  'id_number_wrong',
  'id_number_date',
  'id_number_sex',
  'id_number_born',
  'phone_unreadable',
  'name_unreadable',
  'mail_unreadable',
  'contact_withdrawn',
  'born_too_late',
  'born_too_early',
  'ends_before_start',
  'day_not_come',
  'day_too_old',
  'day_too_far',
  'no_key',
  'number_missing',
  'congress_unknown',
  'no_term',
  'no_such_term',
  'constituency_unknown',
  'started_before_term',
  'started_after_term',
  'started_in_future',
  'term_over',
  'number_other_name',
  'two_persons',
  'id_number_differs',
  'mandate_ended',
  'bare_name',
  'bare_name_in_file',
  'same_name_without_id',
  'unrelated_area',
  'kept_elsewhere',
  'rows_disagree',
  'repeated',
  'died',
  'area_code_wrong',
  'area_outside',
  'area_parent_unknown',
  'area_unknown',
  'unit_unknown',
  'parent_unknown',
  'unit_elsewhere',
  'unit_ended',
  'unit_kind_fixed',
  'code_missing',
  'name_taken',
  'effective_on_missing',
  'effective_on_too_early',
  'role_not_yours',
  'role_not_here',
  'seats_wrong',
  'number_unreadable',
  'number_other_year',
  'number_taken',
  'number_differs',
  'confidential_by_hand',
  'lead_unknown',
  'lead_other_name',
  'sponsor_unknown',
  'sponsor_ambiguous',
  'sponsor_twice',
  'session_unknown',
  'days_out_of_order',
  'not_in_state',
  'unit_alone',
  'unit_twice',
  'text_missing',
  'row_beside_refused',
  'case_cell_in_more_row',
  'more_row_unit',
  'promise_unit',
  'promise_open',
  'promise_none_open',
  'extension_day',
  'none_unanswered',
  'none_unjudged',
  'none_wanting',
  'wanting_answers_again',
  'reference_unreadable',
  'reference_unknown',
  'reference_unfit',
  'reference_answered',
] as const
export type FaultCode = (typeof faultCodes)[number]

export type RowFault = { code: FaultCode; data: JsonObject }

/** `from` is null for what was not there. */
export type FieldChange = { field: string; from: string | null; to: string }

/** One row as read from the file, its cells by the keys of the form. */
export type ImportRow = {
  ordinal: number
  sheet: string
  number: number
  cells: Readonly<Record<string, string>>
  faults: Readonly<Record<string, string>>
}

export type RowPlan = {
  ordinal: number
  /** What the row is about, for the reader of the preview. */
  label: string
  outcome: Outcome
  changes: FieldChange[]
  refusals: RowFault[]
}

/** What a row would change and why it can't be, while it is being looked at. */
export type RowDraft = {
  readonly row: ImportRow
  readonly changes: FieldChange[]
  readonly refusals: RowFault[]
  label: string
  isNew: boolean
}

export function draftOf(row: ImportRow): RowDraft {
  const refusals = Object.entries(row.faults).map(([field, code]) => ({ code: code as FaultCode, data: { field } }))
  return { row, changes: [], refusals, label: row.cells.name ?? row.cells.code ?? '', isNew: false }
}

export function refuse(draft: RowDraft, code: FaultCode, data: JsonObject = {}): undefined {
  draft.refusals.push({ code, data })
}

/** An empty cell says nothing: it never erases what is known. */
export function propose(draft: RowDraft, field: string, from: string | null, to: string | undefined): void {
  if (to !== undefined && to !== '' && to !== from) draft.changes.push({ field, from, to })
}

export function demand(draft: RowDraft, ...fields: readonly string[]): void {
  const { cells, faults } = draft.row
  for (const field of fields)
    if (cells[field] === undefined && faults[field] === undefined) refuse(draft, 'missing', { field })
}

export function finish(draft: RowDraft): RowPlan {
  const { label, refusals, changes, isNew } = draft
  const { ordinal } = draft.row
  if (refusals.length > 0) return { ordinal, label, outcome: 'refused', changes: [], refusals }
  if (isNew) return { ordinal, label, outcome: 'create', changes, refusals }
  return { ordinal, label, outcome: changes.length > 0 ? 'change' : 'unchanged', changes, refusals }
}

/** Reads a cell with a table of words; a word that it does not know is a fault of the row. */
export function readCell<Value>(
  draft: RowDraft,
  field: string,
  read: (text: string) => Value | undefined,
): Value | undefined {
  const text = draft.row.cells[field]
  if (text === undefined) return undefined
  return read(text) ?? refuse(draft, 'unknown_value', { field, value: text.slice(0, 40) })
}
