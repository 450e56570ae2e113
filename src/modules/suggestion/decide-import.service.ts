import { demand, meaningOf, propose, type RowDraft, readCell, refuse } from '#modules/roster/index.ts'
import { type AnsweringUnit, readAnswering } from './import-answers.service.ts'
import {
  checkCells,
  type ImportWorld,
  readCosigners,
  readLead,
  readNumber,
  readSession,
  readUnits,
  readWords,
  type Session,
} from './import-cells.service.ts'
import type { ListedNumber } from './import-numbers.ts'
import { type CaseReference, dropUnreferable, readReference } from './import-references.service.ts'
import { dayAfter, wholeDay } from './import-rows.service.ts'
import { categoryWords, type ImportedState, importedState, isRunning } from './import-values.ts'
import type { Category } from './suggestion.ts'

export type ImportedCase = {
  number: string
  given: ListedNumber
  rowSha256: string
  title: string
  subject: string
  grounds: string
  proposal: string
  category: Category
  state: ImportedState
  termId: string
  session: Session | undefined
  leadMandateId: string
  cosignerIds: string[]
  wishesPublication: boolean
  submittedOn: string
  assignedOn: string | undefined
  /** Who answers: one in the lead, or several apart (分办). */
  answering: AnsweringUnit[]
  isSeparate: boolean
  coUnitIds: string[]
  closedOn: string | undefined
  /** The case that it went into, and the one that it came from. */
  mergedInto: CaseReference | undefined
  splitFrom: CaseReference | undefined
}

/** The rows of one case: the first one, and those below it that go on with it. */
export type CaseRows = { head: RowDraft; more: RowDraft[] }

/** A row without a title goes on with the case above it when it repeats its number, or has none. */
export function casesOf(drafts: readonly RowDraft[]): CaseRows[] {
  const cases: CaseRows[] = []
  for (const draft of drafts) {
    const above = cases.at(-1)
    const { caseNumber, caseTitle } = draft.row.cells
    const isSame = caseNumber === undefined || caseNumber === above?.head.row.cells.caseNumber
    const goesOn = above?.head.row.sheet === draft.row.sheet && caseTitle === undefined && isSame
    if (above && goesOn) above.more.push(draft)
    else cases.push({ head: draft, more: [] })
  }
  return cases
}

/** A case that can be written, with the rows that it came from. */
export type DecidedCase = { of: ImportedCase; rows: CaseRows }

/** Decides on one case: new, nothing new, or why not; with one of its rows all of them are refused. */
export function decideCase(world: ImportWorld, rows: CaseRows): DecidedCase | undefined {
  const of = decideRows(world, rows)
  return refuseBeside(rows) || !of ? undefined : { of, rows }
}

/** Nothing of a case is written of which one row is refused. */
function refuseBeside({ head, more }: CaseRows): boolean {
  const all = [head, ...more]
  const refused = all.find(({ refusals }) => refusals.length > 0)
  if (!refused) return false
  for (const draft of all) {
    if (draft.refusals.length === 0) refuse(draft, 'row_beside_refused', { row: refused.row.number })
  }
  return true
}

/** A case that names another is written only where that one is: here already, or in a row that can be written. */
export function decideReferences(world: ImportWorld, decided: readonly DecidedCase[]): ImportedCase[] {
  const written = dropUnreferable(world, decided)
  for (const { rows } of decided) refuseBeside(rows)
  return written.map(({ of }) => of)
}

function decideRows(world: ImportWorld, { head: draft, more }: CaseRows): ImportedCase | undefined {
  const { cells } = draft.row
  draft.label = [cells.caseNumber, cells.caseTitle].filter(Boolean).join(' ')
  for (const one of more) {
    const { separateUnits, promise } = one.row.cells
    one.label = [cells.caseNumber, separateUnits, promise].filter(Boolean).join(' ')
  }
  demand(draft, 'caseNumber', 'caseTitle', 'lead', 'submittedOn', 'state')
  const submittedOn = wholeDay(draft, 'submittedOn')
  if (submittedOn !== undefined && submittedOn > world.today) refuse(draft, 'day_not_come', { field: 'submittedOn' })
  const given = readNumber(world, draft, submittedOn)
  if (!given || !submittedOn) return undefined
  const number = given.text
  const rowSha256 = world.digestOf([cells, ...more.map(({ row }) => row.cells)])
  const before = world.known.get(number)
  if (before?.digest === rowSha256) return undefined
  for (const one of [draft, ...more]) one.isNew = true
  if (before) refuse(draft, before.digest === null ? 'number_taken' : 'number_differs', { number })
  const twin = world.seen.get(number)
  if (twin !== undefined) refuse(draft, 'repeated', { row: twin })
  world.seen.set(number, draft.row.number)
  const state = readCell(draft, 'state', importedState)
  const where = readSession(world, draft, submittedOn)
  if (!state || !where) return undefined
  checkCells(draft, state)
  // who may read it can't be told in a list, and here it would be open to every post of its organs
  if (cells.confidential === '是') refuse(draft, 'confidential_by_hand')
  const lead = readLead(world, draft, where.term.id)
  const cosignerIds = readCosigners(world, draft, where.term.id, lead?.id)
  const units = readUnits(world, draft, state)
  const assignedOn = dayAfter(world, draft, 'assignedOn', submittedOn)
  const words = readWords(draft, state)
  const { answeringUnitIds, isSeparate, coUnitIds } = units
  const unitIdOf = (name: string) => world.units.get(name)?.id
  const { today, terms } = { today: world.today, terms: world.answerTerms(submittedOn) }
  const so = { state, submittedOn, assignedOn, isSeparate, answeringUnitIds, unitIdOf, today, terms }
  const answering = readAnswering(so, draft, more)
  const told = answering.flatMap(({ rounds }) => rounds.flatMap(({ answer, judged }) => [answer.on, judged?.on ?? '']))
  const last = [submittedOn, assignedOn ?? '', ...told].toSorted().at(-1) ?? submittedOn
  const closedOn = dayAfter(world, draft, 'closedOn', last) ?? last
  const category = readCell(draft, 'category', meaningOf(categoryWords)) ?? 'other'
  const mergedInto = readReference(world, draft, 'mergedInto', submittedOn)
  const splitFrom = readReference(world, draft, 'splitFrom', submittedOn)
  if (draft.refusals.length > 0 || !lead) return undefined
  propose(draft, 'caseNumber', null, number)
  propose(draft, 'state', null, state)
  proposeAnswering(draft, more)
  return {
    number,
    given,
    rowSha256,
    ...words,
    category,
    state,
    termId: where.term.id,
    session: where.session,
    leadMandateId: lead.id,
    cosignerIds,
    // what nobody has asked the deputy is no consent
    wishesPublication: cells.publication === '是',
    submittedOn,
    assignedOn,
    answering,
    isSeparate,
    coUnitIds,
    closedOn: isRunning(state) ? undefined : closedOn,
    mergedInto,
    splitFrom,
  }
}

/** What comes of each row, for the reader of the preview: as the list says it. */
function proposeAnswering(head: RowDraft, more: readonly RowDraft[]): void {
  for (const draft of [head, ...more]) {
    const { cells } = draft.row
    for (const field of [...(draft === head ? [] : answered), ...told]) propose(draft, field, null, cells[field])
  }
}
const answered = ['separateUnits', 'answerRound', 'answeredOn', 'replyClass']
const told = [
  'result',
  'extendedTo',
  'promise',
  'promiseDue',
  'promiseOwner',
  'promiseState',
  'mergedInto',
  'splitFrom',
]
