import { demand, type RowDraft, readCell, refuse } from '#modules/roster/index.ts'
import { type CaseSoFar, dayAfter, daysLater, has, wholeDay } from './import-rows.service.ts'
import { type PromiseWord, promiseCells, promiseWords, roundOfWord } from './import-values.ts'
import { isSettled, promisedYearsMax } from './suggestion-promises.ts'

/** All dates are ISO. */
export type ListedPromise = {
  content: string
  owner: string
  dueOn: string
  state: PromiseWord
  keptOn: string | undefined
  /** The answer in which it was given, where the row says; else the last one. */
  round: number | undefined
}
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
  if (dueOn > daysLater(so.today, { years: promisedYearsMax })) refuse(draft, 'day_too_far', { field: 'promiseDue' })
  if (keptOn && state !== 'confirmed') refuse(draft, 'not_in_state', { field: 'promiseKeptOn' })
  return { content, owner, dueOn, state, keptOn, round: roundOfWord(draft.row.cells.answerRound ?? '') }
}
