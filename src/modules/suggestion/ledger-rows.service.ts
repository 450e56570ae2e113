import { shanghaiDate } from '#kernel/clock.ts'
import {
  answerCells,
  categoryWords,
  cellsOfState,
  extensionCells,
  gradeWords,
  type ImportedState,
  promiseWords,
  stateWords,
} from './import-values.ts'
import type { Ledger } from './ledger.queries.ts'
import { type Grade, grades, type SuggestionState } from './suggestion.ts'
import { isSettled } from './suggestion-promises.ts'

/** The cells of one row by the keys of the form. */
export type LedgerCells = Readonly<Record<string, string>>
type LedgerCase = Ledger['cases'][number]
type Part = Ledger['parts'][number]
type Promised = Ledger['promises'][number]

/** As what a case of this state comes in; a state that no list brings in keeps its own word, and is refused there. */
const comesInAs: Partial<Record<SuggestionState, ImportedState>> = {
  pre_assignment: 'accepted',
  replied: 'awaiting_evaluation',
  oversight: 'tracking',
}
const importedAs = (state: SuggestionState): ImportedState | undefined => {
  const own = comesInAs[state] ?? state
  return own in stateWords ? (own as ImportedState) : undefined
}

const dayOf = (at: Date | null): string => (at ? shanghaiDate(at) : '')
const wordOf = <Value extends string>(words: Readonly<Record<string, Value>>, value: string): string =>
  Object.entries(words).find(([, own]) => own === value)?.[0] ?? ''

/**
 * One case as the import form tells it: its first row, and the rows that go on with it.
 * @param ownWord the state in the reader's words, for those that no list brings in
 */
export function ledgerRows(
  kase: LedgerCase,
  { cosigners, parts, promises }: Pick<Ledger, 'cosigners' | 'parts' | 'promises'>,
  ownWord: string,
): LedgerCells[] {
  const state = importedAs(kase.status as SuggestionState)
  const left = state ? cellsOfState[state].not : []
  const told = (cells: LedgerCells): LedgerCells =>
    Object.fromEntries(Object.entries(cells).filter(([key, text]) => text !== '' && !isLeftOut(key, left)))
  const answering = parts.filter(({ part }) => part !== 'co')
  const [only, ...others] = answering
  const isApart = others.length > 0
  const ofLead = isApart ? [] : promises.map(promiseOf)
  const [first, ...more] = ofLead
  const head = told({
    ...headOf(kase, cosigners, parts),
    ...(only && !isApart ? { leadUnit: only.unit_name, ...answerOf(only) } : {}),
    ...(isApart ? { separateUnits: answering.map(({ unit_name }) => unit_name).join('、') } : {}),
    ...first,
    state: state ? stateWords[state][0] : ownWord,
  })
  const rest = isApart ? answering.flatMap((part) => rowsOfPart(part, promises)) : more
  const own = { caseNumber: kase.number ?? '' }
  const moreRows = rest.map((cells) => ({ cells: told(cells) })).filter(({ cells }) => saysMore(cells))
  return [head, ...moreRows.map(({ cells }) => ({ ...own, ...cells }))]
}

/** Cells that belong together go together: no answer without its day, no promise of a case that has none yet. */
const groups: readonly (readonly [key: string, with_: (key: string) => boolean])[] = [
  ['answeredOn', (key) => ['answeredOn', 'replyClass', 'answer'].includes(key)],
  ['result', (key) => ['attitude', 'result', 'opinion', 'evaluatedOn'].includes(key)],
  ['extendedTo', (key) => (extensionCells as readonly string[]).includes(key)],
  ['promise', (key) => key.startsWith('promise')],
  ['assignedOn', (key) => ['assignedOn', 'leadUnit', 'separateUnits', 'coUnits'].includes(key)],
  ['closedOn', (key) => key === 'closedOn'],
]
const isLeftOut = (key: string, left: readonly string[]): boolean =>
  groups.some(([name, holds]) => left.includes(name) && holds(key))

const saysMore = (cells: LedgerCells): boolean =>
  [...answerCells, ...extensionCells, 'promise'].some((field) => cells[field] !== undefined)

function headOf(kase: LedgerCase, cosigners: Ledger['cosigners'], parts: readonly Part[]): LedgerCells {
  const { session_number: session, term_number: term } = kase
  return {
    caseNumber: kase.number ?? '',
    caseTitle: kase.title,
    subject: kase.subject,
    grounds: kase.grounds,
    proposal: kase.proposal,
    lead: kase.lead_name,
    leadNumber: kase.lead_number,
    cosigners: cosigners.map(({ name, number }) => `${name}(${number})`).join('、'),
    session: session === null || term === null ? '闭会' : `第${term}届第${session}次会议`,
    category: wordOf(categoryWords, kase.category),
    submittedOn: dayOf(kase.submitted_at),
    assignedOn: parts.map(({ assigned_at }) => dayOf(assigned_at)).toSorted()[0] ?? '',
    coUnits: parts.flatMap(({ part, unit_name }) => (part === 'co' ? [unit_name] : [])).join('、'),
    closedOn: dayOf(kase.closed_at),
    confidential: kase.confidential ? '是' : '否',
    publication: kase.wishes_publication ? '是' : '否',
  }
}

const gradeWord = (grade: string | null): string => gradeWords[grades.indexOf(grade as Grade)] ?? ''

function answerOf(part: Part): LedgerCells {
  const { extension_total: n, extension_unit: unit, assigned_at: from } = part
  const extendedTo =
    n === null || from === null
      ? ''
      : Temporal.PlainDate.from(dayOf(from))
          .add(unit === 'month' ? { months: n } : { days: n })
          .toString()
  return {
    extendedTo,
    extensionReason: part.extension_reason ?? '',
    // where the rules of a congress ask for no approval, nobody said anything
    extensionApproval: extendedTo === '' ? '' : part.extension_approval || '按规则准予延期',
    answeredOn: dayOf(part.sent_at),
    replyClass: part.class ?? '',
    answer: part.body ?? '',
    attitude: gradeWord(part.attitude),
    result: gradeWord(part.result),
    opinion: part.opinion ?? '',
    evaluatedOn: dayOf(part.cast_at),
  }
}

/** A unit that answers apart: its answer with its first promise, and a row for each further one. */
function rowsOfPart(part: Part, promises: readonly Promised[]): LedgerCells[] {
  const separateUnits = part.unit_name
  const [first, ...more] = promises.filter(({ assignment_id }) => assignment_id === part.id).map(promiseOf)
  return [{ separateUnits, ...answerOf(part), ...first }, ...more.map((cells) => ({ separateUnits, ...cells }))]
}

const promiseOf = (promise: Promised): LedgerCells => ({
  promise: promise.content,
  promiseDue: promise.due_on,
  promiseOwner: promise.owner,
  // reported as kept is not yet found kept
  promiseState: wordOf(promiseWords, isSettled(promise.status) ? promise.status : 'open'),
  promiseKeptOn: promise.kept_on ?? '',
})
