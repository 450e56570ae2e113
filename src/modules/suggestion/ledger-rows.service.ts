import { shanghaiDate } from '#kernel/clock.ts'
import {
  answerCells,
  categoryWords,
  cellsOfState,
  extensionCells,
  gradeWords,
  type ImportedState,
  isUnitByUnit,
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
type Round = Ledger['rounds'][number]
type PartRounds = { part: Part; rounds: readonly Round[] }
type Promised = Ledger['promises'][number]

/** As what a case that has a number comes in; a draft has none and stands in no ledger. */
const comesInAs: Partial<Record<SuggestionState, ImportedState>> = {
  submitted: 'reviewing',
  registered: 'reviewing',
  pre_assignment: 'accepted',
  replied: 'awaiting_evaluation',
  oversight: 'tracking',
}
const isImported = (state: string): state is ImportedState => state in stateWords

function importedAs(state: SuggestionState, told: readonly PartRounds[]): ImportedState {
  const isWanting = told.some(({ rounds }) => rounds.at(-1)?.result === 'dissatisfied')
  if (state === 'rehandling' && !isWanting) return 'reopened'
  const own = comesInAs[state] ?? state
  if (!isImported(own)) throw new Error(`a ledger tells no suggestion in state ${state}`)
  return own
}

const dayOf = (at: Date | null): string => (at ? shanghaiDate(at) : '')
const wordOf = <Value extends string>(words: Readonly<Record<string, Value>>, value: string): string =>
  Object.entries(words).find(([, own]) => own === value)?.[0] ?? ''

/** One case as the import form tells it: its first row, and the rows that go on with it. */
export function ledgerRows(
  kase: LedgerCase,
  { cosigners, parts, rounds, promises }: Pick<Ledger, 'cosigners' | 'parts' | 'rounds' | 'promises'>,
): LedgerCells[] {
  const answering = parts
    .filter(({ part }) => part !== 'co')
    .map((part) => ({ part, rounds: rounds.filter(({ assignment_id }) => assignment_id === part.id) }))
  const state = importedAs(kase.status as SuggestionState, answering)
  const left = cellsOfState[state].not
  const told = (cells: LedgerCells, not: readonly string[]): LedgerCells =>
    Object.fromEntries(Object.entries(cells).filter(([key, text]) => text !== '' && !isLeftOut(key, not)))
  const [only, ...others] = answering
  const isApart = others.length > 0
  const ofLead = only && !isApart ? rowsOfAnswers(only, promises) : undefined
  const head = told(
    {
      ...headOf(kase, cosigners, parts),
      ...(only && !isApart ? { leadUnit: only.part.unit_name, ...extensionOf(only.part), ...ofLead?.last } : {}),
      ...(isApart ? { separateUnits: answering.map(({ part }) => part.unit_name).join('、') } : {}),
      state: stateWords[state][0],
    },
    left,
  )
  const rest = isApart ? answering.flatMap((one) => rowsOfPart(one, promises)) : (ofLead?.more ?? [])
  const own = { caseNumber: kase.number ?? '' }
  // while some units are still to answer, the others tell what they have said in rows of their own
  const leftInMore = isUnitByUnit(state) ? [] : left
  const moreRows = rest.map((cells) => told(cells, leftInMore)).filter(saysMore)
  return [head, ...moreRows.map((cells) => ({ ...own, ...cells }))]
}

/** Cells that belong together go together: no answer without its day, no promise of a case that has none yet. */
const groups: readonly (readonly [key: string, with_: (key: string) => boolean])[] = [
  ['answeredOn', (key) => ['answerRound', 'answeredOn', 'replyClass', 'answer'].includes(key)],
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
    mergedInto: kase.merged_into ?? '',
    splitFrom: kase.split_from ?? '',
    confidential: kase.confidential ? '是' : '否',
    publication: kase.wishes_publication ? '是' : '否',
  }
}

const gradeWord = (grade: string | null): string => gradeWords[grades.indexOf(grade as Grade)] ?? ''

function extensionOf(part: Part): LedgerCells {
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
  }
}

/** A unit's only answer is its first, unless the list says otherwise. */
function roundOf(round: Round, isAlone: boolean): LedgerCells {
  return {
    answerRound: isAlone && round.round === 1 ? '' : String(round.round),
    answeredOn: dayOf(round.sent_at),
    replyClass: round.class,
    answer: round.body,
    attitude: gradeWord(round.attitude),
    result: gradeWord(round.result),
    opinion: round.opinion ?? '',
    evaluatedOn: dayOf(round.cast_at),
  }
}

/** A unit's last answer with its first promise; a row for each earlier answer with its own, and for each further promise. */
function rowsOfAnswers({ part, rounds }: PartRounds, promises: readonly Promised[]) {
  const own = promises.filter(({ assignment_id }) => assignment_id === part.id)
  const lastRound = rounds.at(-1)?.round
  const rows = rounds.map((round) => {
    const [first, ...more] = own.filter((promise) => promise.round === round.round).map(promiseOf)
    const ofRound: LedgerCells = round.round === lastRound ? {} : { answerRound: String(round.round) }
    return {
      answer: { ...roundOf(round, rounds.length === 1), ...first },
      more: more.map((cells): LedgerCells => ({ ...ofRound, ...cells })),
    }
  })
  return {
    last: rows.at(-1)?.answer ?? {},
    more: [...rows.slice(0, -1).map(({ answer }) => answer), ...rows.flatMap(({ more }) => more)],
  }
}

/** A unit that answers apart. */
function rowsOfPart(one: PartRounds, promises: readonly Promised[]): LedgerCells[] {
  const separateUnits = one.part.unit_name
  const { last, more } = rowsOfAnswers(one, promises)
  return [{ ...extensionOf(one.part), ...last }, ...more].map((cells) => ({ separateUnits, ...cells }))
}

const promiseOf = (promise: Promised): LedgerCells => ({
  promise: promise.content,
  promiseDue: promise.due_on,
  promiseOwner: promise.owner,
  // reported as kept is not yet found kept
  promiseState: wordOf(promiseWords, isSettled(promise.status) ? promise.status : 'open'),
  promiseKeptOn: promise.kept_on ?? '',
})
