import { demand, type RowDraft, readCell, refuse } from '#modules/roster/index.ts'
import type { RulePeriod } from '#modules/rules/index.ts'
import { extensionCells, type ImportedState, type PromiseWord, promiseCells, promiseWords } from './import-values.ts'
import { isSettled, promisedYearsMax } from './suggestion-promises.ts'

/** All dates are ISO. */
export type ListedPromise = {
  content: string
  owner: string
  dueOn: string
  state: PromiseWord
  keptOn: string | undefined
}
/** `total` is the whole term with the extension in it, in the unit of the answer's period. */
export type ListedExtension = { total: number; reason: string; approval: string }

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

/** A deadline rolls past a festival by no more days than this. */
const rolledDaysMax = 10

/** Granted elsewhere, so many whole months (or days) from the handing over; no longer than the law leaves. */
export function readExtension({ assignedOn, terms }: CaseSoFar, draft: RowDraft): ListedExtension | undefined {
  if (!has(draft, extensionCells)) return undefined
  demand(draft, ...extensionCells)
  const to = wholeDay(draft, 'extendedTo')
  const { extensionReason: reason, extensionApproval: approval } = draft.row.cells
  if (!to || !reason || !approval || !assignedOn) return undefined
  const { answer, longest } = terms
  const totals = Array.from({ length: Math.max(longest.n - answer.n, 0) }, (_, index) => answer.n + index + 1)
  const ends = totals.map((total) => ({ total, on: endOf(assignedOn, { ...answer, n: total }) }))
  const found = ends.findLast(({ on }) => on <= to && to <= plus(on, { days: rolledDaysMax }))
  const days = ends.map(({ on }) => on).join('、')
  return found ? { total: found.total, reason, approval } : refuse(draft, 'extension_day', { days })
}

const plus = (day: string, more: Temporal.DurationLike): string => Temporal.PlainDate.from(day).add(more).toString()
const endOf = (day: string, { n, unit }: RulePeriod): string =>
  plus(day, unit === 'month' ? { months: n } : { days: n })

/** Each row has at most one promise: of the unit that the row is about, in a case that one unit leads of that one. */
export function readPromises(
  so: CaseSoFar,
  head: RowDraft,
  unitOf: ReadonlyMap<RowDraft, string | undefined>,
): { draft: RowDraft; unitId: string | undefined; promise: ListedPromise }[] {
  const read = [head, ...unitOf.keys()].flatMap((draft) => {
    const unitId = promiser(so, draft, unitOf.get(draft))
    const promise = readPromise(so, draft)
    return promise ? [{ draft, unitId, promise }] : []
  })
  // closed when nothing is owed any more, and followed as long as something is
  const isOwing = read.some(({ promise }) => !isSettled(promise.state))
  if (so.state === 'tracking' && !isOwing) refuse(head, 'promise_none_open')
  if (so.state === 'closed' && isOwing) refuse(head, 'promise_open')
  return read
}

function promiser(so: CaseSoFar, draft: RowDraft, ofMoreRow: string | undefined): string | undefined {
  if (!has(draft, promiseCells)) return undefined
  if (ofMoreRow !== undefined) return ofMoreRow
  const [only, ...others] = so.answeringUnitIds
  // what a continuing row was about has been refused already
  return others.length === 0
    ? only
    : so.isSeparate && draft.row.cells.caseTitle
      ? refuse(draft, 'promise_unit')
      : undefined
}

function readPromise(so: CaseSoFar, draft: RowDraft): ListedPromise | undefined {
  if (!has(draft, promiseCells)) return undefined
  demand(draft, 'promise', 'promiseDue', 'promiseOwner', 'promiseState')
  const { promise: content, promiseOwner: owner } = draft.row.cells
  const from = so.assignedOn ?? so.submittedOn
  const dueOn = wholeDay(draft, 'promiseDue')
  const keptOn = dayAfter(so, draft, 'promiseKeptOn', from)
  const state = readCell(
    draft,
    'promiseState',
    (word) => Object.entries(promiseWords).find(([own]) => own === word)?.[1],
  )
  if (!content || !owner || !dueOn || !state) return undefined
  if (dueOn < from) refuse(draft, 'days_out_of_order', { field: 'promiseDue' })
  if (dueOn > plus(so.today, { years: promisedYearsMax })) refuse(draft, 'day_too_far', { field: 'promiseDue' })
  if (keptOn && state !== 'confirmed') refuse(draft, 'not_in_state', { field: 'promiseKeptOn' })
  return { content, owner, dueOn, state, keptOn }
}
