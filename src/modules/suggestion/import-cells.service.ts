import { asItReads } from '#kernel/plain-text.ts'
import { demand, type FaultCode, type RowDraft, refuse, termNumber } from '#modules/roster/index.ts'
import type { ListedNumber } from './import-numbers.ts'
import type { CaseSoFar } from './import-rows.service.ts'
import {
  cellsOfState,
  givenSession,
  type ImportedState,
  isRunning,
  namedDeputies,
  namedUnits,
  partsOfBody,
} from './import-values.ts'
import type { NamedMandate, NamedUnit } from './import-world.queries.ts'
import { draftLimits } from './suggestion.ts'

type Term = { id: string; number: number; first_session_on: string; ended_on: string | null }
export type Session = { id: string; term_id: string; number: number; opens_on: string; closes_on: string }

/** `digest` of the rows it came from; null where it began here. */
type KnownCase = {
  id: string
  digest: string | null
  status: string
  isConfidential: boolean
  /** An answer was sent here, in it or in what it went into: to its sponsors only. */
  isAnsweredHere: boolean
}

/** What the decision on every row looks up; loaded at once for the whole file. */
export type ImportWorld = {
  today: string
  /** A number as the list has it, by the pattern of the day the suggestion was handed in; undefined for what is none. */
  readNumber: (text: string, submittedOn: string) => ListedNumber | undefined
  terms: readonly Term[]
  sessions: readonly Session[]
  /** By `<term>/<NUMBER>`, and all of a name by `<term>/<name>`. */
  byNumber: ReadonlyMap<string, NamedMandate>
  byName: ReadonlyMap<string, readonly NamedMandate[]>
  units: ReadonlyMap<string, NamedUnit>
  /** The cases here whose numbers the list holds or names. */
  known: ReadonlyMap<string, KnownCase>
  /** Number → row of this file. */
  seen: Map<string, number>
  digestOf: (rows: readonly Readonly<Record<string, string>>[]) => string
  /** By the rules of the day on which a suggestion was handed in. */
  answerTerms: (submittedOn: string) => CaseSoFar['terms']
}

export function readNumber(
  world: ImportWorld,
  draft: RowDraft,
  submittedOn: string | undefined,
): ListedNumber | undefined {
  const text = draft.row.cells.caseNumber
  if (text === undefined || submittedOn === undefined) return undefined
  const made = Number(submittedOn.slice(0, 4))
  const given = world.readNumber(text, submittedOn)
  if (!given) return refuse(draft, 'number_unreadable', { value: text.slice(0, 40) })
  // handed in at the end of one year it may have its number of the next
  if (Math.abs(given.year - made) > 1) refuse(draft, 'number_other_year', { year: given.year, made })
  return given
}

export function readSession(
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

export function checkCells(draft: RowDraft, state: ImportedState): void {
  const { needs, not } = cellsOfState[state]
  const isSeparate = draft.row.cells.separateUnits !== undefined
  const ofHead = ['assignedOn', 'mergedInto', ...(isSeparate ? [] : ['leadUnit'])]
  demand(draft, ...needs.filter((field) => ofHead.includes(field)))
  if (draft.row.cells.mergedInto && state !== 'merged') refuse(draft, 'not_in_state', { field: 'mergedInto' })
  for (const field of not) if (draft.row.cells[field] !== undefined) refuse(draft, 'not_in_state', { field })
}

/** The deputy's number says who; the name has to agree with it. A bare name leads nothing. */
export function readLead(world: ImportWorld, draft: RowDraft, termId: string): NamedMandate | undefined {
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
export function readCosigners(
  world: ImportWorld,
  draft: RowDraft,
  termId: string,
  leadId: string | undefined,
): string[] {
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

export function readUnits(world: ImportWorld, draft: RowDraft, state: ImportedState) {
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

export function readWords(draft: RowDraft, state: ImportedState) {
  const { caseTitle = '', body = '', ...cells } = draft.row.cells
  const parts = partsOfBody(body)
  const words = {
    title: asItReads(caseTitle),
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
