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
import {
  categoryWords,
  cellsOfState,
  classOfWord,
  type GivenNumber,
  givenNumber,
  givenSession,
  gradeOfWord,
  type ImportedState,
  importedState,
  isRunning,
  namedDeputies,
  namedUnits,
  partsOfBody,
} from './import-values.ts'
import type { NamedMandate, NamedUnit } from './import-world.queries.ts'
import { type Category, draftLimits, type Grade, type ReplyClass } from './suggestion.ts'

type Term = { id: string; number: number; first_session_on: string; ended_on: string | null }
type Session = { id: string; term_id: string; number: number; opens_on: string; closes_on: string }

/** What the decision on every row looks up; loaded at once for the whole file. */
export type ImportWorld = {
  today: string
  prefix: string
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
  digestOf: (cells: Readonly<Record<string, string>>) => string
  officialNumber: (given: GivenNumber) => string
}

export type ImportedCase = {
  number: string
  given: GivenNumber
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
  answeringUnitIds: string[]
  isSeparate: boolean
  coUnitIds: string[]
  answer: { on: string; class: ReplyClass; body: string } | undefined
  judged: { on: string; attitude: Grade; result: Grade; opinion: string | null } | undefined
  closedOn: string | undefined
}

/** Decides on one row: a case of its own, nothing new, or why not. */
export function decideCase(world: ImportWorld, draft: RowDraft): ImportedCase | undefined {
  const { cells } = draft.row
  draft.label = [cells.caseNumber, cells.caseTitle].filter(Boolean).join(' ')
  demand(draft, 'caseNumber', 'caseTitle', 'lead', 'submittedOn', 'state')
  const submittedOn = wholeDay(draft, 'submittedOn')
  const given = readNumber(world, draft, submittedOn)
  if (!given || !submittedOn) return undefined
  const number = world.officialNumber(given)
  const rowSha256 = world.digestOf(cells)
  const before = world.taken.get(number)
  if (before === rowSha256) return undefined
  draft.isNew = true
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
  const days = readDays(world, draft, submittedOn)
  const words = readWords(draft, state)
  const answer = readAnswer(draft, days.answeredOn)
  const judged = readJudgement(draft, days.evaluatedOn ?? days.answeredOn)
  const category = readCell(draft, 'category', meaningOf(categoryWords)) ?? 'other'
  if (draft.refusals.length > 0 || !lead) return undefined
  propose(draft, 'caseNumber', null, number)
  propose(draft, 'state', null, state)
  if (judged) propose(draft, 'result', null, judged.result)
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
    assignedOn: days.assignedOn,
    ...units,
    answer,
    judged,
    closedOn: isRunning(state) ? undefined : lastOf(days, submittedOn),
  }
}

function wholeDay(draft: RowDraft, field: string): string | undefined {
  const text = draft.row.cells[field]
  if (text === undefined) return undefined
  // a month is no day from which days can be counted
  return text.length === 10 ? text : refuse(draft, 'date_unreadable', { field })
}

function readNumber(world: ImportWorld, draft: RowDraft, submittedOn: string | undefined): GivenNumber | undefined {
  const text = draft.row.cells.caseNumber
  if (text === undefined || submittedOn === undefined) return undefined
  const made = Number(submittedOn.slice(0, 4))
  const given = givenNumber(text, world.prefix, made)
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
  demand(draft, ...needs.filter((field) => !(isSeparate && field === 'leadUnit')))
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

const dayFields = ['assignedOn', 'answeredOn', 'evaluatedOn', 'closedOn'] as const
type Days = Partial<Record<(typeof dayFields)[number], string>>

function readDays(world: ImportWorld, draft: RowDraft, submittedOn: string): Days {
  const days: Days = {}
  let last = submittedOn
  for (const field of dayFields) {
    const on = wholeDay(draft, field)
    if (on === undefined) continue
    if (on < last) refuse(draft, 'days_out_of_order', { field })
    days[field] = on
    last = on
  }
  if (last > world.today) refuse(draft, 'days_out_of_order', { field: lastField(days) })
  return days
}

const lastField = (days: Days): string => dayFields.findLast((field) => days[field] !== undefined) ?? 'submittedOn'
const lastOf = (days: Days, submittedOn: string): string =>
  dayFields.flatMap((field) => days[field] ?? []).at(-1) ?? submittedOn

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

function readAnswer(draft: RowDraft, on: string | undefined): ImportedCase['answer'] {
  const replyClass = readCell(draft, 'replyClass', classOfWord)
  return on && replyClass ? { on, class: replyClass, body: draft.row.cells.answer ?? '' } : undefined
}

function readJudgement(draft: RowDraft, on: string | undefined): ImportedCase['judged'] {
  const result = readCell(draft, 'result', gradeOfWord)
  const attitude = readCell(draft, 'attitude', gradeOfWord) ?? result
  const opinion = draft.row.cells.opinion ?? null
  if (!result || !attitude || !on) return undefined
  if (result === 'dissatisfied' && opinion === null) return refuse(draft, 'missing', { field: 'opinion' })
  return { on, attitude, result, opinion }
}
