import { demand, type RowDraft, readCell, refuse } from '#modules/roster/index.ts'
import type { RulePeriod } from '#modules/rules/index.ts'
import {
  answerCells,
  cellsOfState,
  classOfWord,
  extensionCells,
  gradeOfWord,
  type ImportedState,
  moreCells,
  namedUnits,
  type PromiseWord,
  promiseCells,
  promiseWords,
} from './import-values.ts'
import type { Grade, ReplyClass } from './suggestion.ts'
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
export type ListedAnswer = { on: string; class: ReplyClass; body: string }
export type ListedJudgement = { on: string; attitude: Grade; result: Grade; opinion: string | null }

/** What a list tells of one unit that answers. */
export type AnsweringUnit = {
  unitId: string
  answer: ListedAnswer | undefined
  judged: ListedJudgement | undefined
  extension: ListedExtension | undefined
  promises: ListedPromise[]
}

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

type Told = Pick<AnsweringUnit, 'answer' | 'judged'>

const has = ({ row: { cells } }: RowDraft, fields: readonly string[]): boolean =>
  fields.some((field) => cells[field] !== undefined)

/**
 * The answers of a case from its first row and those that go on with it: a unit's own row stands for the unit, the
 * first row for every unit without one, and each promise has a row to itself.
 */
export function readAnswering(so: CaseSoFar, head: RowDraft, more: readonly RowDraft[]): AnsweringUnit[] {
  const unitOf = new Map(more.map((draft) => [draft, readMoreUnit(so, draft)]))
  const ownOf = (unitId: string, fields: readonly string[]): RowDraft => {
    const [own, twice] = more.filter((draft) => unitOf.get(draft) === unitId && has(draft, fields))
    if (twice) refuse(twice, 'more_row_unit')
    return own ?? head
  }
  const sources = so.answeringUnitIds.map((unitId) => ({
    unitId,
    told: ownOf(unitId, answerCells),
    extended: ownOf(unitId, extensionCells),
  }))
  // each row is read once, whoever it stands for; the first one also where every unit has a row of its own
  const answers = new Set(sources.map(({ told }) => told))
  const isHeadRead = answers.has(head) || has(head, answerCells) || so.answeringUnitIds.length === 0
  if (isHeadRead) answers.add(head)
  const toldBy = new Map([...answers].map((draft): [RowDraft, Told] => [draft, readTold(so, draft, draft === head)]))
  const extensions = new Map([head, ...more].map((draft) => [draft, readExtension(so, draft)]))
  const read = [head, ...more].map((draft) => ({
    unitId: promiser(so, draft, unitOf.get(draft)),
    promise: readPromise(so, draft),
  }))
  checkPromises(so, head, read)
  return sources.map(({ unitId, ...from }) => ({
    unitId,
    ...(toldBy.get(from.told) ?? { answer: undefined, judged: undefined }),
    extension: extensions.get(from.extended),
    promises: read.flatMap((one) => (one.unitId === unitId && one.promise ? [one.promise] : [])),
  }))
}

/** The unit that a continuing row is about; in a case that one unit leads, that one. */
function readMoreUnit(so: CaseSoFar, draft: RowDraft): string | undefined {
  const { cells } = draft.row
  for (const field of Object.keys(cells)) {
    if (!moreCells.includes(field)) refuse(draft, 'case_cell_in_more_row', { field })
  }
  const isAnswer = has(draft, [...answerCells, ...extensionCells])
  if (!isAnswer && !has(draft, promiseCells)) refuse(draft, 'missing', { field: 'promise' })
  if (!so.isSeparate) {
    if (isAnswer || cells.separateUnits !== undefined) refuse(draft, 'more_row_unit')
    return so.answeringUnitIds[0]
  }
  const names = namedUnits(cells.separateUnits ?? '')
  const unitId = so.unitIdOf(names[0] ?? '')
  const isOne = names.length === 1 && unitId !== undefined && so.answeringUnitIds.includes(unitId)
  return isOne ? unitId : refuse(draft, 'more_row_unit')
}

function readTold(so: CaseSoFar, draft: RowDraft, isHead: boolean): Told {
  const { needs, not } = cellsOfState[so.state]
  const isOfAnswer = (field: string) => (answerCells as readonly string[]).includes(field)
  // of several units that answer, one may have been found wanting, and the others not
  demand(draft, ...needs.filter((field) => isOfAnswer(field) && (isHead || field !== 'opinion')))
  if (!isHead) {
    for (const field of not) if (draft.row.cells[field] !== undefined) refuse(draft, 'not_in_state', { field })
  }
  const answeredOn = dayAfter(so, draft, 'answeredOn', so.assignedOn ?? so.submittedOn)
  const evaluatedOn = dayAfter(so, draft, 'evaluatedOn', answeredOn ?? so.submittedOn)
  return { answer: readAnswer(draft, answeredOn), judged: readJudgement(draft, evaluatedOn ?? answeredOn) }
}

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

function readAnswer(draft: RowDraft, on: string | undefined): ListedAnswer | undefined {
  const replyClass = readCell(draft, 'replyClass', classOfWord)
  return on && replyClass ? { on, class: replyClass, body: draft.row.cells.answer ?? '' } : undefined
}

function readJudgement(draft: RowDraft, on: string | undefined): ListedJudgement | undefined {
  const result = readCell(draft, 'result', gradeOfWord)
  const attitude = readCell(draft, 'attitude', gradeOfWord) ?? result
  const opinion = draft.row.cells.opinion ?? null
  if (!result || !attitude || !on) return undefined
  if (result === 'dissatisfied' && opinion === null) return refuse(draft, 'missing', { field: 'opinion' })
  return { on, attitude, result, opinion }
}

/** A deadline rolls past a festival by no more days than this. */
const rolledDaysMax = 10

/** Granted elsewhere, so many whole months (or days) from the handing over; no longer than the law leaves. */
function readExtension({ assignedOn, terms }: CaseSoFar, draft: RowDraft): ListedExtension | undefined {
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

/** A case is closed when nothing is owed any more, and followed as long as something is. */
function checkPromises({ state }: CaseSoFar, head: RowDraft, read: readonly { promise: ListedPromise | undefined }[]) {
  const isOwing = read.some(({ promise }) => promise !== undefined && !isSettled(promise.state))
  if (state === 'tracking' && !isOwing) refuse(head, 'promise_none_open')
  if (state === 'closed' && isOwing) refuse(head, 'promise_open')
}
