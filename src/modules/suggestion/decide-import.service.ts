import {
  demand,
  type FaultCode,
  meaningOf,
  propose,
  type RowDraft,
  readCell,
  refuse,
  termNumber,
} from '#modules/roster/index.ts'
import { type AnsweringUnit, type CaseSoFar, dayAfter, readAnswering, wholeDay } from './import-answers.service.ts'
import type { ListedNumber } from './import-numbers.ts'
import {
  categoryWords,
  cellsOfState,
  givenSession,
  type ImportedState,
  importedState,
  isRunning,
  namedDeputies,
  namedUnits,
  partsOfBody,
} from './import-values.ts'
import type { NamedMandate, NamedUnit } from './import-world.queries.ts'
import { type Category, draftLimits } from './suggestion.ts'

type Term = { id: string; number: number; first_session_on: string; ended_on: string | null }
type Session = { id: string; term_id: string; number: number; opens_on: string; closes_on: string }

/** What the decision on every row looks up; loaded at once for the whole file. */
export type ImportWorld = {
  today: string
  /** A number as the list has it, of a suggestion that was made in a year; undefined where it can't be read. */
  readNumber: (text: string, made: number) => ListedNumber | undefined
  terms: readonly Term[]
  sessions: readonly Session[]
  /** By `<term>/<NUMBER>`, and all of a name by `<term>/<name>`. */
  byNumber: ReadonlyMap<string, NamedMandate>
  byName: ReadonlyMap<string, readonly NamedMandate[]>
  units: ReadonlyMap<string, NamedUnit>
  /** The digest of the row of a number that is in use; null where the case began here. */
  taken: ReadonlyMap<string, string | null>
  /** Number → row of this file. */
  seen: Map<string, number>
  digestOf: (rows: readonly Readonly<Record<string, string>>[]) => string
  /** The period of an answer, and the longest one that the law leaves. */
  answerTerms: CaseSoFar['terms']
}

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

/** Decides on one case: new, nothing new, or why not; with one of its rows all of them are refused. */
export function decideCase(world: ImportWorld, rows: CaseRows): ImportedCase | undefined {
  const all = [rows.head, ...rows.more]
  const decided = decideRows(world, rows)
  const refused = all.find(({ refusals }) => refusals.length > 0)
  if (!refused) return decided
  for (const draft of all) {
    if (draft.refusals.length === 0) refuse(draft, 'row_beside_refused', { row: refused.row.number })
  }
  return undefined
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
  const given = readNumber(world, draft, submittedOn)
  if (!given || !submittedOn) return undefined
  const number = given.text
  const rowSha256 = world.digestOf([cells, ...more.map(({ row }) => row.cells)])
  const before = world.taken.get(number)
  if (before === rowSha256) return undefined
  for (const one of [draft, ...more]) one.isNew = true
  if (before !== undefined) refuse(draft, before === null ? 'number_taken' : 'number_differs', { number })
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
  const { today, terms } = { today: world.today, terms: world.answerTerms }
  const so = { state, submittedOn, assignedOn, isSeparate, answeringUnitIds, unitIdOf, today, terms }
  const answering = readAnswering(so, draft, more)
  const told = answering.flatMap(({ answer, judged }) => [answer?.on ?? '', judged?.on ?? ''])
  const last = [submittedOn, assignedOn ?? '', ...told].toSorted().at(-1) ?? submittedOn
  const closedOn = dayAfter(world, draft, 'closedOn', last) ?? last
  const category = readCell(draft, 'category', meaningOf(categoryWords)) ?? 'other'
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
  }
}

/** What comes of each row, for the reader of the preview: as the list says it. */
function proposeAnswering(head: RowDraft, more: readonly RowDraft[]): void {
  for (const draft of [head, ...more]) {
    const { cells } = draft.row
    for (const field of [...(draft === head ? [] : answered), ...told]) propose(draft, field, null, cells[field])
  }
}
const answered = ['separateUnits', 'answeredOn', 'replyClass']
const told = ['result', 'extendedTo', 'promise', 'promiseDue', 'promiseOwner', 'promiseState']

function readNumber(world: ImportWorld, draft: RowDraft, submittedOn: string | undefined): ListedNumber | undefined {
  const text = draft.row.cells.caseNumber
  if (text === undefined || submittedOn === undefined) return undefined
  const made = Number(submittedOn.slice(0, 4))
  const given = world.readNumber(text, made)
  if (!given) return refuse(draft, 'number_unreadable', { value: text.slice(0, 40) })
  // handed in at the end of one year it may have its number of the next
  if (Math.abs(given.year - made) > 1) refuse(draft, 'number_other_year', { year: given.year, made })
  return given
}

function readSession(
  world: ImportWorld,
  draft: RowDraft,
  day: string,
): { term: Term; session: Session | undefined } | undefined {
  const text = draft.row.cells.session
  const given = text === undefined ? undefined : givenSession(text)
  const unknown = () => refuse(draft, 'session_unknown', { value: (text ?? day).slice(0, 40) })
  const ofDay = world.terms.findLast(
    ({ first_session_on, ended_on }) => first_session_on <= day && (ended_on === null || ended_on > day),
  )
  if (text === undefined || given === 'recess') {
    const on = world.sessions.find(({ opens_on, closes_on }) => opens_on <= day && closes_on >= day)
    return ofDay ? { term: ofDay, session: given === 'recess' ? undefined : on } : unknown()
  }
  if (!given) return unknown()
  const term =
    given.term === undefined ? ofDay : world.terms.find(({ number }) => number === termNumber(given.term ?? ''))
  const session = world.sessions.find(
    ({ term_id, number }) => term_id === term?.id && number === termNumber(given.session),
  )
  return term && session ? { term, session } : unknown()
}

function checkCells(draft: RowDraft, state: ImportedState): void {
  const { needs, not } = cellsOfState[state]
  const isSeparate = draft.row.cells.separateUnits !== undefined
  const ofCase = needs.filter((field) => field === 'assignedOn' || (field === 'leadUnit' && !isSeparate))
  demand(draft, ...ofCase)
  for (const field of not) if (draft.row.cells[field] !== undefined) refuse(draft, 'not_in_state', { field })
}

/** The deputy's number says who; the name has to agree with it. A bare name leads nothing. */
function readLead(world: ImportWorld, draft: RowDraft, termId: string): NamedMandate | undefined {
  const { lead = '', leadNumber } = draft.row.cells
  const [named] = namedDeputies(lead)
  const number = (leadNumber ?? named?.number)?.toUpperCase()
  if (!named) return undefined
  if (number === undefined) return refuse(draft, 'missing', { field: 'leadNumber' })
  const found = world.byNumber.get(`${termId}/${number}`)
  if (!found) return refuse(draft, 'lead_unknown', { number })
  if (found.name !== named.name) return refuse(draft, 'lead_other_name', { number, name: found.name })
  return found
}

/** A name that one deputy of the term has is enough on a sheet; of two of the name the number has to say which. */
function readCosigners(world: ImportWorld, draft: RowDraft, termId: string, leadId: string | undefined): string[] {
  const ids: string[] = []
  for (const { name, number } of namedDeputies(draft.row.cells.cosigners ?? '')) {
    const byNumber = number === undefined ? undefined : world.byNumber.get(`${termId}/${number}`)
    const ofName = world.byName.get(`${termId}/${name}`) ?? []
    if (number === undefined && ofName.length > 1) refuse(draft, 'sponsor_ambiguous', { name })
    const found = number === undefined ? ofName[0] : byNumber
    if (!found || (name !== '' && found.name !== name))
      refuse(draft, 'sponsor_unknown', { name: name || (number ?? '') })
    else if (found.id === leadId || ids.includes(found.id)) refuse(draft, 'sponsor_twice', { name: found.name })
    else ids.push(found.id)
  }
  return ids
}

function readUnits(world: ImportWorld, draft: RowDraft, state: ImportedState) {
  const find = (field: 'leadUnit' | 'separateUnits' | 'coUnits'): string[] =>
    namedUnits(draft.row.cells[field] ?? '').flatMap((name) => {
      const unit = world.units.get(name)
      const code: FaultCode | undefined = !unit
        ? 'unit_unknown'
        : isRunning(state) && !unit.acts
          ? 'unit_ended'
          : undefined
      if (code) refuse(draft, code, { value: name.slice(0, 40) })
      return unit ? [unit.id] : []
    })
  const leads = find('leadUnit')
  const separate = find('separateUnits')
  const coUnitIds = find('coUnits')
  const all = [...leads, ...separate, ...coUnitIds]
  const isSeparate = draft.row.cells.separateUnits !== undefined
  const isLedByOne = leads.length <= 1 && !(leads.length > 0 && isSeparate)
  if (!isLedByOne || new Set(all).size !== all.length) refuse(draft, 'unit_twice')
  // one that answers apart from nobody is in the lead
  if (isSeparate && separate.length === 1) refuse(draft, 'unit_alone')
  return { answeringUnitIds: [...leads, ...separate], isSeparate, coUnitIds }
}

function readWords(draft: RowDraft, state: ImportedState) {
  const { caseTitle = '', body = '', ...cells } = draft.row.cells
  const parts = partsOfBody(body)
  const words = {
    title: caseTitle,
    subject: cells.subject ?? parts.subject,
    grounds: cells.grounds ?? parts.grounds,
    proposal: cells.proposal ?? parts.proposal,
  }
  for (const field of ['title', 'subject', 'grounds', 'proposal'] as const) {
    const name = field === 'title' ? 'caseTitle' : field
    if (words[field].length > draftLimits[`${field}Max`]) refuse(draft, 'text_too_long', { field: name })
  }
  const isEmpty = words.subject + words.grounds + words.proposal === ''
  // whoever has to answer it has to be able to read it
  if (isEmpty && isRunning(state)) refuse(draft, 'text_missing')
  return words
}
